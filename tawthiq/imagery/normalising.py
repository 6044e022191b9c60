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
    weight, mean, spread = _around(_sums(grey, valid), _sigma(radius_m, step))
    values, fine_spread = np.empty(grey.shape, np.float32), np.empty(grey.shape, np.float32)
    known = np.empty(grey.shape, np.bool_)
    _fine(grey, valid, mean, spread, weight / BLOCK**2, values, fine_spread, known)
    return Normalised(values, fine_spread, _away_from_edges(valid, math.ceil(EDGE_M / step)) & known)


def deviations(grey: Grey, valid: Mask, step: float, radius_m: float = RADIUS_M) -> Grey:
    """The ``values`` of ``normalised`` alone."""
    _, mean, spread = _around(_sums(grey, valid), _sigma(radius_m, step))
    values = np.empty(grey.shape, np.float32)
    _told(grey, valid, mean, spread, values)
    return values


def _sigma(radius_m: float, step: float) -> float:
    return radius_m / 2 / (step * BLOCK)


def _around(sums: Blocks, sigma: float) -> tuple[Blocks, Blocks, Blocks]:
    """How much is known around each block, the mean of that, and its deviation."""
    weight, total, squares = (_smooth(one, sigma) for one in sums)
    there = np.maximum(weight, 1e-9)
    mean = total / there
    return weight, mean, np.sqrt(np.maximum(squares / there - mean**2, (FLAT * mean) ** 2) + 1e-12)


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
    """A Gaussian mean with nothing beyond the edges."""
    far = np.arange(math.ceil(REACH * sigma) + 1)
    weights = np.exp(-0.5 / sigma**2 * far**2)
    weights /= weights[0] + 2 * weights[1:].sum()
    out = np.empty_like(values)
    _smoothed(values, weights, out)
    return out


@njit(cache=True, nogil=True)
def _smoothed(values: Blocks, weights: Blocks, out: Blocks) -> None:
    """Fill the sums down and then across, from the farthest to the nearest, so that they are the same everywhere."""
    reach, (high, wide) = len(weights) - 1, values.shape
    line, nothing = np.zeros(wide + 2 * reach), np.zeros(wide)
    told = line[reach : reach + wide]
    for row in range(high):
        _times(values[row], weights[0], told)
        for far in range(reach, 0, -1):
            above = values[row - far] if row >= far else nothing
            below = values[row + far] if row + far < high else nothing
            _add(above, below, weights[far], told)
        _times(told, weights[0], out[row])
        for far in range(reach, 0, -1):
            _add(line[reach - far :], line[reach + far :], weights[far], out[row])


@njit(cache=True, nogil=True)
def _times(one: Blocks, weight: float, out: Blocks) -> None:
    for col in range(len(out)):
        out[col] = one[col] * weight


@njit(cache=True, nogil=True)
def _add(one: Blocks, other: Blocks, weight: float, out: Blocks) -> None:
    for col in range(len(out)):
        out[col] += (one[col] + other[col]) * weight


@njit(cache=True, nogil=True, inline="always")
def _row(blocks: Blocks, row: int, line: Blocks, out: Grey) -> None:
    """Fill a row of squares from blocks, straight lines between their middles, down and then across."""
    t = (row % BLOCK + 0.5) / BLOCK - 0.5
    high, wide = blocks.shape
    here = row // BLOCK
    other = max(here - 1, 0) if t < 0 else min(here + 1, high - 1)
    for block in range(wide):
        line[block] = blocks[here, block] * (1 - abs(t)) + blocks[other, block] * abs(t)
    for block in range(wide):
        before, after = line[max(block - 1, 0)], line[min(block + 1, wide - 1)]
        for k in range(BLOCK):
            t = (k + 0.5) / BLOCK - 0.5
            out[block * BLOCK + k] = line[block] * (1 - abs(t)) + (before if t < 0 else after) * abs(t)


@njit(cache=True, nogil=True)
def _fine(  # noqa: PLR0917 (a kernel takes arrays, one by one)
    grey: Grey, valid: Mask, mean: Blocks, spread: Blocks, share: Blocks, values: Grey, fine_spread: Grey, known: Mask
) -> None:
    """Fill deviations, their unit, and whether enough around is known."""
    _told(grey, valid, mean, spread, values)
    line, far = np.empty(mean.shape[1]), np.empty(grey.shape[1], np.float32)
    for row in range(grey.shape[0]):
        _row(spread, row, line, fine_spread[row])
        _row(share, row, line, far)
        for col in range(grey.shape[1]):
            known[row, col] = far[col] >= KNOWN


@njit(cache=True, nogil=True)
def _told(grey: Grey, valid: Mask, mean: Blocks, spread: Blocks, values: Grey) -> None:
    """Fill deviations."""
    line = np.empty(mean.shape[1])
    middle, unit = np.empty(grey.shape[1], np.float32), np.empty(grey.shape[1], np.float32)
    for row in range(grey.shape[0]):
        _row(mean, row, line, middle)
        _row(spread, row, line, unit)
        for col in range(grey.shape[1]):
            told = (grey[row, col] - middle[col]) / unit[col]
            values[row, col] = told if valid[row, col] else np.float32(0)
