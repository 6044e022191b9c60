"""Kernels: extrema over place and scale, and the edge of a scar along rays from its middle, compiled."""

# ruff: noqa: PLR0917 (a kernel takes arrays, one by one)

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from tawthiq.imagery.shape import RAYS, Mask

Floats = NDArray[np.float64]
Grey = NDArray[np.float32]

Places = NDArray[np.int64]

ALONG = 0.25


@njit(cache=True, nogil=True)
def ray_radii(values: Grey, at: Places, off: Floats, reach: Floats, core: Floats, ring: Floats, out: Floats) -> None:
    """Fill ``out`` (n, 3, 16) with the radii, in pixels, at which 30, 50 and 70 % of a scar's contrast are left.

    ``values`` (H, W) is a smoothed picture; ``core`` and ``ring`` (n,) are the grey of each scar's middle and of its
    surroundings; rays start in the pixels ``at`` (n, 2), rows and columns, moved by ``off`` (n, 2), the first towards
    north, then to the east and on, and end at ``reach``. A ray that never gets there is as long as its reach.
    """
    height, width = values.shape
    for n in range(len(at)):
        drop = ring[n] - core[n]
        for ray in range(RAYS):
            angle = 2 * math.pi * ray / RAYS
            dy, dx = -math.cos(angle), math.sin(angle)
            out[n, :, ray] = reach[n]
            level = 0
            far = 0.0
            last = 0.0
            while far <= reach[n] and level < 3:
                row, col = off[n, 0] + dy * far, off[n, 1] + dx * far
                top, left = math.floor(row), math.floor(col)
                j, i = at[n, 0] + top, at[n, 1] + left
                if j < 0 or i < 0 or j >= height - 1 or i >= width - 1:
                    break
                gone = (_between(values, j, i, row - top, col - left) - core[n]) / drop if drop != 0 else 0.0
                while level < 3 and gone >= 0.3 + 0.2 * level:
                    share = (0.3 + 0.2 * level - last) / (gone - last) if gone > last else 1.0
                    out[n, level, ray] = max(0.0, far - ALONG * (1 - share))
                    level += 1
                last = gone
                far += ALONG


@njit(cache=True, nogil=True)
def extrema(stack: Grey, assessable: Mask, top: int, left: int, low: int, right: int, least: float) -> Places:
    """Rows (level, row, column, sign) of the extrema of ``stack`` (K, H, W) over their 26 neighbours.

    Only rows ``top`` to ``low`` and columns ``left`` to ``right`` that are assessable, at least ``least`` from zero.
    Of equal neighbours the first is the extremum.
    """
    found = []
    for k in range(1, stack.shape[0] - 1):
        for j in range(top, low):
            for i in range(left, right):
                here = stack[k, j, i]
                if abs(here) >= least and assessable[j, i] and _beats(stack, k, j, i, 1 if here > 0 else -1):
                    found.append((k, j, i, 1 if here > 0 else -1))
    out = np.empty((len(found), 4), np.int64)
    for n in range(len(found)):
        out[n, 0], out[n, 1], out[n, 2], out[n, 3] = found[n]
    return out


@njit(cache=True, nogil=True)
def peaks(heat: Grey, least: float, edge: int) -> Places:
    """Rows (map, row, column) of what is the largest of its 3 × 3 in ``heat`` (K, H, W), and above ``least``.

    Only what lies ``edge`` cells, at least one, within the border.
    """
    found = []
    for k in range(heat.shape[0]):
        for j in range(edge, heat.shape[1] - edge):
            for i in range(edge, heat.shape[2] - edge):
                here = heat[k, j, i]
                if here > least and here == heat[k, j - 1 : j + 2, i - 1 : i + 2].max():
                    found.append((k, j, i))
    out = np.empty((len(found), 3), np.int64)
    for n in range(len(found)):
        out[n, 0], out[n, 1], out[n, 2] = found[n]
    return out


@njit(cache=True, nogil=True, inline="always")
def _beats(stack: Grey, k: int, j: int, i: int, sign: int) -> bool:
    here = sign * stack[k, j, i]
    for dk in range(-1, 2):
        for dj in range(-1, 2):
            for di in range(-1, 2):
                other = sign * stack[k + dk, j + dj, i + di]
                before = (dk, dj, di) < (0, 0, 0)
                if other > here or (other == here and before):
                    return False
    return True


@njit(cache=True, nogil=True, inline="always")
def _between(values: Grey, top: int, left: int, v: float, u: float) -> float:
    high = values[top, left] * (1 - u) + values[top, left + 1] * u
    low = values[top + 1, left] * (1 - u) + values[top + 1, left + 1] * u
    return float(high * (1 - v) + low * v)
