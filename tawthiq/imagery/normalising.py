"""Normalising: grey levels told by what is around them on the ground, never by the window that they are read in."""

import math
from dataclasses import dataclass

import numpy as np
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
    known = np.where(valid, grey, np.float32(0)).astype(np.float64)
    sigma = radius_m / 2 / (step * BLOCK)
    weight, total, squares = (_smooth(_sums(one), sigma) for one in (valid.astype(np.float64), known, known**2))
    there = np.maximum(weight, 1e-9)
    mean = total / there
    spread = np.sqrt(np.maximum(squares / there - mean**2, (FLAT * mean) ** 2) + 1e-12)
    mean_, spread_, share = (_fine(one).astype(np.float32) for one in (mean, spread, weight / BLOCK**2))
    values = np.where(valid, (grey - mean_) / spread_, np.float32(0))
    return Normalised(values, spread_, _away_from_edges(valid, math.ceil(EDGE_M / step)) & (share >= KNOWN))


def _away_from_edges(valid: Mask, squares: int) -> Mask:
    if valid.all():
        return valid
    return ndimage.minimum_filter(valid, 2 * squares + 1, mode="nearest").astype(np.bool_)


def _sums(values: Blocks) -> Blocks:
    """Sums over blocks, added in one order."""
    total = np.zeros((values.shape[0] // BLOCK, values.shape[1] // BLOCK))
    for j in range(BLOCK):
        for i in range(BLOCK):
            total += values[j::BLOCK, i::BLOCK]
    return total


def _smooth(values: Blocks, sigma: float) -> Blocks:
    radius = math.ceil(REACH * sigma)
    for axis in (0, 1):
        values = ndimage.gaussian_filter1d(values, sigma, axis=axis, mode="constant", radius=radius)
    return values


def _fine(values: Blocks) -> Blocks:
    """Blocks back to squares, straight lines between their middles."""
    for axis in (0, 1):
        values = _fine_along(np.moveaxis(values, axis, 0), axis)
    return values


def _fine_along(values: Blocks, axis: int) -> Blocks:
    before, after = np.concatenate([values[:1], values[:-1]]), np.concatenate([values[1:], values[-1:]])
    out = np.empty((len(values) * BLOCK, *values.shape[1:]))
    for k in range(BLOCK):
        t = (k + 0.5) / BLOCK - 0.5
        other = before if t < 0 else after
        out[k::BLOCK] = values * (1 - abs(t)) + other * abs(t)
    return np.moveaxis(out, 0, axis)
