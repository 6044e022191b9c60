import numpy as np
import pytest

from tawthiq.toll import Overlap, Sentence
from tawthiq.toll.answers import disagreement, log_normal, no_estimate
from tawthiq.toll.chao import ChaoBound


def test_models_are_said_to_disagree_only_where_both_carry_weight() -> None:
    assert disagreement(np.array([0.5, 0.5]), np.array([100.0, 199.0])) == ()
    assert disagreement(np.array([0.995, 0.005]), np.array([100.0, 900.0])) == ()
    (told,) = disagreement(np.array([0.5, 0.5]), np.array([1000.0, 2001.0]))
    assert told.facts == {"models": 2, "lowest": "1,000", "highest": "2,001"}


def test_a_log_normal_interval_is_symmetric_in_ratio_and_never_below_the_documented() -> None:
    lower, upper = log_normal(100, 50.0, 25.0, 0.95)
    assert (upper - 100) / 50 == pytest.approx(50 / (lower - 100))
    assert log_normal(100, 0.0, 5.0, 0.95) == (100, 100)


def test_no_estimate_keeps_the_documented_and_the_reason() -> None:
    table = Overlap.from_cells(("A", "B", "C"), np.array([0, 5, 5, 0, 5, 0, 0, 0]))
    one = no_estimate(ChaoBound(), table, Sentence("toll.no_overlap"))
    assert (one.documented, one.point, one.method) == (15, None, "chao-bound")
