import numpy as np
import pytest

from tawthiq.toll import Overlap
from tawthiq.toll.linear.stepwise import Stepwise


def test_the_korean_table_of_the_paper() -> None:
    korea = Overlap.from_cells(("b", "c", "d"), np.array([0, 5, 5, 54, 41, 6, 0, 12]))
    one = Stepwise(bootstraps=200).estimate(korea, seed=1)
    assert one.point == pytest.approx(268.7778, abs=1e-4)
    assert one.lower is not None
    assert one.upper is not None
    assert 123 < one.lower < one.point < one.upper


def test_eight_lists_are_no_obstacle() -> None:
    eight = Overlap.from_cells(tuple("ABCDEFGH"), np.random.default_rng(1).poisson(1, 256))
    assert Stepwise(bootstraps=5).estimate(eight, seed=1).point is not None
