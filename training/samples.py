"""Samples to train on: crops of grounds, turned, mirrored, scaled, with bands dropped, light and dark exchanged."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tawthiq.imagery.network import STRIDE
from training.grounds import Ground

SIZE = 128
SPOT, REACH = 1.2, 5
SCAR, HARD = 0.55, 0.85
PAN, NO_NIR, INVERTED = 0.15, 0.3, 0.1

Rng = np.random.Generator
Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Sample:
    """One crop: ``seen`` (6, S, S); ``heat`` (2, S/2, S/2), ``size``, its mask ``sized``, and ``weight`` (S/2, S/2)."""

    seen: Floats
    heat: Floats
    size: Floats
    sized: Floats
    weight: Floats


def sample(rng: Rng, ground: Ground, side: int = SIZE) -> Sample:
    """A crop of ``side`` squares, told as if it had 128: around a scar, a round spot that is none, or anywhere."""
    height, width = ground.seen.shape[1:]
    x, y = _middle(rng, ground, side)
    left, top = (2 * int(np.clip(one - side / 2, 0, most - side) // 2) for one, most in ((x, width), (y, height)))
    seen = ground.seen[:, top : top + side, left : left + side].astype(np.float32)
    weight = ground.weight[top // STRIDE : (top + side) // STRIDE, left // STRIDE : (left + side) // STRIDE]
    near = ground.scars - np.array([left, top, 0, 0])
    near = near[(near[:, :2] > -REACH * STRIDE).all(1) & (near[:, :2] < side + REACH * STRIDE).all(1)]
    near = near * np.array([SIZE / side, SIZE / side, SIZE / side, 1])
    rows = np.arange(SIZE // STRIDE) * side // SIZE
    return _turned(rng, *_inverted(rng, _dropped(rng, seen), near), weight[np.ix_(rows, rows)])


def _middle(rng: Rng, ground: Ground, side: int) -> tuple[float, float]:
    what = rng.random()
    chosen = ground.scars[:, :2] if what < SCAR else ground.hard
    if what > HARD or not len(chosen):
        x, y = (float(rng.uniform(0, most)) for most in ground.seen.shape[:0:-1])
        return x, y
    x, y = chosen[rng.integers(len(chosen))] + rng.uniform(-0.4, 0.4, 2) * side
    return float(x), float(y)


def _dropped(rng: Rng, seen: Floats) -> Floats:
    """Pan alone, or without near infrared, or as it is; noise and contrast of another sensor."""
    if rng.random() < PAN:
        seen[1:5] = 0
    elif rng.random() < NO_NIR:
        seen[4] = 0
    there = (seen[:5] != 0).any(axis=(1, 2), keepdims=True) * seen[5:]
    seen[:5] = (seen[:5] * rng.uniform(0.8, 1.25) + rng.uniform(-0.2, 0.2)) * there
    if rng.random() < 0.5:
        seen[:5] += rng.standard_normal(seen[:5].shape, np.float32) * np.float32(rng.uniform(0, 0.15)) * there
    return seen


def _inverted(rng: Rng, seen: Floats, scars: NDArray[np.float64]) -> tuple[Floats, NDArray[np.float64]]:
    if rng.random() < INVERTED:
        seen[:5], scars = -seen[:5], scars * np.array([1, 1, 1, -1])
    return seen, scars


def _turned(rng: Rng, seen: Floats, scars: NDArray[np.float64], weight: Floats) -> Sample:
    heat, size, sized = targets(scars)
    turns, mirror = int(rng.integers(4)), bool(rng.integers(2))
    parts = [np.rot90(one, turns, (-2, -1)) for one in (seen, heat, size, sized, weight)]
    return Sample(*(np.ascontiguousarray(one[..., ::-1] if mirror else one) for one in parts))


def targets(scars: NDArray[np.float64]) -> tuple[Floats, Floats, Floats]:
    """Heat (2, 64, 64): 1 at the cell of each middle, a Gaussian around it; ln diameter at the cells that have one."""
    side = SIZE // STRIDE
    heat = np.zeros((2, side + 2 * REACH, side + 2 * REACH), np.float32)
    size, sized = np.zeros((2, side, side), np.float32)
    away = np.arange(-REACH, REACH + 1)
    spot = np.exp(-(away[:, None] ** 2 + away**2) / (2 * SPOT**2)).astype(np.float32)
    for x, y, diameter, polarity in scars:
        col, row = int(x // STRIDE), int(y // STRIDE)
        if not (-REACH <= col < side + REACH and -REACH <= row < side + REACH):
            continue
        part = heat[0 if polarity < 0 else 1, max(row, 0) : row + 2 * REACH + 1, max(col, 0) : col + 2 * REACH + 1]
        np.maximum(part, spot[max(-row, 0) :, max(-col, 0) :][: part.shape[0], : part.shape[1]], out=part)
        if np.isfinite(diameter) and 0 <= col < side and 0 <= row < side:
            size[row, col], sized[row, col] = np.log(diameter), 1
    return heat[:, REACH:-REACH, REACH:-REACH].copy(), size, sized
