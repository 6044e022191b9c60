"""A scene in windows."""

from pathlib import Path

import numpy as np

from tawthiq.imagery.craters import LaplacianOfGaussian
from tawthiq.imagery.shape import RAYS, Candidates
from tawthiq.imagery.windows import look, scan, single
from tawthiq.rasters.ground import picture
from tests.imagery.scenes import ground, tiff


def spots(*rows: tuple[float, float, float, float, float]) -> Candidates:
    """Columns x, y in squares, score, diameter in metres, polarity."""
    x, y, score, diameter, sign = np.array(rows, float).T
    return Candidates(x, y, score, sign, sign, diameter, diameter, diameter, np.zeros((len(x), RAYS)))


def test_of_two_spots_in_one_scar_the_stronger_stays() -> None:
    one = single(spots((10, 10, 5, 6, -1), (14, 10, 4, 6, -1), (10, 17, 3, 6, -1), (10, 10, 1, 3, 1)), 0.5)
    assert one.score.tolist() == [5, 3, 1], "2 m away it goes; 3.5 m away, or of the other sign, it stays"
    assert len(single(Candidates.none(), 0.5)) == 0


def test_windows_count_the_ground_and_what_of_it_can_be_assessed(tmp_path: Path) -> None:
    pixels = ground(256, [])
    pixels[:, :64] = 0
    with picture(tiff(tmp_path / "a.tif", pixels, nodata=0), "a") as scene:
        boxes = scene.windows(128)
        parts = list(scan(scene, LaplacianOfGaussian(), boxes))
        assert [one.box for one in parts] == boxes
        assert sum(one.ground for one in parts) == 256 * 192
        assert sum(one.assessable for one in parts) == 240 * 176, "without 4 m at each edge"
        assert look(scene, LaplacianOfGaussian(), boxes[1]).ground == parts[1].ground
