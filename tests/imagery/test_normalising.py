"""Grey told by its surroundings."""

import numpy as np
import pytest
from scipy import ndimage

from tawthiq.imagery.normalising import _smooth as smooth
from tawthiq.imagery.normalising import deviations, halo_squares, normalised


def noise(mean: float, spread: float, size: int = 400) -> np.ndarray:
    return np.random.default_rng(2).normal(mean, spread, (size, size)).astype(np.float32)


def test_values_are_deviations_from_what_is_around() -> None:
    told = normalised(noise(100, 10), np.ones((400, 400), bool), 0.5)
    inner = told.values[100:300, 100:300]
    assert inner.mean() == pytest.approx(0, abs=0.02)
    assert inner.std() == pytest.approx(1, abs=0.03)
    assert told.spread[200, 200] == pytest.approx(10, rel=0.05)


def test_brightness_and_gain_of_the_sensor_do_not_matter() -> None:
    ones, grey = np.ones((400, 400), bool), noise(100, 10)
    assert np.allclose(normalised(grey, ones, 0.5).values, normalised(grey * 8, ones, 0.5).values, atol=1e-4)


def test_on_flat_ground_noise_is_no_contrast() -> None:
    """A deviation is not taken for less than 2 % of the mean: noise of 0.1 on 100 is 0.05 of it."""
    told = normalised(noise(100, 0.1), np.ones((400, 400), bool), 0.5)
    assert told.values[100:300, 100:300].std() == pytest.approx(0.05, rel=0.1)


def test_what_is_not_known_does_not_count_and_its_edge_is_not_assessed() -> None:
    grey, valid = noise(100, 10), np.ones((400, 400), bool)
    valid[:, :200] = False
    grey[~valid] = 0
    told = normalised(grey, valid, 0.5)
    assert abs(told.values[100:300, 220:300].mean()) < 0.1
    assert not told.assessable[:, :208].any(), "4 m, eight squares"
    assert told.assessable[:, 208:].all()


def test_the_halo_holds_all_that_counts() -> None:
    """The same middle, whatever lies outside of the halo."""
    size = 64 + 2 * (halo := halo_squares(32.0, 0.5))
    inside = noise(100, 10, size)
    around = np.pad(inside, 64, constant_values=500)
    one = normalised(inside, np.ones(inside.shape, bool), 0.5).values
    two = normalised(around, np.ones(around.shape, bool), 0.5).values
    assert np.array_equal(one[halo:-halo, halo:-halo], two[64 + halo : -64 - halo, 64 + halo : -64 - halo])


def test_a_band_is_told_as_the_grey_is() -> None:
    grey, valid = noise(100, 10), np.ones((400, 400), bool)
    valid[50:90, 300:] = False
    assert np.array_equal(deviations(grey, valid, 0.5), normalised(grey, valid, 0.5).values)


def test_the_surroundings_are_a_gaussian_mean_over_blocks() -> None:
    """Against SciPy's: the same numbers, with nothing beyond the edges."""
    values = np.random.default_rng(3).normal(size=(90, 70))
    usual = ndimage.gaussian_filter(values, 8.0, mode="constant", radius=24)
    assert np.allclose(smooth(values, 8.0), usual, rtol=0, atol=1e-12)
