"""Normalising: grey levels told by what is around them on the ground, never by the window that they are read in."""

import math
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy import ndimage

RADIUS_M = 32.0
BLOCK = 4
REACH = 3.0
FLAT = 0.02
KNOWN = 0.2
EDGE_M = 4.0

Grey = NDArray[np.float32]
Mask = NDArray[np.bool_]
Blocks = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Normalised:
    """Grey levels told by their surroundings, all (H, W).

    ``values`` are in local standard deviations from the local mean, 0 where nothing is known; ``spread`` are those
    deviations; ``assessable`` is where the ground is known, to 4 m around, and at least a fifth of what lies farther.
    """

    values: Grey
    spread: Grey
    assessable: Mask


def halo_squares(radius_m: float, step: float) -> int:
    """How many squares around a window the local statistics reach, rounded up to blocks."""
    return BLOCK * (math.ceil(REACH * radius_m / 2 / (step * BLOCK)) + 2)


def normalised(grey: Grey, valid: Mask, step: float, radius_m: float = RADIUS_M) -> Normalised:
    """Grey levels (H, W), both multiples of 4, as deviations from Gaussian means of about ``radius_m`` around.

    Means and deviations are taken over blocks of 4 × 4 squares that are fixed to the grid, by direct sums, so that a
    pixel's value is the same to the last bit in every window that has its surroundings. A deviation is never taken
    for less than 2 % of the mean: on flat ground noise is no contrast.
    """
    weight, total, squares = (_smooth(one, radius_m / 2 / (step * BLOCK)) for one in _sums(grey, valid))
    there = np.maximum(weight, 1e-9)
    mean = total / there
    spread = np.sqrt(np.maximum(squares / there - mean**2, (FLAT * mean) ** 2) + 1e-12)
    values, fine_spread = np.empty(grey.shape, np.float32), np.empty(grey.shape, np.float32)
    known = np.empty(grey.shape, np.bool_)
    _fine(grey, valid, _rows(mean), _rows(spread), _rows(weight / BLOCK**2), values, fine_spread, known)
    return Normalised(values, fine_spread, _away_from_edges(valid, math.ceil(EDGE_M / step)) & known)


def _away_from_edges(valid: Mask, squares: int) -> Mask:
    if valid.all():
        return valid
    return ndimage.minimum_filter(valid, 2 * squares + 1, mode="nearest").astype(np.bool_)


@njit(cache=True, nogil=True)
def _sums(grey: Grey, valid: Mask) -> Blocks:
    """Of each block how much is known, the sum and the sum of squares of that, (3, H/4, W/4), added in one order."""
    out = np.zeros((3, grey.shape[0] // BLOCK, grey.shape[1] // BLOCK))
    for row in range(out.shape[1] * BLOCK):
        for col in range(out.shape[2] * BLOCK):
            if valid[row, col]:
                value = float(grey[row, col])
                out[0, row // BLOCK, col // BLOCK] += 1.0
                out[1, row // BLOCK, col // BLOCK] += value
                out[2, row // BLOCK, col // BLOCK] += value * value
    return out


def _smooth(values: Blocks, sigma: float) -> Blocks:
    radius = math.ceil(REACH * sigma)
    for axis in (0, 1):
        values = ndimage.gaussian_filter1d(values, sigma, axis=axis, mode="constant", radius=radius)
    return values


def _rows(values: Blocks) -> Blocks:
    """Rows of blocks as rows of squares, straight lines between their middles."""
    before, after = np.concatenate([values[:1], values[:-1]]), np.concatenate([values[1:], values[-1:]])
    out = np.empty((len(values) * BLOCK, values.shape[1]))
    for k in range(BLOCK):
        t = (k + 0.5) / BLOCK - 0.5
        out[k::BLOCK] = values * (1 - abs(t)) + (before if t < 0 else after) * abs(t)
    return out


@njit(cache=True, nogil=True)
def _fine(  # noqa: PLR0917 (a kernel takes arrays, one by one)
    grey: Grey, valid: Mask, mean: Blocks, spread: Blocks, share: Blocks, values: Grey, fine_spread: Grey, known: Mask
) -> None:
    """Fill deviations, their unit, and whether enough around is known, with columns of blocks as columns of squares."""
    wide = mean.shape[1]
    for row in range(grey.shape[0]):
        for block in range(wide):
            for k in range(BLOCK):
                t = (k + 0.5) / BLOCK - 0.5
                other = max(block - 1, 0) if t < 0 else min(block + 1, wide - 1)
                here, there = 1 - abs(t), abs(t)
                col = block * BLOCK + k
                middle = np.float32(mean[row, block] * here + mean[row, other] * there)
                unit = np.float32(spread[row, block] * here + spread[row, other] * there)
                far = np.float32(share[row, block] * here + share[row, other] * there)
                fine_spread[row, col] = unit
                known[row, col] = far >= KNOWN
                values[row, col] = (grey[row, col] - middle) / unit if valid[row, col] else np.float32(0)
