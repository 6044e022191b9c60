"""What a score is worth."""

import numpy as np
import pytest

from tawthiq.imagery.calibrating import Calibration, calibration
from tawthiq.imagery.network import Network
from tests.imagery.test_windows import spots

FITTED = Calibration("a", "1", (-2.0, 3.0), (-5.0, 0.0), 0.2, (10.0, 1000.0), ("red", "green", "blue"), {}, 5)


def test_log_odds_are_linear_in_the_logarithm_of_the_score() -> None:
    """Score 1: odds e⁻², 0.119; score e: e¹, 0.731; bright: e⁻⁵, 0.0067."""
    told = FITTED.probability(spots((0, 0, 1, 5, -1), (9, 0, np.e, 5, -1), (0, 9, 7, 5, 1)))
    assert told == pytest.approx([0.1192, 0.7311, 0.0067], abs=1e-4)


def test_the_expected_count_is_the_sum_with_chance_and_places_in_its_interval() -> None:
    """100 marks of 0.5: 50 ± 5 by chance, 0.1 of it; places add 0.2: e^(1.96·√(0.2² + 0.1²)) = 1.550."""
    total, low, high = FITTED.expected(np.full(100, 0.5))
    assert (total, high / total, total / low) == (50, pytest.approx(1.550, abs=1e-3), pytest.approx(1.550, abs=1e-3))
    assert FITTED.expected(np.zeros(0)) == (0, 0, 0)


def test_on_other_bands_and_other_ground_it_says_so() -> None:
    assert FITTED.refusal(("red", "green", "blue"), 500) is None
    assert str(FITTED.refusal(("nir", "red", "green"), 500)).startswith("Uncalibrated here")
    assert "5000" in str(FITTED.refusal(("red", "green", "blue"), 5000))


def test_the_model_free_method_was_calibrated_on_natural_colour() -> None:
    """Out of its table: odds of a dark mark of score 3.66 are even, exp(−7.4631 + 5.7529 · ln 3.66) = 1."""
    one = calibration("laplacian-of-gaussian", "1")
    assert one is not None
    assert one.probability(spots((0, 0, 3.66, 5, -1))) == pytest.approx([0.5], abs=0.01)
    assert one.refusal(("nir", "red", "green"), 1000) is not None


def test_a_method_that_nobody_calibrated_has_none() -> None:
    assert calibration("nothing", "1") is None


def test_the_shipped_weights_were_calibrated_and_others_were_not() -> None:
    """Out of its table: a dark mark of score 0.835 is even, as 0.5664 + 3.1414 · ln 0.835 = 0."""
    one = calibration("network", "1", Network().named().sha256)
    assert one is not None
    assert one.probability(spots((0, 0, 0.835, 5, -1))) == pytest.approx([0.5], abs=0.01)
    assert one.points["screening"] < one.points["balanced"] < one.points["evidence"]
    assert calibration("network", "1", "0" * 64) is None
