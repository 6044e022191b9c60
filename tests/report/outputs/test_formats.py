"""Rows as files of several kinds; equal rows are equal bytes, and a stranger reads them back."""

import csv
import json
import socket
from datetime import date
from pathlib import Path

import polars as pl
import pyogrio
import pystac
import pytest

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


@pytest.mark.parametrize(
    ("said", "first", "end"),
    [("2012-02-20", "2012-02-20", "2012-02-21"), ("2012-02", "2012-02-01", "2012-03-01"),
     ("2012", "2012-01-01", "2013-01-01")],
)  # fmt: skip
def test_the_catalogue_and_its_items_obey_the_schemas_of_stac(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, first: str, end: str
) -> None:
    """The schemas of STAC 1.1 lie in the package pystac: without any network, as the closed socket shows."""
    monkeypatch.setattr(socket, "socket", None)
    stac(
        [{**SCENES[0], "date": said}, {**SCENES[0], "id": "i-2", "date": said, "west": None}],
        tmp_path,
        "2026-11-22",
        "",
    )
    catalogue = pystac.Catalog.from_file(str(tmp_path / "catalog.json"))
    catalogue.validate()
    items = [*catalogue.get_items()]
    assert [one.validate() for one in items] == [
        ["https://schemas.stacspec.org/v1.1.0/item-spec/json-schema/item.json"]
    ] * 2
    told = items[0].to_dict()["properties"]
    assert (told["start_datetime"], told["end_datetime"]) == (f"{first}T00:00:00Z", f"{end}T00:00:00Z")


def test_what_breaks_a_schema_is_found(tmp_path: Path) -> None:
    """So that the test above can fail."""
    stac(SCENES, tmp_path, "2026-11-22", "")
    path = tmp_path / "i-1.json"
    path.write_text(path.read_text("utf-8").replace('"assets": {}', '"assets": []'), "utf-8")
    with pytest.raises(pystac.STACError):
        [one.validate() for one in pystac.Catalog.from_file(str(tmp_path / "catalog.json")).get_items()]


@pytest.mark.parametrize("said", ["", "about 2012", "2012-02~"])
def test_a_scene_of_unknown_date_is_not_given_another(tmp_path: Path, said: str) -> None:
    stac([{**SCENES[0], "date": said}], tmp_path, "2026-11-22", "")
    assert [one.name for one in tmp_path.iterdir()] == ["catalog.json"]
