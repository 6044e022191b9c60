import numpy as np
import pytest

from tawthiq.toll import Overlap
from tawthiq.toll.identifying import IdentifyingAssumption

INDEPENDENT = Overlap.from_cells(("A", "B", "C"), np.array([0, 4_000, 4_000, 4_000, 4_000, 4_000, 4_000, 4_000]))


def test_three_even_coins_leave_one_cell_of_eight_unseen() -> None:
    # No interaction of three lists: unseen = A·B·C·ABC / (AB·AC·BC), here 4,000; 28,000 are documented.
    one = IdentifyingAssumption().estimate(INDEPENDENT, seed=1)
    assert one.point == pytest.approx(32_000, rel=0.01)


def test_xi_multiplies_the_unseen() -> None:
    doubled = IdentifyingAssumption(xi=2.0).estimate(INDEPENDENT, seed=1)
    assert doubled.point == pytest.approx(36_000, rel=0.01)
    curve = IdentifyingAssumption(reach=4.0).curve(INDEPENDENT, seed=1, points=3)
    assert curve.xi == pytest.approx([0.25, 1.0, 4.0])
    assert curve.point == pytest.approx([29_000, 32_000, 44_000], rel=0.01)
    assert (curve.lower < curve.point).all()
    assert (curve.point < curve.upper).all()


def test_two_lists_are_the_margin_and_xi_their_odds_ratio() -> None:
    # A and B: 8,000 on each alone, 8,000 on both, so 8,000 · 8,000 / 8,000 on neither; 4,000 of them are on C.
    one = IdentifyingAssumption(lists=("A", "B")).estimate(INDEPENDENT, seed=1)
    assert one.point == pytest.approx(32_000, rel=0.01)


def test_an_assumption_that_leaves_no_room_for_the_documented_is_named() -> None:
    one = IdentifyingAssumption(lists=("A", "B"), xi=0.1).estimate(INDEPENDENT, seed=1)
    assert one.point is None
    assert one.why is not None
    assert one.why.key == "toll.xi_contradicted"


def test_empty_cells_are_told() -> None:
    cells = INDEPENDENT.cells.copy()
    cells[7] = 0
    one = IdentifyingAssumption().estimate(Overlap.from_cells(("A", "B", "C"), cells), seed=1)
    assert "toll.empty_cells" in [sentence.key for sentence in one.warnings]
