import numpy as np
import pytest

from tawthiq.names.active import consequence, queue
from tests.names.scored import judged, scored

LABELS = np.array([0, 0, 0, 1, 1, 2], np.int32)


def order(pairs: dict[tuple[int, int], float], **more: object) -> list[tuple[int, int]]:
    scores = scored(pairs)
    at, _ = queue(LABELS, scores, more.pop("known", judged()), **more)  # type: ignore[arg-type]
    return [(int(scores.a[k]), int(scores.b[k])) for k in at]


def test_two_people_of_three_and_two_records_make_six_pairs_and_one_who_leaves_parts_two() -> None:
    a, b = np.array([0, 0, 3, 3], np.int32), np.array([3, 1, 5, 4], np.int32)
    assert consequence(LABELS, a, b).tolist() == [6, 2, 2, 1]


def test_what_changes_on_which_lists_somebody_stands_counts_twice() -> None:
    a, b = np.array([0, 0, 3, 3], np.int32), np.array([3, 1, 5, 4], np.int32)
    assert consequence(LABELS, a, b, ["A", "A", "B", "A", "A", "B"]).tolist() == [6, 4, 4, 1]


def test_doubt_times_consequence() -> None:
    # 3-5: (0.5 - 0.03) of two; 0-3: (0.25 - 0.03) of six; 3-4: (0.5 - 0.03) of one.
    assert order({(3, 5): 0.5, (0, 3): 0.25, (3, 4): 0.5}) == [(0, 3), (3, 5), (3, 4)]
    at, worth = queue(LABELS, scored({(0, 3): 0.25}), judged())
    assert (at.tolist(), worth) == ([0], pytest.approx([1.32]))


def test_all_pairs_between_two_people_bear_on_each() -> None:
    # 0-3 alone would be even; 1-3 and 2-3 say no: the mean log odds are (0 - 2.2 - 2.2) / 3, the chance 0.19.
    at, worth = queue(LABELS, scored({(0, 3): 0.5, (1, 3): 0.1, (2, 3): 0.1}), judged())
    assert (at[0], worth[0]) == (0, pytest.approx(6 * (1 / (1 + 9 ** (2 / 3)) - 0.03), abs=1e-4))


def test_one_pair_between_two_people_comes_first_the_others_last() -> None:
    assert order({(0, 3): 0.5, (1, 3): 0.4, (2, 4): 0.3, (3, 5): 0.2}) == [(0, 3), (3, 5), (1, 3), (2, 4)]
    assert order({(0, 3): 0.5, (1, 3): 0.4, (3, 5): 0.2}, most=2) == [(0, 3), (3, 5)]


def test_what_is_judged_or_plain_is_not_asked() -> None:
    pairs = {(0, 3): 0.5, (0, 1): 0.99999, (0, 5): 0.00001, (3, 5): 0.2}
    assert order(pairs, known=judged(same=[(0, 3)])) == [(3, 5)]
