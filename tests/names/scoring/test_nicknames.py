"""People with two given names, and twins. Everybody is invented."""

from datetime import date, timedelta

import numpy as np
import pytest
from numpy.typing import NDArray

from tawthiq.names.scoring.columns import columns
from tawthiq.names.scoring.comparisons import Comparer
from tawthiq.names.scoring.fellegi_sunter import FellegiSunter
from tawthiq.names.scoring.fitting import Evidence
from tawthiq.names.scoring.nicknames import GIVEN, nicknames, renamed, with_nicknames
from tawthiq.names.shape import Known, Lists, Rows
from tawthiq.names.words.kernels import CONFLICT, VARIANT
from tests.names.invented import GIVEN as NAMES
from tests.names.invented import SYLLABLES, lists_of

DAY = date(1950, 1, 2)
SECOND = {one: f"{two}{three}" for one, two, three in zip(NAMES, SYLLABLES, reversed(SYLLABLES), strict=True)}


def lists(people: int, called: float) -> tuple[Lists, NDArray[np.int32]]:
    """Two lists of the same people with their births; so many Khaleds of the one are Abboud in the other."""
    drawn = np.random.default_rng(1)
    names = drawn.choice(NAMES, people)
    families = ["".join(drawn.choice(SYLLABLES, 4)) for _ in range(people)]
    births = [DAY + timedelta(int(one)) for one in drawn.integers(0, 20_000, people)]
    other = np.where((names == "khaled") & (drawn.random(people) < called), "abboud", names)
    made = [
        {"name": f"{given} {families[k]}", "birth_from": births[k], "birth_to": births[k], "source": source}
        for source, said in (("one", names), ("two", other)) for k, given in enumerate(said)
    ]  # fmt: skip
    pairs = np.column_stack([np.arange(people), np.arange(people) + people]).astype(np.int32)
    return lists_of(*made, once=frozenset({"one", "two"})), pairs


def evidence(told: Lists, pairs: Rows) -> Evidence:
    return Evidence.of(Comparer.of(columns(told)).compare(pairs[:, 0].astype(np.int32), pairs[:, 1].astype(np.int32)))


def test_people_with_two_names_are_more_than_twins_could_be() -> None:
    told, pairs = lists(1000, called=1.0)
    found, khaleds = evidence(told, pairs), 46
    assert (found.levels[GIVEN] == CONFLICT).sum() == khaleds
    # of 2,000 records 2.5 % may have a twin: 50 pairs, and 46 are no more
    assert renamed(columns(told), found) == 0
    fewer = columns(Lists(told.records.slice(0, 1000)))
    # of 1,000 records 25; fifty pairs, one of them a Khaled, share their day of birth with somebody else
    assert renamed(fewer, found) == pytest.approx((khaleds - 1 - 25) / 950)


def test_which_names_are_one_is_learnt_from_the_lists() -> None:
    told, pairs = lists(1000, called=1.0)
    a, b = pairs.T.astype(np.int32)
    found, read = evidence(told, pairs), columns(told)
    learnt = nicknames(read, a, b, found)
    assert len(learnt) == 1
    after = with_nicknames(read, a, b, found, learnt)
    assert (after.levels[GIVEN] == VARIANT).sum() == 46 and not (after.levels[GIVEN] == CONFLICT).any()


def test_names_that_meet_by_chance_are_no_variants() -> None:
    """Everybody has another name in the other list: each two names meet as often as they are common."""
    told, pairs = lists(1000, called=0.0)
    pairs = pairs.copy()
    pairs[:, 1] = np.random.default_rng(2).permutation(pairs[:, 1])
    found = evidence(told, pairs)
    found.levels[1:] = evidence(*lists(1000, called=0.0)).levels[1:]
    assert len(nicknames(columns(told), pairs[:, 0], pairs[:, 1], found)) == 0


def test_where_many_have_two_names_the_linker_finds_them() -> None:
    told, pairs = lists(1000, called=0.0)
    frame = told.records.to_pylist()
    for one in frame[1000:1400]:
        given, _, family = one["name"].partition(" ")
        one["name"] = f"{SECOND[given]} {family}"
    called = lists_of(*frame, once=frozenset({"one", "two"}))
    scores = FellegiSunter().score(called, Known(), seed=0)
    true = {(int(a), int(b)) for a, b in pairs}
    found = {(int(a), int(b)) for a, b, p in zip(scores.a, scores.b, scores.probability, strict=True) if p >= 0.5}
    assert len(found & true) > 990 and len(found - true) < 5
