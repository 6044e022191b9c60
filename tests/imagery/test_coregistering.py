"""Two scenes beside each other: known shifts come back, and where nothing is alike nothing holds."""

from pathlib import Path

import numpy as np
import pytest
from affine import Affine
from scipy import ndimage

from tawthiq.errors import BadInput
from tawthiq.imagery.coregistering import Shifts, shifts, told
from tawthiq.rasters.ground import Box, picture
from tests.imagery.scenes import HERE, tiff


def texture(size: int, seed: int = 3) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return 120 + 15 * ndimage.gaussian_filter(rng.normal(0, 6, (size, size)), 2.0)


def found(folder: Path, before: np.ndarray, after: np.ndarray, moved: Affine = HERE) -> Shifts:
    tiff(folder / "a.tif", before)
    tiff(folder / "b.tif", after, moved)
    with picture(folder / "b.tif", "b") as late, picture(folder / "a.tif", "a", work=late.work) as early:
        return shifts(early, late)


@pytest.mark.parametrize(("east", "south"), [(0.0, 0.0), (1.3, -0.65), (-3.2, 2.05)])
def test_a_known_shift_comes_back_to_a_third_of_a_pixel(tmp_path: Path, east: float, south: float) -> None:
    pixels = texture(640)
    told = found(tmp_path, pixels, pixels, Affine.translation(east, -south) @ HERE)
    assert told.holds.sum() >= 4
    assert np.median(told.dx[told.holds]) * 0.5 == pytest.approx(-east, abs=0.1)
    assert np.median(told.dy[told.holds]) * 0.5 == pytest.approx(-south, abs=0.1)
    dx, _, near = told.at(told.x[told.holds], told.y[told.holds])
    assert near.all()
    assert dx == pytest.approx(told.dx[told.holds])


def test_where_two_scenes_are_not_alike_nothing_holds(tmp_path: Path) -> None:
    told = found(tmp_path, texture(640, 3), texture(640, 4))
    assert not told.holds.any()
    assert not told.at(np.array([580_300.0]), np.array([-7_687_700.0]))[2].any()


def test_scenes_without_common_ground_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="common ground"):
        found(tmp_path, texture(300), texture(300), Affine.translation(5000, 0) @ HERE)


def test_the_grey_of_a_box_does_not_depend_on_it(tmp_path: Path) -> None:
    with picture(tiff(tmp_path / "a.tif", texture(640)), "a") as one:
        small, _ = told(one, Box(580_288, -7_687_712, 580_352, -7_687_648))
        large, _ = told(one, Box(580_256, -7_687_744, 580_384, -7_687_616))
    assert np.array_equal(small, large[32:96, 32:96])
