"""Craters on 22 real scenes, by the rules of the data's README: `python -m benchmarks.imagery [speed|shift|craters]`.

Candidates of each scene are kept in a folder (`--keep`), so that figures can be drawn from them again.
"""

import argparse
import csv
import os
import resource
import tempfile
import time
from collections import defaultdict
from dataclasses import fields
from pathlib import Path

import numpy as np
import rasterio
import rasterio.merge
from affine import Affine
from numpy.typing import NDArray
from scipy.spatial import KDTree
from sklearn.linear_model import LogisticRegression

from tawthiq.imagery import windows
from tawthiq.imagery.coregistering import shifts
from tawthiq.imagery.craters import LaplacianOfGaussian
from tawthiq.imagery.shape import Candidates
from tawthiq.rasters import files
from tawthiq.rasters.ground import picture

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("TAWTHIQ_DATA", ROOT.parent / "shared" / "data")) / "imagery"
SCENES = DATA / "craters_ukraine_2014"
STEP, WITHIN_M, NEAR_M, FOLD_M = 0.5, 5.0, 75.0, 2_000.0
FOLDS = 5
LARGE_M = 8.74

Flags = NDArray[np.bool_]


class Scene:
    """The candidates of one scene, which of them are labels, and which labels were found."""

    def __init__(self, number: int, found: Candidates, labels: np.ndarray, km2: float) -> None:
        self.number, self.found, self.labels, self.km2 = number, found, labels, km2
        self.hit = matched(found, labels)
        at = np.column_stack([found.x, found.y]) * STEP
        self.near = KDTree(labels * STEP).query(at)[0] <= NEAR_M if len(labels) else np.zeros(len(found), bool)


def matched(found: Candidates, labels: np.ndarray) -> Flags:
    """One to one within 5 m, greedy by score, each with the nearest label that is free."""
    hit, free = np.zeros(len(found), bool), np.ones(len(labels), bool)
    near = KDTree(labels).query_ball_point(np.column_stack([found.x, found.y]), WITHIN_M / STEP)
    for n in np.argsort(-found.score, kind="stable"):
        left = [one for one in near[n] if free[one]]
        if left:
            best = min(left, key=lambda one: np.hypot(labels[one, 0] - found.x[n], labels[one, 1] - found.y[n]))
            free[best], hit[n] = False, True
    return hit


def labels() -> dict[int, list[tuple[float, float]]]:
    held: dict[int, list[tuple[float, float]]] = defaultdict(list)
    with (SCENES / "labels.csv").open() as file:
        for row in csv.DictReader(file):
            held[int(row["scene"])].append((float(row["lon"]), float(row["lat"])))
    return held


def scanned(number: int, places: list[tuple[float, float]], keep: Path) -> tuple[Scene, tuple[float, float]]:
    """A scene's candidates, from the folder where they were made before; and the scene's middle."""
    kept = keep / f"{number}.npz"
    with picture(SCENES / f"scene_{number:03d}.tif", str(number)) as scene:
        middle = files.centre(scene.scene)
        at = np.column_stack(scene.squares(*zip(*places, strict=True)))
        if not kept.exists():
            parts = list(windows.scan(scene, LaplacianOfGaussian(), scene.windows(windows.SIZE)))
            found = windows.single(Candidates.joined([one.found for one in parts]), scene.step)
            km2 = sum(one.assessable for one in parts) * scene.step**2 / 1e6
            np.savez(kept, km2=km2, **{one.name: getattr(found, one.name) for one in fields(found)})
    with np.load(kept) as told:
        found = Candidates(*(told[one.name] for one in fields(Candidates)))
        return Scene(number, found, at, float(told["km2"])), middle


def folds(middles: list[tuple[float, float]], reach: list[float]) -> NDArray[np.int64]:
    """Scenes that overlap or lie within 2 km belong together; groups go to the fold that has the fewest scenes."""
    group = list(range(len(middles)))
    for a in range(len(middles)):
        for b in range(a):
            if files.metres(middles[a], middles[b]) <= FOLD_M + reach[a] + reach[b]:
                group = [group[b] if one == group[a] else one for one in group]
    sizes = sorted(set(group), key=lambda one: (-group.count(one), one))
    held: list[list[int]] = [[] for _ in range(min(FOLDS, len(sizes)))]
    for one in sizes:
        min(held, key=len).extend(n for n, g in enumerate(group) if g == one)
    fold = np.zeros(len(middles), np.int64)
    for k, rows in enumerate(held):
        fold[rows] = k
    return fold


def f1(scenes: list[Scene], least: float, *, whole: bool = False, dark: bool = True) -> tuple[float, float, float]:
    """Precision, recall, F1 of marks of at least a score: near labels, or over whole scenes (a lower bound)."""
    right = marked = there = 0
    for one in scenes:
        chosen = (one.found.score >= least) & ((one.found.polarity < 0) | (not dark))
        right += int((chosen & one.hit).sum())
        marked += int((chosen & (one.near | whole)).sum())
        there += len(one.labels)
    precision, recall = right / max(marked, 1), right / there
    return precision, recall, 2 * right / max(marked + there, 1)


def best(scenes: list[Scene], **how: bool) -> float:
    """The threshold of the best F1 of these scenes."""
    return max(np.arange(1.6, 4.5, 0.05), key=lambda least: f1(scenes, float(least), **how)[2])


def fit(scenes: list[Scene]) -> list[tuple[float, float]]:
    """Log-odds of being a label over whole scenes by ln(score), for dark and for bright marks."""
    made = []
    for sign in (-1, 1):
        score = np.concatenate([one.found.score[one.found.polarity == sign] for one in scenes])
        hit = np.concatenate([one.hit[one.found.polarity == sign] for one in scenes])
        model = LogisticRegression(C=1e6, max_iter=1000).fit(np.log(score)[:, None], hit)
        made.append((float(model.intercept_[0]), float(model.coef_[0, 0])))
    return made


def probability(one: Scene, fitted: list[tuple[float, float]]) -> np.ndarray:
    odds = [a + b * np.log(one.found.score) for a, b in fitted]
    return 1 / (1 + np.exp(-np.where(one.found.polarity < 0, *odds)))


def craters(keep: Path) -> None:
    held = labels()
    told = [scanned(number, held[number], keep) for number in sorted(held)]
    scenes, middles = [one for one, _ in told], [middle for _, middle in told]
    fold = folds(middles, [np.sqrt(one.km2) * 1000 / 2 for one in scenes])
    print(
        f"{len(scenes)} scenes, {sum(len(one.labels) for one in scenes)} labels, folds by place of",
        np.bincount(fold),
        "scenes",
    )
    groups = []
    for k in range(int(fold.max()) + 1):
        train, test = ([one for one, f in zip(scenes, fold, strict=True) if (f == k) == out] for out in (False, True))
        groups.append((train, test))
    _figures(scenes, groups)
    _calibration(scenes, groups)


def _figures(scenes: list[Scene], groups: list[tuple[list[Scene], list[Scene]]]) -> None:
    def line(what: str, told: tuple[float, float, float]) -> None:
        print(f"| {what} | {told[0]:.3f} | {told[1]:.3f} | {told[2]:.3f} |")

    print("| what | precision | recall | F1 |\n|---|---|---|---|")
    default = LaplacianOfGaussian().threshold
    line(f"default {default}, dark and bright, near labels", f1(scenes, default, dark=False))
    line(f"default {default}, dark, near labels", f1(scenes, default))
    least = best(scenes)
    line(f"oracle {least:.2f}, dark, near labels", f1(scenes, least))
    line(f"oracle {least:.2f}, dark, whole scenes (lower bound)", f1(scenes, least, whole=True))
    line("oracle for whole scenes, dark", f1(scenes, best(scenes, whole=True), whole=True))
    out = [(*f1(test, best(train)), sum(len(s.labels) for s in test)) for train, test in groups]
    means = [float(np.average([one[n] for one in out], weights=[one[3] for one in out])) for n in range(3)]
    line("threshold of the other folds, dark, near labels, mean by labels", (means[0], means[1], means[2]))
    print("recall of candidates at the default:", round(f1(scenes, default, dark=False)[1], 3))


def _calibration(scenes: list[Scene], groups: list[tuple[list[Scene], list[Scene]]]) -> None:
    """Out of fold: expected against true count, error of calibration; and the table for the package."""
    told, ratios = [], []
    for train, test in groups:
        fitted = fit(train)
        for one in test:
            p = probability(one, fitted)
            told.append((p, one.hit))
            ratios.append((int(one.hit.sum()), float(p.sum())))
    p, hit = (np.concatenate([one[n] for one in told]) for n in (0, 1))
    bins = np.clip((p * 10).astype(int), 0, 9)
    error = sum(abs(p[bins == b].mean() - hit[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins))
    spread = float(np.std([np.log(max(true, 1) / expected) for true, expected in ratios]))
    inside = np.mean([e * np.exp(-1.96 * spread) <= t <= e * np.exp(1.96 * spread) for t, e in ratios])
    print(f"calibration error out of fold {error:.4f} (10 bins)")
    print(f"spread of ln(true/expected) {spread:.2f}; true count inside the 95 % interval: {inside:.2f} of scenes")
    density = [len(one.found) / one.km2 for one in scenes]
    dark, bright = fit(scenes)
    print("[[calibration]]", 'method = "laplacian-of-gaussian"', 'version = "1"', sep="\n")
    print(f"dark = [{dark[0]:.4f}, {dark[1]:.4f}]\nbright = [{bright[0]:.4f}, {bright[1]:.4f}]\nspread = {spread:.3f}")
    print(f"crowd = [{min(density):.0f}.0, {max(density):.0f}.0]\nplaces = {len(scenes)}")


def speed(size: int) -> None:
    """A large scene built from one real one, repeated; from file to marks, with the peak of memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.tif"
        with rasterio.open(SCENES / "scene_006.tif") as one:
            pixels, crs, where = one.read(window=((0, 3000), (0, 3000))), one.crs, one.transform
        kind = {
            "driver": "GTiff",
            "dtype": "uint8",
            "count": 3,
            "tiled": True,
            "compress": "jpeg",
            "photometric": "ycbcr",
        }
        with rasterio.open(path, "w", width=size, height=size, crs=crs, transform=where, **kind) as out:
            for row in range(0, size, 3000):
                for col in range(0, size, 3000):
                    high, wide = min(3000, size - row), min(3000, size - col)
                    out.write(pixels[:, :high, :wide], window=rasterio.windows.Window(col, row, wide, high))
        start, cpu, ground, count = time.perf_counter(), time.process_time(), 0, 0
        with picture(path, "large") as scene:
            for part in windows.scan(scene, LaplacianOfGaussian(), scene.windows(windows.SIZE)):
                ground, count = ground + part.ground, count + len(part.found)
        wall, used = time.perf_counter() - start, time.process_time() - cpu
        start = time.perf_counter()
        with rasterio.open(path) as one:
            for _, window in one.block_windows(1):
                one.read(window=window)
        read = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    mpx = ground / 1e6
    print(f"{mpx:.0f} Mpx at 0.5 m, {count} marks: {mpx / wall:.2f} Mpx/s by the clock, {mpx / used:.2f} of one core")
    print(f"a plain read: {mpx / read:.2f} Mpx/s; peak of memory {peak:.2f} GiB")


def shift() -> None:
    """The pair of Joplin with known shifts added to the later scene."""
    with tempfile.TemporaryDirectory() as folder:
        made = {}
        for when in ("pre", "post"):
            parts = sorted((DATA / "before_after_joplin" / when).glob("*.tif"))
            pixels, where = rasterio.merge.merge(list(map(str, parts)))
            with rasterio.open(parts[0]) as one:
                made[when] = pixels, where, one.crs
        base = _shifted(Path(folder), made, 0.0, 0.0)
        errors = []
        for dx, dy in ((1.3, -0.7), (-2.15, 0.4), (0.25, 3.1), (-0.6, -1.9)):
            moved = _shifted(Path(folder), made, dx, dy)
            for key in base.keys() & moved.keys():
                errors.append(np.hypot(moved[key][0] - base[key][0] + dx, moved[key][1] - base[key][1] + dy))
        middle, high = np.median(errors), np.percentile(errors, 90)
        print(
            f"{len(base)} tiles hold; error: median {middle:.3f} m = {middle / 0.6:.3f} px of 0.6 m, 90 % {high:.3f} m"
        )


def _shifted(folder: Path, made: dict, dx: float, dy: float) -> dict[tuple[float, float], tuple[float, float]]:  # type: ignore[type-arg]
    """Shifts in metres of the tiles that hold, with the later scene moved by metres to the east and the south."""
    paths = {}
    for when, (pixels, where, crs) in made.items():
        paths[when] = folder / f"{when}.tif"
        east, south = (dx / (111_320 * np.cos(np.radians(37.07))), dy / 110_970) if when == "post" else (0.0, 0.0)
        kind = {"driver": "GTiff", "dtype": "uint8", "count": 3, "nodata": 0, "crs": crs}
        kind |= {
            "width": pixels.shape[2],
            "height": pixels.shape[1],
            "transform": Affine.translation(east, -south) * where,
        }
        with rasterio.open(paths[when], "w", **kind) as out:
            out.write(pixels)
    with picture(paths["pre"], "before") as before, picture(paths["post"], "after", work=before.work) as after:
        found = shifts(before, after)
    rows = zip(found.x, found.y, found.dx, found.dy, found.holds, strict=True)
    return {(x, y): (a * STEP, b * STEP) for x, y, a, b, holds in rows if holds}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", default=["craters", "shift", "speed"])
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "tawthiq-benchmark-imagery")
    parser.add_argument("--size", type=int, default=30_000)
    asked = parser.parse_args()
    asked.keep.mkdir(parents=True, exist_ok=True)
    if "craters" in asked.what:
        craters(asked.keep)
    if "shift" in asked.what:
        shift()
    if "speed" in asked.what:
        speed(asked.size)
