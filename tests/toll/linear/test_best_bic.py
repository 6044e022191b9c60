import numpy as np
import pytest

from tawthiq.toll import Overlap
from tawthiq.toll.linear.best_bic import BestBIC

KOREA = Overlap.from_cells(("b", "c", "d"), np.array([0, 5, 5, 54, 41, 6, 0, 12]))


@pytest.mark.parametrize("search", ["every", "downhill"])
def test_the_korean_table_with_the_selection_in_every_bootstrap_table(search: str) -> None:
    # Published with all models: 157, 95 % from 128 to 349 (Silverman, Chan & Vincent 2024, table 3).
    one = BestBIC(search=search).estimate(KOREA, seed=1)  # type: ignore[arg-type]
    assert one.point == pytest.approx(157.17, abs=0.01)
    assert one.lower == pytest.approx(128, abs=6)
    assert one.upper == pytest.approx(349, rel=0.1)


def test_no_draw_runs_off() -> None:
    # In many bootstrap tables some pair meets nobody; models that do not exist would give millions.
    sparse = Overlap.from_cells(("A", "B", "C"), np.array([0, 40, 30, 6, 20, 1, 1, 0]))
    one = BestBIC(bootstraps=300).estimate(sparse, seed=1)
    assert one.draws is not None
    assert one.draws.max() < 100_000


def test_models_of_weight_that_disagree_are_told() -> None:
    one = BestBIC(bootstraps=10).estimate(KOREA, seed=1)
    assert "toll.models_disagree" not in [warning.key for warning in one.warnings]  # 157 and 269
    apart = Overlap.from_cells(("A", "B", "C"), np.array([0, 69, 55, 21, 63, 17, 18, 28]))
    told = BestBIC(bootstraps=10).estimate(apart, seed=1)
    assert "toll.models_disagree" in [warning.key for warning in told.warnings]  # 388 and 1,313


def test_too_many_models_are_a_reason_and_downhill_a_way() -> None:
    rng = np.random.default_rng(1)
    seven = Overlap.from_cells(tuple("ABCDEFG"), rng.poisson(3, 128))
    why = BestBIC(search="every").estimate(seven, seed=1).why
    assert why is not None
    assert why.key == "toll.too_many_models"
    assert BestBIC(bootstraps=5).estimate(seven, seed=1).point is not None
