import numpy as np
import pytest

from tawthiq.names.hand.active import consequence, queue
from tests.names.scored import judged, scored

LABELS = np.array([0, 0, 0, 1, 1, 2], np.int32)


def order(pairs: dict[tuple[int, int], float], **more: object) -> list[tuple[int, int]]:
    scores = scored(pairs)
    at, _ = queue(LABELS, scores, more.pop("known", judged()), **more)  # type: ignore[arg-type]
    return [(int(scores.a[k]), int(scores.b[k])) for k in at]


def test_two_people_of_three_and_two_records_make_six_pairs_and_one_who_leaves_parts_two() -> None:
    a, b = np.array([0, 0, 3, 3], np.int32), np.array([3, 1, 5, 4], np.int32)
    assert consequence(LABELS, a, b) == pytest.approx(np.sqrt([6, 2, 2, 1]))


def test_what_changes_on_which_lists_somebody_stands_counts_twice() -> None:
    a, b = np.array([0, 0, 3, 3], np.int32), np.array([3, 1, 5, 4], np.int32)
    twice = np.array([1, 2, 2, 1])
    assert consequence(LABELS, a, b, ["A", "A", "B", "A", "A", "B"]) == pytest.approx(twice * np.sqrt([6, 2, 2, 1]))


def test_doubt_times_consequence() -> None:
    # Between single records 5, 6, 7, 8: (0.45 - 0.03) and (0.2 - 0.03) of one.
    labels, scores = np.arange(9, dtype=np.int32), scored({(5, 6): 0.2, (7, 8): 0.45})
    at, worth = queue(labels, scores, judged())
    assert (at.tolist(), worth) == ([1, 0], pytest.approx([0.42, 0.17]))


def test_all_pairs_between_two_people_bear_on_each() -> None:
    # 0-3 alone is even; 1-3 and 2-3 say no, and three were not compared: log odds (0 - 2.2 - 2.2 - 2 - 2 - 2) / 6.
    at, worth = queue(LABELS, scored({(0, 3): 0.5, (1, 3): 0.1, (2, 3): 0.1}), judged())
    doubt = 1 / (1 + np.exp((2 * np.log(9) + 6) / 6))
    assert (at[0], worth[0]) == (0, pytest.approx(np.sqrt(6) * (doubt - 0.03), abs=1e-4))


def test_joined_pairs_and_others_come_by_turns() -> None:
    assert order({(3, 5): 0.5, (4, 5): 0.5, (0, 5): 0.7, (0, 1): 0.9}) == [(0, 1), (3, 5), (0, 5), (4, 5)]


def test_one_pair_between_two_people_comes_first_the_others_last() -> None:
    pairs = {(0, 3): 0.5, (1, 3): 0.4, (2, 4): 0.4, (3, 5): 0.3, (4, 5): 0.2}
    assert order(pairs) == [(0, 3), (3, 5), (1, 3), (2, 4), (4, 5)]
    assert order(pairs, most=2) == [(0, 3), (3, 5)]


def test_what_is_judged_or_plain_is_not_asked() -> None:
    pairs = {(0, 3): 0.5, (0, 1): 0.99999, (0, 5): 0.00001, (3, 5): 0.2}
    assert order(pairs, known=judged(same=[(0, 3)])) == [(3, 5)]
