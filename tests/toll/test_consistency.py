import numpy as np
import pytest

from tawthiq.toll import Estimate, Overlap, Sentence
from tawthiq.toll.chao import ChaoBound
from tawthiq.toll.consistency import Hidden, calibrated, hide, hide_each, learnt, margins_of, score

# 7 on A alone, 1 on A and B, 2 on A and C, 3 on A and D, 4 on A, B and C; 50 on B alone.
OVERLAP = Overlap(
    ("A", "B", "C", "D"),
    np.array([[1, 0, 0, 0], [1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 1], [1, 1, 1, 0], [0, 1, 0, 0]], np.uint8),
    np.array([7, 1, 2, 3, 4, 50]),
)


def interval(documented: int, lower: float, point: float, upper: float) -> Estimate:
    return Estimate("invented", documented, point, lower, upper)


def test_a_hidden_list_is_a_population_of_known_size_seen_by_the_others() -> None:
    # D shares nobody of A's people with B or C, so it is left out, with the 3 whom it alone names.
    others, truth = hide(OVERLAP, "A")
    assert truth == 7 + 1 + 2 + 3 + 4
    assert others.lists == ("B", "C")
    assert others.documented == 1 + 2 + 4


def test_each_list_is_hidden_in_turn() -> None:
    hidden = hide_each(OVERLAP, ChaoBound(), seed=1)
    assert [one.name for one in hidden] == ["A", "B", "C", "D"]
    assert [one.truth for one in hidden] == [17, 55, 6, 3]


def test_the_score_counts_what_was_held_and_what_was_refused() -> None:
    why = ChaoBound().estimate(OVERLAP.without("A").without("B"), seed=1)
    hidden = [
        Hidden("A", 100, interval(50, 90, 100, 180)),
        Hidden("B", 100, interval(20, 25, 50, 100 / 2)),
        Hidden("C", 100, why),
    ]
    met = score(hidden)
    assert (met.hidden, met.refused, met.covered) == (3, 1, 0.5)
    assert met.error == pytest.approx(np.log(2) / np.sqrt(2))
    assert met.width == pytest.approx(np.log(2))


def test_limits_move_as_far_as_other_lists_were_missed() -> None:
    # Every truth is twice the upper limit and four times the lower one: the upper must move up by log 2, and the
    # lower may move up by log 4. With 39 lists, two misses in forty are one for each limit.
    missed = Hidden("A", 400, interval(50, 100, 150, 200))
    margins = margins_of([missed] * 39, level=0.95)
    assert (margins.lower, margins.upper) == pytest.approx((-np.log(4), np.log(2)))
    assert calibrated(interval(50, 100, 150, 200), margins) == pytest.approx((400, 400))
    assert calibrated(interval(50, 10, 150, 200), margins) == pytest.approx((50, 400))


def test_misses_are_shared_out_so_that_the_interval_is_shortest() -> None:
    # 39 lists at 90 %: four misses in forty. No truth is below, three are far above: three of the four go there.
    usual, far = Hidden("A", 150, interval(50, 100, 150, 200)), Hidden("B", 2_000, interval(50, 100, 150, 200))
    margins = margins_of([usual] * 37 + [far] * 2, level=0.9)
    assert (margins.lower, margins.upper) == pytest.approx((np.log(100 / 150), np.log(150 / 200)))


def test_too_few_lists_teach_nothing() -> None:
    margins = margins_of([Hidden("A", 100, interval(50, 90, 100, 180))] * 3)
    assert margins.upper == np.inf


def test_what_hidden_lists_teach_leaves_the_same_table_out() -> None:
    other, same = OVERLAP, Overlap(("A", "B", "C"), np.eye(3, dtype=np.uint8), np.array([4_000, 300, 100]))
    one = interval(50, 100, 150, 200)
    assert learnt(one, other) is not None
    assert (learnt(one, other).lists, learnt(one, same).lists) == (16, 12)  # Kosovo documents 4,400 people
    assert learnt(one, other).upper > one.upper
    assert learnt(Estimate("invented", 50, why=Sentence("toll.no_overlap")), other) is None
