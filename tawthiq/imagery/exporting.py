"""Exporting: marks as rows with their provenance, as GeoPackage, GeoJSON or CSV, with a style for QGIS."""

import csv
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from tawthiq.errors import BadInput, Refused
from tawthiq.imagery.scenes import Said
from tawthiq.nouns import Finding, Item, Mark
from tawthiq.rasters.patterns import Floats, Hexagons

Row = dict[str, Any]

SMALL_M, LARGE_M = 4.0, 8.7
"""Size classes of the scar, never a calibre; 8.7 m across is 60 m²."""

PLACES = 7
FULL, LEAST_SHARE = 3 * math.sqrt(3) / 2 / 1e6, 0.25
"""The area in km² of a hexagon of 1 m a side; the share of it that must be assessable for a density."""


def size_class(diameter_m: float) -> str:
    """``small`` (under 4 m), ``middle``, or ``large`` (over 60 m²): of the scar that is seen."""
    return "small" if diameter_m < SMALL_M else "large" if diameter_m > LARGE_M else "middle"


def rows_of(
    marks: Iterable[Mark], said: Said, *, item: Item | None = None, finding: Finding | None = None
) -> list[dict[str, Any]]:
    """One dict a mark: where, how sure, how large, what a person decided, and where it comes from.

    ``probability`` is 1 or 0 where a person accepted or rejected the mark, null where the method is uncalibrated.
    """
    about = {
        "scene": item.name if item else "", "scene_sha256": item.sha256 if item else "",
        "owner": said.owner, "date": said.date,
        "method": finding.recipe.method if finding else "", "method_version": finding.recipe.version if finding else "",
        "finding": finding.id if finding else "",
    }  # fmt: skip
    return [_row(one, about) for one in marks]


def _row(one: Mark, about: Mapping[str, Any]) -> dict[str, Any]:
    told = {key: value for key, value in one.fields.items() if key != "outline_m"}
    sure = {"accept": 1.0, "reject": 0.0}.get(one.verdict, told["probability"])
    return {**told, "probability": sure, "verdict": one.verdict, "size": size_class(told["diameter_m"]), **about}


def write(rows: Sequence[Mapping[str, Any]], path: Path, handling: str = "") -> list[Path]:
    """Write rows by the ending of the path (.gpkg, .geojson, .json, .csv); gives the files.

    ``handling`` stands in every row. Raises BadInput for another ending, Refused where a file is there already.
    """
    writers = {".gpkg": _package, ".geojson": _geojson, ".json": _geojson, ".csv": _csv}
    if path.suffix.lower() not in writers:
        raise BadInput("imagery.ending", file=str(path), known=", ".join(writers))
    if path.exists():
        raise Refused("exporting.exists", file=str(path))
    stamped = [{**({"handling": handling} if handling else {}), **one} for one in rows]
    writers[path.suffix.lower()](stamped, path)
    if path.suffix.lower() == ".csv":
        return [path]
    style = path.with_suffix(".qml")
    style.write_text(files(__package__).joinpath("marks.qml").read_text("utf-8"), "utf-8")
    return [path, style]


def _geojson(rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    """RFC 7946: longitude, latitude; null geometry for a picture of no place."""
    features = [{"type": "Feature", "geometry": _point(one), "properties": _plain(one)} for one in rows]
    made = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _point(row: Mapping[str, Any]) -> dict[str, Any] | None:
    if row["lon"] is None:
        return None
    return {"type": "Point", "coordinates": [round(row["lon"], PLACES), round(row["lat"], PLACES)]}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: round(value, 4) if isinstance(value, float) and key not in ("lon", "lat") else value
        for key, value in row.items()
    }


def _csv(rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]) if rows else ["id"])
        writer.writeheader()
        writer.writerows(map(_plain, rows))


def write_cells(found: Hexagons, rings: Floats, path: Path, handling: str) -> list[Path]:
    """Write hexagons as GeoJSON: ``rings`` (n, 7, 2) are their outlines in longitude and latitude.

    Raises BadInput for another ending, Refused where a file is there already.
    """
    if path.suffix.lower() not in (".geojson", ".json"):
        raise BadInput("imagery.ending", file=str(path), known=".geojson, .json")
    if path.exists():
        raise Refused("exporting.exists", file=str(path))
    cells = zip(rings, found.counts.tolist(), found.km2.tolist(), strict=True)
    features = [
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [np.round(ring[::-1], PLACES).tolist()]},
         "properties": {"handling": handling, "marks": count, "assessable_km2": round(km2, 6),
                        "per_km2": round(count / km2, 2) if km2 >= LEAST_SHARE * FULL * found.side_m**2 else None}}
        for ring, count, km2 in cells
    ]  # fmt: skip
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}, indent=1) + "\n", "utf-8")
    return [path]


def _package(rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    import pyogrio.raw  # noqa: PLC0415 (only who asks for a GeoPackage pays for it)

    kept = [one for one in rows if one["lon"] is not None]
    names = list(kept[0]) if kept else ["id"]
    points = shapely.to_wkb(shapely.points([(one["lon"], one["lat"]) for one in kept])) if kept else np.zeros(0, object)
    columns = [np.array([_cell(one[name]) for one in kept], dtype=_kind(kept, name)) for name in names]
    pyogrio.raw.write(
        path, np.asarray(points, object), columns, names, layer="marks", driver="GPKG",
        geometry_type="Point", crs="EPSG:4326",
    )  # fmt: skip


def _kind(rows: Sequence[Mapping[str, Any]], name: str) -> Any:
    return np.float64 if any(isinstance(one[name], float) for one in rows) else object


def _cell(value: Any) -> Any:
    return np.nan if value is None else value
