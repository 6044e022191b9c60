"""Buildings ranked by evidence of change; the machine ranks, a person grades."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from tawthiq.errors import BadInput
from tawthiq.imagery.buildings import GRADES, SIGNS, footprints, ranked
from tawthiq.imagery.coregistering import shifts
from tawthiq.rasters.ground import picture
from tests.imagery.scenes import tiff
from tests.imagery.test_coregistering import texture

CORNERS = [(x, y) for y in (130, 290, 450, 600) for x in (130, 290, 450, 600)]


def town(pixels: np.ndarray, destroyed: int | None) -> np.ndarray:
    out = pixels.copy()
    rng = np.random.default_rng(9)
    for n, (x, y) in enumerate(CORNERS):
        debris = np.clip(rng.normal(110, 60, (30, 40)), 5, 250)
        out[y : y + 30, x : x + 40] = debris if n == destroyed else 220
    return out


def test_the_destroyed_one_comes_first_and_what_was_not_seen_has_no_rank(tmp_path: Path) -> None:
    tiff(tmp_path / "a.tif", town(texture(768), None))
    after = town(texture(768), 6)
    after[590:640, 590:650] = 0
    tiff(tmp_path / "b.tif", after, nodata=0)
    with picture(tmp_path / "b.tif", "b") as late, picture(tmp_path / "a.tif", "a", work=late.work) as early:
        box = late.box
        shapes = []
        for x, y in CORNERS:
            across, down = np.array([x, x + 40, x + 40, x]) + box.x0, np.array([y, y, y + 30, y + 30]) + box.y0
            shapes.append(shapely.polygons(np.column_stack(late.lonlat(across.astype(float), down.astype(float)))))
        told = ranked(early, late, shapes, shifts(early, late))
    assert told.rank[6] == 1
    assert told.rank[15] == 0
    assert np.isnan(told.evidence[15])
    assert sorted(told.rank) == list(range(16))
    assert told.signs.shape == (16, len(SIGNS))
    assert GRADES[-1] == "not assessable"


def test_footprints_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.geojson").write_text("words")
    with pytest.raises(BadInput, match="footprints"):
        footprints(tmp_path / "a.geojson")
    square = {"type": "Polygon", "coordinates": [[[36, 34], [37, 34], [37, 35], [36, 34]]]}
    (tmp_path / "b.geojson").write_text(shapely.to_geojson(shapely.from_geojson(str(square).replace("'", '"'))))
    assert footprints(tmp_path / "b.geojson")[0].area == pytest.approx(0.5)
