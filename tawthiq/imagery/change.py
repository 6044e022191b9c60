"""Change: which marks are new, which were there already, and where nobody can tell."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pyarrow as pa

from tawthiq.imagery.coregistering import Shifts, shifts
from tawthiq.imagery.identity import pairs
from tawthiq.imagery.network import Network
from tawthiq.imagery.shape import Detector, Floats
from tawthiq.imagery.windows import CELL
from tawthiq.methods import recipe_of
from tawthiq.rasters.ground import Picture

State = Literal["new", "already there", "not assessable"]
SAME_M, FAINTER = 5.0, 0.7


@dataclass(frozen=True, eq=False)
class Changed:
    """Each mark of the after-scene with its state, and the shifts that this rests on."""

    states: tuple[State, ...]
    shifts: Shifts


def changed(before: Picture, after: Picture, earlier: Mapping[str, pa.Table], marks: pa.Table) -> Changed:
    """The state of each mark of the after-scene, from the tables of the before-scene and the marks of the after-scene.

    A mark was there already where the before-scene has one of the same polarity within 5 m, once shifted; it is new
    where the before-scene could be assessed there and lay well beside; else nobody can tell. Make the earlier marks
    with a lower threshold than the later: what was a little fainter before is not new.
    """
    found = shifts(before, after)
    x, y = after.squares(*(_column(marks, name) for name in ("lon", "lat")))
    dx, dy, holds = found.at(x, y)
    there = _there(before, earlier["marks"], marks, x + dx, y + dy)
    known = holds & _assessable(earlier["ground"], x + dx, y + dy)
    states = [_state(n in there, bool(one)) for n, one in enumerate(known)]
    return Changed(tuple(states), found)


def fainter(method: Detector) -> Detector:
    """A method as it should look at the earlier scene: what was a little fainter then is not new."""
    if isinstance(method, Network):
        return replace(method, point="screening")
    told = recipe_of(method)[2]
    return replace(method, threshold=told["threshold"] * FAINTER) if "threshold" in told else method


def _state(there: bool, known: bool) -> State:
    if not known:
        return "not assessable"
    return "already there" if there else "new"


def _there(before: Picture, old: pa.Table, new: pa.Table, x: Floats, y: Floats) -> set[int]:
    """The marks, by their number, that have an earlier one of their polarity beside them."""
    ox, oy = before.squares(*(_column(old, name) for name in ("lon", "lat")))
    found: set[int] = set()
    for polarity in ("dark", "bright"):
        rows, others = (np.nonzero(_words(one, "polarity") == polarity)[0] for one in (new, old))
        near = pairs(x[rows], y[rows], ox[others], oy[others], SAME_M / before.step)
        found |= {int(rows[i]) for i, _ in near}
    return found


def _assessable(ground: pa.Table, x: Floats, y: Floats) -> Any:
    cells = {(a, b) for a, b, share in zip(*(one.to_pylist() for one in ground.columns), strict=True) if share >= 0.5}
    asked = zip(np.floor(x / CELL).astype(int).tolist(), np.floor(y / CELL).astype(int).tolist(), strict=True)
    return np.array([one in cells for one in asked], np.bool_)


def _column(table: pa.Table, name: str) -> Floats:
    return np.asarray(table[name].to_numpy(zero_copy_only=False), float)


def _words(table: pa.Table, name: str) -> Any:
    return np.array(table[name].to_pylist(), object)


def geojson(marks: pa.Table, states: Sequence[State]) -> str:
    """The marks with their states as GeoJSON (RFC 7946)."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row.pop("lon"), row.pop("lat")]},
            "properties": {**{key: value for key, value in row.items() if key != "outline_m"}, "change": state},
        }
        for row, state in zip(marks.to_pylist(), states, strict=True)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1) + "\n"
