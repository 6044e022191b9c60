"""Pairs that compete, because a person stands once in a list."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.names.scoring.rivals import MOST_SHARED, Rivals, nearly_once

TWO = np.array([0, 0, 1, 1], np.int32)


def rivals(pairs: list[tuple[int, int]], once: tuple[bool, bool] = (True, True)) -> Rivals:
    a, b = (np.array([pair[k] for pair in pairs], np.int32) for k in (0, 1))
    return Rivals.of(a, b, TWO, np.array(once, np.bool_))


def test_two_equal_rivals_share_the_odds() -> None:
    """Odds 4 each for one record with two others: of 1 + 4 + 4 chances each has 4, which are odds of 4 : 5."""
    cost = rivals([(0, 2), (0, 3)]).cost(np.array([2, 2], np.float32))
    assert np.exp2(2 + cost) == pytest.approx([4 / 5, 4 / 5])


def test_a_pair_without_rivals_keeps_its_weight() -> None:
    assert rivals([(0, 2), (1, 3)]).cost(np.array([3, -3], np.float32)).tolist() == [0, 0]


def test_lists_that_may_hold_a_person_twice_have_no_rivals() -> None:
    assert rivals([(0, 2), (0, 3)], (False, False)).cost(np.array([2, 2], np.float32)).tolist() == [0, 0]


@given(st.lists(st.floats(-6, 6), min_size=3, max_size=3))
def test_without_circles_the_marginals_are_exact(weights: list[float]) -> None:
    """0–2, 0–3, 1–3: the matchings are none, each alone, and 0–2 with 1–3."""
    x, y, z = (2.0**one for one in weights)
    whole = 1 + x + y + z + x * z
    exact = np.array([x + x * z, y, z + x * z]) / whole
    weight = np.array(weights, np.float32)
    odds = np.exp2(weight + rivals([(0, 2), (0, 3), (1, 3)]).cost(weight))
    assert odds / (1 + odds) == pytest.approx(exact, rel=2e-2, abs=1e-3)


def test_the_prior_counts_who_is_left_alone() -> None:
    """One of two records of each list is matched: 1 of 4 pairs, and half of either list is alone."""
    told = rivals([(0, 2)])
    kind = int(told.kind[0])
    matches = np.zeros(4)
    matches[kind] = 1
    assert 2 ** told.prior(matches)[kind] == pytest.approx(1 / 4 / (1 / 2 * 1 / 2))


def test_no_list_is_taken_to_be_all_in_another() -> None:
    told = rivals([(0, 2)])
    kind = int(told.kind[0])
    matches = np.zeros(4)
    matches[kind] = 2
    assert 2 ** told.prior(matches)[kind] == pytest.approx(2 / 4 / (1 - MOST_SHARED) ** 2)


def test_counts_are_by_pair_of_lists() -> None:
    told = rivals([(0, 1), (0, 2), (1, 3)])
    counts = told.counts(np.array([0.5, 0.25, 0.5], np.float32))
    assert counts.sum() == 1.25 and counts[told.kind[1]] == 0.75


def test_two_records_of_one_person_in_a_list_are_no_rivals() -> None:
    """0 with 2 and with 3, which are one person: neither takes anything from the other."""
    a, b = np.array([0, 0], np.int32), np.array([2, 3], np.int32)
    one = Rivals.of(a, b, TWO, np.ones(2, np.bool_), np.array([0, 1, 2, 2], np.int32))
    assert one.cost(np.array([2, 2], np.float32)).tolist() == [0, 0]


def test_lists_with_few_duplicates_are_found_and_the_duplicates_in_them() -> None:
    # List 0: eleven records, one pair in it for certain: 1 is less than a tenth of 11. List 1: two records, one pair.
    source = np.array([0] * 11 + [1, 1], np.int32)
    a, b = np.array([0, 0, 11], np.int32), np.array([1, 12, 12], np.int32)
    few, people = nearly_once(a, b, source, np.zeros(2, np.bool_), np.array([1.0, 0.9, 1.0], np.float32))
    assert few.tolist() == [True, False]
    assert people[0] == people[1] and len(set(people.tolist())) == 12, "only within lists with few"


def test_no_more_pairs_than_the_smaller_list_has_records() -> None:
    source = np.array([0, 0, 0, 1, 1], np.int32)
    a, b = np.array([0], np.int32), np.array([3], np.int32)
    # both free of duplicates: 2 pairs between them, none within; neither: 3 · 2 between and 3 + 1 within
    assert Rivals.of(a, b, source, np.ones(2, np.bool_)).most == 2
    assert Rivals.of(a, b, source, np.zeros(2, np.bool_)).most == 10
