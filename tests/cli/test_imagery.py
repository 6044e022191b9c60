"""scene add, detect craters, marks: with a case and without one."""

import json
from pathlib import Path

import pytest
from affine import Affine

from tawthiq.case import Signer
from tests.cli.conftest import Type
from tests.imagery.scenes import ground, tiff

FORM = ("--method", "laplacian-of-gaussian", "--set", "threshold=2.0")
SOME = [(100.3, 120.6, 11.0, -40.0), (180.0, 60.0, 8.0, -40.0), (60.2, 200.4, 18.0, -40.0)]


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    return tiff(tmp_path / "scene.tif", ground(256, SOME))


def test_a_scene_is_added_looked_at_and_its_marks_listed(tawthiq: Type, inside: Path, ana: Signer, scene: Path) -> None:
    said = tawthiq("scene", "add", scene, "--owner", "© Nobody", "--date", "2012-02-20", "--bands", "pan")
    assert (said.code, "0.5 m a pixel" in said.out) == (0, True)
    assert "nobody" in tawthiq("source", "list").out
    said = tawthiq("detect", "craters", scene, *FORM)
    assert said.code == 0
    assert "3 marks" in said.out
    assert "Uncalibrated" in said.out
    assert "not detectable" in said.out
    assert "nothing changed" in tawthiq("detect", "craters", scene, *FORM).out
    listed = tawthiq("--json", "marks").json
    assert listed["total"] == 3
    assert tawthiq("judge", "accept", listed["marks"][0]["id"], "--why", "seen twice").code == 0
    assert "accept" in tawthiq("marks").out


def test_what_leaves_is_stamped_and_noted(tawthiq: Type, inside: Path, ana: Signer, scene: Path) -> None:
    tawthiq("scene", "add", scene, "--owner", "© Nobody")
    tawthiq("detect", "craters", scene, *FORM)
    where = tawthiq("--json", "marks").json["marks"][0]["fields"]
    near = f"{where['lat']}, {where['lon']}"
    assert tawthiq("marks", "--near", near, "--within", "20m", "--export", "a.geojson").code == 0
    told = json.loads((inside / "INTERNAL-a.geojson").read_text("utf-8"))["features"]
    assert len(told) == 1
    assert told[0]["properties"]["handling"] == "INTERNAL"
    assert told[0]["properties"]["owner"] == "© Nobody"
    assert [one["act"] for one in tawthiq("--json", "log").json][-1] == "publish"
    assert tawthiq("marks", "--near", near, "--within", "far").code == 2


def test_what_cannot_be_is_said_in_words(tawthiq: Type, inside: Path, ana: Signer, tmp_path: Path, scene: Path) -> None:
    coarse = tiff(tmp_path / "b.tif", ground(64, []), Affine(3, 0, 290_000, 0, -3, 3_844_000))
    said = tawthiq("detect", "craters", coarse, "-o", tmp_path / "b.geojson")
    assert (said.code, "cannot be seen" in said.err) == (4, True)
    said = tawthiq("scene", "add", scene, "--owner", "x", "--corners", "1,2 3")
    assert (said.code, "eight numbers" in said.err) == (2, True)
    assert tawthiq("marks").code == 3
    said = tawthiq("detect", "craters", scene, "-o", tmp_path / "c.csv", "--set", "weights=none")
    assert (said.code, "Train them" in said.err) == (3, True)
