"""The verb: a scene of the case gets its marks, again when the method changed, and again to be compared."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq

from tawthiq import tables
from tawthiq.case import Case, Signer
from tawthiq.case.rerunning import Rerun, compared
from tawthiq.errors import BadInput, NotFound
from tawthiq.imagery import drawing, making, windows
from tawthiq.imagery.identity import Known
from tawthiq.imagery.network import Network
from tawthiq.imagery.scenes import Said
from tawthiq.imagery.shape import Detector
from tawthiq.imagery.spreading import Scan
from tawthiq.imagery.windows import SIZE, Progress
from tawthiq.methods import from_recipe, recipe_of
from tawthiq.nouns import Finding, Item, Mark, Recipe
from tawthiq.rasters.ground import picture

CRAFT = "imagery"
VERDICTS = ("accept", "reject")


@dataclass(frozen=True, slots=True)
class Detected:
    """What detecting gave: the finding, whether the very same stood already, and the row of ``tables.COVERAGE``."""

    finding: Finding
    coverage: Mapping[str, Any]
    already: bool = False


def scene(case: Case, ref: str | Path, said: Said, *, by: Signer) -> Finding:
    """Put down what a person says of a received scene. Raises NotFound, and what opening it on the ground raises."""
    item = _item(case, ref)
    with case.bytes(item) as file, picture(file, item.name, said.told):
        pass
    work = case.scratch(f"scene-{item.id}")
    try:
        recipe = case.recipe(said, CRAFT, inputs=(item.id,))
        return case.find(_scene_slot(item), recipe, _written({"scene": said.table(item.id)}, work), by)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def said_of(case: Case, item: Item) -> Said:
    """What was said of a scene; nothing where nobody said anything."""
    standing = case.current(_scene_slot(item))
    return Said.of(dict(standing.recipe.parameters)) if standing else Said()


def detect(
    case: Case,
    ref: str | Path,
    *,
    by: Signer,
    method: Detector,
    size: int = SIZE,
    scan: Scan = windows.scan,
    progress: Progress | None = None,
) -> Detected:
    """Find the marks in a received scene, a finding in the slot ``marks/<item>``; an interrupted run is resumed.

    Marks that were found before keep their ids. Where the very same finding stands already, it is told and not made
    again. Raises NotFound for a scene that was not received, and what ``making.marks`` raises.
    """
    item = _item(case, ref)
    told, before = case.current(_scene_slot(item)), case.current(_slot(item))
    if before and _same(before, method, told):
        return Detected(before, _coverage(case, before), already=True)
    inputs = (item.id, *(one.id for one in (told, before) if one))
    recipe = case.recipe(method, CRAFT, inputs=inputs)
    work = case.scratch(f"marks-{item.id}")
    made = _made(case, recipe, work / "windows", size, progress, scan)
    finding = case.find(_slot(item), recipe, _written(made, work), by)
    shutil.rmtree(work, ignore_errors=True)
    return Detected(finding, made["coverage"].to_pylist()[0])


def chosen(name: str, options: Mapping[str, Any]) -> Detector:
    """A detector on offer, by its name, with parameters. Raises NotFound, BadInput for a parameter that it has not."""
    try:
        method = cast(Detector, from_recipe(CRAFT, name, dict(options)))
        return method.named() if isinstance(method, Network) else method
    except TypeError as error:
        raise BadInput("imagery.option", value=", ".join(options), method=name) from error


def marks(case: Case, ref: str | Path | None = None) -> list[tuple[Item, Said, list[Mark]]]:
    """The marks as they stand, scene by scene, with what people decided, and last those that they drew.

    Raises NotFound where no scene was looked through.
    """
    wanted = _item(case, ref) if ref is not None else None
    found = [one for one in case.catalogue.findings(slots="marks/*", current=True) if "marks" in one.tables]
    found = [one for one in found if wanted is None or one.recipe.inputs[0] == wanted.id]
    if not found:
        raise NotFound("imagery.no_marks")
    told = drawing.standing(case.judgements())
    verdicts = {one.subjects[0]: one.verdict for one in told if one.verdict in VERDICTS}
    return [_held(case, one, verdicts, drawing.drawn(told, one.recipe.inputs[0])) for one in found]


def coverage(case: Case, ref: str | Path) -> Mapping[str, Any]:
    """The row of ``tables.COVERAGE`` of a scene's marks as they stand. Raises NotFound."""
    standing = case.current(_slot(_item(case, ref)))
    if not standing:
        raise NotFound("imagery.no_marks")
    return _coverage(case, standing)


def rerun(case: Case, ref: str, progress: Progress | None = None) -> Rerun:
    """Make a finding of this craft again from its recipe and compare the tables. Raises NotFound for another's."""
    finding = case.finding(ref)
    craft, _, name = finding.recipe.method.partition(".")
    if craft != CRAFT:
        raise NotFound("imagery.not_ours", id=finding.id, method=finding.recipe.method)
    with TemporaryDirectory() as folder:
        if name == Said.name:
            made = {"scene": Said.of(dict(finding.recipe.parameters)).table(finding.recipe.inputs[0])}
        else:
            made = _made(case, finding.recipe, None, SIZE, progress)
        return compared(case, finding, _written(made, Path(folder)))


def _made(  # noqa: PLR0917 (what is made, and how it is gone about)
    case: Case, recipe: Recipe, scratch: Path | None, size: int, progress: Progress | None, scan: Scan = windows.scan
) -> dict[str, pa.Table]:
    """The tables of a recipe: the scene, what was said of it then, and the marks that stood before."""
    item = case.item(recipe.inputs[0])
    others = [case.finding(one) for one in recipe.inputs[1:]]
    said = next((Said.of(dict(one.recipe.parameters)) for one in others if "scene" in one.tables), Said())
    known = [row for one in others if "marks" in one.tables for row in _known(case, one)]
    method = chosen(recipe.method.partition(".")[2], recipe.parameters)
    with case.bytes(item) as file:
        return making.marks(
            file, item.id, said, method,
            name=item.name, known=known, scratch=scratch, size=size, scan=scan, progress=progress,
        )  # fmt: skip


def _known(case: Case, finding: Finding) -> Known:
    rows: list[tuple[str, float, float]] = []
    for name in ("marks", "earlier"):
        with case.open_table(finding, name) as path:
            table = pq.read_table(path, columns=["id", "x_px", "y_px"])
        rows += zip(*(table[column].to_pylist() for column in ("id", "x_px", "y_px")), strict=True)
    return rows


def _written(made: Mapping[str, pa.Table], folder: Path) -> dict[str, Path]:
    files = {name: folder / f"{name}.parquet" for name in made}
    for name, path in files.items():
        tables.write(path, tables.SCHEMAS[name], [made[name]])
    return files


def _same(standing: Finding, method: Detector, told: Finding | None) -> bool:
    name, version, parameters = recipe_of(method)
    one = standing.recipe
    same = (one.method, one.version, dict(one.parameters)) == (f"{CRAFT}.{name}", version, parameters)
    return same and (told is None or told.id in one.inputs)


def _held(
    case: Case, finding: Finding, verdicts: Mapping[str, str], drawn: Sequence[Mark]
) -> tuple[Item, Said, list[Mark]]:
    item, (found, place) = case.item(finding.recipe.inputs[0]), _found(case, finding)
    held = list(found)
    for id_ in verdicts.keys() & place.keys():
        held[place[id_]] = replace(found[place[id_]], verdict=verdicts[id_])
    mine = (replace(one, finding=finding.id, verdict=verdicts.get(one.id, one.verdict)) for one in drawn)
    return item, said_of(case, item), [*held, *mine]


def _found(case: Case, finding: Finding) -> tuple[Sequence[Mark], Mapping[str, int]]:
    """The marks of a finding, judged by nobody, and the place of each; a case with a memory keeps them."""

    def read() -> tuple[Sequence[Mark], Mapping[str, int]]:
        with case.open_table(finding, "marks") as path:
            rows = pq.read_table(path).to_pylist()
        made = [Mark(row["id"], finding.recipe.inputs[0], row, finding.id, "") for row in rows]
        return made, {one.id: n for n, one in enumerate(made)}

    return case.memory.keep(("marks", finding.id), read) if case.memory else read()


def _coverage(case: Case, finding: Finding) -> Mapping[str, Any]:
    with case.open_table(finding, "coverage") as path:
        return cast(Mapping[str, Any], pq.read_table(path).to_pylist()[0])


def _item(case: Case, ref: str | Path) -> Item:
    path = Path(ref)
    return case.item_of(path) if path.is_file() else case.item(str(ref))


def _slot(item: Item) -> str:
    return f"marks/{item.id}"


def _scene_slot(item: Item) -> str:
    return f"scene/{item.id}"
