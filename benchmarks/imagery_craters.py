"""Craters of a method on 22 real scenes, by the rules of the data's README; `benchmarks/imagery.py` runs it."""

import csv
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree
from sklearn.linear_model import LogisticRegression

from tawthiq.imagery import windows
from tawthiq.imagery.shape import Candidates, Detector
from tawthiq.methods import recipe_of
from tawthiq.rasters import files
from tawthiq.rasters.ground import picture

STEP, WITHIN_M, NEAR_M, FOLD_M = 0.5, 5.0, 75.0, 2_000.0
FOLDS = 5
LARGE_M = 8.74
"""The diameter of a disc of 60 m²."""

Flags = NDArray[np.bool_]
Figures = tuple[float, float, float]


class Scene:
    """The candidates of one scene, which of them are labels, and which labels were found."""

    def __init__(self, number: int, found: Candidates, labels: np.ndarray, km2: float) -> None:
        self.number, self.found, self.labels, self.km2 = number, found, labels, km2
        self.match = matched(found, labels)
        self.hit = self.match >= 0
        at = np.column_stack([found.x, found.y]) * STEP
        self.near = KDTree(labels * STEP).query(at)[0] <= NEAR_M if len(labels) else np.zeros(len(found), bool)


@dataclass(frozen=True)
class Asked:
    """Which marks count: near labels or whole scenes (a lower bound), dark only, large scars only."""

    whole: bool = False
    dark: bool = False
    large: bool = False


def matched(found: Candidates, labels: np.ndarray) -> NDArray[np.int64]:
    """The label of each candidate or −1: one to one within 5 m, greedy by score, each the nearest that is free."""
    match, free = np.full(len(found), -1), np.ones(len(labels), bool)
    near = KDTree(labels).query_ball_point(np.column_stack([found.x, found.y]), WITHIN_M / STEP)
    for n in np.argsort(-found.score, kind="stable"):
        left = [one for one in near[n] if free[one]]
        if left:
            best = min(left, key=lambda one: np.hypot(labels[one, 0] - found.x[n], labels[one, 1] - found.y[n]))
            free[best], match[n] = False, best
    return match


def labels(folder: Path) -> dict[int, list[tuple[float, float]]]:
    """Longitude and latitude of what experts placed, by scene."""
    held: dict[int, list[tuple[float, float]]] = defaultdict(list)
    with (folder / "labels.csv").open() as file:
        for row in csv.DictReader(file):
            held[int(row["scene"])].append((float(row["lon"]), float(row["lat"])))
    return held


def places(folder: Path, held: dict[int, list[tuple[float, float]]]) -> dict[int, int]:
    """The fold of each scene: its place."""
    middles, reach = [], []
    for number in sorted(held):
        with picture(folder / f"scene_{number:03d}.tif", str(number)) as scene:
            middles.append(files.centre(scene.scene))
            reach.append(np.sqrt(scene.width * scene.metres[0] * scene.height * scene.metres[1]) / 2)
    return dict(zip(sorted(held), folds(middles, reach).tolist(), strict=True))


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


def scanned(folder: Path, number: int, held: Sequence[tuple[float, float]], detector: Detector, keep: Path) -> Scene:
    """A scene's candidates, from the folder where they were made before."""
    named = sha256(repr((recipe_of(detector), number)).encode()).hexdigest()[:16]
    kept = keep / f"{detector.name}-{named}.npz"
    with picture(folder / f"scene_{number:03d}.tif", str(number)) as scene:
        at = np.column_stack(scene.squares(*zip(*held, strict=True)))
        if not kept.exists():
            parts = list(windows.scan(scene, detector, scene.windows(windows.SIZE)))
            found = windows.single(Candidates.joined([one.found for one in parts]), scene.step)
            km2 = sum(one.assessable for one in parts) * scene.step**2 / 1e6
            np.savez(kept, km2=km2, **{one.name: getattr(found, one.name) for one in fields(found)})
    with np.load(kept) as told:
        return Scene(number, Candidates(*(told[one.name] for one in fields(Candidates))), at, float(told["km2"]))


def f1(scenes: Sequence[Scene], least: float, asked: Asked = Asked()) -> Figures:
    """Precision, recall and F1 of the marks of at least a score."""
    right = marked = there = 0
    for one in scenes:
        chosen = (one.found.score >= least) & ((one.found.polarity < 0) | (not asked.dark))
        chosen &= (one.found.diameter >= LARGE_M) | (not asked.large)
        right += int((chosen & one.hit).sum())
        marked += int((chosen & (one.near | asked.whole)).sum())
        there += int((one.hit & (one.found.diameter >= LARGE_M)).sum()) if asked.large else len(one.labels)
    precision, recall = right / max(marked, 1), right / max(there, 1)
    return precision, recall, 2 * right / max(marked + there, 1)


def thresholds(scenes: Sequence[Scene]) -> NDArray[np.float64]:
    """The scores to choose among: 100 quantiles of those of the labels that were found."""
    return np.quantile(np.concatenate([one.found.score[one.hit] for one in scenes]), np.linspace(0, 0.95, 100))


def best(scenes: Sequence[Scene], asked: Asked = Asked()) -> float:
    """The threshold of the best F1 of these scenes."""
    return float(max(thresholds(scenes), key=lambda least: f1(scenes, float(least), asked)[2]))


def reaching(scenes: Sequence[Scene], which: int, aim: float) -> float | None:
    """The threshold of the best F1 where precision (0) or recall (1) is at least ``aim``, near labels; or none."""
    told = [(f1(scenes, float(least)), float(least)) for least in thresholds(scenes)]
    held = [(figures[2], least) for figures, least in told if figures[which] >= aim]
    return max(held)[1] if held else None


def fit(scenes: Sequence[Scene]) -> list[tuple[float, float]]:
    """Log-odds of being a label over whole scenes by ln(score), for dark and for bright marks."""
    made = []
    for sign in (-1, 1):
        score = np.concatenate([one.found.score[one.found.polarity == sign] for one in scenes])
        hit = np.concatenate([one.hit[one.found.polarity == sign] for one in scenes])
        if not 0 < hit.sum() < len(hit):
            made.append((-9.0, 0.0))
            continue
        model = LogisticRegression(C=1e6, max_iter=1000).fit(np.log(score)[:, None], hit)
        made.append((float(model.intercept_[0]), float(model.coef_[0, 0])))
    return made


def probability(one: Scene, fitted: list[tuple[float, float]]) -> np.ndarray:
    """The calibrated probability of each candidate."""
    odds = [a + b * np.log(one.found.score) for a, b in fitted]
    return 1 / (1 + np.exp(-np.where(one.found.polarity < 0, *odds)))


def craters(folder: Path, keep: Path, detector: Callable[[int], Detector], *, dark: bool) -> None:
    """Print the figures of a method, its detector chosen by fold; and its calibration for the package."""
    held = labels(folder)
    fold = places(folder, held)
    scenes = [scanned(folder, number, held[number], detector(fold[number]), keep) for number in sorted(held)]
    groups = []
    for k in sorted(set(fold.values())):
        test, train = ([one for one in scenes if (fold[one.number] == k) == inside] for inside in (True, False))
        groups.append((train, test))
    print(f"{len(scenes)} scenes, {sum(len(one.labels) for one in scenes)} labels, {len(groups)} places")
    _figures(scenes, groups, dark)
    _calibration(scenes, groups, detector(0))


def _figures(scenes: list[Scene], groups: list[tuple[list[Scene], list[Scene]]], dark: bool) -> None:
    def line(what: str, told: Figures) -> None:
        print(f"| {what} | {told[0]:.3f} | {told[1]:.3f} | {told[2]:.3f} |")

    near = Asked(dark=dark)
    print("| what | precision | recall | F1 |\n|---|---|---|---|")
    line("all candidates, near labels", f1(scenes, 0.0))
    least = best(scenes, near)
    line(f"oracle {least:.3g}, near labels", f1(scenes, least, near))
    line(f"oracle {least:.3g}, whole scenes (lower bound)", f1(scenes, least, Asked(True, dark)))
    whole = best(scenes, Asked(True, dark))
    line(f"best for whole scenes {whole:.3g}", f1(scenes, whole, Asked(True, dark)))
    total = np.zeros(4)
    for train, test in groups:
        chosen = best(train, near)
        line(f"place of scenes {test[0].number} …, threshold {chosen:.3g} of the others", f1(test, chosen, near))
        total += np.array([*f1(test, chosen, near), 1]) * sum(len(one.labels) for one in test)
    line("threshold of the other places, mean by labels", tuple(total[:3] / total[3]))  # type: ignore[arg-type]
    line(f"scars of 60 m² and more, {least:.3g}", f1(scenes, least, Asked(dark=dark, large=True)))
    for name, which, aim in (("screening: recall ≥ 0.9", 1, 0.9), ("evidence: precision ≥ 0.9", 0, 0.9)):
        point = reaching(scenes, which, aim)
        line(f"{name}, {point:.3g}", f1(scenes, point)) if point else print(f"| {name} | not reached | | |")
    for name, which, aim in (("screening", 1, 0.92), ("evidence", 0, 0.92)):
        for train, test in groups:
            if (point := reaching(train, which, aim)) is not None:
                line(f"{name}, 0.92 on the other places, tested on {test[0].number} …", f1(test, point))


def _calibration(scenes: list[Scene], groups: list[tuple[list[Scene], list[Scene]]], detector: Detector) -> None:
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
    print(f"calibration error out of fold {error:.4f} (10 bins, {len(p)} candidates)")
    for b in np.unique(bins):
        print(f"  told {p[bins == b].mean():.2f}, were {hit[bins == b].mean():.2f} of {(bins == b).sum()}")
    print(f"spread of ln(true/expected) {spread:.2f}; true count inside the 95 % interval: {inside:.2f} of scenes")
    density = [len(one.found) / one.km2 for one in scenes]
    dark, bright = fit(scenes)
    print("[[calibration]]", f'method = "{detector.name}"', f'version = "{detector.version}"', sep="\n")
    print(f"dark = [{dark[0]:.4f}, {dark[1]:.4f}]\nbright = [{bright[0]:.4f}, {bright[1]:.4f}]\nspread = {spread:.3f}")
    print(f"crowd = [{min(density):.0f}.0, {max(density):.0f}.0]")
    print('bands = ["red", "green", "blue"]', f"places = {len(scenes)}", sep="\n")
