"""The detector on six windows in which every crater was marked: `python -m benchmarks.imagery_windows`.

The points and how they came about: `benchmarks/windows/README.md`. Sure and likely points are craters; marks on
doubtful ones count neither way. The weights in the package have seen these six scenes with the experts' points; weights
that have not are given by scene: `--weights 12=a.onnx 41=b.onnx`.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.imagery import SCENES
from benchmarks.imagery_craters import Flags, matched, scanned
from tawthiq.imagery.calibrating import Calibration, calibration
from tawthiq.imagery.network import Network
from tawthiq.imagery.shape import Candidates, Floats
from tawthiq.rasters.ground import picture

FOLDER = Path(__file__).parent / "windows"
LARGE_M = 3.5
RECALL = 0.80


@dataclass(frozen=True, eq=False)
class Seen:
    """The candidates in a window: which lie on a crater and which on nothing known, and how many craters there are."""

    scene: int
    score: Floats
    probability: Floats
    hit: Flags
    ignored: Flags
    craters: int
    doubtful: int
    refused: str


def points(name: str, scene: int) -> list[dict[str, Any]]:
    """What a file of the folder holds of a scene."""
    told = json.loads((FOLDER / name).read_text("utf-8"))["features"]
    return [one for one in told if one["properties"]["scene"] == scene]


def seen(number: int, detector: Network, keep: Path, least_m: float) -> Seen:
    """A window with the candidates in it; craters smaller than ``least_m`` count neither way."""
    held = [(*one["geometry"]["coordinates"], one["properties"]) for one in points("consensus.geojson", number)]
    window = points("windows.geojson", number)[0]["properties"]
    found, km2 = _found(number, detector, keep)
    with picture(SCENES / f"scene_{number:03d}.tif", str(number)) as scene:
        col, row = scene.source(found.x, found.y)
        bands = scene.bands
        at = np.column_stack(scene.squares([one[0] for one in held], [one[1] for one in held]))
    size = window["size_px"]
    inside = (col >= window["x0_px"]) & (col < window["x0_px"] + size)
    inside &= (row >= window["y0_px"]) & (row < window["y0_px"] + size)
    known = np.array([one[2]["certainty"] != "doubtful" for one in held])
    counted = known & np.array([one[2]["diameter_m"] >= least_m for one in held])
    one, within = calibrated(detector), found.take(inside)
    hit, rest = _on(within, at, counted)
    why = one.refusal(bands, len(found) / km2)
    probability = one.probability(within)
    return Seen(
        number, within.score, probability, hit, rest, int(counted.sum()), int((~known).sum()), why.key if why else ""
    )


def _found(number: int, detector: Network, keep: Path) -> tuple[Candidates, float]:
    scene = scanned(SCENES, number, [(0.0, 0.0)], detector, keep)
    return scene.found, scene.km2


def _on(within: Candidates, at: Floats, counted: Flags) -> tuple[Flags, Flags]:
    """Which candidates lie on a crater that counts, and which of the others on a point that does not."""
    hit = matched(within, at[counted]) >= 0
    rest = np.zeros(len(within), bool)
    if not counted.all():
        rest[~hit] = matched(within.take(~hit), at[~counted]) >= 0
    return hit, rest


def calibrated(detector: Network) -> Calibration:
    """The calibration of these weights, or of those in the package where theirs was not measured."""
    usual = Network().named()
    one = calibration(detector.name, detector.version, detector.sha256)
    one = one or calibration(usual.name, usual.version, usual.sha256)
    if one is None:
        raise SystemExit("no calibration for the network")
    return one


def rates(parts: Sequence[Seen], least: float) -> tuple[float, float, int, int, int]:
    """Precision, recall, marks that are craters, marks that count, craters."""
    right = sum(int((one.hit & (one.score >= least)).sum()) for one in parts)
    counted = sum(int((~one.ignored & (one.score >= least)).sum()) for one in parts)
    there = sum(one.craters for one in parts)
    return right / max(counted, 1), right / max(there, 1), right, counted, there


def best(parts: Sequence[Seen], recall: float) -> tuple[float, float, float] | None:
    """The best precision at a recall of at least so much: precision, recall, score; none where it is not reached."""
    held = [(*rates(parts, least)[:2], float(least)) for least in np.concatenate([one.score[one.hit] for one in parts])]
    return max((one for one in held if one[1] >= recall), default=None)


def error(told: NDArray[Any], hit: NDArray[Any]) -> float:
    """The expected error of calibration, in ten bins."""
    bins = np.clip((told * 10).astype(int), 0, 9)
    return float(sum(abs(told[bins == b].mean() - hit[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins)))


def report(parts: Sequence[Seen], least: float, one: Calibration) -> None:
    """Print the figures."""
    titles = "window, scene|craters|doubtful|marks|right|not counted|precision|recall|expected, 95 %|of all candidates"
    print("|", titles.replace("|", " | "), "|\n|" + "---|" * 10)
    inside = np.zeros(2, int)
    for n, part in enumerate(parts, 1):
        precision, recall, right, counted, there = rates([part], least)
        cells = []
        for k, lowest in enumerate((least, 0.0)):
            middle, low, high = one.expected(part.probability[(part.score >= lowest) & ~part.ignored])
            good = low <= there <= high
            inside[k] += good
            cells.append(f"{middle:.1f} ({low:.1f}–{high:.1f}) {'in' if good else 'out'}")
        uncalibrated = f" ({part.refused})" if part.refused else ""
        skipped = int((part.ignored & (part.score >= least)).sum())
        numbers = " | ".join(map(str, (there, part.doubtful, counted, right, skipped)))
        shares = f"{precision:.3f} | {recall:.3f}"
        print(f"| {n}, {part.scene}{uncalibrated} | {numbers} | {shares} | {' | '.join(cells)} |")
    precision, recall, right, counted, there = rates(parts, least)
    skipped = sum(int((part.ignored & (part.score >= least)).sum()) for part in parts)
    print(f"all: {right} right of {counted} marks, {there} craters: precision {precision:.3f}, recall {recall:.3f}")
    print(f"were the {skipped} marks on points that do not count all wrong: {right / max(counted + skipped, 1):.3f}")
    top = best(parts, RECALL)
    told = f"{top[0]:.3f} at {top[1]:.3f}, score {top[2]:.3g}" if top else "not reached"
    print(f"best precision at recall ≥ {RECALL:.2f}: {told}")
    for what, lowest in (("marks", least), ("all candidates", 0.0)):
        chosen = [(part.score >= lowest) & ~part.ignored for part in parts]
        p = np.concatenate([part.probability[rows] for part, rows in zip(parts, chosen, strict=True)])
        hit = np.concatenate([part.hit[rows] for part, rows in zip(parts, chosen, strict=True)])
        numbers = f"{len(p)}; told {p.mean():.2f}, were {hit.mean():.2f}"
        print(f"calibration error of {what}: {error(p, hit):.3f} ({numbers})")
    print(f"true count inside the interval: {inside[0]} of {len(parts)} (marks), {inside[1]} (all candidates)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "tawthiq-benchmark-imagery")
    parser.add_argument("--weights", nargs="*", default=[], metavar="SCENE=FILE", help="other weights, by scene")
    asked = parser.parse_args()
    asked.keep.mkdir(parents=True, exist_ok=True)
    files = {int(scene): file for scene, file in (one.split("=", 1) for one in asked.weights)}
    shown = json.loads((FOLDER / "windows.geojson").read_text("utf-8"))["features"]
    numbers = [one["properties"]["scene"] for one in shown]
    usual = calibrated(Network().named())
    for least_m in (0.0, LARGE_M):
        told = [seen(n, Network(files.get(n, "default")).named(), asked.keep, least_m) for n in numbers]
        print(f"\nScars of {least_m:g} m and more; balanced, score ≥ {usual.points['balanced']}")
        report(told, usual.points["balanced"], usual)
