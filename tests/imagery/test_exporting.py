"""Marks as files for a GIS, with where they come from."""

import csv
import json
from pathlib import Path

import pyogrio
import pytest

from tawthiq.errors import BadInput, Refused
from tawthiq.imagery.exporting import rows_of, size_class, write
from tawthiq.imagery.scenes import Said
from tawthiq.nouns import Mark

FIELDS = {
    "id": "m-1", "kind": "crater", "x_px": 10.5, "y_px": 3.25, "lon": 36.6827778, "lat": 34.7119444, "score": 3.5,
    "probability": 0.25, "polarity": "dark", "contrast": -20.0, "diameter_m": 5.5, "diameter_low_m": 4.0,
    "diameter_high_m": 7.0, "outline_m": [1.0] * 16,
}  # fmt: skip
MARKS = [
    Mark("m-1", "i-1", FIELDS, "f-1"),
    Mark("m-2", "i-1", {**FIELDS, "id": "m-2", "probability": None}, "f-1", "accept"),
    Mark("m-3", "i-1", {**FIELDS, "id": "m-3", "probability": None}, "f-1"),
]
ROWS = rows_of(MARKS, Said(owner="© Nobody", date="2012-02-20"))


def test_a_decision_outweighs_a_probability_and_none_stays_none() -> None:
    assert [one["probability"] for one in ROWS] == [0.25, 1.0, None]
    assert [one["verdict"] for one in ROWS] == ["", "accept", ""]
    assert (ROWS[0]["owner"], ROWS[0]["date"], ROWS[0]["size"]) == ("© Nobody", "2012-02-20", "middle")


def test_size_classes_are_of_the_scar() -> None:
    assert [size_class(one) for one in (3.9, 5.0, 8.8)] == ["small", "middle", "large"]


def test_geojson_has_longitude_latitude_and_probability(tmp_path: Path) -> None:
    path, style = write(ROWS, tmp_path / "a.geojson", "INTERNAL")
    told = json.loads(path.read_text("utf-8"))["features"]
    assert told[0]["geometry"] == {"type": "Point", "coordinates": [36.6827778, 34.7119444]}
    assert told[0]["properties"]["probability"] == 0.25
    assert {one["properties"]["handling"] for one in told} == {"INTERNAL"}
    assert "accepted by a person" in style.read_text("utf-8")
    with pytest.raises(Refused):
        write(ROWS, path)


def test_csv_has_a_row_a_mark(tmp_path: Path) -> None:
    (path,) = write(ROWS, tmp_path / "a.csv")
    with path.open() as file:
        rows = list(csv.DictReader(file))
    assert [one["id"] for one in rows] == ["m-1", "m-2", "m-3"]
    assert rows[2]["probability"] == ""


@pytest.mark.parametrize("rows", [ROWS, []])
def test_a_geopackage_can_be_read_back(tmp_path: Path, rows: list[dict[str, object]]) -> None:
    path, _ = write(rows, tmp_path / "a.gpkg", "INTERNAL")
    info = pyogrio.read_info(path, layer="marks")
    assert (info["features"], info["crs"], info["geometry_type"]) == (len(rows), "EPSG:4326", "Point")


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"\.gpkg"):
        write(ROWS, tmp_path / "a.xls")
