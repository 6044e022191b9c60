"""Edges between accounts: proposed with their evidence, never decided."""

from datetime import date

import pytest

from tawthiq.claims.edges.derivation import Derivation
from tawthiq.claims.shape import Edge, Known
from tawthiq.nouns import Account, Date
from tests.claims.accounts import BACKGROUND, COPY, INDEPENDENT, ORIGINAL, TRANSLATION, account

KNOWN = Known({"post": ("River Post", "بريد النهر"), "radio": ("Radio Hill",)})
FILM = "0f" * 32


def edges(*accounts: Account, known: Known = KNOWN) -> list[Edge]:
    return Derivation().edges(accounts, known)


def told(*accounts: Account) -> set[tuple[str, str, str]]:
    return {(one.later, one.earlier, one.relation) for one in edges(*accounts)}


ROOT = account("a", ORIGINAL, source="post")


def test_a_copy_and_an_independent_account_of_the_same_day() -> None:
    assert told(ROOT, account("b", COPY, 11), account("c", INDEPENDENT, 11)) == {("b", "a", "copies")}


def test_a_translation() -> None:
    assert told(ROOT, account("b", TRANSLATION, 12, lang="ar")) == {("b", "a", "translates")}


def test_a_short_mention_that_names_its_source() -> None:
    text = "River Post reported that soldiers came to the mill on 8 March 2012."
    assert told(ROOT, account("b", text, 11)) == {("b", "a", "cites")}


def test_nothing_derives_from_what_came_later() -> None:
    early = account("b", COPY, 9)
    assert told(ROOT, early) == {("a", "b", "copies")}


def test_the_same_day_is_judged_by_what_each_has_alone() -> None:
    part = account("b", ORIGINAL[: ORIGINAL.index("It went on")], 10)
    found = edges(ROOT, part)
    assert [(one.later, one.earlier) for one in found] == [("b", "a")]
    assert [one.words.key for one in found[0].evidence if one.kind == "time"] == ["derivation.same_day"]


def test_an_account_without_a_date_may_come_before_or_after() -> None:
    undated = Account("b", "s-b", COPY, "en")
    assert len(edges(ROOT, undated)) == 1


def test_the_same_film_under_other_words() -> None:
    a = account("a", "A film was shown.", prints=(FILM,))
    b = account("b", "Un film a été montré.", 11, lang="fr", prints=(FILM,))
    assert told(a, b) == {("b", "a", "same footage")}


def test_one_informant_of_two_who_wrote_for_themselves() -> None:
    first = "Salma Tarraf told us: it began at 6.43. Then came 77 lorries. The bread cost 12 coins, says a baker."
    second = "The river rose. “We hid,” said Salma Tarraf. Her clock showed 6.43. She counted 77 lorries. 15 fled."
    assert told(account("a", first), account("b", second, 11)) == {("b", "a", "same informant")}


def test_background_alone_joins_nobody() -> None:
    assert told(account("a", BACKGROUND), account("b", INDEPENDENT, 11)) == set()


def test_a_total_draws_on_both_lists() -> None:
    lists = [
        account("a", "Killed on 8 March 2012:\nKarim Haddan, 52\nOmar Belid, 31\nSalma Tarraf, 40", source="post"),
        account("b", "Killed on 8 March 2012:\nLina Zarq, 22\nNabil Hosn, 61\nRima Saad, 19", source="radio"),
    ]
    total = account("c", "River Post and Radio Hill together name 6 dead.", 11)
    assert told(*lists, total) == {("c", "a", "aggregates"), ("c", "b", "aggregates")}


def test_a_copy_of_a_copy_hangs_on_the_nearer() -> None:
    nearer = account("b", COPY.replace("nine hours", "eleven hours").replace("31 men", "41 men"), 11)
    further = account("c", nearer.text + " More tomorrow.", 12)
    assert ("c", "b", "copies") in told(ROOT, nearer, further)
    assert ("c", "a", "copies") not in told(ROOT, nearer, further)


def test_edges_make_no_circle_and_carry_their_words() -> None:
    found = edges(ROOT, account("b", COPY), account("c", COPY + " End."), account("d", TRANSLATION, lang="ar"))
    above = {one.later: one.earlier for one in found}
    for start in above:
        seen, at = set(), start
        while at in above:
            assert at not in seen
            seen.add(at)
            at = above[at]
    for one in found:
        assert 0.5 < one.probability <= 1
        assert all(piece.words.say("ar") and piece.words.say("en") for piece in one.evidence)


def test_a_stricter_threshold_proposes_less() -> None:
    assert Derivation(least=99.0).edges([ROOT, account("b", COPY, 11)]) == []


@pytest.mark.parametrize("accounts", [[], [ROOT], [Account("a", "s", ""), Account("b", "s", "")]])
def test_nothing_from_nothing(accounts: list[Account]) -> None:
    assert Derivation().edges(accounts) == []


def test_an_interval_of_publication_that_reaches_back_allows_both() -> None:
    month = Date("", "2012-03", date(2012, 3, 1), date(2012, 3, 31))
    vague = Account("b", "s-b", COPY, "en", month)
    assert {frozenset((one.later, one.earlier)) for one in edges(ROOT, vague)} == {frozenset("ab")}


def test_an_original_of_which_no_words_are_kept_is_joined_by_its_name_and_time() -> None:
    film = Account("a", "post", "", "en", ROOT.published, kind="film")
    text = "River Post showed how 31 men were led off on 8 March 2012."
    assert told(film, account("b", text, 11)) == {("b", "a", "cites")}
    assert told(film, account("b", text, 31)) == set()
