"""Grounds to train on, made once and kept as files: `python -m training.grounds --out grounds …` (training/README.md).

A ground is `NAME.npy`, what the network sees of it, (6, H, W) in half precision, and `NAME.npz`: its scars, and how
much a mistake counts at each cell of the heat map.
"""

import argparse
import csv
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import rasterio
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import KDTree

from examples.simulate import craters
from tawthiq.imagery.craters import LaplacianOfGaussian
from tawthiq.imagery.network import STRIDE, channels
from tawthiq.imagery.shape import View
from tawthiq.rasters.ground import Box, Layer, picture
from tawthiq.rasters.placing import Told

SIDE, STEP, ALIGN = 512, 0.5, 32
NEAR_M, FAR = 75.0, 0.3
BANDS = ("red", "green", "blue", "nir")
TILE = re.compile(r"OAM-(\d+)-(\d+)-(\d+)\.png")

Rng = np.random.Generator
Table = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Ground:
    """A picture as the network sees it, with its scars: rows of x, y, diameter in metres or nan, polarity.

    ``weight`` (H/2, W/2) is how much a mistake counts: 1 where somebody looked for scars, 0.3 where nobody marked any
    but few will be, 0 where the ground is not known. ``hard`` are x, y of round spots that are no scars.
    """

    seen: NDArray[Any]
    scars: Table
    weight: NDArray[np.float32]
    hard: Table


def rendered(rng: Rng, background: Table | None = None) -> Ground:
    """Scars rendered over procedural ground, or over a background (bands, H, W) of at least 512 squares."""
    base = craters.ground(rng, SIDE, int(rng.choice([1, 3, 4]))) if background is None else _part(rng, background)
    struck = craters.scars(rng, int(rng.poisson(rng.choice([0, 8, 40, 90]))), SIDE)
    sun = craters.Sun(rng.uniform(60, 300), rng.uniform(0.1, 0.9))
    if background is None or rng.random() < 0.5:
        base = base + _rough(rng)
    drawn = craters.strike(rng, base + _thrown(rng, struck), struck, sun, nir=3 if len(base) > 3 else None)
    drawn = ndimage.gaussian_filter(drawn, (0, *[rng.uniform(0.1, 0.9)] * 2)) + rng.normal(0, 1, drawn.shape)
    names = {1: ("pan",), 3: BANDS[:3]}.get(len(base), BANDS)
    box = Box(0, 0, SIDE, SIDE)
    view = View(box, Layer(box, drawn.astype(np.float32), np.ones((SIDE, SIDE), bool)), names, STEP)
    told = struck.select("x", "y", "diameter_m", "polarity").to_numpy()
    weight = np.ones((SIDE // STRIDE,) * 2, np.float32)
    return Ground(channels(view).astype(np.float16), told, weight, _spots(view, told))


def _rough(rng: Rng) -> Table:
    """The grain of ploughed and mown ground, (512, 512): noise that goes together over some pixels, more along rows."""
    out = np.zeros((SIDE, SIDE))
    along = rng.uniform(1, 3)
    for scale in (0.7, 1.2, 2.2):
        widths = (scale, scale * along)
        grain = ndimage.gaussian_filter(rng.normal(0, 1, (SIDE, SIDE)), widths if rng.random() < 0.5 else widths[::-1])
        out += grain / grain.std() * rng.uniform(1, 9)
    patches = ndimage.gaussian_filter(rng.normal(0, 1, (SIDE, SIDE)), 25)
    return out * (1 + 0.4 * np.clip(patches / patches.std(), -1, 1))


def _thrown(rng: Rng, struck: pl.DataFrame) -> Table:
    """Earth thrown to one side of dark scars, brighter than the ground, (512, 512)."""
    out = np.zeros((SIDE, SIDE))
    down, across = np.mgrid[:SIDE, :SIDE] + 0.5
    for x, y, diameter, polarity, grey in struck.iter_rows():
        if polarity > 0 or rng.random() < 0.4:
            continue
        radius = diameter / STEP / 2
        angle, wide = rng.uniform(0, 2 * np.pi), radius * rng.uniform(0.7, 1.6)
        far = radius * rng.uniform(0, 1)
        at = (y + np.sin(angle) * far, x + np.cos(angle) * far)
        rows, cols = (slice(max(0, int(one - 4 * wide)), int(one + 4 * wide) + 1) for one in at)
        away = np.hypot(down[rows, cols] - at[0], across[rows, cols] - at[1]) / wide
        part = np.exp(-(away**2) / 2) * (1 + 0.5 * rng.standard_normal(away.shape))
        out[rows, cols] += grey * rng.uniform(0.2, 1.3) * part
    return out


def _part(rng: Rng, background: Table) -> Table:
    top, left = (int(rng.integers(0, one - SIDE + 1)) for one in background.shape[1:])
    part = np.rot90(background[:, top : top + SIDE, left : left + SIDE], int(rng.integers(4)), (1, 2))
    return part if rng.random() < 0.7 else part.mean(0, keepdims=True)


def _spots(view: View, scars: Table) -> Table:
    """The round spots farther than 6 m from every scar and at most 75 m from one (anywhere, where there are none)."""
    box = view.layer.box
    found = LaplacianOfGaussian(threshold=2.2).candidates(View(box.grown(-ALIGN), view.layer, view.bands, view.step))
    at = np.column_stack([found.x - box.x0, found.y - box.y0])
    if not len(scars) or not len(at):
        return at
    away = KDTree(scars[:, :2]).query(at)[0] * view.step
    return at[(away > 6) & (away <= NEAR_M)]


def scene(folder: Path, number: int) -> Ground:
    """A real scene with the points of `labels.csv`, whose diameters nobody measured."""
    held: dict[int, list[tuple[float, float]]] = defaultdict(list)
    with (folder / "labels.csv").open() as file:
        for row in csv.DictReader(file):
            held[int(row["scene"])].append((float(row["lon"]), float(row["lat"])))
    with picture(folder / f"scene_{number:03d}.tif", str(number), Told()) as one:
        x, y = one.squares(*zip(*held[number], strict=True))
        low = [ALIGN * math.floor(edge / ALIGN) for edge in one.box[:2]]
        high = [ALIGN * math.ceil(edge / ALIGN) for edge in one.box[2:]]
        box = Box(low[0], low[1], high[0], high[1])
        view = View(box, one.read(box), one.bands, one.step)
    scars = np.column_stack([x - box.x0, y - box.y0, np.full(len(x), np.nan), np.full(len(x), -1.0)])
    return Ground(channels(view).astype(np.float16), scars, _weight(view, scars), _spots(view, scars))


def _weight(view: View, scars: Table) -> NDArray[np.float32]:
    free = np.ones([side // STRIDE for side in view.layer.valid.shape], bool)
    free[(scars[:, 1] // STRIDE).astype(int), (scars[:, 0] // STRIDE).astype(int)] = False
    near = ndimage.distance_transform_edt(free) * STRIDE * view.step <= NEAR_M
    return np.where(near, 1, FAR).astype(np.float32) * view.layer.valid[::STRIDE, ::STRIDE]


def backgrounds(folder: Path) -> Iterator[Table]:
    """Open aerial pictures (tiles `OAM-x-y-zoom.png`) put together, at 0.5 m, mirrored to at least 512 squares."""
    tiles = [tuple(map(int, told.groups())) for one in sorted(folder.iterdir()) if (told := TILE.fullmatch(one.name))]
    for zoom in sorted({one[2] for one in tiles}):
        x, y = np.array([one[:2] for one in tiles if one[2] == zoom]).T
        there = np.zeros((np.ptp(y) + 1, np.ptp(x) + 1), bool)
        there[y - y.min(), x - x.min()] = True
        for rows, cols in ndimage.find_objects(ndimage.label(there)[0]):
            corner = (int(x.min()) + cols.start, int(y.min()) + rows.start)
            made = _mosaic(folder, corner, (cols.stop - cols.start, rows.stop - rows.start), zoom)
            if made is not None:
                yield made


def _mosaic(folder: Path, corner: tuple[int, int], size: tuple[int, int], zoom: int) -> Table | None:
    out = np.zeros((3, size[1] * 256, size[0] * 256), np.float32)
    for j in range(size[1]):
        for i in range(size[0]):
            path = folder / f"OAM-{corner[0] + i}-{corner[1] + j}-{zoom}.png"
            if not path.exists():
                return None
            with rasterio.open(path) as one:
                out[:, j * 256 : j * 256 + 256, i * 256 : i * 256 + 256] = one.read([1, 2, 3])
    lat = math.atan(math.sinh(math.pi * (1 - 2 * (corner[1] + 0.5) / 2**zoom)))
    share = 156_543.034 * math.cos(lat) / 2**zoom / STEP
    if share < 0.5:
        out = ndimage.gaussian_filter(out, (0, 0.4 / share, 0.4 / share))
    fine = ndimage.zoom(out, (1, share, share), order=1)
    pad = [(0, 0), *[(0, max(0, SIDE - side)) for side in fine.shape[1:]]]
    return np.pad(fine, pad, mode="symmetric").astype(float)


def save(one: Ground, path: Path) -> None:
    """Keep a ground as two files."""
    np.savez(path.with_suffix(".npz"), scars=one.scars, weight=one.weight.astype(np.float16), hard=one.hard)
    np.save(path.with_suffix(".npy"), one.seen)


def load(path: Path) -> Ground:
    """A kept ground; its pixels stay in the file until they are drawn."""
    with np.load(path.with_suffix(".npz")) as told:
        held = Ground(np.load(path.with_suffix(".npy"), mmap_mode="r"), told["scars"],
                      told["weight"].astype(np.float32), told["hard"])  # fmt: skip
    return held


def main() -> None:
    """Make and keep grounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--scenes", type=Path, help="the folder of the real scenes")
    parser.add_argument("--numbers", type=int, nargs="*", default=[], help="these scenes of it")
    parser.add_argument("--rendered", type=int, default=0, help="so many grounds with rendered scars")
    parser.add_argument("--backgrounds", type=Path, help="open aerial pictures, the ground of every third of them")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    for number in asked.numbers:
        save(scene(asked.scenes, number), asked.out / f"scene_{number:03d}")
    open_ = list(backgrounds(asked.backgrounds)) if asked.backgrounds else []
    for n in range(asked.rendered):
        rng = np.random.default_rng([asked.seed, n])
        under = open_[int(rng.integers(len(open_)))] if open_ and n % 3 == 0 else None
        save(rendered(rng, under), asked.out / f"rendered_{asked.seed}_{n:04d}")


if __name__ == "__main__":
    main()
