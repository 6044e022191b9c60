"""Making: the tables of a scene's marks, from its file, what was said of it, and a detector; resumable."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import partial
from hashlib import sha256
from pathlib import Path

import numpy as np
import pyarrow as pa

from tawthiq import tables
from tawthiq.imagery import windows
from tawthiq.imagery.calibrating import Calibration, calibration
from tawthiq.imagery.identity import Known, named
from tawthiq.imagery.scenes import Said, fineness
from tawthiq.imagery.shape import Candidates, Detector, Floats
from tawthiq.imagery.spreading import Scan
from tawthiq.imagery.windows import Progress, Window
from tawthiq.messages import Sentence
from tawthiq.methods import recipe_of
from tawthiq.rasters.ground import Box, Picture, picture

KIND = "crater"
FREE = ("weights", "sha256", "point")
"""Parameters that a calibration does not bind: it names its weights itself, and holds at every operating point."""

DIGITS = {"x_px": 2, "y_px": 2, "lon": 7, "lat": 7, "score": 4, "probability": 4, "contrast": 2,
          "diameter_m": 2, "diameter_low_m": 2, "diameter_high_m": 2}  # fmt: skip


def marks(
    file: Path,
    item: str,
    said: Said,
    detector: Detector,
    *,
    name: str,
    known: Known = (),
    scratch: Path | None = None,
    size: int = windows.SIZE,
    work: str = "",
    scan: Scan = windows.scan,
    progress: Progress | None = None,
) -> dict[str, pa.Table]:
    """The tables ``marks``, ``earlier``, ``coverage`` and ``ground`` of a scene.

    ``known`` are marks of earlier findings; with a ``scratch`` folder, windows that an interrupted run has done are
    taken from there; ``work`` is the grid of another scene to be put beside; ``scan`` says where windows are looked at.

    Raises Refused for a scene that is too coarse or lies nowhere, BadInput for a damaged file.
    """
    with picture(file, name, said.told, work=work) as scene:
        warnings = fineness(scene)
        boxes = scene.windows(size)
        done = _scanned(partial(scan, scene, detector), boxes, _folder(scratch, said, detector, item, size))
        parts = []
        for n, part in enumerate(done, start=1):
            parts.append(part)
            if progress:
                progress(n, len(boxes))
        found = windows.single(Candidates.joined([one.found for one in parts]), scene.step)
        return _tabled(scene, found, parts, item=item, detector=detector, known=known, warnings=warnings)


def _tabled(
    scene: Picture,
    found: Candidates,
    parts: Sequence[Window],
    *,
    item: str,
    detector: Detector,
    known: Known,
    warnings: Sequence[Sentence],
) -> dict[str, pa.Table]:
    ground, assessable = (sum(getattr(one, what) for one in parts) * scene.step**2 for what in ("ground", "assessable"))
    held, why = _held(detector, scene.bands, len(found), assessable)
    found = _reaching(detector, found)
    probability = held.probability(found) if held else np.full(len(found), np.nan)
    x_px, y_px = (np.round(one, DIGITS["x_px"]) for one in scene.source(found.x, found.y))
    ids, gone = named(item, x_px, y_px, known, float(np.mean(scene.metres)))
    coverage = {
        "ground_m2": ground, "assessable_m2": assessable, "pixel_m": round(max(scene.metres), 4),
        "bands": ",".join(scene.bands), "marks": len(found), "uncalibrated": json.dumps(why and [why.key, why.facts]),
        "warnings": json.dumps([[one.key, one.facts] for one in warnings], ensure_ascii=False),
    }  # fmt: skip
    if held:
        counts = (round(one, 1) for one in held.expected(probability))
        coverage |= dict(zip(("expected", "expected_low", "expected_high"), counts, strict=True))
    return {
        "marks": _marks(scene, found, ids, {"x_px": x_px, "y_px": y_px, "probability": probability}),
        "earlier": tables.rows(tables.EARLIER, [dict(zip(("id", "x_px", "y_px"), one, strict=True)) for one in gone]),
        "coverage": tables.rows(tables.COVERAGE, [coverage]),
        "ground": _ground(parts),
    }


def _held(
    detector: Detector, bands: tuple[str, ...], count: int, assessable: float
) -> tuple[Calibration | None, Sentence | None]:
    """The calibration where it holds, else why it does not."""
    one = _measured(detector)
    told, usual = (recipe_of(each)[2] for each in (detector, type(detector)()))
    if one is None or any(told[key] != usual[key] for key in told if key not in FREE):
        return None, Sentence("imagery.never_calibrated", {"method": detector.name})
    why = one.refusal(bands, count / max(assessable / 1e6, 1e-9))
    return (None, why) if why else (one, None)


def _measured(detector: Detector) -> Calibration | None:
    return calibration(detector.name, detector.version, getattr(detector, "sha256", ""))


def _reaching(detector: Detector, found: Candidates) -> Candidates:
    """The candidates that reach the operating point of the detector, where one was measured."""
    one = _measured(detector)
    least = one.points.get(getattr(detector, "point", "")) if one else None
    return found if least is None else found.take(found.score >= least)


def _ground(parts: Sequence[Window]) -> pa.Table:
    """The cells of which something can be assessed."""
    found = [
        (one.box.x0 // windows.CELL + col, one.box.y0 // windows.CELL + row, one.cells[row, col])
        for one in parts
        for row, col in np.argwhere(one.cells > 0)
    ]
    columns = [np.array(one) for one in zip(*found, strict=True)] or [np.zeros(0)] * 3
    made = [pa.array(one).cast(field.type) for one, field in zip(columns, tables.GROUND, strict=True)]
    return pa.table(made, schema=tables.GROUND)


def _marks(scene: Picture, found: Candidates, ids: Sequence[str], more: Mapping[str, Floats]) -> pa.Table:
    lon, lat = scene.lonlat(found.x, found.y)
    columns = {
        **more, "lon": lon, "lat": lat, "score": found.score,
        "contrast": found.contrast, "diameter_m": found.diameter, "diameter_low_m": found.low,
        "diameter_high_m": found.high,
    }  # fmt: skip
    rounded = {key: np.round(value, DIGITS[key]) for key, value in columns.items()}
    made = {key: pa.array(value, tables.MARKS.field(key).type, from_pandas=True) for key, value in rounded.items()}
    made |= {
        "id": pa.array(ids, pa.string()),
        "kind": pa.array([KIND] * len(ids), pa.string()),
        "polarity": pa.array(np.where(found.polarity < 0, "dark", "bright").tolist(), pa.string()),
        "outline_m": pa.array(list(np.round(found.outline, 2)), pa.list_(pa.float32())),
    }
    return pa.table([made[field.name] for field in tables.MARKS], schema=tables.MARKS)


def _folder(scratch: Path | None, said: Said, detector: Detector, item: str, size: int) -> Path | None:
    """Where the windows of exactly this work lie: another method or parameter has a folder of its own."""
    if scratch is None:
        return None
    what = json.dumps([item, recipe_of(said), recipe_of(detector), size], default=str)
    folder = scratch / sha256(what.encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _scanned(
    scan: Callable[[Iterable[Box]], Iterator[Window]], boxes: Sequence[Box], folder: Path | None
) -> Iterator[Window]:
    """Every window in order, those that were done before from the folder."""
    if folder is None:
        yield from scan(boxes)
        return
    todo = scan([box for box in boxes if not _kept(folder, box).exists()])
    yield from _merged(boxes, todo, folder)


def _merged(boxes: Iterable[Box], todo: Iterator[Window], folder: Path) -> Iterator[Window]:
    for box in boxes:
        path = _kept(folder, box)
        if not path.exists():
            _keep(path, next(todo))
        yield _taken(path, box)


def _kept(folder: Path, box: Box) -> Path:
    return folder / f"{box.x0}_{box.y0}.npz"


def _keep(path: Path, one: Window) -> None:
    part = path.with_suffix(".part.npz")
    columns = {field.name: getattr(one.found, field.name) for field in fields(Candidates)}
    np.savez(part, ground=one.ground, cells=one.cells, **columns)
    os.replace(part, path)


def _taken(path: Path, box: Box) -> Window:
    with np.load(path, allow_pickle=False) as told:
        found = Candidates(*(told[field.name] for field in fields(Candidates)))
        return Window(box, found, int(told["ground"]), told["cells"])
