import numpy as np
import pytest

from tawthiq.toll import Overlap
from tawthiq.toll.chao import ChaoBound


def test_pairs_of_lonely_counts_over_those_on_two_lists_and_one() -> None:
    # A 40, B 30, C 20 alone; 12 + 8 + 6 on two: (40·30 + 40·20 + 30·20) / 27 = 2600 / 27.
    one = ChaoBound().estimate(Overlap.from_cells(("A", "B", "C"), np.array([0, 40, 30, 12, 20, 8, 6, 4])), seed=0)
    assert one.point == pytest.approx(120 + 2600 / 27)
    assert one.bounds == "below"
    assert one.lower is not None
    assert one.upper is not None
    assert 120 < one.lower < one.point < one.upper


def test_where_nobody_stands_alone_the_bound_is_the_documented() -> None:
    one = ChaoBound().estimate(Overlap.from_cells(("A", "B", "C"), np.array([0, 0, 0, 12, 0, 8, 6, 4])), seed=0)
    assert (one.point, one.lower, one.upper) == (30, 30, 30)
