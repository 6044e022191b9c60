"""Published and measured figures on published tables; ``benchmarks/toll.py --published`` prints them all."""

from collections.abc import Callable

import pytest

from tawthiq.toll import Estimate, Overlap
from tawthiq.toll.decomposable import Decomposable
from tawthiq.toll.linear.averaged import Averaged
from tawthiq.toll.linear.best_bic import BestBIC
from tawthiq.toll.linear.fixed_model import FixedModel
from tawthiq.toll.linear.stepwise import Stepwise

Tables = Callable[[str], Overlap]


def limits(one: Estimate) -> tuple[float, float]:
    assert one.lower is not None
    assert one.upper is not None
    return one.lower, one.upper


def test_kosovo_as_in_the_report_to_the_tribunal(published_table: Tables) -> None:
    one = FixedModel("[EXH.ABA.OSCE, EXH.HRW, OSCE.HRW]").estimate(published_table("kosovo"), seed=0)
    assert one.point == pytest.approx(10_356.5, abs=0.5)
    assert limits(one) == pytest.approx((8_994.3, 12_110.4), abs=0.1)  # Rcapture


def test_kosovo_with_the_selection_in_the_bootstrap(published_table: Tables) -> None:
    one = BestBIC().estimate(published_table("kosovo"), seed=0)
    assert one.point == pytest.approx(10_357, abs=1)
    assert limits(one) == pytest.approx((6_947, 18_010), rel=0.05)


def test_five_lists_over_every_model(published_table: Tables) -> None:
    assert BestBIC(bootstraps=20).estimate(published_table("ukdat_5"), seed=0).point == pytest.approx(25_311, abs=1)


@pytest.mark.parametrize(
    ("table", "point", "lower", "upper"),
    [
        ("kosovo", 12_595, 9_827, 16_544),
        ("ned_5", 47_903, 40_845, 55_456),
        ("ukdat_5", 22_365, 10_343, 29_446),
    ],
)
def test_decomposable_graphs_to_the_integer(
    published_table: Tables, table: str, point: int, lower: int, upper: int
) -> None:
    one = Decomposable(saturated=True).estimate(published_table(table), seed=0)
    assert (one.point, *limits(one)) == (point, lower, upper)


@pytest.mark.parametrize(("table", "point"), [("kosovo", 14_341.7), ("ukdat", 11_418.0), ("ned", 111_139.4)])
def test_stepwise_points(published_table: Tables, table: str, point: float) -> None:
    assert Stepwise(bootstraps=2).estimate(published_table(table), seed=0).point == pytest.approx(point, abs=0.1)


def test_the_mean_over_models_by_bic(published_table: Tables) -> None:
    assert Averaged().estimate(published_table("kosovo"), seed=0).details["mean"] == pytest.approx(13_184, abs=1)
