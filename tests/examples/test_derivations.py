"""The invented accounts: the same for the same seed, with a truth that is true of their texts."""

from collections import Counter

import pytest

from examples.simulate import SIMULATED
from examples.simulate.derivations import HALVES, World, accounts
from examples.simulate.telling import LANGUAGES, MONTHS, NUMBERS, outlets, words


@pytest.fixture(scope="module", params=HALVES)
def world(request: pytest.FixtureRequest) -> World:
    return accounts(request.param)


def test_the_same_seed_gives_the_same_accounts(world: World) -> None:
    again = accounts(world.half)
    assert again.accounts == world.accounts
    assert again.truth == world.truth
    assert accounts(world.half, seed=7).accounts != world.accounts


def test_there_are_enough_of_every_kind_in_three_languages() -> None:
    told = [one for half in HALVES for one in accounts(half).accounts]
    assert len(told) >= 300
    assert {one.lang for one in told} == {*LANGUAGES}
    kinds = Counter(one.how for half in HALVES for one in accounts(half).truth)
    assert min(kinds.values()) >= 3
    assert len(kinds) == 13


def test_every_account_says_that_it_is_invented(world: World) -> None:
    assert {one.title for one in world.accounts} == {SIMULATED}
    assert all("{" not in one.text and "|" not in one.text for one in world.accounts)


def test_nobody_draws_on_what_came_later(world: World) -> None:
    day = {one.id: one.published.start for one in world.accounts if one.published}
    directed = [one for one in world.truth if not one.how.startswith("same")]
    assert all(day[one.later] >= day[one.earlier] for one in directed)
    assert all(world.events[one.later] == world.events[one.earlier] for one in world.truth)


def test_a_copy_has_the_words_of_its_source(world: World) -> None:
    text = {one.id: one.text.split() for one in world.accounts}
    for one in world.truth:
        if one.how == "copy":
            both = {*text[one.later]} & {*text[one.earlier]}
            assert len(both) > 0.5 * len({*text[one.later]})


def test_a_translation_is_in_another_language(world: World) -> None:
    lang = {one.id: one.lang for one in world.accounts}
    assert all(lang[one.later] != lang[one.earlier] for one in world.truth if "translation" in one.how)


def test_the_halves_share_no_phrase_detail_or_occupation_but_months_and_numbers() -> None:
    one, other = (words(half) for half in HALVES)
    for lang in LANGUAGES:
        phrases = [
            {said for kind, many in half[lang].items() if kind != "and" for said in many} for half in (one, other)
        ]
        assert not phrases[0] & phrases[1]
    for table in ("jobs", "details"):
        assert not one[table].keys() & other[table].keys()
    assert MONTHS.keys() == NUMBERS.keys() == {*LANGUAGES}


def test_the_case_knows_three_outlets_in_four_by_all_their_names(world: World) -> None:
    names = world.known.names
    assert names.keys() == outlets().keys()
    assert Counter(map(len, names.values())) == {3: 24, 1: 8}
