"""Scenes: a record with a place and a date, and a STAC item."""

import json
from pathlib import Path
from typing import Any

import pytest
import rasterio
from rasterio.transform import Affine

from tawthiq import rasters
from tawthiq.errors import BadInput
from tawthiq.readers.metadata import moment
from tawthiq.readers.scene import Scene, stac

from .making import scene
from .reading import about, read

HOMS = Affine(1e-4, 0, 36.7, 0, -1e-4, 34.7)
"""40 × 20 pixels of 0.0001°: 0.004° east and 0.002° south of 34.7 N 36.7 E."""


pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")


def valid(item: dict[str, Any]) -> None:
    """What the item specification of STAC 1.0.0 demands."""
    assert item["type"] == "Feature"
    assert item["stac_version"] == "1.0.0"
    assert item["id"]
    assert isinstance(item["links"], list)
    assert all(asset["href"] for asset in item["assets"].values())
    if item["geometry"] is None:
        assert "bbox" not in item
    else:
        west, south, east, north = item["bbox"]
        assert west < east and south < north
        [ring] = item["geometry"]["coordinates"]
        assert ring[0] == ring[-1]
    if item["properties"]["datetime"] is None:
        assert item["properties"]["start_datetime"] <= item["properties"]["end_datetime"]
        assert item["properties"]["end_datetime"].endswith("Z")


def test_a_scene_is_a_record_at_its_middle_that_reaches_to_its_corners(tmp_path: Path) -> None:
    """The middle is 0.002° east and 0.001° south; a corner is 183 m east and 111 m north of it: 214 m away."""
    file = scene(tmp_path / "a.tif", "EPSG:4326", HOMS, ACQUISITIONDATETIME="2012-02-14T08:15:30Z")
    got = read(Scene(), file)
    [record] = got.rows()
    assert (record["kind"], record["locator"]) == ("scene", "scene")
    assert (record["lat"], record["lon"]) == (34.699, 36.702)
    assert record["radius_m"] == 215
    assert (record["date"], record["date_kind"]) == ("2012-02-14T08:15:30Z", "taken")
    [said] = got.rows("said")
    assert said["tag ACQUISITIONDATETIME"] == "2012-02-14T08:15:30Z"
    assert (said["scene size"], said["scene crs"]) == ("40 × 20", "EPSG:4326")
    assert got.doubts == []


def test_a_scene_is_a_stac_item(tmp_path: Path) -> None:
    """A degree of latitude is 110,935 m there, so a pixel is 11.0935 m high, and less than that across."""
    file = scene(tmp_path / "a.tif", "EPSG:4326", HOMS, ACQUISITIONDATETIME="2012-02-14T08:15:30Z")
    item = json.loads(read(Scene(), file).column("item", "stac")[0])
    valid(item)
    assert item["id"] == "i-1"
    assert item["bbox"] == [36.7, 34.698, 36.704, 34.7]
    assert item["assets"]["scene"]["href"] == "a.tif"
    assert item["assets"]["scene"]["raster:bands"] == [{"data_type": "uint8"}]
    assert item["properties"] == {
        "datetime": "2012-02-14T08:15:30Z",
        "gsd": 11.0935,
        "proj:epsg": 4326,
        "proj:shape": [20, 40],
        "proj:transform": [1e-4, 0.0, 36.7, 0.0, -1e-4, 34.7],
    }


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2012-02-14", "2012-02-14T00:00:00Z", "2012-02-14T23:59:59Z"),
        ("2012-02-14T08:15:30", "2012-02-14T00:00:00Z", "2012-02-14T23:59:59Z"),
    ],
)
def test_where_the_instant_is_not_known_the_item_says_from_when_to_when(
    tmp_path: Path, said: str, first: str, last: str
) -> None:
    with rasters.opened(scene(tmp_path / "a.tif"), "a.tif") as opened:
        item = stac(rasters.described(opened), moment(said, "taken"), about("a.tif"))
    valid(item)
    assert (item["properties"]["start_datetime"], item["properties"]["end_datetime"]) == (first, last)


def test_a_date_in_the_imagery_domain_comes_first(tmp_path: Path) -> None:
    file = scene(tmp_path / "a.tif", "EPSG:4326", HOMS, ACQUISITION_DATE="2011-01-01")
    with rasterio.open(file, "r+") as out:
        out.update_tags(ns="IMAGERY", ACQUISITIONDATETIME="2012-02-14")
    assert read(Scene(), file).rows()[0]["date"] == "2012-02-14"


def test_when_the_file_was_written_is_only_a_doubt(tmp_path: Path) -> None:
    got = read(Scene(), scene(tmp_path / "a.tif", "EPSG:4326", HOMS, TIFFTAG_DATETIME="2015:05:05 10:00:00"))
    assert "date" not in got.rows()[0]
    assert got.doubts == ["scene.undated"]
    assert got.rows("rejected")[0]["value"] == "2015:05:05 10:00:00"
    valid(json.loads(got.column("item", "stac")[0]))


def test_a_scene_without_georeference_is_a_record_without_place(tmp_path: Path) -> None:
    got = read(Scene(), scene(tmp_path / "a.tif", None, ACQUISITION_DATE="2012-02-14"))
    assert "lat" not in got.rows()[0]
    assert got.doubts == ["scene.nowhere"]
    item = json.loads(got.column("item", "stac")[0])
    valid(item)
    assert item["geometry"] is None


def test_a_cut_off_scene_is_refused(tmp_path: Path) -> None:
    file = scene(tmp_path / "a.tif", "EPSG:4326", HOMS)
    file.write_bytes(file.read_bytes()[:-400])
    with pytest.raises(BadInput) as error:
        read(Scene(), file)
    assert error.value.key == "rasters.cut"


def test_the_same_bytes_give_the_same_tables(tmp_path: Path) -> None:
    file = scene(tmp_path / "a.tif", "EPSG:4326", HOMS)
    assert read(Scene(), file).bytes() == read(Scene(), file).bytes()


def test_a_tiff_is_known_by_its_first_bytes() -> None:
    assert all(Scene.accepts(mark, about("a.bin")) for mark in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"))
    assert not Scene.accepts(b"words", about("a.tif"))


def test_real_scenes_become_valid_items(real_data: Path, tmp_path: Path) -> None:
    for given in sorted((real_data / "imagery" / "before_after_joplin").rglob("*.tif")):
        with rasters.opened(given, given.name) as opened:
            item = stac(rasters.described(opened), None, about(given.name))
        valid(item)
        assert 0.5 < item["properties"]["gsd"] < 0.7
