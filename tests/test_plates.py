"""Figures: what is on them, the same bytes for the same marks. How they look was looked at by eye."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tawthiq.errors import BadInput
from tawthiq.nouns import Mark
from tawthiq.plates import area, chip, contact_sheet, density_figure, scene_figure
from tawthiq.rasters.ground import picture
from tawthiq.rasters.patterns import Density
from tests.imagery.scenes import ground, tiff
from tests.imagery.test_exporting import FIELDS


def test_figures_are_drawn_twice_the_same(tmp_path: Path) -> None:
    path = tiff(tmp_path / "a.tif", ground(256, [(100, 100, 11, -40)]))
    with picture(path, "a") as scene:
        lon, lat = (float(one[0]) for one in scene.lonlat([scene.box.x0 + 100.0], [scene.box.y0 + 100.0]))
        one = Mark("m-1", "i-1", {**FIELDS, "lon": lon, "lat": lat, "probability": None}, "f-1")
        marks = [one, replace(one, verdict="accept"), replace(one, verdict="reject")]
        for draw in (scene_figure, contact_sheet):
            first, second = (draw(scene, marks, tmp_path / f"{n}.svg", caption="INTERNAL") for n in (1, 2))
            assert first.read_bytes() == second.read_bytes()
            assert b"INTERNAL" in first.read_bytes()
        view = area(scene, lon, lat, 20.0)
        assert view.pixels.shape == (80, 80, 3)
        assert view.every == 1
        middle = chip(scene, scene.box.x0 + 100.0, scene.box.y0 + 100.0)
        assert middle.shape == (48, 48, 3)
        assert middle[22:26, 22:26].mean() < 0.2 < middle.mean()
        png = scene_figure(scene, marks, tmp_path / "a.png", caption="INTERNAL", shown=view)
        assert Image.open(png).info["Title"] == "INTERNAL"
        with pytest.raises(BadInput, match="does not show"):
            area(scene, 10.0, 10.0, 100.0)
        with pytest.raises(BadInput):
            contact_sheet(scene, [], tmp_path / "b.png", caption="")
        with pytest.raises(BadInput):
            scene_figure(scene, marks, tmp_path / "b.gif", caption="")


def test_a_map_of_density_tells_its_unit(tmp_path: Path) -> None:
    told = Density(np.array([[1.0, np.nan], [2.0, 3.0]]), 0, 0)
    path = density_figure(told, tmp_path / "a.svg", caption="INTERNAL", unit="marks per km²")
    assert b"INTERNAL" in path.read_bytes()
