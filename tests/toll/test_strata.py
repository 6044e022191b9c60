import numpy as np
import pytest

from tawthiq.toll import Estimate, Sentence
from tawthiq.toll.strata import partly_pooled

WHY = Sentence("toll.no_overlap")


def stratum(documented: int, unseen: float, error: float) -> Estimate:
    """Invented: draws whose unseen is log-normal around ``unseen``."""
    draws = documented + unseen * np.exp(error * np.random.default_rng(documented).normal(size=4_000))
    lower, point, upper = np.quantile(draws, [0.025, 0.5, 0.975])
    return Estimate("invented", documented, float(point), float(lower), float(upper), draws=draws)


def test_strata_that_are_known_well_keep_what_they_say_and_add_up() -> None:
    strata = partly_pooled({"north": stratum(1_000, 500, 0.01), "south": stratum(2_000, 4_000, 0.01)}, seed=1)
    assert strata.by["north"].point == pytest.approx(1_500, rel=0.01)
    assert strata.by["south"].point == pytest.approx(6_000, rel=0.01)
    assert strata.total.point == pytest.approx(7_500, rel=0.01)
    assert strata.total.documented == 3_000


def test_a_stratum_that_says_little_borrows_from_the_others() -> None:
    # Three strata say that as many are unseen as seen; the fourth says eight times as many, give or take e^1.5.
    alike = {name: stratum(size, size, 0.05) for name, size in (("a", 900), ("b", 1_000), ("c", 1_100))}
    strata = partly_pooled({**alike, "d": stratum(100, 800, 1.5)}, seed=1)
    assert 200 < strata.by["d"].point < 400
    assert strata.by["a"].point == pytest.approx(1_800, rel=0.03)


def test_the_total_is_drawn_jointly_and_is_narrower_than_the_sum_of_limits() -> None:
    strata = partly_pooled({name: stratum(size, size, 0.3) for name, size in (("a", 900), ("b", 1_000))}, seed=1)
    summed = sum(one.upper for one in strata.by.values())
    assert strata.total.upper < summed
    assert strata.total.draws == pytest.approx(sum(one.draws for one in strata.by.values()))


def test_a_stratum_without_an_estimate_is_drawn_from_the_others_and_told() -> None:
    known = {"a": stratum(900, 900, 0.05), "b": stratum(1_000, 1_000, 0.05)}
    strata = partly_pooled({**known, "c": Estimate("invented", 50, why=WHY)}, seed=1)
    assert strata.by["c"].point == pytest.approx(100, rel=0.1)
    assert [one.key for one in strata.total.warnings] == ["toll.stratum_borrowed"]


def test_one_stratum_alone_cannot_lend() -> None:
    strata = partly_pooled({"a": stratum(900, 900, 0.05), "b": Estimate("invented", 50, why=WHY)}, seed=1)
    assert strata.total.point is None
    assert strata.total.why is not None
    assert strata.total.why.key == "toll.nothing_to_pool"
