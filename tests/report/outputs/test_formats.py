"""Rows as files of several kinds; equal rows are equal bytes, and a stranger reads them back."""

import csv
import json
from datetime import date
from pathlib import Path

import polars as pl
import pyogrio
import pystac

from tawthiq.report.outputs.formats import stac, write

MARKS = [
    {"id": "m-1", "lon": 36.68, "lat": 34.71, "owner": "© nobody", "day": date(2012, 2, 20), "none": None},
    {"id": "m-2", "lon": None, "lat": None, "owner": "بلا", "day": None, "none": None},
]
SCENES = [
    {"id": "i-1", "sha256": "00", "owner": "© nobody", "date": "2012-02-20", "pixel_m": 0.5, "bands": "nir", "marks": 2,
     "ground_m2": 1.0, "assessable_m2": 1.0, "expected": None,
     "west": 36.6, "south": 34.6, "east": 36.7, "north": 34.8},
]  # fmt: skip


def test_each_kind_says_the_same(tmp_path: Path) -> None:
    write({"marks": MARKS, "empty": []}, tmp_path, "2026-11-22")
    assert {one.name for one in tmp_path.iterdir()} == {"marks.csv", "marks.parquet", "marks.geojson", "marks.gpkg"}
    with (tmp_path / "marks.csv").open(encoding="utf-8", newline="") as file:
        assert [one["owner"] for one in csv.DictReader(file)] == ["© nobody", "بلا"]
    assert pl.read_parquet(tmp_path / "marks.parquet").to_dicts() == MARKS
    (feature,) = json.loads((tmp_path / "marks.geojson").read_text("utf-8"))["features"]
    assert feature["geometry"]["coordinates"] == [36.68, 34.71]
    _, layer = pyogrio.read_arrow(tmp_path / "marks.gpkg")
    assert layer["owner"].to_pylist() == ["© nobody"]


def test_equal_rows_are_equal_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write({"marks": MARKS, "scenes": SCENES}, tmp_path / name, "2026-11-22")
    for path in (one for one in (tmp_path / "one").rglob("*") if one.is_file()):
        assert path.read_bytes() == (tmp_path / "other" / path.relative_to(tmp_path / "one")).read_bytes(), path


def test_scenes_are_a_catalogue_that_others_read(tmp_path: Path) -> None:
    stac(SCENES, tmp_path, "2026-11-22", "")
    catalogue = pystac.Catalog.from_file(str(tmp_path / "catalog.json"))
    (item,) = catalogue.get_items()
    assert (item.id, item.bbox, item.common_metadata.start_datetime.date()) == (
        "i-1", [36.6, 34.6, 36.7, 34.8], date(2012, 2, 20),
    )  # fmt: skip
    assert item.properties["tawthiq:owner"] == "© nobody"
