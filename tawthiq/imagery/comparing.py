"""The verb: two scenes of the case laid beside each other; which marks of the later one are new becomes a finding."""

import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import pyarrow as pa
import pyarrow.parquet as pq

from tawthiq import tables
from tawthiq.case import Case, Signer
from tawthiq.case.rerunning import Rerun, compared
from tawthiq.errors import NotFound
from tawthiq.imagery import making
from tawthiq.imagery.change import changed, fainter
from tawthiq.imagery.detect import CRAFT, chosen
from tawthiq.imagery.scenes import Said
from tawthiq.imagery.windows import Progress
from tawthiq.nouns import Finding, Item, Recipe
from tawthiq.rasters.ground import picture


@dataclass(frozen=True)
class Comparison:
    """Each mark of a later scene: new, there already, or nobody can tell (``change.changed``).

    The earlier scene is looked through by the method of the later one's marks, made to see what is fainter.
    """

    name: ClassVar[str] = "comparison"
    version: ClassVar[str] = "1"


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing gave: the finding, and how many marks are in each state."""

    finding: Finding
    counts: Mapping[str, int]


def compare(
    case: Case, before: str | Path, after: str | Path, *, by: Signer, progress: Progress | None = None
) -> Compared:
    """Compare two received scenes, of which the later one has its marks; the finding stands in ``change/<after>``.

    Raises NotFound for a scene that was not received, or a later one that was not looked through, and what laying the
    two beside each other raises.
    """
    old, new = (case.item_of(Path(one)) if Path(one).is_file() else case.item(str(one)) for one in (before, after))
    marks = case.current(f"marks/{new.id}")
    if marks is None:
        raise NotFound("imagery.no_marks")
    told = [found.id for one in (old, new) if (found := case.current(f"scene/{one.id}"))]
    recipe = case.recipe(Comparison(), CRAFT, inputs=(new.id, old.id, marks.id, *told))
    work = case.scratch(f"change-{new.id}")
    try:
        made = _made(case, recipe, progress)
        finding = case.find(f"change/{new.id}", recipe, _written(made, work), by)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Compared(finding, Counter(map(str, made["state"].to_pylist())))


def rerun(case: Case, ref: str, progress: Progress | None = None) -> Rerun:
    """Compare again by a finding's recipe, and set the tables side by side."""
    finding = case.finding(ref)
    with TemporaryDirectory() as folder:
        return compared(case, finding, _written(_made(case, finding.recipe, progress), Path(folder)))


def _made(case: Case, recipe: Recipe, progress: Progress | None) -> pa.Table:
    """The table of a recipe: the later scene, the earlier one, the marks, and what was said of the two then."""
    new, old = (case.item(one) for one in recipe.inputs[:2])
    marks, *scenes = (case.finding(one) for one in recipe.inputs[2:])
    said = {one.recipe.inputs[0]: Said.of(dict(one.recipe.parameters)) for one in scenes}
    method = fainter(chosen(marks.recipe.method.partition(".")[2], dict(marks.recipe.parameters)))
    with case.open_table(marks, "marks") as path:
        later = pq.read_table(path)
    with case.bytes(old) as was, case.bytes(new) as now:
        told = said.get(old.id, Said())
        earlier = making.marks(was, old.id, told, method, name=old.name, progress=progress)
        with (
            picture(now, new.name, said.get(new.id, Said()).told) as late,
            picture(was, old.name, told.told, work=late.work) as early,
        ):
            states = changed(early, late, earlier, later).states
    return _tabled(later, states, old)


def _tabled(marks: pa.Table, states: tuple[str, ...], before: Item) -> pa.Table:
    rows: list[dict[str, Any]] = [
        {"mark": id_, "before": before.id, "state": state}
        for id_, state in zip(marks["id"].to_pylist(), states, strict=True)
    ]
    return tables.rows(tables.CHANGES, rows)


def _written(made: pa.Table, folder: Path) -> dict[str, Path]:
    tables.write(folder / "changes.parquet", tables.CHANGES, [made])
    return {"changes": folder / "changes.parquet"}
