"""Craters by form: the size, the place and the sign of discs, the same whatever the window or the cut."""

from pathlib import Path

import numpy as np
import pytest
from affine import Affine
from rasterio.warp import transform
from scipy import ndimage, optimize

from tawthiq.imagery.craters import GAIN, LaplacianOfGaussian
from tawthiq.imagery.shape import Candidates
from tawthiq.imagery.windows import scan, single
from tawthiq.rasters.ground import picture
from tests.imagery.scenes import ground, tiff

SOME = [(100.3, 120.6, 11.0, -40.0), (180.0, 60.0, 8.0, -40.0), (60.2, 200.4, 18.0, 40.0), (200.5, 190.5, 25.0, -40.0)]


def found(path: Path, size: int = 256, **parameters: float) -> Candidates:
    with picture(path, path.name) as scene:
        parts = [one.found for one in scan(scene, LaplacianOfGaussian(**parameters), scene.windows(size))]
    return single(Candidates.joined(parts), 0.5)


def test_the_best_answer_of_a_disc_is_what_the_gain_undoes() -> None:
    """At the middle of a disc of contrast 1 and radius r, a Gaussian of σ leaves 1 − exp(−r²/2σ²); neighbours are √2
    apart, so the answer is exp(−u/2) − exp(−u) with u = r²/2σ², at best where exp(−u/2) = 1/2: 1/2 − 1/4 = 1/4."""
    best = optimize.minimize_scalar(lambda u: np.exp(-u) - np.exp(-u / 2), bounds=(0.1, 5), method="bounded")
    assert -best.fun == pytest.approx(0.25)
    assert pytest.approx(-best.fun) == 1 / GAIN


def test_discs_are_found_where_and_as_large_as_they_are(tmp_path: Path) -> None:
    marks = found(tiff(tmp_path / "a.tif", ground(256, SOME)), threshold=2.0)
    assert len(marks) == 4
    for x, y, diameter, contrast in SOME:
        at = int(np.argmin(np.hypot(marks.x - 580_000 - x, marks.y + 7_688_000 - y)))
        assert marks.x[at] - 580_000 == pytest.approx(x, abs=0.4)
        assert marks.y[at] + 7_688_000 == pytest.approx(y, abs=0.4)
        assert marks.polarity[at] == np.sign(contrast)
        assert marks.contrast[at] == pytest.approx(contrast, rel=0.25)
        assert marks.low[at] <= diameter * 0.5 <= marks.high[at]
        assert marks.diameter[at] == pytest.approx(diameter * 0.5, abs=0.8)
        assert marks.outline[at] == pytest.approx(diameter * 0.25, abs=1.0)


def rows(marks: Candidates) -> list[tuple[float, ...]]:
    told = [marks.x, marks.y, marks.score, marks.polarity, marks.diameter, marks.low, marks.high, marks.contrast]
    return sorted(map(tuple, np.round(np.column_stack([*told, marks.outline]), 9).tolist()))


def speckled(size: int) -> np.ndarray:
    rng = np.random.default_rng(5)
    return np.clip(120 + 60 * ndimage.gaussian_filter(rng.normal(0, 6, (size, size)), 2.5), 1, 254)


def test_windows_of_any_size_give_the_same_marks(tmp_path: Path) -> None:
    path = tiff(tmp_path / "a.tif", speckled(700))
    small, large = found(path, 256), found(path, 1024)
    assert len(small) > 300
    assert rows(small) == rows(large)


@pytest.mark.parametrize("crs", ["EPSG:32637", "EPSG:3857"])
def test_a_cut_gives_the_same_marks_as_the_whole_away_from_its_edge(tmp_path: Path, crs: str) -> None:
    """Nearer to the edge than it looks, the method does not know what the whole scene knows."""
    x, y = (one[0] for one in transform("EPSG:32637", crs, [290_000], [3_844_000])[:2])
    where = Affine(0.6, 0, x, 0, -0.6, y)
    pixels = speckled(800)
    whole = found(tiff(tmp_path / "a.tif", pixels, where, crs), 512)
    cut = tiff(tmp_path / "b.tif", pixels[60:760, 50:750], where @ Affine.translation(50, 60), crs)
    part = found(cut, 256)
    with picture(cut, "b") as scene:
        away = LaplacianOfGaussian().halo_m + 20

        def inside(marks: Candidates) -> Candidates:
            col, row = scene.source(marks.x, marks.y)
            edge = np.minimum(np.minimum(col, 700 - col), np.minimum(row, 700 - row)) * min(scene.metres)
            return marks.take(edge > away)

        here = rows(inside(part))
        assert len(here) > 20
        assert here == rows(inside(whole))


def test_lines_are_no_spots(tmp_path: Path) -> None:
    pixels = ground(256, [], noise=2)
    pixels[:, 100:106] -= 40
    pixels[60:64] -= 40
    marks = found(tiff(tmp_path / "a.tif", pixels), threshold=2.0)
    assert len(marks) <= 1, "where two lines cross is a spot of a kind"


def test_flat_ground_and_ground_of_noise_have_no_marks(tmp_path: Path) -> None:
    assert len(found(tiff(tmp_path / "a.tif", np.full((256, 256), 90.0)))) == 0
    assert len(found(tiff(tmp_path / "b.tif", ground(256, [])), threshold=2.0)) == 0


@pytest.mark.parametrize("bands", [1, 3, 4])
def test_any_number_of_bands(tmp_path: Path, bands: int) -> None:
    pixels = np.stack([ground(256, SOME, seed=n) for n in range(bands)])
    assert len(found(tiff(tmp_path / "a.tif", pixels), threshold=2.0)) == 4


def test_where_a_scene_has_no_ground_it_has_no_marks(tmp_path: Path) -> None:
    assert len(found(tiff(tmp_path / "a.tif", np.zeros((256, 256)), nodata=0))) == 0
    half = ground(256, SOME)
    half[:, 128:] = 0
    marks = found(tiff(tmp_path / "b.tif", half, nodata=0), threshold=2.0)
    assert sorted(np.round(marks.x - 580_000)) == [60, 100]
