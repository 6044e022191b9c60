import numpy as np
import pytest

from tawthiq.toll import Overlap
from tawthiq.toll.sample_coverage import SampleCoverage

# The hepatitis A outbreak of Chao & Tsay: P 69, Q 55, PQ 21, E 63, PE 17, QE 18, PQE 28.
HEPATITIS = Overlap.from_cells(("P", "Q", "E"), np.array([0, 69, 55, 21, 63, 17, 18, 28]))


def test_the_published_one_step_estimate_of_hepatitis_a() -> None:
    # Chao et al. (2001): coverage 51 %, one-step estimate 508.
    one = SampleCoverage().estimate(HEPATITIS, seed=1)
    assert one.details["coverage"] == pytest.approx(0.513, abs=0.001)
    assert one.point == pytest.approx(508, abs=0.5)
    assert one.bounds == "below"
    assert "toll.low_coverage" in [warning.key for warning in one.warnings]


def test_with_enough_coverage_it_estimates() -> None:
    # 1,000 people, three independent lists that each hold 60 %: expected cells.
    share = np.array([0.6 ** int(c).bit_count() * 0.4 ** (3 - int(c).bit_count()) for c in range(8)])
    one = SampleCoverage().estimate(Overlap.from_cells(("A", "B", "C"), np.round(1000 * share)), seed=1)
    assert one.bounds is None
    assert one.point == pytest.approx(1000, abs=2)
