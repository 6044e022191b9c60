"""Outlines: where a scar ends, along rays from its middle; its diameter with an interval, and its contrast."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tawthiq.imagery.kernels import ray_radii
from tawthiq.imagery.shape import RAYS, Floats, Grey

Places = NDArray[np.int64]

REACH = 2.0


@dataclass(frozen=True, eq=False)
class Outlines:
    """Of n scars, in pixels: ``radii`` (n, 16) at half of the contrast, ``diameter`` with ``low`` and ``high``.

    ``contrast`` (n,) is that of the middle against the surroundings, in the picture's numbers.
    """

    radii: Floats
    diameter: Floats
    low: Floats
    high: Floats
    contrast: Floats


def outlined(values: Grey, at: Places, off: Floats, radius: Floats) -> Outlines:
    """Outlines of scars of about ``radius`` pixels around the pixels ``at`` (n, 2), rows and columns, moved by ``off``.

    The edge is where half of the contrast is left; the interval runs from where 70 % are to where 30 % are, with half
    a pixel of resolution to each side: how sharply a scar ends is what its size is uncertain by.
    """
    if not len(at):
        empty = np.zeros(0)
        return Outlines(np.zeros((0, RAYS)), empty, empty, empty, empty)
    core, ring = (_level(values, at, off, radius * far) for far in (0.0, 1.8))
    edges = np.empty((len(at), 3, RAYS))
    ray_radii(values, at, off, np.maximum(radius * REACH, 2.0), core, ring, edges)
    first, half, last = (2 * np.sqrt(np.mean(edges[:, level] ** 2, axis=1)) for level in range(3))
    return Outlines(edges[:, 1], half, np.maximum(first - 1.0, 0.5), last + 1.0, core - ring)


def _level(values: Grey, at: Places, off: Floats, radius: Floats) -> Floats:
    """The median of 16 pixels on a circle."""
    angle = 2 * np.pi * np.arange(RAYS) / RAYS
    rows = _inside(at[:, :1], off[:, :1] - np.cos(angle) * radius[:, None], values.shape[0])
    cols = _inside(at[:, 1:], off[:, 1:] + np.sin(angle) * radius[:, None], values.shape[1])
    return np.median(values[rows, cols].astype(np.float64), axis=1)


def _inside(at: Places, off: Floats, size: int) -> Places:
    return np.clip(at + np.rint(off).astype(np.int64), 0, size - 1)
