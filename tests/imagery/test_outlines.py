"""Where a scar ends."""

import numpy as np
import pytest

from tawthiq.imagery.outlines import outlined


def disc(diameter: float, soft: float = 1.0) -> np.ndarray:
    y, x = np.mgrid[:64, :64]
    return (-np.clip((diameter / 2 - np.hypot(y - 32.25, x - 31.5)) / soft + 0.5, 0, 1)).astype(np.float32)


def outline(values: np.ndarray, radius: float):
    return outlined(values, np.array([[32, 32]]), np.array([[0.25, -0.5]]), np.array([radius]))


@pytest.mark.parametrize("diameter", [8.0, 15.0, 24.0])
def test_a_disc_is_as_wide_as_it_is_in_every_direction(diameter: float) -> None:
    found = outline(disc(diameter), diameter / 2)
    assert found.diameter[0] == pytest.approx(diameter, abs=0.3)
    assert found.radii[0] == pytest.approx(diameter / 2, abs=0.3)
    assert found.contrast[0] == pytest.approx(-1)
    assert found.low[0] < diameter < found.high[0]


def test_a_soft_edge_makes_the_interval_wide() -> None:
    sharp, soft = outline(disc(16, 1), 8), outline(disc(16, 8), 8)
    assert soft.high[0] - soft.low[0] > 2 * (sharp.high[0] - sharp.low[0])


def test_a_scar_without_an_edge_is_as_wide_as_was_looked() -> None:
    found = outline(np.zeros((64, 64), np.float32), 5)
    assert found.diameter[0] == pytest.approx(20)
    at = np.zeros((0, 2), int)
    assert len(outlined(np.zeros((9, 9), np.float32), at, np.zeros((0, 2)), np.zeros(0)).diameter) == 0
