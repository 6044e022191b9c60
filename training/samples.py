"""Samples to train on: what the network sees, where scars are, and where nobody knows; drawn from a seed."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from examples.simulate import craters
from tawthiq.imagery.network import STRIDE, channels
from tawthiq.imagery.shape import View
from tawthiq.rasters.ground import Box, Layer, picture
from tawthiq.rasters.placing import Told

SIZE, SIDE = 192, 512
NEAR = 150.0
SPOT = 1.2
BANDS = ("red", "green", "blue", "nir")

Rng = np.random.Generator
Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Ground:
    """A picture as the network sees it, (6, H, W), with its scars: rows of x, y, diameter in metres or nan, polarity.

    ``known`` (H, W) is where somebody looked for scars: elsewhere neither a mark nor its absence teaches anything.
    """

    seen: Floats
    scars: NDArray[np.float64]
    known: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Sample:
    """One crop: input (6, 192, 192); ``heat`` (2, 96, 96), ``size`` and its ``sized`` mask, ``known`` (96, 96)."""

    seen: Floats
    heat: Floats
    size: Floats
    sized: Floats
    known: Floats


def rendered(rng: Rng, background: NDArray[np.float64] | None = None) -> Ground:
    """Scars rendered over procedural ground, or over a background (bands, H, W) of at least 512 squares."""
    base = craters.ground(rng, SIDE, int(rng.choice([1, 3, 4]))) if background is None else _part(rng, background)
    struck = craters.scars(rng, int(rng.poisson(rng.choice([0, 5, 40]))), SIDE)
    sun = craters.Sun(rng.uniform(60, 300), rng.uniform(0.1, 0.9))
    drawn = craters.strike(rng, base, struck, sun, nir=3 if len(base) > 3 else None)
    names = {1: ("pan",), 3: BANDS[:3]}.get(len(base), BANDS)
    told = struck.select("x", "y", "diameter_m", "polarity").to_numpy()
    return Ground(_seen(drawn.astype(np.float32), names), told, np.ones((SIDE, SIDE), bool))


def _part(rng: Rng, background: NDArray[np.float64]) -> NDArray[np.float64]:
    top, left = (int(rng.integers(0, one - SIDE + 1)) for one in background.shape[1:])
    return background[:, top : top + SIDE, left : left + SIDE]


def _seen(pixels: Floats, names: tuple[str, ...]) -> Floats:
    box = Box(0, 0, pixels.shape[2], pixels.shape[1])
    return channels(View(box, Layer(box, pixels, np.ones(pixels.shape[1:], bool)), names, 0.5))


def scenes(folder: Path, numbers: Sequence[int]) -> Iterator[Ground]:
    """The real scenes of these numbers, in blocks of 1,024 squares; known within 75 m of a label."""
    held: dict[int, list[tuple[float, float]]] = defaultdict(list)
    with (folder / "labels.csv").open() as file:
        for row in csv.DictReader(file):
            held[int(row["scene"])].append((float(row["lon"]), float(row["lat"])))
    for number in numbers:
        with picture(folder / f"scene_{number:03d}.tif", str(number), Told()) as scene:
            x, y = scene.squares(*zip(*held[number], strict=True))
            for box in scene.windows(1024):
                inside = (x >= box.x0) & (x < box.x1) & (y >= box.y0) & (y < box.y1)
                if inside.any():
                    yield _real(View(box, scene.read(box), scene.bands, scene.step), x[inside], y[inside])


def _real(view: View, x: NDArray[np.float64], y: NDArray[np.float64]) -> Ground:
    x, y = x - view.core.x0, y - view.core.y0
    scars = np.column_stack([x, y, np.full(len(x), np.nan), np.full(len(x), -1.0)])
    down, across = np.mgrid[: view.grey.shape[0] : 8, : view.grey.shape[1] : 8]
    near = (np.hypot(across[..., None] - x, down[..., None] - y) <= NEAR).any(axis=-1)
    return Ground(channels(view), scars, near.repeat(8, 0).repeat(8, 1) & view.layer.valid)


def sample(rng: Rng, ground: Ground) -> Sample:
    """A crop, around a scar in two of three, turned, mirrored, with bands dropped and light and dark exchanged."""
    height, width = ground.known.shape
    if len(ground.scars) and rng.random() < 0.67:
        x, y = ground.scars[rng.integers(len(ground.scars)), :2] + rng.uniform(-60, 60, 2)
    else:
        x, y = rng.uniform(0, width), rng.uniform(0, height)
    left, top = (int(np.clip(one - SIZE / 2, 0, most - SIZE)) for one, most in ((x, width), (y, height)))
    seen = ground.seen[:, top : top + SIZE, left : left + SIZE].copy()
    known = ground.known[top : top + SIZE, left : left + SIZE]
    scars = ground.scars - np.array([left, top, 0, 0])
    return _turned(rng, _inverted(rng, _dropped(rng, seen), scars), known)


def _dropped(rng: Rng, seen: Floats) -> Floats:
    """Pan alone, or without near infrared, or as it is; noise and contrast of another sensor."""
    if rng.random() < 0.4:
        seen[1:5] = 0
    elif rng.random() < 0.4:
        seen[4] = 0
    seen[:5] = seen[:5] * rng.uniform(0.8, 1.25) + rng.normal(0, rng.uniform(0, 0.15), seen[:5].shape) * (seen[:5] != 0)
    return seen


def _inverted(rng: Rng, seen: Floats, scars: NDArray[np.float64]) -> tuple[Floats, NDArray[np.float64]]:
    if rng.random() < 0.3:
        seen[:5], scars = -seen[:5], scars * np.array([1, 1, 1, -1])
    return seen, scars


def _turned(rng: Rng, told: tuple[Floats, NDArray[np.float64]], known: NDArray[np.bool_]) -> Sample:
    seen, scars = told
    heat, size, sized = targets(scars)
    turns, mirror = int(rng.integers(4)), bool(rng.integers(2))
    parts = [seen, heat, size[None], sized[None], known[None, ::STRIDE, ::STRIDE].astype(np.float32)]
    turned = [np.rot90(one, turns, (1, 2))[:, :, :: -1 if mirror else 1].copy() for one in parts]
    return Sample(turned[0], turned[1], turned[2][0], turned[3][0], turned[4][0])


def targets(scars: NDArray[np.float64]) -> tuple[Floats, Floats, Floats]:
    """Heat (2, 96, 96): 1 at the cell of each middle, a Gaussian around it; ln diameter at the cells that have one."""
    side = SIZE // STRIDE
    heat = np.zeros((2, side, side), np.float32)
    size, sized = np.zeros((2, side, side), np.float32)
    down, across = np.mgrid[:side, :side]
    for x, y, diameter, polarity in scars:
        col, row = int(x // STRIDE), int(y // STRIDE)
        if not (0 <= col < side and 0 <= row < side):
            continue
        spot = np.exp(-((across - col) ** 2 + (down - row) ** 2) / (2 * SPOT**2))
        which = 0 if polarity < 0 else 1
        heat[which] = np.maximum(heat[which], spot)
        if np.isfinite(diameter):
            size[row, col], sized[row, col] = np.log(diameter), 1
    return heat, size, sized
