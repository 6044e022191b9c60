"""Rasters: where they lie and how fine they are, on the ground and not on the map."""

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import Affine

from tawthiq import rasters
from tawthiq.errors import BadInput

PLAIN = {"driver": "GTiff", "width": 40, "height": 20, "count": 1, "dtype": "uint8"}
HOMS = (36.7, 34.7)

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")


def written(path: Path, crs: str | None, transform: Affine | None, **more: object) -> Path:
    place = {"crs": crs, "transform": transform} if crs else {}
    with rasterio.open(path, "w", **{**PLAIN, **more}, **place) as out:
        out.write(np.random.default_rng(1).integers(0, 255, (out.count, 20, 40)).astype(out.dtypes[0]))
    return path


def described(path: Path) -> rasters.Description:
    with rasters.opened(path, path.name) as scene:
        return rasters.described(scene)


@pytest.mark.parametrize(
    ("start", "end", "by_table"),
    [
        ((0, 0), (1, 0), 111_319.5),
        ((0, -0.5), (0, 0.5), 110_574.3),
        ((36, 45), (37, 45), 78_846.8),
        ((36, 44.5), (36, 45.5), 111_131.7),
        ((179.5, 0), (-179.5, 0), 111_319.5),
    ],
)
def test_a_degree_is_as_long_as_the_tables_say(start: rasters.Point, end: rasters.Point, by_table: float) -> None:
    """Lengths of a degree on WGS 84: of longitude at 0° and 45°, of latitude there, and across the date line."""
    assert rasters.metres(start, end) == pytest.approx(by_table, abs=0.1)


def test_a_projected_metre_is_less_than_a_metre_on_the_ground(tmp_path: Path) -> None:
    """In Web Mercator at latitude φ a pixel of 1 is cos φ / √(1 − e² sin² φ) metres across: 0.8230 at 34.7°.

    Down it is that of the meridian's radius: cos φ · (1 − e²) / (1 − e² sin² φ)^1.5 = 0.8192.
    """
    x = math.radians(HOMS[0]) * 6_378_137
    y = math.log(math.tan(math.pi / 4 + math.radians(HOMS[1]) / 2)) * 6_378_137
    ground = described(written(tmp_path / "a.tif", "EPSG:3857", Affine(1, 0, x - 20, 0, -1, y + 10))).ground
    assert ground is not None
    assert ground.metres == pytest.approx((0.8230, 0.8192), abs=1e-4)
    assert ground.centre == HOMS


def test_a_pixel_of_utm_is_nearly_its_metres(tmp_path: Path) -> None:
    """Zone 37 north is true to 0.9996 on its middle meridian, 39° E: a pixel of 0.5 is 0.5 / 0.9996 = 0.5002 m."""
    ground = described(written(tmp_path / "a.tif", "EPSG:32637", Affine(0.5, 0, 499_990, 0, -0.5, 3_840_000))).ground
    assert ground is not None
    assert ground.metres == (0.5002, 0.5002)
    assert ground.radius_m == 12, "20 × 10 m of pixels: half a diagonal is 11.2 m, rounded up"


def test_a_pixel_in_degrees_is_broader_than_high(tmp_path: Path) -> None:
    degrees = Affine(1e-5, 0, HOMS[0], 0, -1e-5, HOMS[1])
    ground = described(written(tmp_path / "a.tif", "EPSG:4326", degrees)).ground
    assert ground is not None
    across, down = ground.metres
    assert across / down == pytest.approx(math.cos(math.radians(34.7)) * 1.0046, abs=1e-3)


@pytest.mark.parametrize("turn", [Affine(1e-3, 0, 36, 0, -1e-3, 35), Affine(0, 1e-3, 36, 1e-3, 0, 34)])
def test_the_footprint_is_closed_and_counter_clockwise_however_the_scene_is_turned(
    tmp_path: Path, turn: Affine
) -> None:
    with rasters.opened(written(tmp_path / "a.tif", "EPSG:4326", turn), "a.tif") as scene:
        ring = rasters.footprint(scene)
        assert rasters.centre(scene) == pytest.approx(turn @ (20, 10))
        assert rasters.lonlat(scene, [(0, 0), (40, 20)]) == [pytest.approx(turn @ end) for end in ((0, 0), (40, 20))]
        assert rasters.ground_distance(scene)[0] > 0
    assert ring[0] == ring[-1]
    assert len(ring) == 4 * rasters.EDGE + 1
    area = sum(a * d - c * b for (a, b), (c, d) in pairwise(ring)) / 2
    assert area == pytest.approx(0.040 * 0.020)


@pytest.mark.parametrize(
    ("crs", "transform"),
    [
        (None, None),
        ("EPSG:4326", Affine.identity()),
        ("EPSG:4326", Affine(1, 0, 500, 0, -1, 35)),
        ("EPSG:32637", Affine(1, 0, 1e12, 0, -1, 1e12)),
    ],
)
def test_a_scene_that_is_nowhere_on_earth_has_no_ground(
    tmp_path: Path, crs: str | None, transform: Affine | None
) -> None:
    path = written(tmp_path / "a.tif", crs, transform)
    assert described(path).ground is None
    with rasters.opened(path, "a.tif") as scene:
        assert not rasters.located(scene)


def test_bands_say_their_name_type_and_nodata(tmp_path: Path) -> None:
    path = written(tmp_path / "a.tif", None, None, count=2, dtype="uint16", nodata=0)
    with rasterio.open(path, "r+") as out:
        out.set_band_description(2, "near infrared")
    assert described(path).bands == (
        rasters.Band("gray", "uint16", 0.0),
        rasters.Band("near infrared", "uint16", 0.0),
    )


def test_tags_are_told_with_their_domain(tmp_path: Path) -> None:
    path = written(tmp_path / "a.tif", None, None)
    with rasterio.open(path, "r+") as out:
        out.update_tags(TIFFTAG_ARTIST="nobody")
        out.update_tags(ns="IMAGERY", ACQUISITIONDATETIME="2012-02-14T08:15:30Z")
    tags = described(path).tags
    assert tags["TIFFTAG_ARTIST"] == "nobody"
    assert tags["IMAGERY ACQUISITIONDATETIME"] == "2012-02-14T08:15:30Z"


def refused(path: Path) -> str:
    with pytest.raises(BadInput) as error, rasters.opened(path, "given.tif") as scene:
        scene.read()
    assert error.value.facts["file"] == "given.tif"
    assert str(path.parent) not in str(error.value)
    return error.value.key


@pytest.mark.parametrize("more", [{}, {"compress": "deflate"}, {"tiled": True, "blockxsize": 16, "blockysize": 16}])
@pytest.mark.parametrize("lost", [1, 300])
def test_a_scene_that_is_cut_off_is_refused_by_its_header(tmp_path: Path, lost: int, more: dict[str, object]) -> None:
    path = written(tmp_path / "a.tif", "EPSG:4326", Affine(1e-3, 0, 36, 0, -1e-3, 35), **more)
    path.write_bytes(path.read_bytes()[:-lost])
    assert refused(path) in ("rasters.cut", "rasters.unreadable")


@pytest.mark.parametrize("content", [b"", b"II*\0", b"II*\0\x08\0\0\0", b"words"])
def test_what_is_no_tiff_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.tif").write_bytes(content)
    assert refused(tmp_path / "a.tif") == "rasters.unreadable"


def test_a_virtual_raster_that_points_elsewhere_is_not_opened(tmp_path: Path) -> None:
    """GDAL would open other files and addresses for it; here a TIFF is a TIFF."""
    (tmp_path / "a.tif").write_text(
        '<VRTDataset rasterXSize="1" rasterYSize="1"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>'
        "<SourceFilename>/vsicurl/http://192.0.2.1/a.tif</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>"
    )
    assert refused(tmp_path / "a.tif") == "rasters.unreadable"


def test_files_beside_it_are_not_read(tmp_path: Path) -> None:
    """Only the bytes that were hashed count: a world file or statistics beside them are somebody else's word."""
    path = written(tmp_path / "a.tif", None, None)
    (tmp_path / "a.tfw").write_text("1\n0\n0\n-1\n36\n35\n")
    (tmp_path / "a.tif.aux.xml").write_text("<PAMDataset><SRS>EPSG:4326</SRS></PAMDataset>")
    assert described(path).ground is None
    assert described(path).crs == ""
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.tfw", "a.tif", "a.tif.aux.xml"]


def test_real_scenes_of_half_a_metre_are_half_a_metre(real_data: Path) -> None:
    folder = real_data / "imagery" / "craters_ukraine_2014"
    scenes = [described(path) for path in sorted(folder.glob("*.tif"))]
    assert len(scenes) == 22
    assert {scene.crs for scene in scenes} == {"EPSG:3857"}
    assert all(scene.transform[0] > 0.74 for scene in scenes)
    assert all(scene.ground is not None and scene.ground.metres == pytest.approx((0.5, 0.5), 0.01) for scene in scenes)
