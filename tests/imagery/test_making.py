"""The tables of a scene's marks."""

import json
from pathlib import Path

import pytest

from tawthiq import tables
from tawthiq.errors import BadInput
from tawthiq.imagery.craters import LaplacianOfGaussian
from tawthiq.imagery.making import marks
from tawthiq.imagery.scenes import Said
from tests.imagery.scenes import ground, tiff

SOME = [(100.3, 120.6, 11.0, -40.0), (180.0, 60.0, 8.0, 40.0)]
METHOD = LaplacianOfGaussian(threshold=2.0)


def made(path: Path, said: Said = Said(), **more: object) -> dict[str, object]:  # noqa: B008 (frozen)
    return marks(path, "i-1", said, METHOD, name=path.name, size=128, **more)


def test_tables_have_their_schemas_and_places_in_the_file(tmp_path: Path) -> None:
    told = made(tiff(tmp_path / "a.tif", ground(256, SOME)))
    assert all(told[name].schema == tables.SCHEMAS[name] for name in ("marks", "earlier", "coverage", "ground"))
    rows = sorted(told["marks"].to_pylist(), key=lambda one: one["x_px"])
    assert [(round(one["x_px"]), round(one["y_px"]), one["polarity"]) for one in rows] == [
        (100, 121, "dark"), (180, 60, "bright")]  # fmt: skip
    assert rows[0]["lon"] == pytest.approx(36.7, abs=0.1)
    assert told["coverage"]["expected"][0].as_py() is None
    assert json.loads(told["coverage"]["uncalibrated"][0].as_py())[0] == "imagery.never_calibrated"
    share = sum(told["ground"]["assessable"].to_pylist()) * 1024
    assert share == pytest.approx(told["coverage"]["assessable_m2"][0].as_py(), rel=1e-4)


def test_windows_that_were_done_are_taken_from_the_folder(tmp_path: Path) -> None:
    path = tiff(tmp_path / "a.tif", ground(256, SOME))
    first = made(path, scratch=tmp_path / "scratch")
    kept = sorted((tmp_path / "scratch").rglob("*.npz"))
    assert len(kept) >= 4
    ages = [one.stat().st_mtime_ns for one in kept]
    kept[0].unlink()
    again = made(path, scratch=tmp_path / "scratch")
    assert again["marks"].equals(first["marks"])
    assert [one.stat().st_mtime_ns for one in kept[1:]] == ages[1:]
    other = marks(path, "i-1", Said(bands=("x",)), METHOD, name="a", size=128, scratch=tmp_path / "scratch")
    assert len(list((tmp_path / "scratch").rglob("*.npz"))) == 2 * len(kept), "what was said belongs to the work"
    assert other["coverage"]["bands"][0].as_py() == "x"


def test_a_picture_of_no_place_works_in_pixels(tmp_path: Path) -> None:
    told = made(tiff(tmp_path / "a.tif", ground(256, SOME)), Said(pixel_m=0.5))
    assert told["marks"]["lon"].null_count == 2
    assert sorted(round(one) for one in told["marks"]["x_px"].to_pylist()) == [100, 180]


def test_a_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = tiff(tmp_path / "a.tif", ground(256, SOME))
    path.write_bytes(path.read_bytes()[:-5000])
    with pytest.raises(BadInput):
        made(path)
