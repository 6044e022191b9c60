"""Extrema and rays, by hand."""

import numpy as np
import pytest

from tawthiq.imagery.kernels import extrema, peaks, ray_radii


def test_an_extremum_beats_its_26_neighbours() -> None:
    stack = np.zeros((3, 9, 9), np.float32)
    stack[1, 4, 4], stack[1, 2, 6], stack[0, 2, 6] = 2, -3, -4
    all_ = np.ones((9, 9), bool)
    assert extrema(stack, all_, 1, 1, 8, 8, 0.5).tolist() == [[1, 4, 4, 1]], "the dark one is larger on another level"
    assert len(extrema(stack, all_, 1, 1, 8, 8, 2.5)) == 0
    assert len(extrema(stack, ~all_, 1, 1, 8, 8, 0.5)) == 0


def test_of_two_equal_neighbours_one_is_the_extremum() -> None:
    stack = np.zeros((3, 9, 9), np.float32)
    stack[1, 4, 4:6] = 2
    assert extrema(stack, np.ones((9, 9), bool), 1, 1, 8, 8, 0.5).tolist() == [[1, 4, 4, 1]]


def test_rays_end_where_the_contrast_does() -> None:
    """A cone whose grey falls by 0.1 a pixel: 30 % are gone after 3, half after 5, 70 % after 7."""
    y, x = np.mgrid[:41, :41]
    cone = (0.1 * np.hypot(y - 20, x - 20)).astype(np.float32)
    out = np.empty((1, 3, 16))
    ray_radii(cone, np.array([[20, 20]]), np.zeros((1, 2)), np.array([15.0]), np.zeros(1), np.ones(1), out)
    assert out[0].mean(axis=1) == pytest.approx([3, 5, 7], abs=0.1)


def test_a_peak_is_the_largest_of_its_neighbours_above_a_threshold_and_within_the_border() -> None:
    heat = np.zeros((2, 7, 9), np.float32)
    heat[0, 3, 4], heat[0, 3, 5], heat[1, 2, 2], heat[1, 0, 0] = 3, 2, 1.5, 9
    assert peaks(heat, 1.0, 1).tolist() == [[0, 3, 4], [1, 2, 2]]
    assert peaks(heat, 2.0, 1).tolist() == [[0, 3, 4]]
    assert peaks(heat, 1.0, 3).tolist() == [[0, 3, 4]]
