"""Two scenes of the same ground, by the command line."""

import json
from pathlib import Path

from tawthiq.case import Signer
from tests.cli.conftest import Type
from tests.imagery.scenes import tiff
from tests.imagery.test_change import dug
from tests.imagery.test_coregistering import texture

FORM = ("--method", "laplacian-of-gaussian", "--set", "threshold=3.5")


def test_a_new_mark_is_new(tawthiq: Type, tmp_path: Path) -> None:
    before = tiff(tmp_path / "a.tif", texture(640))
    after = tiff(tmp_path / "b.tif", dug(texture(640), (300, 300)))
    out = tmp_path / "c.geojson"
    said = tawthiq("compare", before, after, "-o", out, *FORM)
    assert said.code == 0
    states = [one["properties"]["change"] for one in json.loads(out.read_text("utf-8"))["features"]]
    assert states.count("new") == 1
    assert tawthiq("compare", before, after, "-o", out).code == 4
    assert tawthiq("compare", before, tmp_path / "none.tif", "-o", tmp_path / "d.geojson").code == 3


def test_two_scenes_of_a_case(tawthiq: Type, inside: Path, ana: Signer, tmp_path: Path) -> None:
    before = tiff(tmp_path / "a.tif", texture(640))
    after = tiff(tmp_path / "b.tif", dug(texture(640), (300, 300)))
    for one in (before, after):
        assert tawthiq("scene", "add", one, "--owner", "© Nobody").code == 0
    tawthiq("detect", "craters", after, *FORM)
    said = tawthiq("compare", before, after)
    assert (said.code, "1 marks are new" in said.out) == (0, True)
    made = tawthiq("--json", "compare", before, after).json["finding"]["id"]
    assert tawthiq("rerun", made).code == 0
    missing = tawthiq("compare", before, after, "--buildings", tmp_path / "none.geojson")
    assert (missing.code, "none.geojson" in missing.err) == (3, True)
