"""Formats: rows as CSV, Parquet, GeoJSON, GeoPackage and STAC; the same rows give the same bytes."""

import csv
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio.raw
import shapely

Row = Mapping[str, Any]

PLACES = 6
STAC = "1.1.0"
MOMENT = "2000-01-01T00:00:00Z"
"""Stands where a GeoPackage wants the time of its making, so that equal rows are equal bytes."""
_DATED = re.compile(r"\d{4}(-\d\d){0,2}")


def write(tables: Mapping[str, Sequence[Row]], folder: Path, day: str, licence: str = "") -> list[Path]:
    """Write tables into a folder: each as CSV and Parquet, those with positions as layers, scenes as a STAC catalogue.

    ``day`` is the edition's. An empty table is not written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for name, rows in tables.items():
        if rows:
            made += [_csv(rows, folder / f"{name}.csv"), _parquet(rows, folder / f"{name}.parquet")]
            if "lat" in rows[0] and any(one["lat"] is not None for one in rows):
                made.append(_geojson(rows, folder / f"{name}.geojson"))
                made.append(_layer(rows, folder / f"{name}.gpkg", name))
    if tables.get("scenes"):
        made += stac(tables["scenes"], folder / "stac", day, licence)
    return made


def _csv(rows: Sequence[Row], path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def _parquet(rows: Sequence[Row], path: Path) -> Path:
    pq.write_table(_frame(rows).to_arrow().replace_schema_metadata(None), path, compression="zstd")
    return path


def _frame(rows: Sequence[Row]) -> pl.DataFrame:
    """Rows as columns; a column without any value is one of words."""
    made = pl.DataFrame(rows, infer_schema_length=None)
    return made.with_columns(pl.col(name).cast(pl.String) for name, kind in made.schema.items() if kind == pl.Null)


def _geojson(rows: Sequence[Row], path: Path) -> Path:
    """RFC 7946: longitude, latitude."""
    features = [
        {"type": "Feature", "id": one["id"], "properties": _plain(one), "geometry": {
            "type": "Point", "coordinates": [round(one["lon"], PLACES), round(one["lat"], PLACES)]}}
        for one in rows if one["lat"] is not None
    ]  # fmt: skip
    made = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(made, ensure_ascii=False, indent=1, default=str) + "\n", "utf-8")
    return path


def _plain(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("id", "lat", "lon")}


def _layer(rows: Sequence[Row], path: Path, name: str) -> Path:
    kept = [one for one in rows if one["lat"] is not None]
    table = _frame([{**_texts(one), "id": one["id"]} for one in kept]).to_arrow()
    points = shapely.to_wkb(shapely.points([(one["lon"], one["lat"]) for one in kept]))
    table = table.append_column("geometry", pa.array(points, pa.binary()))
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": MOMENT})
    try:
        pyogrio.raw.write_arrow(
            table, path, layer=name, driver="GPKG", geometry_name="geometry", geometry_type="Point", crs="EPSG:4326"
        )
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    return path


def _texts(row: Row) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in _plain(row).items()}


def stac(scenes: Sequence[Row], folder: Path, day: str, licence: str) -> list[Path]:
    """A catalogue with an item a scene: when, where, whose, by which hash; the pictures themselves stay in the case.

    A scene of unknown date has no item: STAC 1.1 has no word for it, and another date would be a false one.
    """
    scenes = [one for one in scenes if _DATED.fullmatch(one["date"] or "")]
    folder.mkdir(parents=True, exist_ok=True)
    links = [{"rel": "root", "href": "./catalog.json", "type": "application/json"}]
    items = [{"rel": "item", "href": f"./{one['id']}.json", "type": "application/geo+json"} for one in scenes]
    catalogue = {"type": "Catalog", "stac_version": STAC, "id": "scenes", "description": f"Scenes, {day}"}
    made = [_json({**catalogue, "links": [*links, *items]}, folder / "catalog.json")]
    return made + [_json(_item(one, licence), folder / f"{one['id']}.json") for one in scenes]


def _item(one: Row, licence: str) -> dict[str, Any]:
    box = [one[side] for side in ("west", "south", "east", "north")]
    placed = {} if None in box else {"bbox": [round(side, PLACES) for side in box]}
    geometry = json.loads(shapely.to_geojson(shapely.box(*placed["bbox"]))) if placed else None
    kept = ("owner", "sha256", "pixel_m", "bands", "marks", "ground_m2", "assessable_m2", "expected")
    properties = {**_time(one["date"]), **{f"tawthiq:{name}": one[name] for name in kept}}
    links = [{"rel": name, "href": "./catalog.json", "type": "application/json"} for name in ("root", "parent")]
    told = {"license": licence} if licence else {}
    return {
        "type": "Feature", "stac_version": STAC, "id": one["id"], "properties": {**properties, **told},
        "geometry": geometry, **placed, "links": links, "assets": {},
    }  # fmt: skip


def _time(said: str) -> dict[str, Any]:
    """The day, month or year of a scene as STAC has it: no moment, but its beginning and its end."""
    first = date.fromisoformat(f"{said}-01-01"[:10])
    within = (first + timedelta(days=n) for n in range({4: 366, 7: 31, 10: 1}[len(said)]))
    last = max(one for one in within if one.isoformat().startswith(said)) + timedelta(days=1)
    return {"datetime": None, "start_datetime": f"{first}T00:00:00Z", "end_datetime": f"{last}T00:00:00Z"}


def _json(told: Any, path: Path) -> Path:
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1, default=_default) + "\n", "utf-8")
    return path


def _default(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else str(value)
