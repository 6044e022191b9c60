"""A scene of the case gets its marks; what people decided of them outlives new detections."""

import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from affine import Affine

from tawthiq.case import Case, Decision, Signer
from tawthiq.errors import NotFound, Refused
from tawthiq.imagery.craters import LaplacianOfGaussian
from tawthiq.imagery.detect import Detected, chosen, coverage, detect, marks, rerun, said_of, scene
from tawthiq.imagery.scenes import Said
from tawthiq.nouns import Item
from tests.imagery.scenes import ground, tiff

SOME = [(100.3, 120.6, 11.0, -40.0), (180.0, 60.0, 8.0, -40.0), (60.2, 200.4, 18.0, -40.0)]
METHOD = LaplacianOfGaussian(threshold=2.0)


@pytest.fixture
def received(case: Case, ana: Signer, tmp_path: Path) -> Item:
    path = tiff(tmp_path / "scene.tif", ground(256, SOME))
    return case.receive(path, source="lcc", how="by hand", by=ana)


def found(case: Case, item: Item, by: Signer, method: LaplacianOfGaussian = METHOD, **more: object) -> Detected:
    return detect(case, item.id, by=by, method=method, **more)


def test_a_scene_gets_its_marks_and_a_finding_with_its_whole_recipe(case: Case, ana: Signer, received: Item) -> None:
    told = scene(case, received.id, Said(owner="© Nobody", date="2012-02-20", bands=("pan",)), by=ana)
    one = found(case, received, ana)
    assert one.finding.slot == f"marks/{received.id}"
    assert one.finding.recipe.method == "imagery.laplacian-of-gaussian"
    assert one.finding.recipe.inputs == (received.id, told.id)
    ((item, said, held),) = marks(case)
    assert (item, said.owner, len(held)) == (received, "© Nobody", 3)
    assert said_of(case, received) == said
    assert held[0].fields["probability"] is None, "no probability was measured for this"
    assert "never_calibrated" in one.coverage["uncalibrated"]
    assert coverage(case, received.id)["assessable_m2"] == pytest.approx(240 * 240 / 4)
    assert one.coverage["ground_m2"] == 256 * 256 / 4


def test_the_same_again_is_told_and_made_again_it_is_the_same(case: Case, ana: Signer, received: Item) -> None:
    told = scene(case, received.id, Said(owner="© Nobody"), by=ana)
    one = found(case, received, ana)
    assert found(case, received, ana).already
    assert rerun(case, one.finding.id).same
    assert rerun(case, told.id).same
    two = found(case, received, ana, LaplacianOfGaussian(threshold=1.8))
    assert not two.already
    assert rerun(case, two.finding.id).same
    assert rerun(case, one.finding.id).same, "the older one too, from what stood then"


def test_decisions_reattach_when_the_mark_is_found_again_even_after_it_was_lost(
    case: Case, ana: Signer, received: Item
) -> None:
    found(case, received, ana)
    first = marks(case)[0][2]
    lost = min(first, key=lambda one: one.fields["diameter_m"])
    case.judge([Decision("reject", (lost.id,), "a bush")], ana)
    found(case, received, ana, LaplacianOfGaussian(threshold=2.0, smallest_m=7.0))
    assert lost.id not in {one.id for one in marks(case)[0][2]}
    found(case, received, ana, LaplacianOfGaussian(threshold=1.9))
    again = {one.id: one.verdict for one in marks(case)[0][2]}
    assert again[lost.id] == "reject"
    assert {one.id for one in first} <= set(again)


def test_a_decision_on_a_mark_that_is_none_is_refused(case: Case, ana: Signer, received: Item) -> None:
    found(case, received, ana)
    with pytest.raises(NotFound):
        case.judge([Decision("accept", ("m-0000000000000000",), "")], ana)


KILLED = """
import os, sys
from pathlib import Path
from tawthiq.case import Case, keys
from tawthiq.imagery.craters import LaplacianOfGaussian
from tawthiq.imagery.detect import detect

def die(done, total):
    if done == 3:
        os.kill(os.getpid(), 9)

with Case.open(Path(sys.argv[1])) as case:
    detect(case, sys.argv[2], by=keys.load(None), method=LaplacianOfGaussian(threshold=2.0), size=64, progress=die)
"""


def test_a_run_that_was_killed_goes_on_where_it_was(case: Case, ana: Signer, received: Item) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, case.root, received.id], check=False)
    assert ended.returncode == -9
    kept = {path: path.stat().st_mtime_ns for path in (case.root / "scratch").rglob("[0-9]*.npz")}
    assert len(kept) >= 3
    assert case.current(f"marks/{received.id}") is None, "nothing of it stands in the case"
    seen: dict[Path, int] = {}

    def look(done: int, total: int) -> None:
        if done == total:
            seen.update({path: path.stat().st_mtime_ns for path in kept})

    one = found(case, received, ana, size=64, progress=look)
    assert seen == kept, "windows that were done are not done again"
    assert not (case.root / "scratch" / f"marks-{received.id}").exists()
    assert rerun(case, one.finding.id).same, "and it is what one run in other windows gives"


def test_a_scene_that_is_too_coarse_or_lies_nowhere_is_refused(case: Case, ana: Signer, tmp_path: Path) -> None:
    coarse = tiff(tmp_path / "b.tif", ground(64, []), Affine(3, 0, 290_000, 0, -3, 3_844_000))
    item = case.receive(coarse, source="lcc", how="by hand", by=ana)
    with pytest.raises(Refused, match="cannot be seen"):
        found(case, item, ana)
    nowhere = tmp_path / "c.tif"
    tiff(nowhere, ground(64, []), Affine.identity(), "EPSG:4326")
    item = case.receive(nowhere, source="lcc", how="by hand", by=ana)
    with pytest.raises(Refused, match="corners"):
        found(case, item, ana)
    scene(case, item.id, Said(pixel_m=0.5), by=ana)
    assert found(case, item, ana).coverage["marks"] == 0


def test_what_is_not_there_is_said(case: Case, ana: Signer, received: Item) -> None:
    for ask in (lambda: marks(case), lambda: coverage(case, received.id), lambda: marks(case, received.id)):
        with pytest.raises(NotFound, match="detect craters"):
            ask()
    assert chosen("laplacian-of-gaussian", {"threshold": 2.0}) == METHOD


def test_the_table_keeps_its_schema(case: Case, ana: Signer, received: Item) -> None:
    one = found(case, received, ana)
    with case.open_table(one.finding, "marks") as path:
        table = pq.read_table(path)
    assert table["polarity"].to_pylist() == ["dark"] * 3
    assert sorted(table["score"].to_pylist(), reverse=True) == table["score"].to_pylist()
    assert len(table["outline_m"][0]) == 16
