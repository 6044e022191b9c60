"""Two scenes of a case: what is new becomes a finding, is made again the same, and goes stale with the marks."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tawthiq.case import Case, Signer
from tawthiq.errors import NotFound
from tawthiq.imagery.comparing import Comparison, compare, rerun
from tawthiq.imagery.craters import LaplacianOfGaussian
from tawthiq.imagery.detect import detect, marks
from tawthiq.methods import recipe_of
from tawthiq.nouns import Item
from tests.imagery.scenes import tiff
from tests.imagery.test_change import dug
from tests.imagery.test_coregistering import texture


@pytest.fixture
def pair(case: Case, ana: Signer, tmp_path: Path) -> tuple[Item, Item]:
    """A field with a scar, and later with two."""
    before = tiff(tmp_path / "a.tif", dug(texture(640), (200, 200)))
    after = tiff(tmp_path / "b.tif", dug(texture(640), (200, 200), (400, 500)))
    old, new = (case.receive(one, source="lcc", how="by hand", by=ana) for one in (before, after))
    detect(case, new.id, by=ana, method=LaplacianOfGaussian(threshold=3.5))
    return old, new


def test_what_is_new_becomes_a_finding_and_is_made_again_the_same(
    case: Case, ana: Signer, pair: tuple[Item, Item]
) -> None:
    old, new = pair
    made = compare(case, old.id, new.id, by=ana)
    assert (made.counts["new"], made.counts["not assessable"]) == (1, 0)
    assert made.finding.slot == f"change/{new.id}"
    with case.open_table(made.finding, "changes") as path:
        rows = {row["mark"]: (row["before"], row["state"]) for row in pq.read_table(path).to_pylist()}
    ((_, _, found),) = marks(case, new.id)
    for one in found:
        assert rows[one.id] == (old.id, "new" if abs(one.fields["x_px"] - 400) < 5 else "already there")
    assert rerun(case, made.finding.id).same


def test_it_goes_stale_when_the_marks_are_found_anew(case: Case, ana: Signer, pair: tuple[Item, Item]) -> None:
    made = compare(case, pair[0].id, pair[1].id, by=ana)
    assert made.finding.id not in case.catalogue.stale()
    detect(case, pair[1].id, by=ana, method=LaplacianOfGaussian(threshold=3.0))
    assert made.finding.id in case.catalogue.stale()


def test_a_later_scene_without_marks_is_refused(case: Case, ana: Signer, pair: tuple[Item, Item]) -> None:
    with pytest.raises(NotFound):
        compare(case, pair[1].id, pair[0].id, by=ana)


def test_the_recipe_names_the_method() -> None:
    assert recipe_of(Comparison()) == ("comparison", "1", {})
