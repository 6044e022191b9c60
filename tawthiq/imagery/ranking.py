"""The verb: the buildings of a received map ranked by evidence of change between two scenes of the case."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import numpy as np
import pyarrow as pa

from tawthiq import tables
from tawthiq.case import Case, Signer
from tawthiq.case.rerunning import Rerun, compared
from tawthiq.imagery.buildings import SIGNS, Ranked, footprints, ranked
from tawthiq.imagery.coregistering import shifts
from tawthiq.imagery.detect import CRAFT, said_of
from tawthiq.imagery.scenes import Said
from tawthiq.imagery.windows import Progress
from tawthiq.nouns import Finding, Item, Recipe
from tawthiq.rasters.ground import picture

DIGITS = 4


@dataclass(frozen=True)
class BuildingRanks:
    """How much each building changed against its neighbours in the same pair (``buildings.ranked``).

    It ranks; grades of damage are given by a person. Views from above miss façades.
    """

    name: ClassVar[str] = "building-ranks"
    version: ClassVar[str] = "1"


@dataclass(frozen=True, slots=True)
class Ranking:
    """What ranking gave: the finding, how many buildings the map has, and of how many the pair says anything."""

    finding: Finding
    count: int
    assessed: int


def rank(case: Case, before: str | Path, after: str | Path, shapes: str | Path, *, by: Signer) -> Ranking:
    """Rank the buildings of a received map of footprints; the finding stands in ``buildings/<after>``.

    Raises NotFound for what was not received, and what laying the two scenes beside each other raises.
    """
    new, old, drawn = (_item(case, one) for one in (after, before, shapes))
    told = [found.id for one in (old, new) if (found := case.current(f"scene/{one.id}"))]
    recipe = case.recipe(BuildingRanks(), CRAFT, inputs=(new.id, old.id, drawn.id, *told))
    work = case.scratch(f"buildings-{new.id}")
    try:
        made = _made(case, recipe)
        finding = case.find(f"buildings/{new.id}", recipe, _written(made, work), by)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Ranking(finding, made.num_rows, made.num_rows - made["rank"].null_count)


def rerun(case: Case, ref: str, progress: Progress | None = None) -> Rerun:
    """Rank again by a finding's recipe, and set the tables side by side."""
    finding = case.finding(ref)
    with TemporaryDirectory() as folder:
        return compared(case, finding, _written(_made(case, finding.recipe), Path(folder)))


def _made(case: Case, recipe: Recipe) -> pa.Table:
    """The table of a recipe: the later scene, the earlier one, the map, and what was said of the two then."""
    new, old, drawn = (case.item(one) for one in recipe.inputs[:3])
    told = {one.recipe.inputs[0]: Said.of(dict(one.recipe.parameters)) for one in map(case.finding, recipe.inputs[3:])}
    with case.bytes(drawn) as file:
        shapes = footprints(file)
    with (
        case.bytes(old) as was,
        case.bytes(new) as now,
        picture(now, new.name, told.get(new.id, said_of(case, new)).told) as late,
        picture(was, old.name, told.get(old.id, said_of(case, old)).told, work=late.work) as early,
    ):
        return _tabled(shapes, ranked(early, late, shapes, shifts(early, late)), old)


def _tabled(shapes: list[Any], found: Ranked, before: Item) -> pa.Table:
    rows = []
    for n, shape in enumerate(shapes):
        known = bool(found.rank[n])
        signs = zip(SIGNS, np.round(found.signs[n], DIGITS).tolist(), strict=True)
        row = {name: value if known else None for name, value in signs}
        row |= {
            "rank": int(found.rank[n]) or None,
            "evidence": round(float(found.evidence[n]), DIGITS) if known else None,
        }
        lon, lat = (round(one, 7) for one in shape.centroid.coords[0])
        rows.append({"building": n + 1, "before": before.id, "lon": lon, "lat": lat, **row})
    return tables.rows(tables.BUILDINGS, rows)


def _written(made: pa.Table, folder: Path) -> dict[str, Path]:
    tables.write(folder / "buildings.parquet", tables.BUILDINGS, [made])
    return {"buildings": folder / "buildings.parquet"}


def _item(case: Case, ref: str | Path) -> Item:
    return case.item_of(Path(ref)) if Path(ref).is_file() else case.item(str(ref))
