"""detect craters: without a case, at an operating point, beside an earlier scene, on a cluster."""

import json
from pathlib import Path

import pytest

from tawthiq.case import Signer
from tests.cli.conftest import Type
from tests.imagery.scenes import ground, tiff
from tests.imagery.test_change import dug
from tests.imagery.test_coregistering import texture

FORM = ("--method", "laplacian-of-gaussian", "--set", "threshold=2.0")
PLAIN = ("--method", "laplacian-of-gaussian", "--set", "threshold=3.5")
SOME = [(100.3, 120.6, 11.0, -40.0), (180.0, 60.0, 8.0, -40.0), (60.2, 200.4, 18.0, -40.0)]


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    return tiff(tmp_path / "scene.tif", ground(256, SOME))


def test_without_a_case_marks_are_written(tawthiq: Type, scene: Path, tmp_path: Path) -> None:
    out = tmp_path / "craters.geojson"
    assert tawthiq("detect", "craters", scene, "-o", out, *FORM).code == 0
    told = json.loads(out.read_text("utf-8"))["features"]
    assert len(told) == 3
    assert all("probability" in one["properties"] for one in told)
    assert tawthiq("detect", "craters", scene, "-o", out).code == 4, "a file is not written over"
    assert tawthiq("detect", "craters", "nowhere.tif", "-o", tmp_path / "b.geojson").code == 3


def test_the_scene_may_be_named_by_an_option(tawthiq: Type, scene: Path, tmp_path: Path) -> None:
    assert tawthiq("detect", "craters", "--scene", scene, "-o", tmp_path / "a.geojson", *FORM).code == 0
    said = tawthiq("detect", "craters", "-o", tmp_path / "b.geojson")
    assert (said.code, "SCENE" in said.err) == (2, True)


def test_the_network_is_the_default_at_an_operating_point(tawthiq: Type, scene: Path, tmp_path: Path) -> None:
    """What reaches a surer point reaches the others too; a point of no name is refused."""
    counts = []
    for point in ("screening", "balanced", "evidence"):
        out = tmp_path / f"{point}.geojson"
        assert tawthiq("detect", "craters", scene, "-o", out, "--point", point).code == 0
        told = json.loads(out.read_text("utf-8"))["features"]
        assert {one["properties"]["method"] for one in told} <= {"network"}
        counts.append(len(told))
    assert counts[0] >= counts[1] >= counts[2]
    assert counts[0] > counts[2]
    said = tawthiq("detect", "craters", scene, "-o", tmp_path / "d.csv", "--point", "certain")
    assert (said.code, "evidence" in said.err) == (2, True)


def test_marks_are_told_against_an_earlier_scene(tawthiq: Type, tmp_path: Path) -> None:
    before = tiff(tmp_path / "a.tif", texture(640))
    after = tiff(tmp_path / "b.tif", dug(texture(640), (300, 300)))
    out = tmp_path / "c.geojson"
    said = tawthiq("detect", "craters", after, "-o", out, "--before", before, *PLAIN)
    assert (said.code, "1 marks are new" in said.out) == (0, True)
    states = [one["properties"]["change"] for one in json.loads(out.read_text("utf-8"))["features"]]
    assert states.count("new") == 1


def test_in_a_case_what_is_new_is_kept_listed_and_traced(
    tawthiq: Type, inside: Path, ana: Signer, tmp_path: Path
) -> None:
    """The scar that was there has a bright spot beside it, which was there too."""
    before = tiff(tmp_path / "a.tif", dug(texture(640), (200, 200)))
    after = tiff(tmp_path / "b.tif", dug(texture(640), (200, 200), (300, 460)))
    for one in (before, after):
        tawthiq("scene", "add", one, "--owner", "© Nobody")
    said = tawthiq("detect", "craters", after, "--before", before, *PLAIN)
    assert (said.code, "1 marks are new, 2 were there already" in said.out) == (0, True)
    listed = tawthiq("--json", "marks").json["marks"]
    states = {round(one["fields"]["x_px"], -1): one["change"] for one in listed}
    assert (states[200], states[300]) == ("already there", "new")
    assert "already there" in tawthiq("marks").out
    tawthiq("marks", "--export", "a.geojson")
    rows = json.loads((inside / "INTERNAL-a.geojson").read_text("utf-8"))["features"]
    assert sorted(one["properties"]["change"] for one in rows) == ["already there", "already there", "new"]
    new = next(one["id"] for one in listed if one["change"] == "new")
    told = tawthiq("trace", new).out
    for words in ("column 300.", "row 459.", "new (beside i-", "b.tif", "hash as received"):
        assert words in told


def test_an_engine_of_no_name_is_refused(tawthiq: Type, scene: Path, tmp_path: Path) -> None:
    said = tawthiq("detect", "craters", scene, "-o", tmp_path / "a.csv", "--engine", "spark")
    assert (said.code, "dask" in said.err) == (2, True)


def test_of_ground_that_nobody_can_see_nothing_is_said(tawthiq: Type, tmp_path: Path) -> None:
    dark = tiff(tmp_path / "dark.tif", ground(256, []) * 0, nodata=0)
    said = tawthiq("detect", "craters", dark, "-o", tmp_path / "a.csv", *FORM)
    assert (said.code, "says nothing about the ground" in said.out) == (0, True)
    assert "Expected" not in said.out
