import numpy as np
import pytest

from tawthiq.toll import Overlap
from tawthiq.toll.decomposable import Decomposable
from tawthiq.toll.linkage import over_linkages, quick, seen_and_unseen, widened

# Invented: the same 230 records under a strict linkage and under a loose one, which joins 20 more pairs.
STRICT = Overlap.from_cells(("A", "B", "C"), np.array([0, 60, 50, 12, 40, 12, 10, 4]))
LOOSE = Overlap.from_cells(("A", "B", "C"), np.array([0, 40, 30, 32, 40, 12, 10, 4]))


def test_the_doubt_about_the_linkage_is_in_the_interval() -> None:
    alone = [Decomposable().estimate(one, seed=1) for one in (STRICT, LOOSE)]
    both = over_linkages([STRICT, LOOSE], Decomposable(), seed=1)
    assert both.point is not None
    assert both.details == {"linkages": 2, "refused": 0}
    assert both.documented == 178
    lowest, highest = min(one.point for one in alone), max(one.point for one in alone)
    assert both.lower < lowest < both.point < highest < both.upper


def test_linkages_that_all_leave_nothing_to_estimate_from_give_the_reason() -> None:
    apart = Overlap.from_cells(("A", "B", "C"), np.array([0, 60, 50, 0, 40, 0, 0, 0]))
    none = over_linkages([apart, apart], Decomposable(), seed=1)
    assert none.why is not None
    assert none.why.key == "toll.no_overlap"


def test_rubin_adds_what_lies_between_the_linkages() -> None:
    # log unseen 4 and 6: mean 5, variance between 2, so (1 + 1/2) · 2 = 3; within 1: the root of 4 is 2.
    # Freedom (2 - 1) (4 / 3)² = 16/9, nearly 2, where Student's upper quartile is 0.816.
    lower, point, upper = quick(np.array([90.0, 110.0]), np.exp([4.0, 6.0]), np.array([1.0, 1.0]), level=0.5)
    assert point == pytest.approx(100 + np.exp(5))
    assert np.log(upper - 100) == pytest.approx(5 + 2 * 0.816, abs=0.05)
    assert np.log(lower - 100) == pytest.approx(5 - 2 * 0.816, abs=0.05)


def test_linkages_that_agree_leave_the_usual_interval() -> None:
    lower, _, upper = quick(np.array([100.0, 100.0]), np.array([50.0, 50.0]), np.array([0.1, 0.1]))
    assert (lower, upper) == pytest.approx((100 + 50 * np.exp(-0.196), 100 + 50 * np.exp(0.196)), rel=1e-4)


def test_what_lies_between_linkages_is_added_to_the_draws_of_one() -> None:
    alone = Decomposable().estimate(STRICT, seed=1)
    same = widened(alone, STRICT, [STRICT] * 10, seed=1)
    assert (same.lower, same.upper) == pytest.approx((alone.lower, alone.upper), rel=0.02)
    doubtful = widened(alone, STRICT, [STRICT, LOOSE] * 5, seed=1)
    assert doubtful.lower < 0.9 * same.lower
    assert doubtful.details["linkages"] == 10
    drawn = seen_and_unseen(alone, STRICT, [STRICT, LOOSE] * 5, seed=1)
    assert drawn is not None
    assert set(drawn[0]) == {STRICT.documented, LOOSE.documented}


def test_one_other_linkage_tells_nothing_of_what_lies_between() -> None:
    alone = Decomposable().estimate(STRICT, seed=1)
    assert widened(alone, STRICT, [LOOSE], seed=1) is alone
