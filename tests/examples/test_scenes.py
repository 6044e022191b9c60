"""The rendered scenes and the drawn picture: the craters are where their table says, and so is the ground."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
import rasterio
from PIL import ExifTags, Image
from rasterio.warp import transform

from examples.simulate import pictures, scenes


def test_only_the_ground_around_the_craters_changed() -> None:
    before, after, craters = scenes.scenes(seed=3, size=300, craters=5, houses=4)
    assert before.shape == after.shape == (3, 300, 300)
    rows, columns = np.mgrid[:300, :300] + 0.5
    near = np.zeros((300, 300), bool)
    for x, y, radius in craters.iter_rows():
        away = np.hypot(columns - x, rows - y) * scenes.PIXEL_M
        near |= away < 2 * radius
        assert after[:, away < 0.6 * radius].mean() < 75
    difference = np.abs(after.astype(int) - before).mean(0)
    # Two readings of the same ground differ by their noise: mean |N(0, 5·√2)| = 5.6.
    assert difference[~near].mean() == pytest.approx(5.6, abs=0.5)


def test_the_scene_lies_where_it_says_and_its_craters_inside(tmp_path: Path) -> None:
    scenes.write(tmp_path)
    craters = pl.read_csv(tmp_path / "truth" / "simulated-craters.csv")
    with rasterio.open(tmp_path / "simulated-scene-after.tif") as scene:
        assert scene.res == (0.5, 0.5)
        assert "SIMULATED" in scene.tags()["TIFFTAG_IMAGEDESCRIPTION"]
        (lon,), (lat,) = transform(scene.crs, "EPSG:4326", *([v] for v in scene.xy(300, 300)))[:2]
        rows, columns = rasterio.transform.rowcol(
            scene.transform, *transform("EPSG:4326", scene.crs, craters["lon"].to_list(), craters["lat"].to_list())[:2]
        )
    # 34 42 43N 36 40 58E
    assert lat == pytest.approx(34 + 42 / 60 + 43 / 3600, abs=1e-4)
    assert lon == pytest.approx(36 + 40 / 60 + 58 / 3600, abs=1e-4)
    assert np.allclose(rows, craters["y"].floor(), atol=1)
    assert np.allclose(columns, craters["x"].floor(), atol=1)


def test_the_picture_tells_when_and_where(tmp_path: Path) -> None:
    pictures.write(tmp_path)
    exif = Image.open(tmp_path / "simulated-street.jpg").getexif()
    where = exif.get_ifd(ExifTags.IFD.GPSInfo)
    assert "SIMULATED" in exif[ExifTags.Base.ImageDescription]
    # 34.7119° = 34° + 0.7119·60′ = 34° 42.714′ = 34° 42′ 42.84″
    assert [float(part) for part in where[ExifTags.GPS.GPSLatitude]] == [34, 42, 42.84]
    assert exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] == "2012:02:14 09:41:00"
