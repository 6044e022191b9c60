"""On a window of a real scene: most of what experts marked is among the candidates."""

import csv
from pathlib import Path

import numpy as np
import pytest

from tawthiq.imagery.craters import LaplacianOfGaussian
from tawthiq.imagery.identity import pairs
from tawthiq.imagery.windows import look
from tawthiq.rasters.ground import picture


def test_most_labels_of_a_window_are_among_the_candidates(real_data: Path) -> None:
    folder = real_data / "imagery" / "craters_ukraine_2014"
    if not folder.is_dir():
        pytest.skip(f"no {folder}")
    with (folder / "labels.csv").open() as file:
        places = [(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file) if row["scene"] == "7"]
    with picture(folder / "scene_007.tif", "7") as scene:
        x, y = scene.squares(*zip(*places, strict=True))
        boxes = scene.windows(512)
        box = max(boxes, key=lambda b: ((x >= b.x0) & (x < b.x1) & (y >= b.y0) & (y < b.y1)).sum())
        found = look(scene, LaplacianOfGaussian(), box).found
    inside = (x >= box.x0) & (x < box.x1) & (y >= box.y0) & (y < box.y1)
    assert inside.sum() >= 20
    assert len(pairs(x[inside], y[inside], found.x, found.y, 10.0)) >= 0.6 * inside.sum()
    assert np.mean(found.polarity < 0) > 0.3
