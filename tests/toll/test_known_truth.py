"""One population with a known toll, which every method of the craft must find."""

import numpy as np
import pytest

from tawthiq.messages import say
from tawthiq.methods import recipe_of
from tawthiq.toll import ESTIMATORS, Estimator, Overlap

TRUTH = 4_000
CHANCES = (0.35, 0.3, 0.25, 0.4)


@pytest.fixture(scope="module")
def population() -> Overlap:
    """Invented: 4,000 people, four lists made independently of one another, everybody alike."""
    on = np.random.default_rng(2012).random((TRUTH, 4)) < CHANCES
    return Overlap.from_cells(("A", "B", "C", "D"), np.bincount(on @ (1 << np.arange(4)), minlength=16))


@pytest.mark.parametrize("method", ESTIMATORS, ids=lambda method: method.name)
def test_every_method_finds_the_toll_of_independent_lists(method: Estimator, population: Overlap) -> None:
    one = method.estimate(population, seed=1)
    assert one.point is not None, str(one.why)
    assert one.lower is not None
    assert one.upper is not None
    assert one.documented == population.documented < TRUTH
    assert one.lower <= TRUTH <= one.upper
    assert one.point == pytest.approx(TRUTH, rel=0.1)
    assert one.upper / one.lower < 1.5


@pytest.mark.parametrize("method", ESTIMATORS, ids=lambda method: method.name)
def test_every_method_refuses_an_isolated_list_with_the_reason(method: Estimator) -> None:
    one = method.estimate(Overlap.from_cells(("A", "B", "C"), np.array([0, 40, 30, 6, 20, 0, 0, 0])), seed=1)
    assert one.point is None
    assert one.why is not None
    assert one.why.key == "toll.isolated"


@pytest.mark.parametrize("method", ESTIMATORS, ids=lambda method: method.name)
def test_every_method_has_its_recipe_its_citation_and_its_assumption_in_two_languages(
    method: Estimator,
) -> None:
    name, version, _ = recipe_of(method)
    assert name == method.name
    assert version
    assert type(method).__doc__
    assert say(f"assumptions.{name}", "ar") != say(f"assumptions.{name}", "en")
