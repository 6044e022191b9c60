"""Figures that leave by `marks`, with their caption."""

import json
from pathlib import Path

from PIL import Image

from tawthiq.case import Case, Signer
from tawthiq.cli.imagery_out import chosen
from tests.cli.conftest import Type
from tests.imagery.scenes import ground, tiff

FORM = ("--method", "laplacian-of-gaussian", "--set", "threshold=2.0")


def test_figures_say_what_where_when_and_whose(
    tawthiq: Type, inside: Path, ana: Signer, case: Case, tmp_path: Path
) -> None:
    scene = tiff(tmp_path / "scene.tif", ground(256, [(100.3, 120.6, 11.0, -40.0)]))
    tawthiq("scene", "add", scene, "--owner", "© Nobody", "--date", "2012-02-20")
    tawthiq("detect", "craters", scene, *FORM)
    (one,) = chosen(case, None, "", "1km", 0.0)
    assert len(one.marks) == 1
    where = f"{one.marks[0].fields['lat']}, {one.marks[0].fields['lon']}"
    said = tawthiq(
        "marks", "--near", where, "--within", "50m", "--figure", "f.png", "--chips", "c.png", "--density", "d.png"
    )
    assert said.code == 0
    caption = Image.open(inside / "INTERNAL-f.png").info["Title"]
    for part in ("1 marks", "50 m", "pan", "2012-02-20", "© Nobody", "INTERNAL", "not confirmed", "N ", "E"):
        assert part in caption
    assert (inside / "INTERNAL-c.png").exists()
    assert (inside / "INTERNAL-d.png").exists()
    (none,) = chosen(case, None, where, "50m", 99.0)
    assert none.marks == ()


def test_hexagons_hold_the_marks_and_the_ground(tawthiq: Type, inside: Path, ana: Signer, tmp_path: Path) -> None:
    """One mark on 128 × 128 m; where too little of a hexagon was seen there is no density."""
    scene = tiff(tmp_path / "scene.tif", ground(256, [(100.3, 120.6, 11.0, -40.0)]))
    tawthiq("scene", "add", scene, "--owner", "© Nobody")
    tawthiq("detect", "craters", scene, *FORM)
    assert tawthiq("marks", "--hexagons", "h.csv").code == 2
    assert tawthiq("marks", "--hexagons", "h.geojson").code == 0
    cells = [one["properties"] for one in json.loads((inside / "INTERNAL-h.geojson").read_text("utf-8"))["features"]]
    assert sum(one["marks"] for one in cells) == 1
    assert {one["handling"] for one in cells} == {"INTERNAL"}
    assert abs(sum(one["assessable_km2"] for one in cells) - 0.0144) < 1e-5, "120 × 120 m: 4 m less at each edge"
    assert all(one["per_km2"] is None for one in cells if one["assessable_km2"] < 0.0064)
