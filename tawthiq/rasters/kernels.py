"""Kernels: pixels of a raster read at positions between them, the same to the last bit in every window."""

# ruff: noqa: PLR0917 (a kernel takes arrays, one by one)

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

Pixels = NDArray[np.float32]
Mask = NDArray[np.bool_]
Places = NDArray[np.float64]

EVERY = 32
"""A lattice has a node every so many pixels; between nodes positions are interpolated."""


@njit(cache=True, nogil=True)
def resampled(source: Pixels, good: Mask, cols: Places, rows: Places, sub: int, out: Pixels, valid: Mask) -> None:
    """Fill ``out`` (B, H, W) and ``valid`` (H, W) from ``source`` (B, h, w) where ``good`` (h, w), bilinear.

    ``cols`` and ``rows`` say where the corner of every 32nd output pixel lies in the source (0 is the left edge of
    its first pixel). Each output pixel is the mean of ``sub`` × ``sub`` samples; it is valid where all of the source
    pixels that it touches are there and good.
    """
    bands, height, width = out.shape
    deep, wide = good.shape
    weight = 1.0 / (sub * sub)
    for j in range(height):
        for i in range(width):
            whole = True
            for band in range(bands):
                out[band, j, i] = 0.0
            for k in range(sub * sub):
                y = j + (k // sub + 0.5) / sub
                x = i + (k % sub + 0.5) / sub
                n, m = j // EVERY, i // EVERY
                v, u = y / EVERY - n, x / EVERY - m
                c = _between(cols[n, m], cols[n, m + 1], cols[n + 1, m], cols[n + 1, m + 1], u, v) - 0.5
                r = _between(rows[n, m], rows[n, m + 1], rows[n + 1, m], rows[n + 1, m + 1], u, v) - 0.5
                left, top = math.floor(c), math.floor(r)
                dx, dy = c - left, r - top
                right, low = left + (1 if dx > 0 else 0), top + (1 if dy > 0 else 0)
                if left < 0 or top < 0 or right >= wide or low >= deep:
                    whole = False
                    break
                if not (good[top, left] and good[top, right] and good[low, left] and good[low, right]):
                    whole = False
                    break
                for band in range(bands):
                    one = _between(
                        source[band, top, left], source[band, top, right],
                        source[band, low, left], source[band, low, right], dx, dy,
                    )  # fmt: skip
                    out[band, j, i] += one * weight
            valid[j, i] = whole
            if not whole:
                for band in range(bands):
                    out[band, j, i] = 0.0


@njit(cache=True, nogil=True, inline="always")
def _between(a: float, b: float, c: float, d: float, u: float, v: float) -> float:
    return (a * (1 - u) + b * u) * (1 - v) + (c * (1 - u) + d * u) * v
