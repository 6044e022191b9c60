"""Pixels between pixels: values by hand."""

import numpy as np

from tawthiq.rasters.kernels import blank, resampled


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


def test_blank_are_whole_squares_of_one_value_and_what_is_not_known() -> None:
    """Zeros in the upper left 3 × 3, of which one is not known, and a line of zeros two wide."""
    pixels, valid = np.full((2, 6, 8), 7, np.float32), np.ones((6, 8), bool)
    pixels[:, :3, :3] = pixels[:, 4:, :] = 0
    pixels[1, 1, 1], valid[1, 1] = 9, False
    found = np.zeros((6, 8), bool)
    blank(pixels, valid, 0.0, 3, found)
    assert found[:3, :3].all()
    assert found.sum() == 9
    pixels[1, 0, 0] = 1
    found[:] = False
    blank(pixels, valid, 0.0, 3, found)
    assert not found.any(), "every band must be zero"
