"""Where marks lie: clusters, and how far from protected objects."""

import json
from pathlib import Path

import pytest

from tawthiq.case import Case, Signer
from tawthiq.cli.imagery_out import chosen
from tests.cli.conftest import Type
from tests.imagery.scenes import ground, tiff

FORM = ("--method", "laplacian-of-gaussian", "--set", "threshold=2.0")


def test_distances_and_clusters_are_told(tawthiq: Type, inside: Path, ana: Signer, case: Case, tmp_path: Path) -> None:
    """A mark 20 pixels of 0.5 m east of a school is 10 m away; two rows of six marks are two clusters."""
    rows = [(40.0 + 25 * n, y, 10.0, -40.0) for y in (40.0, 215.0) for n in range(6)]
    scene = tiff(tmp_path / "scene.tif", ground(256, rows))
    tawthiq("scene", "add", scene, "--owner", "© Nobody")
    tawthiq("detect", "craters", scene, *FORM)
    (one,) = chosen(case, None, "", "1km", 0.0)
    upper = sorted(one.marks, key=lambda mark: -mark.fields["lat"])[:6]
    first, second = sorted((mark.fields["lon"], mark.fields["lat"]) for mark in upper)[:2]
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
    told = tawthiq("--json", "marks", "--clusters").json["rows"]
    assert [one["marks"] for one in told] == [6, 6]
