"""Figures: what is on them, the same bytes for the same marks. How they look was looked at by eye."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from affine import Affine
from PIL import Image

from tawthiq.errors import BadInput
from tawthiq.nouns import Mark
from tawthiq.plates import Ring, area, chip, contact_sheet, density_figure, pair_figure, scene_figure
from tawthiq.rasters.ground import picture
from tawthiq.rasters.patterns import Density
from tests.imagery.scenes import HERE, ground, tiff
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


def test_a_pair_shows_the_ground_of_both_with_the_same_rings(tmp_path: Path) -> None:
    """Two pictures of one size: each half of the figure is as wide as the other."""
    paths = [tiff(tmp_path / f"{n}.tif", ground(256, [(100, 100, 11, -40)][:n])) for n in (0, 1)]
    with picture(paths[1], "b") as late, picture(paths[0], "a", work=late.work) as early:
        lon, lat = (float(one[0]) for one in late.lonlat([late.box.x0 + 100.0], [late.box.y0 + 100.0]))
        one = Mark("m-1", "i-1", {**FIELDS, "lon": lon, "lat": lat, "probability": None}, "f-1")
        rings = [Ring(one, "#d55e00", "-", "new")]
        first, second = (
            pair_figure(early, late, rings, tmp_path / f"{n}.svg", titles=("before: 2031-01-01", "after: 2031-02-01"))
            for n in (1, 2)
        )
        assert first.read_bytes() == second.read_bytes()
        plain = pair_figure(early, late, [], tmp_path / "p.svg", titles=("before: 2031-01-01", "after: 2031-02-01"))
        assert b"#d55e00" in first.read_bytes() and b"#d55e00" not in plain.read_bytes()
        bare = pair_figure(early, late, [], tmp_path / "c.png", titles=("before", "after"))
    assert Image.open(bare).width > 1.7 * Image.open(bare).height
    elsewhere = tiff(tmp_path / "d.tif", ground(256, []), HERE @ Affine.translation(9_000, 0))
    with (
        picture(paths[1], "b") as late,
        picture(elsewhere, "d", work=late.work) as other,
        pytest.raises(BadInput, match="does not show"),
    ):
        pair_figure(other, late, [], tmp_path / "e.png", titles=("", ""))


def test_a_map_of_density_tells_its_unit(tmp_path: Path) -> None:
    told = Density(np.array([[1.0, np.nan], [2.0, 3.0]]), 0, 0)
    path = density_figure(told, tmp_path / "a.svg", caption="INTERNAL", unit="marks per km²")
    assert b"INTERNAL" in path.read_bytes()
