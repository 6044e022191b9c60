"""Two scenes of the same ground, by the command line."""

import json
from pathlib import Path

from tests.cli.conftest import Type
from tests.imagery.scenes import tiff
from tests.imagery.test_change import dug
from tests.imagery.test_coregistering import texture


def test_a_new_mark_is_new(tawthiq: Type, tmp_path: Path) -> None:
    before = tiff(tmp_path / "a.tif", texture(640))
    after = tiff(tmp_path / "b.tif", dug(texture(640), (300, 300)))
    out = tmp_path / "c.geojson"
    said = tawthiq("compare", before, after, "-o", out, "--threshold", "3.5")
    assert said.code == 0
    states = [one["properties"]["change"] for one in json.loads(out.read_text("utf-8"))["features"]]
    assert states.count("new") == 1
    assert tawthiq("compare", before, after, "-o", out).code == 4
    assert tawthiq("compare", before, tmp_path / "none.tif", "-o", tmp_path / "d.geojson").code == 3


def test_marks_are_told_against_an_earlier_scene(tawthiq: Type, tmp_path: Path) -> None:
    before = tiff(tmp_path / "a.tif", texture(640))
    after = tiff(tmp_path / "b.tif", dug(texture(640), (300, 300)))
    out, form = tmp_path / "c.geojson", ("--method", "laplacian-of-gaussian", "--set", "threshold=3.5")
    said = tawthiq("detect", "craters", after, "-o", out, "--before", before, *form)
    assert (said.code, "1 marks are new" in said.out) == (0, True)
    states = [one["properties"]["change"] for one in json.loads(out.read_text("utf-8"))["features"]]
    assert states.count("new") == 1
    assert tawthiq("detect", "craters", after, "--before", before).code == 2, "in a case it is not noted yet"
