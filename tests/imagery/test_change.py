"""A mark is new, was there already, or nobody can tell."""

import json
from pathlib import Path

import numpy as np

from tawthiq.imagery.change import changed, geojson
from tawthiq.imagery.craters import LaplacianOfGaussian
from tawthiq.imagery.making import marks
from tawthiq.imagery.scenes import Said
from tawthiq.rasters.ground import picture
from tests.imagery.scenes import tiff
from tests.imagery.test_coregistering import texture


def dug(pixels: np.ndarray, *places: tuple[float, float]) -> np.ndarray:
    y, x = np.mgrid[: pixels.shape[0], : pixels.shape[1]] + 0.5
    out = pixels.copy()
    for a, b in places:
        out -= 90 * np.clip(6 - np.hypot(x - a, y - b), 0, 1)
    return out


def test_new_already_there_and_not_assessable(tmp_path: Path) -> None:
    before, after = dug(texture(768), (200, 200)), dug(texture(768), (200, 200), (400, 500), (600, 120))
    before[80:180, 560:680] = 0
    tables = {}
    for name, pixels, least in (("a", before, 2.8), ("b", after, 3.5)):
        path = tiff(tmp_path / f"{name}.tif", pixels, nodata=0)
        tables[name] = marks(path, name, Said(), LaplacianOfGaussian(threshold=least), name=name, size=256)
    with picture(tmp_path / "b.tif", "b") as late, picture(tmp_path / "a.tif", "a", work=late.work) as early:
        told = changed(early, late, tables["a"], tables["b"]["marks"])
    rows = tables["b"]["marks"].to_pylist()
    states = {
        (round(one["x_px"], -1), round(one["y_px"], -1)): state for one, state in zip(rows, told.states, strict=True)
    }
    assert states[200, 200] == "already there"
    assert states[400, 500] == "new"
    assert states[600, 120] == "not assessable"
    features = json.loads(geojson(tables["b"]["marks"], told.states))["features"]
    assert [one["properties"]["change"] for one in features] == list(told.states)
