"""Kernels: pixels of a raster read at positions between them, the same to the last bit in every window."""

# ruff: noqa: PLR0917 (a kernel takes arrays, one by one)

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

Numbers = NDArray[np.generic]
Pixels = NDArray[np.float32]
Mask = NDArray[np.bool_]
Places = NDArray[np.float64]
Whole = NDArray[np.int64]

EVERY = 32
"""A lattice has a node every so many pixels; between nodes positions are interpolated."""


@njit(cache=True, nogil=True)
def resampled(source: Numbers, good: Mask, cols: Places, rows: Places, sub: int, out: Pixels, valid: Mask) -> None:
    """Fill ``out`` (B, H, W) and ``valid`` (H, W) from ``source`` (B, h, w) where ``good`` (h, w), bilinear.

    ``cols`` and ``rows`` say where the corner of every 32nd output pixel lies in the source (0 is the left edge of
    its first pixel). Each output pixel is the mean of ``sub`` × ``sub`` samples; it is valid where all of the source
    pixels that it touches are there and good.
    """
    _, height, width = out.shape
    (deep, wide), whole, weight = good.shape, good.all(), 1.0 / (sub * sub)
    at, far = np.empty((EVERY, 2), np.int64), np.empty((EVERY, 2))
    out[:], valid[:] = 0.0, True
    for j in range(height):
        for first in range(0, width, EVERY):
            n, m, last = j // EVERY, first // EVERY, min(first + EVERY, width)
            for k in range(sub * sub):
                v = (j % EVERY + (k // sub + 0.5) / sub) / EVERY
                (c0, c1), (r0, r1) = _ends(cols, n, m, v), _ends(rows, n, m, v)
                _positions(c0, c1, r0, r1, (k % sub + 0.5) / sub, at, far)
                inside = min(c0, c1, r0, r1) >= 0.5 and max(c0, c1) < wide - 1 and max(r0, r1) < deep - 1
                if whole and inside:
                    _add(source, at, far, weight, out, j, first, last)
                else:
                    _add_known(source, good, at, far, weight, out, valid, j, first, last)
    _clear(out, valid)


@njit(cache=True, nogil=True, inline="always")
def _ends(nodes: Places, n: int, m: int, v: float) -> tuple[float, float]:
    """Positions at the left and the right side of a cell of the lattice, at a height within it."""
    left = nodes[n, m] * (1 - v) + nodes[n + 1, m] * v
    return left, nodes[n, m + 1] * (1 - v) + nodes[n + 1, m + 1] * v


@njit(cache=True, nogil=True, inline="always")
def _positions(c0: float, c1: float, r0: float, r1: float, start: float, at: Whole, far: Places) -> None:
    """Of 32 samples from side to side the row and column of the pixel above and left of each, and how far off it."""
    for i in range(EVERY):
        u = (i + start) / EVERY
        c, r = c0 * (1 - u) + c1 * u - 0.5, r0 * (1 - u) + r1 * u - 0.5
        at[i, 0], at[i, 1] = math.floor(r), math.floor(c)
        far[i, 0], far[i, 1] = r - math.floor(r), c - math.floor(c)


@njit(cache=True, nogil=True, inline="always")
def _add(source: Numbers, at: Whole, far: Places, weight: float, out: Pixels, j: int, first: int, last: int) -> None:
    """Add samples that surely lie within the source."""
    for band in range(source.shape[0]):
        for i in range(last - first):
            (top, left), (dy, dx) = at[i], far[i]
            out[band, j, first + i] += _between(source[band], top, left, top + 1, left + 1, dy, dx) * weight


@njit(cache=True, nogil=True, inline="always")
def _add_known(
    source: Numbers, good: Mask, at: Whole, far: Places, weight: float, out: Pixels, valid: Mask,
    j: int, first: int, last: int,
) -> None:  # fmt: skip
    """Add samples, or make their pixels not valid."""
    for i in range(last - first):
        (top, left), (dy, dx) = at[i], far[i]
        right, low = left + (1 if dx > 0 else 0), top + (1 if dy > 0 else 0)
        there = left >= 0 and top >= 0 and right < good.shape[1] and low < good.shape[0]
        if not (there and good[top, left] and good[top, right] and good[low, left] and good[low, right]):
            valid[j, first + i] = False
        else:
            for band in range(source.shape[0]):
                out[band, j, first + i] += _between(source[band], top, left, low, right, dy, dx) * weight


@njit(cache=True, nogil=True, inline="always")
def _between(band: Numbers, top: int, left: int, low: int, right: int, dy: float, dx: float) -> float:
    high = band[top, left] * (1 - dx) + band[top, right] * dx
    deep = band[low, left] * (1 - dx) + band[low, right] * dx
    return float(high * (1 - dy) + deep * dy)


@njit(cache=True, nogil=True, inline="always")
def _clear(out: Pixels, valid: Mask) -> None:
    for band in range(out.shape[0]):
        for j in range(out.shape[1]):
            for i in range(out.shape[2]):
                if not valid[j, i]:
                    out[band, j, i] = 0.0


@njit(cache=True, nogil=True)
def blank(pixels: Pixels, valid: Mask, value: float, size: int, out: Mask) -> None:
    """Set in ``out`` (H, W) the squares of ``size`` × ``size`` in which all ``pixels`` (B, H, W) known are a value."""
    height, width = valid.shape
    corner, down, any_ = np.zeros(valid.shape, np.bool_), np.zeros(width, np.int64), False
    for j in range(height):
        across = 0
        for i in range(width):
            across = across + 1 if not valid[j, i] or _every(pixels, j, i, value) else 0
            down[i] = down[i] + 1 if across >= size else 0
            if down[i] >= size:
                corner[j, i] = any_ = True
    if any_:
        _spread(corner, size, out)


@njit(cache=True, nogil=True, inline="always")
def _every(pixels: Pixels, j: int, i: int, value: float) -> bool:
    for band in range(pixels.shape[0]):  # noqa: SIM110 (compiled: no generators)
        if pixels[band, j, i] != value:
            return False
    return True


@njit(cache=True, nogil=True)
def _spread(corner: Mask, size: int, out: Mask) -> None:
    """Set the squares whose lower right corners these are."""
    height, width = corner.shape
    up = np.zeros(width, np.int64)
    for j in range(height - 1, -1, -1):
        left = 0
        for i in range(width - 1, -1, -1):
            up[i] = size if corner[j, i] else max(up[i] - 1, 0)
            left = size if up[i] > 0 else max(left - 1, 0)
            if left > 0:
                out[j, i] = True
