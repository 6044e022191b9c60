"""Figures by hand: three people, of whom one was torn apart and one joined to another's record."""

import numpy as np
import pytest

from tawthiq.names.hand.evaluate import Figure, by_groups, by_record, evaluate

TRUTH = np.array([0, 0, 0, 1, 1, 2], np.int32)
FOUND = np.array([0, 0, 1, 2, 2, 2], np.int32)
# Pairs joined: 01, 34, 35, 45; right: 01, 34. True: 01, 02, 12, 34.


def values(labels: np.ndarray, truth: np.ndarray, kind: str) -> tuple[float | None, float | None, float | None]:
    one = evaluate(labels, truth, seed=1)[kind]
    return one.precision.value, one.recall.value, one.f1.value


def test_pairs() -> None:
    assert values(FOUND, TRUTH, "pairs") == pytest.approx((0.5, 0.5, 0.5))
    found = evaluate(FOUND, TRUTH, seed=1)["pairs"]
    assert (found.wrong, found.lost) == (2, 2)


def test_people_found_whole() -> None:
    # Of two clusters and two people with several records none is right; with 3 and 4 alone, one of two each.
    assert values(FOUND, TRUTH, "people")[:2] == (0.0, 0.0)
    assert values(np.array([0, 0, 1, 2, 2, 3], np.int32), TRUTH, "people") == pytest.approx((0.5, 0.5, 0.5))


def test_records_by_b_cubed() -> None:
    # Precision: 1, 1, 1, 2/3, 2/3, 1/3. Recall: 2/3, 2/3, 1/3, 1, 1, 1.
    precision, recall, _ = values(FOUND, TRUTH, "records")
    assert (precision, recall) == pytest.approx((14 / 18, 14 / 18))


def test_a_truth_known_for_a_sample_of_people() -> None:
    # Of person 1 only: joined 34, 43 and 35, 45 (to a record of who knows whom): half is right; all is found.
    sampled = np.where(TRUTH == 1, 1, -1).astype(np.int32)
    assert values(FOUND, sampled, "pairs") == pytest.approx((0.5, 1.0, 2 / 3))


def test_each_person_weighs_by_one_over_the_chance_of_being_sampled() -> None:
    weight = np.where(TRUTH == 1, 3.0, 1.0)
    found = evaluate(FOUND, TRUTH, seed=1, weight=weight)["pairs"]
    # Person 0: 2 right of 2 joined, 6 true; person 1, three times: 2 of 4, 2 true; person 2: 0 of 2, none true.
    assert found.precision.value == pytest.approx((2 + 3 * 2) / (2 + 3 * 4 + 2))
    assert found.recall.value == pytest.approx((2 + 3 * 2) / (6 + 3 * 2))


def test_nothing_joined_has_no_precision() -> None:
    found = evaluate(np.arange(6, dtype=np.int32), TRUTH, seed=1)["pairs"]
    assert found.precision == Figure(None)
    assert found.recall.value == 0.0


def test_by_two_lists() -> None:
    lists = ["A", "B", "B", "A", "B", "A"]
    found = by_groups(FOUND, TRUTH, lists, seed=1)
    # A with B: joined 01, 34, 45, right 01, 34; true 01, 02, 34. A with A: joined 35. B with B: true 12.
    assert set(found) == {("A", "A"), ("A", "B"), ("B", "B")}
    assert found["A", "B"].precision.value == found["A", "B"].recall.value == pytest.approx(2 / 3)
    assert found["A", "A"].precision.value == 0.0 and found["A", "A"].recall.value is None
    assert found["B", "B"].precision.value is None and found["B", "B"].lost == 1


def test_by_the_year_of_each_record() -> None:
    found = by_record(FOUND, TRUTH, ["2012", "2012", "2013", "2012", "2012", None], seed=1)
    # 2012, seen from its records: 01, 10, 34, 43 right of those and 35, 45; true: 01, 02, 10, 12, 34, 43.
    assert found["2012"].precision.value == found["2012"].recall.value == pytest.approx(4 / 6)
    assert found["2013"].recall.value == 0.0


def test_the_interval_covers_as_often_as_it_says() -> None:
    # Couples, of which 30 % were missed: recall 0.7, drawn 100 times with 200 couples each.
    rng, inside = np.random.default_rng(3), 0
    for seed in range(100):
        truth = np.repeat(np.arange(200, dtype=np.int32), 2)
        parted = rng.random(200) < 0.3
        labels = truth.copy()
        labels[1::2][parted] = 200 + np.flatnonzero(parted)
        recall = evaluate(labels, truth, seed=seed)["pairs"].recall
        assert recall.lower is not None and recall.upper is not None
        inside += recall.lower <= 0.7 <= recall.upper
    assert 88 <= inside <= 100
