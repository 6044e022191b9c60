"""Figures that leave by `marks`, with their caption."""

import json
from pathlib import Path

import pytest
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


def test_distances_and_clusters_are_told(tawthiq: Type, inside: Path, ana: Signer, case: Case, tmp_path: Path) -> None:
    """A mark 20 pixels of 0.5 m east of a school is 10 m away; six marks in a row are one cluster."""
    row = [(40.0 + 25 * n, 120.0, 10.0, -40.0) for n in range(6)]
    scene = tiff(tmp_path / "scene.tif", ground(256, row))
    tawthiq("scene", "add", scene, "--owner", "© Nobody")
    tawthiq("detect", "craters", scene, *FORM)
    (one,) = chosen(case, None, "", "1km", 0.0)
    first, second = sorted((mark.fields["lon"], mark.fields["lat"]) for mark in one.marks)[:2]
    lon, lat = (a + (a - b) * 20 / 25 for a, b in zip(first, second, strict=True))
    school = {
        "type": "Feature",
        "properties": {"name": "School"},
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
    }
    far = {**school, "geometry": {"type": "Point", "coordinates": [0.0, 0.0]}}
    Path("schools.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [school, far]}), "utf-8")
    (near,) = tawthiq("--json", "marks", "--distance-to", "schools.geojson").json["rows"]
    assert (near["object"], near["metres"]) == ("School", pytest.approx(10, abs=1))
    assert "1 of 2" in tawthiq("marks", "--distance-to", "schools.geojson").out
    (cluster,) = tawthiq("--json", "marks", "--clusters").json["rows"]
    assert cluster["marks"] == len(one.marks) == 6
