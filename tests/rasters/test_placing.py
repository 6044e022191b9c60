"""Where a picture lies: its own word, a person's, or a question."""

from pathlib import Path

import numpy as np
import pytest
from rasterio.warp import transform

from tawthiq.errors import BadInput, Refused
from tawthiq.rasters.ground import picture
from tawthiq.rasters.placing import Told, placed, zone
from tests.rasters.test_ground import HERE, UTM, noise, written

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")


def test_what_lies_nowhere_asks_for_its_corners(tmp_path: Path) -> None:
    path = written(tmp_path / "a.tif", noise((1, 20, 20)), None, None)
    with pytest.raises(Refused, match="four corners"), picture(path, "a.tif"):
        pass
    with picture(path, "a.tif", Told(pixel_m=0.5)) as one:
        assert one.box == (0, 0, 20, 20)
        assert np.isnan(one.lonlat([1.0], [2.0])).all()
        with pytest.raises(Refused):
            one.squares([1.0], [2.0])
    with pytest.raises(BadInput), picture(path, "a.tif", Told(pixel_m=-1)):
        pass


def test_four_corners_place_a_png_to_a_pixel(tmp_path: Path) -> None:
    path = written(tmp_path / "a.png", noise((3, 200, 300)), None, None, driver="PNG")
    ends = [HERE @ end for end in ((0, 0), (300, 0), (300, 200), (0, 200))]
    lon, lat = transform(UTM, "EPSG:4326", *zip(*ends, strict=True))[:2]
    corners = tuple(zip(lon, lat, strict=True))
    with picture(path, "a.png", Told(corners=corners)) as one:
        assert one.box == (580_000, -7_688_000, 580_300, -7_687_800)
        assert one.metres == pytest.approx((0.5, 0.5), rel=1e-3)
    for wrong in (corners[::-1], corners[:3], (corners[0], corners[2], corners[1], corners[3]), ((0, 91),) * 4):
        with pytest.raises(BadInput) as error, picture(path, "a.png", Told(corners=wrong)):
            pass
        assert error.value.key == "rasters.corners"


def test_a_world_file_counts_from_the_middle_of_a_pixel_and_needs_a_system(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jpg", noise((3, 64, 64)), None, None, driver="JPEG")
    world = (0.5, 0.0, 0.0, -0.5, 290_000.25, 3_843_999.75)
    with picture(path, "a.jpg", Told(world=world, crs=UTM)) as one:
        assert one.box[:2] == (580_000, -7_688_000)
    for told in (Told(world=world), Told(world=world[:5], crs=UTM), Told(world=world, crs="EPSG:0")):
        with pytest.raises(BadInput) as error, picture(path, "a.jpg", told):
            pass
        assert error.value.key == "rasters.world"


def test_zones() -> None:
    assert zone((36.68, 34.71)) == "EPSG:32637"
    assert zone((-70.0, -33.0)) == "EPSG:32719"
    assert zone((180.0, 0.0)) == zone((-180.0, 0.0)) == "EPSG:32601"
    assert (zone((0.0, 85.0)), zone((0.0, -81.0))) == ("EPSG:32661", "EPSG:32761")


def test_a_file_that_says_where_it_lies_is_believed(tmp_path: Path) -> None:
    with picture(written(tmp_path / "a.tif", noise((1, 20, 20))), "a") as one:
        assert placed(one.scene, "a", Told()) == (UTM, HERE)
