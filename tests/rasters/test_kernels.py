"""Pixels between pixels: values by hand."""

import numpy as np

from tawthiq.rasters.kernels import resampled


def read(source: list[list[float]], *, step: float, size: int, sub: int = 1, start: float = 0.0, bad: bool = False):
    pixels = np.array([source], np.float32)
    good = np.ones(pixels.shape[1:], bool)
    good[0, 0] = not bad
    nodes = start + step * np.array([0.0, 32.0])
    cols, rows = np.meshgrid(nodes, nodes)
    out, valid = np.zeros((1, size, size), np.float32), np.zeros((size, size), bool)
    resampled(pixels, good, cols, rows, sub, out, valid)
    return out[0], valid


def test_the_same_grid_gives_the_same_pixels() -> None:
    out, valid = read([[1, 2], [3, 4]], step=1, size=2)
    assert out.tolist() == [[1, 2], [3, 4]]
    assert valid.all()


def test_between_four_pixels_lies_their_mean() -> None:
    out, valid = read([[1, 2], [3, 4]], step=1, size=2, start=0.5)
    assert out[0, 0] == 2.5
    assert valid.tolist() == [[True, False], [False, False]], "beyond the edge nothing is known"


def test_finer_pixels_are_averaged() -> None:
    out, _ = read([[0, 4, 8, 8], [0, 4, 8, 8], [1, 1, 2, 2], [1, 1, 2, 2]], step=2, size=2, sub=2)
    assert out.tolist() == [[2, 8], [1, 2]]


def test_a_pixel_that_touches_a_bad_one_is_not_valid() -> None:
    _, valid = read([[1, 2], [3, 4]], step=1, size=2, bad=True)
    assert valid.tolist() == [[False, True], [True, True]]
