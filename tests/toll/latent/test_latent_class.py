from collections.abc import Callable

import numpy as np
import pytest

from tawthiq.toll import Overlap
from tawthiq.toll.latent.latent_class import LatentClasses

CLASSES = ((900, 0.1), (300, 0.7))


@pytest.fixture(scope="module")
def hidden_classes() -> Overlap:
    """Invented: 900 people whom each of four lists names one time in ten, 300 whom it names seven times in ten."""
    chances = np.repeat([rate for _, rate in CLASSES], [size for size, _ in CLASSES])
    on = np.random.default_rng(3).random((1_200, 4)) < chances[:, None]
    return Overlap.from_cells(("A", "B", "C", "D"), np.bincount(on @ (1 << np.arange(4)), minlength=16))


def test_hidden_classes_are_allowed_for_and_the_gates_are_shown(hidden_classes: Overlap) -> None:
    one = LatentClasses().estimate(hidden_classes, seed=1)
    assert one.lower is not None
    assert one.upper is not None
    assert one.lower < 1_200 < one.upper
    assert one.details["rhat"] < 1.01
    assert one.details["ess_bulk"] > 400
    assert one.details["chains"].shape[0] == 8


def test_the_same_seed_gives_the_same_numbers(hidden_classes: Overlap) -> None:
    first, second = (LatentClasses().estimate(hidden_classes, seed=4) for _ in range(2))
    assert (first.lower, first.point, first.upper) == (second.lower, second.point, second.upper)


def test_too_few_sweeps_give_the_reason_and_no_number(hidden_classes: Overlap) -> None:
    one = LatentClasses(sweeps=100).estimate(hidden_classes, seed=1)
    assert one.point is None
    assert one.why is not None
    assert one.why.key in {"toll.gates_failed", "toll.two_answers"}
    assert one.details["gates_passed"] is False


def test_the_published_table_of_kosovo_gives_the_median_of_the_r_package(
    published_table: Callable[[str], Overlap],
) -> None:
    # LCMCR 0.4.14 gave 10,452 (9,018–13,787) with 959 effective draws: its Monte Carlo error is about 45.
    one = LatentClasses().estimate(published_table("kosovo"), seed=1)
    assert one.point == pytest.approx(10_452, abs=180)
