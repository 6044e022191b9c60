"""Pictures on a grid fixed to the ground: what is read depends on no window, no cut, no pixel size."""

from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.warp import transform

from tawthiq.errors import BadInput
from tawthiq.rasters.ground import Box, picture
from tawthiq.rasters.placing import Told

UTM = "EPSG:32637"
HERE = Affine(0.5, 0, 290_000, 0, -0.5, 3_844_000)

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")


def noise(shape: tuple[int, ...], top: int = 250) -> np.ndarray:
    return np.random.default_rng(3).integers(1, top, shape)


def written(path: Path, pixels: np.ndarray, where: Affine | None = HERE, crs: str | None = UTM, **more: object) -> Path:
    bands, height, width = pixels.shape
    place = {"crs": crs, "transform": where} if crs else {}
    kind = {"driver": "GTiff", "dtype": "uint8", **more}
    with rasterio.open(path, "w", width=width, height=height, count=bands, **kind, **place) as out:
        out.write(pixels.astype(kind["dtype"]))
    return path


def test_a_picture_on_the_grid_is_read_as_it_is(tmp_path: Path) -> None:
    """Easting 290,000 m is square 580,000; northing 3,844,000 m is square −7,688,000."""
    pixels = noise((3, 40, 60))
    with picture(written(tmp_path / "a.tif", pixels), "a.tif") as one:
        assert one.box == (580_000, -7_688_000, 580_060, -7_687_960)
        assert one.metres == pytest.approx((0.5, 0.5), rel=1e-3)
        layer = one.read(Box(580_000, -7_688_000, 580_064, -7_687_936))
        assert one.source([580_010], [-7_687_990]) == (pytest.approx([10]), pytest.approx([10]))
    assert np.array_equal(layer.pixels[:, :40, :60], pixels)
    assert layer.valid[:40, :60].all()
    assert not layer.valid[40:].any()
    assert not layer.valid[:, 60:].any()


@pytest.mark.parametrize("crs", [UTM, "EPSG:3857", "EPSG:4326"])
def test_a_cut_gives_the_same_pixels_to_the_last_bit(tmp_path: Path, crs: str) -> None:
    x, y = (one[0] for one in transform(UTM, crs, [290_000], [3_844_000])[:2])
    step = 0.61 if crs != "EPSG:4326" else 5.5e-6
    where = Affine(step, 0, x, 0, -step, y)
    pixels = noise((1, 400, 400))
    whole = written(tmp_path / "a.tif", pixels, where, crs)
    cut = written(tmp_path / "b.tif", pixels[:, 50:, 80:], where @ Affine.translation(80, 50), crs)
    with picture(whole, "a") as one, picture(cut, "b") as two:
        first = one.windows(64)
        shared = [box for box in two.windows(64) if two.read(box).valid.all()]
        assert len(shared) >= 4
        assert set(shared) <= set(first)
        for box in shared:
            assert np.array_equal(one.read(box).pixels, two.read(box).pixels)
        big = one.read(Box(shared[0].x0 - 64, shared[0].y0 - 64, shared[0].x1 + 64, shared[0].y1 + 64))
        assert np.array_equal(big.pixels[:, 64:128, 64:128], two.read(shared[0]).pixels)


@pytest.mark.parametrize("turn", [0, 30, 90, 200])
def test_a_turned_picture_lies_where_it_says(tmp_path: Path, turn: float) -> None:
    """A white square on grey, 10 m east and 5 m south of the corner along the turned axes."""
    pixels = np.full((1, 200, 200), 100)
    pixels[:, 96:105, 56:65] = 200
    where = HERE @ Affine.rotation(turn)
    with picture(written(tmp_path / "a.tif", pixels, where), "a") as one:
        layers = [one.read(box) for box in one.windows(512)]
        x, y = where @ (60.5, 100.5)
        found = [
            (layer.box.x0 + c + 0.5, layer.box.y0 + r + 0.5)
            for layer in layers
            for r, c in np.argwhere((layer.pixels[0] > 150) & layer.valid)
        ]
    assert np.mean(found, axis=0) == pytest.approx((x * 2, -y * 2), abs=0.3)
    assert len(found) == pytest.approx(81, abs=8)


@pytest.mark.parametrize(("size", "inside"), [(0.25, 1), (0.1, 1), (1.2, 1)])
def test_finer_and_coarser_pixels_come_to_half_a_metre(tmp_path: Path, size: float, inside: int) -> None:
    """A ramp of one grey level a metre stays one."""
    across = int(100 / size)
    ramp = np.broadcast_to((np.arange(across) + 0.5) * size, (1, across, across))
    where = Affine(size, 0, 290_000, 0, -size, 3_844_000)
    with picture(written(tmp_path / "a.tif", ramp, where, dtype="float32"), "a") as one:
        layer = one.read(Box(580_000, -7_688_000, 580_192, -7_687_808))
    metres = (np.arange(192) + 0.5) * 0.5
    assert np.allclose(layer.pixels[0][10:180, 10:180], metres[10:180], atol=0.02)


def test_palette_images_are_seen_in_their_colours(tmp_path: Path) -> None:
    path = written(tmp_path / "a.tif", np.full((1, 40, 40), 7), photometric="palette")
    with rasterio.open(path, "r+") as out:
        out.write_colormap(1, {7: (200, 100, 50, 255)})
    with picture(path, "a") as one:
        assert one.bands == ("red", "green", "blue")
        assert one.read(Box(580_000, -7_688_000, 580_032, -7_687_968)).pixels[:, 5, 5].tolist() == [200, 100, 50]


def test_sixteen_bits_keep_their_numbers(tmp_path: Path) -> None:
    with picture(written(tmp_path / "a.tif", noise((4, 40, 40), 2047), dtype="uint16"), "a") as one:
        assert one.read(one.windows(32)[0]).pixels.max() > 1000
        assert len(one.bands) == 4


def test_nodata_alpha_and_long_runs_of_black_or_white_are_not_valid(tmp_path: Path) -> None:
    pixels = noise((1, 100, 100))
    pixels[:, :30, :30], pixels[:, 60:90, 60:90], pixels[:, 50, 5] = 0, 255, 0
    with picture(written(tmp_path / "a.tif", pixels), "a") as one:
        valid = one.read(Box(580_000, -7_688_000, 580_096, -7_687_904)).valid
    assert not valid[:30, :30].any()
    assert not valid[60:90, 60:90].any()
    assert valid[50, 5], "one black pixel is ground"
    assert valid.sum() == 96 * 96 - 2 * 900
    pixels[:] = 9
    with picture(written(tmp_path / "b.tif", pixels, nodata=9), "b") as one:
        assert not one.read(one.windows(64)[0]).valid.any()


@pytest.mark.parametrize(("lon", "lat"), [(179.9999, 10.0), (20.0, 89.5), (20.0, -85.0), (-70.0, -33.0), (0.0, 0.0)])
def test_the_date_line_and_the_poles_are_places_like_others(tmp_path: Path, lon: float, lat: float) -> None:
    across = 0.5 / 111_320 / np.cos(np.radians(lat))
    where = Affine(across, 0, lon, 0, -0.5 / 111_320, lat)
    with picture(written(tmp_path / "a.tif", noise((1, 100, 100)), where, "EPSG:4326"), "a") as one:
        assert one.metres == pytest.approx((0.5, 0.5), rel=0.01)
        away = one.lonlat(*one.squares([lon], [lat]))
        assert (away[0][0] - lon + 180) % 360 - 180 == pytest.approx(0, abs=1e-9)
        assert sum(int(one.read(box).valid.sum()) for box in one.windows(128)) == pytest.approx(10_000, rel=0.05)


def test_bands_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.tif", noise((3, 20, 20)))
    with pytest.raises(BadInput, match="3 bands"), picture(path, "a", Told(bands=("nir", "red"))):
        pass
    with picture(path, "a", Told(bands=("NIR", "red", "green"))) as one:
        assert one.bands == ("nir", "red", "green")


def test_a_file_of_sixty_thousand_squared_is_read_in_windows(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    kind = {"driver": "GTiff", "dtype": "uint8", "count": 1, "tiled": True, "sparse_ok": True, "nodata": 0}
    with rasterio.open(path, "w", width=60_000, height=60_000, crs=UTM, transform=HERE, **kind) as out:
        out.write(np.full((1, 64, 64), 9, np.uint8), window=rasterio.windows.Window(30_000, 30_000, 64, 64))
    with picture(path, "a") as one:
        assert len(one.windows(2048)) == 30 * 30
        layer = one.read(Box(610_016, -7_657_984, 610_048, -7_657_952))
    assert layer.valid.all()
    assert (layer.pixels == 9).all()
