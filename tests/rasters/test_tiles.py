"""A scene as squares of the web map: the same bands and the same stretch in every one, the file never touched."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import morecantile
import numpy as np
import pytest
from affine import Affine
from PIL import Image

from tawthiq.errors import Refused
from tawthiq.rasters.placing import Told
from tawthiq.rasters.tiles import Sheet, prepare, tile
from tests.rasters.test_ground import HERE, UTM, written

MAP = morecantile.tms.get("WebMercatorQuad")

pytestmark = [
    pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning"),
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning"),
]


def steps(width: int, height: int, bands: int = 3, kind: type = np.uint8) -> np.ndarray:
    """Ten upright stripes from dark to bright; each band a little brighter than the one before."""
    stripe = np.repeat(np.linspace(20, 200, 10), width // 10)
    return np.stack([np.tile(stripe + 5 * n, (height, 1)) for n in range(bands)]).astype(kind)


def seen(
    sheet: Sheet, file: Path, folder: Path, place: tuple[float, float], zoom: int, *, shown: str = ""
) -> np.ndarray:
    """What the tile shows at a place (longitude, latitude): red, green, blue, and whether there is anything."""
    at = MAP.tile(*place, zoom)
    west, north = MAP.ul(at)
    east, south = MAP.ul(morecantile.Tile(at.x + 1, at.y + 1, zoom))
    pixels = np.asarray(Image.open(BytesIO(tile(sheet, file, folder, (zoom, at.x, at.y), shown))).convert("RGBA"))
    x, y = (place[0] - west) / (east - west) * 256, (north - place[1]) / (north - south) * 256
    return pixels[int(y), int(x)].astype(int)


def test_a_small_scene_is_read_where_it_lies(tmp_path: Path) -> None:
    file = written(tmp_path / "a.tif", steps(400, 300))
    sheet = prepare(file, "a.tif", Told(), tmp_path / "shown")
    assert (sheet.whole, sheet.half) == ("", "")
    assert [one.name for one in (tmp_path / "shown").iterdir()] == ["sheet.json"]
    dark, bright = sheet.lonlat(20, 150), sheet.lonlat(380, 150)
    assert seen(sheet, file, tmp_path, dark, 17).tolist() == pytest.approx([0, 0, 0, 255], abs=8)
    assert seen(sheet, file, tmp_path, bright, 17).tolist() == pytest.approx([255, 255, 255, 255], abs=8)


def test_every_tile_is_stretched_alike(tmp_path: Path) -> None:
    """Stripes of 20, 40 … 200: the 2nd percentile is 20, the 98th 200, so 100 is grey 255 · 80 / 180 = 113."""
    file = written(tmp_path / "a.tif", steps(400, 300))
    sheet = prepare(file, "a.tif", Told(), tmp_path / "shown")
    middle = sheet.lonlat(180, 150)
    greys = [seen(sheet, file, tmp_path, middle, zoom, shown="band 1")[0] for zoom in (16, 17, 18, 19, 20)]
    assert greys == pytest.approx([113] * 5, abs=6)
    assert sheet.pixel(*middle) == pytest.approx((180, 150), abs=0.01)


def test_what_the_scene_does_not_show_is_clear(tmp_path: Path) -> None:
    file = written(tmp_path / "a.tif", steps(400, 300))
    sheet = prepare(file, "a.tif", Told(), tmp_path / "shown")
    west, south, _, _ = sheet.bounds
    assert seen(sheet, file, tmp_path, (west - 1e-4, south - 1e-4), 18)[3] == 0
    assert seen(sheet, file, tmp_path, (west - 1.0, south - 1.0), 18)[3] == 0


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_a_large_scene_gets_its_overviews_beside_it_and_keeps_its_bytes(tmp_path: Path, kind: type) -> None:
    pixels = steps(2100, 700, kind=kind)
    file = written(tmp_path / "a.tif", pixels, dtype=np.dtype(kind).name, tiled=True, blockxsize=256, blockysize=256)
    before = sha256(file.read_bytes()).hexdigest()
    sheet = prepare(file, "a.tif", Told(), tmp_path / "shown")
    assert (sheet.whole, sheet.half) == ("", "half.tif")
    middle = sheet.lonlat(2100 * 0.45, 350)
    greys = [seen(sheet, file, tmp_path / "shown", middle, zoom)[0] for zoom in (15, 16, 17, 18, 19)]
    assert greys == pytest.approx([113] * 5, abs=8)
    assert sha256(file.read_bytes()).hexdigest() == before


def test_bands_are_chosen_by_their_names(tmp_path: Path) -> None:
    """Near infrared, red and green: the false colours are all that there is; a fourth band makes true ones too."""
    three = written(tmp_path / "a.tif", steps(400, 300))
    assert list(prepare(three, "a", Told(bands=("nir", "red", "green")), tmp_path / "3").choices) == [
        "false", "band 1", "band 2", "band 3",
    ]  # fmt: skip
    four = written(tmp_path / "b.tif", steps(400, 300, 4), photometric="minisblack")
    choices = prepare(four, "b", Told(bands=("blue", "green", "red", "nir")), tmp_path / "4").choices
    assert (choices["true"], choices["false"]) == ((3, 2, 1), (4, 3, 2))
    other = prepare(four, "b", Told(bands=("a", "b", "c", "d")), tmp_path / "5").choices
    assert other["stored"] == (1, 2, 3)


def test_a_photograph_lies_where_a_person_says(tmp_path: Path) -> None:
    corners = ((36.68, 34.72), (36.69, 34.72), (36.69, 34.712), (36.68, 34.712))
    file = tmp_path / "a.jpg"
    Image.fromarray(np.moveaxis(steps(400, 390), 0, -1)).save(file, quality=95)
    sheet = prepare(file, "a.jpg", Told(corners=corners), tmp_path / "shown")
    assert sheet.whole == "whole.tif"
    assert sheet.bounds == pytest.approx((36.68, 34.712, 36.69, 34.72), abs=5e-4)
    assert seen(sheet, file, tmp_path / "shown", (36.6898, 34.716), 17).tolist() == pytest.approx([255] * 4, abs=12)


def test_a_picture_of_no_place_is_laid_where_a_metre_is_a_metre(tmp_path: Path) -> None:
    file = written(tmp_path / "a.tif", steps(400, 300), crs=None)
    with pytest.raises(Refused):
        prepare(file, "a.tif", Told(), tmp_path / "shown")
    sheet = prepare(file, "a.tif", Told(pixel_m=0.5), tmp_path / "shown")
    assert not sheet.somewhere
    assert sheet.pixel_m == pytest.approx(0.5)
    assert sheet.lonlat(0, 0) == pytest.approx((0, 0))


def test_what_was_prepared_is_taken_again_and_what_was_interrupted_made_anew(tmp_path: Path) -> None:
    file = written(tmp_path / "a.tif", steps(2100, 300), tiled=True, blockxsize=256, blockysize=256)
    first = prepare(file, "a.tif", Told(), tmp_path / "shown")
    assert prepare(tmp_path / "gone.tif", "a.tif", Told(), tmp_path / "shown") == first
    (tmp_path / "shown" / "sheet.json").unlink()
    (tmp_path / "shown" / "half.part.tif").write_bytes(b"half of it")
    assert prepare(file, "a.tif", Told(), tmp_path / "shown") == first


def test_colours_by_a_table_become_colours(tmp_path: Path) -> None:
    import rasterio  # noqa: PLC0415 (the one test that writes a palette)

    file = tmp_path / "a.tif"
    with rasterio.open(file, "w", driver="GTiff", width=200, height=200, count=1, dtype="uint8", crs=UTM,
                       transform=HERE, photometric="palette") as out:  # fmt: skip
        out.write(np.repeat([1, 2], 100)[None, None].repeat(200, axis=1).astype(np.uint8))
        out.write_colormap(1, {1: (0, 0, 200, 255), 2: (200, 0, 0, 255)})
    sheet = prepare(file, "a.tif", Told(), tmp_path / "shown")
    blue, red = (seen(sheet, file, tmp_path / "shown", sheet.lonlat(x, 100), 18) for x in (50, 150))
    assert (blue[2] > 240, blue[0] < 20) == (True, True)
    assert (red[0] > 240, red[2] < 20) == (True, True)


def test_a_turned_scene_is_stretched_to_its_corners(tmp_path: Path) -> None:
    turned = Affine.translation(290_000, 3_844_000) @ Affine.rotation(30) @ Affine.scale(0.5, -0.5)
    file = written(tmp_path / "a.tif", steps(400, 300), turned)
    sheet = prepare(file, "a.tif", Told(), tmp_path / "shown")
    assert seen(sheet, file, tmp_path / "shown", sheet.lonlat(390, 150), 18)[0] > 240
    assert seen(sheet, file, tmp_path / "shown", sheet.lonlat(10, 150), 18)[0] < 15
