"""The weights in the package: what they find on rendered ground, the same whatever the windows and the extent."""

from pathlib import Path

import numpy as np
import pytest

from examples.simulate.craters import picture as rendered
from tawthiq.imagery.identity import pairs
from tawthiq.imagery.network import Network
from tawthiq.imagery.shape import Candidates
from tawthiq.imagery.windows import scan, single
from tawthiq.rasters.ground import picture
from tests.imagery.scenes import HERE, tiff

SETS = ["default"]
FAR = 240


def found(path: Path, method: Network, size: int) -> Candidates:
    with picture(path, path.name) as scene:
        parts = [one.found for one in scan(scene, method, scene.windows(size))]
    return single(Candidates.joined(parts), 0.5)


def inside(marks: Candidates, low: float, high: float) -> list[tuple[float, float, float]]:
    x, y = marks.x - 580_000, marks.y + 7_688_000
    kept = (x > low) & (x < high) & (y > low) & (y < high)
    return sorted(zip(x[kept].tolist(), y[kept].tolist(), marks.score[kept].tolist(), strict=True))


@pytest.mark.parametrize("weights", SETS)
def test_marks_are_the_same_for_every_window_and_every_extent(weights: str, tmp_path: Path) -> None:
    """Windows of 512 and 2,048 squares, and a cut: farther than the halo from its edge every number is the same."""
    pixels = rendered(3, 1000, 60)[0].astype(float)
    method = Network(weights)
    whole = tiff(tmp_path / "whole.tif", pixels)
    cut = tiff(tmp_path / "cut.tif", pixels[:, 90:970, 110:1000], HERE @ HERE.translation(110, 90))
    small, large, part = found(whole, method, 512), found(whole, method, 2048), found(cut, method, 512)
    assert inside(small, -9, 2_000) == inside(large, -9, 2_000)
    assert len(inside(small, 110 + FAR, 970 - FAR)) >= 3
    assert inside(small, 110 + FAR, 970 - FAR) == inside(part, 110 + FAR, 970 - FAR)


@pytest.mark.parametrize("weights", SETS)
def test_most_rendered_scars_are_found(weights: str, tmp_path: Path) -> None:
    pixels, scars = rendered(5, 700, 40)
    marks = found(tiff(tmp_path / "a.tif", pixels.astype(float)), Network(weights), 1024)
    x, y = marks.x - 580_000, marks.y + 7_688_000
    strong = scars.filter((scars["polarity"] < 0) & (scars["diameter_m"] > 4) & (scars["grey"] > 15))
    hits = pairs(strong["x"].to_numpy(), strong["y"].to_numpy(), x, y, 10.0)
    assert len(hits) >= 0.6 * len(strong)
    assert np.isfinite(marks.diameter).all()
