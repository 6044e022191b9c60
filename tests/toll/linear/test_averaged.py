import numpy as np
import pytest

from tawthiq.toll import Overlap
from tawthiq.toll.linear.averaged import Averaged, _quantile

ABC = ("A", "B", "C")


def test_the_mixture_of_one_model_is_log_normal() -> None:
    alone = np.array([1.0]), np.array([np.log(100)]), np.array([0.5])
    assert _quantile(*alone, 0.5) == pytest.approx(100)
    assert _quantile(*alone, 0.975) == pytest.approx(100 * np.exp(1.959964 * 0.5), rel=1e-5)


def test_the_interval_spans_models_that_disagree() -> None:
    weights, centres, spreads = np.array([0.5, 0.5]), np.log([100, 10_000]), np.array([0.01, 0.01])
    assert _quantile(weights, centres, spreads, 0.025) == pytest.approx(100, rel=0.05)
    assert _quantile(weights, centres, spreads, 0.975) == pytest.approx(10_000, rel=0.05)


@pytest.mark.parametrize("criterion", ["AIC", "BIC"])
def test_the_models_that_carry_weight_have_their_say(criterion: str) -> None:
    table = Overlap.from_cells(ABC, np.array([0, 69, 55, 21, 63, 17, 18, 28]))
    one = Averaged(criterion).estimate(table, seed=1)  # type: ignore[arg-type]
    assert 2 <= one.details["models"] <= 8  # those with a weight of 0.01 % of the best or more
    assert one.lower is not None
    assert one.point is not None
    assert one.upper is not None
    assert one.lower < one.point < one.upper


def test_a_model_that_does_not_exist_has_none() -> None:
    sparse = Overlap.from_cells(ABC, np.array([0, 40, 30, 6, 20, 1, 0, 0]))
    one = Averaged().estimate(sparse, seed=1)
    assert one.details["models"] < 8
    assert one.details["mean"] < 100_000
