"""Craters by form alone: round spots, darker or brighter than the ground around them, at several sizes."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from tawthiq.imagery.kernels import extrema
from tawthiq.imagery.normalising import RADIUS_M, Normalised, halo_squares
from tawthiq.imagery.outlines import outlined
from tawthiq.imagery.shape import Candidates, Floats, Grey, Mask, View

TRUNCATE = 3.0
SOFT = 1.0
FINE = 4_096

Peaks = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True)
class LaplacianOfGaussian:
    """Round spots as extrema of differences of Gaussians over place and scale (Lindeberg 1998; Lowe 2004, section 3).

    Assumes a scar to be round, of 3 to 14 m, and to differ from the ground around in brightness. ``threshold`` is the
    least contrast, in local standard deviations; ``elongation`` the largest ratio of the two curvatures of a spot.
    Not to be used by itself over towns and trees: bushes, shadows, vehicles and hay bales are round spots as well,
    and its score does not know them apart. It needs no training and sees nothing but form.
    """

    name: ClassVar[str] = "laplacian-of-gaussian"
    version: ClassVar[str] = "1"

    smallest_m: float = 3.0
    octaves: float = 2.25
    threshold: float = 1.6
    elongation: float = 3.0

    @property
    def halo_m(self) -> float:
        """Reach of the local statistics and of the widest Gaussian."""
        return halo_squares(RADIUS_M, 0.5) * 0.5 + self._sigmas(0.5)[-1] * TRUNCATE * 0.5 + 4

    def candidates(self, view: View) -> Candidates:
        """Marks whose middle lies in the core of the view."""
        stack = self._stack(view.told, view.step)
        top, left = view.core.y0 - view.layer.box.y0, view.core.x0 - view.layer.box.x0
        low, right = view.core.y1 - view.layer.box.y0, view.core.x1 - view.layer.box.x0
        peaks = extrema(stack, view.told.assessable, top, left, low, right, self.threshold / GAIN)
        if not len(peaks):
            return Candidates.none()
        level, row, col, _ = peaks.T
        round_ = _round(stack, level, row, col, self.elongation)
        return self._measured(view, stack, (level[round_], row[round_], col[round_]))

    def _sigmas(self, step: float) -> list[float]:
        """Half an octave apart, one more at each end than there are sizes; a disc of radius r answers at r / √2."""
        first = self.smallest_m / 2 / math.sqrt(2) / step / 2**0.75
        return [first * 2 ** (k / 2) for k in range(round(self.octaves * 2) + 4)]

    def _stack(self, told: Normalised, step: float) -> Grey:
        """Differences of neighbouring Gaussians (K, H, W), each blurred from the one before."""
        sigmas = self._sigmas(step)
        stack = np.empty((len(sigmas) - 1, *told.values.shape), np.float32)
        before = _blur(told.values, sigmas[0])
        for level, (a, b) in enumerate(pairwise(sigmas)):
            after = _blur(before, math.sqrt(b * b - a * a))
            np.subtract(before, after, out=stack[level])
            before = after
        return stack

    def _measured(self, view: View, stack: Grey, peaks: Peaks) -> Candidates:
        (level, row, col), told = peaks, view.told
        value, dy, dx, dk = _refined(stack, level, row, col)
        sigma = self._sigmas(view.step)[0] * 2 ** ((level + 0.5 + dk) / 2)
        at, off = np.column_stack([row, col]), np.round(np.column_stack([dy, dx]) * FINE) / FINE
        y, x = (at + off).T
        found = outlined(_blur(told.values, SOFT), at, off, sigma * math.sqrt(2))
        spread = told.spread[row, col].astype(np.float64)
        return Candidates(
            x=x + view.layer.box.x0 + 0.5, y=y + view.layer.box.y0 + 0.5,
            score=np.abs(value) * GAIN, polarity=np.sign(value), contrast=found.contrast * spread,
            diameter=found.diameter * view.step, low=found.low * view.step, high=found.high * view.step,
            outline=found.radii * view.step,
        )  # fmt: skip


GAIN = 4.0
"""A disc of contrast 1 answers with 1/4 at best (derived in the tests), so that the score is its contrast."""


def _blur(values: Grey, sigma: float) -> Grey:
    radius = math.ceil(TRUNCATE * sigma)
    for axis in (0, 1):
        values = ndimage.gaussian_filter1d(values, sigma, axis=axis, mode="nearest", radius=radius)
    return values


def _around(stack: Grey, level: NDArray[np.int64], row: NDArray[np.int64], col: NDArray[np.int64]) -> Floats:
    """The 3 × 3 × 3 neighbours of each peak, (n, 3, 3, 3) over scale, row, column."""
    k, j, i = np.meshgrid(*[np.arange(-1, 2)] * 3, indexing="ij")
    at = (one[:, None, None, None] for one in (level, row, col))
    return np.asarray(stack[tuple(one + off for one, off in zip(at, (k, j, i), strict=True))], np.float64)


def _round(stack: Grey, level: NDArray[np.int64], row: NDArray[np.int64], col: NDArray[np.int64], most: float) -> Mask:
    """Whether the two curvatures of each peak are of one sign and within a ratio (Lowe 2004, section 4.1)."""
    flat = _around(stack, level, row, col)[:, 1]
    middle = flat[:, 1, 1]
    xx, yy = flat[:, 1, 2] + flat[:, 1, 0] - 2 * middle, flat[:, 2, 1] + flat[:, 0, 1] - 2 * middle
    xy = (flat[:, 2, 2] + flat[:, 0, 0] - flat[:, 2, 0] - flat[:, 0, 2]) / 4
    trace, determinant = xx + yy, xx * yy - xy**2
    return (determinant > 0) & (trace**2 * most < determinant * (most + 1) ** 2)


def _refined(
    stack: Grey, level: NDArray[np.int64], row: NDArray[np.int64], col: NDArray[np.int64]
) -> tuple[Floats, Floats, Floats, Floats]:
    """The value at each peak and its offsets in row, column and scale, by a parabola along each axis."""
    cube = _around(stack, level, row, col)
    middle = cube[:, 1, 1, 1]
    dk, dy, dx = (
        _vertex(cube[before], middle, cube[after])
        for before, after in (
            (np.s_[:, 0, 1, 1], np.s_[:, 2, 1, 1]),
            (np.s_[:, 1, 0, 1], np.s_[:, 1, 2, 1]),
            (np.s_[:, 1, 1, 0], np.s_[:, 1, 1, 2]),
        )
    )
    return middle, dy, dx, dk


def _vertex(before: Floats, middle: Floats, after: Floats) -> Floats:
    bend = before - 2 * middle + after
    return np.clip(np.divide(before - after, 2 * bend, out=np.zeros_like(middle), where=bend != 0), -0.5, 0.5)
