"""The verb: the records of a case become people, again when lists or decisions changed, and again to be compared."""

import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tawthiq import tables
from tawthiq.case import Case, Signer
from tawthiq.case.casefile import CaseFile, load
from tawthiq.case.judging import fingerprint
from tawthiq.case.register import SLOT
from tawthiq.case.rerunning import Rerun, compared
from tawthiq.errors import BadInput, NotFound, Refused
from tawthiq.methods import from_recipe
from tawthiq.names.hand.measuring import Measured, measured, read_truth
from tawthiq.names.register import making
from tawthiq.names.register.decided import Decided, decided
from tawthiq.names.register.inclusion import Rule
from tawthiq.names.register.summary import Linked, summed_up
from tawthiq.names.scoring.numbers import PREFIX, are_numbers
from tawthiq.names.shape import Linker, Lists
from tawthiq.nouns import Finding, Recipe
from tawthiq.text import fold

KINDS = ("person", "victim")
RULES = "names"
DEFAULT = "fellegi-sunter"
STAGES = ("records", "scoring", "clusters", "draws", "people")
VERSION = "3"

_FORGOTTEN = pc.field("folded").is_null() & pc.field("name").is_null() & pc.field("content").is_null()

Progress = Callable[[int, int], None]


def link(
    case: Case,
    *,
    by: Signer | None,
    method: Linker | None = None,
    seed: int = 1,
    progress: Progress | None = None,
) -> Linked:
    """Link the current records that speak of people into the register, a finding in the slot ``people``.

    Without ``by`` nothing is written. What was rejected or withdrawn stays out; decisions as they stand are kept to.
    Where the very same register stands already, it is told and not made again. Raises NotFound where no record
    speaks of a person, Refused where the linker refuses to fit.
    """
    linker = method or chosen(DEFAULT, {})
    recipe, said = _recipe(case, linker, seed)
    standing = case.register.current()
    if standing and _already(case, standing, recipe):
        return replace(summed_up(_tables(case, standing), said), finding=standing, already=True)
    work = case.scratch("link")
    try:
        made = _made(case, recipe, said, linker=linker, casefile=case.casefile, progress=progress)
        earlier = _tables(case, standing, "members") if standing else {}
        linked = summed_up(made, said, earlier.get("members"))
        files = _written(made, work)
        return replace(linked, finding=case.find(SLOT, recipe, files, by) if by else None)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def chosen(name: str, options: Mapping[str, Any]) -> Linker:
    """A linker on offer, by its name, with parameters. Raises NotFound, BadInput for a parameter that it has not."""
    try:
        return cast(Linker, from_recipe("names", name, dict(options)))
    except TypeError as error:
        raise BadInput("link.option", value=", ".join(options), method=name) from error


def rerun(case: Case, ref: str, progress: Progress | None = None) -> Rerun:
    """Make a register again from its recipe and compare the tables.

    Raises NotFound for what linking made not, Refused where judgements that it rests on were forgotten since.
    """
    finding = case.finding(ref)
    recipe = finding.recipe
    craft, _, name = recipe.method.partition(".")
    if craft != "names" or finding.slot != SLOT:
        raise NotFound("link.not_ours", id=finding.id, method=recipe.method)
    said = _decided(case, recipe.position)
    if fingerprint(said.used) != recipe.judgements:
        raise Refused("link.judgements_gone", id=finding.id)
    linker = chosen(name, recipe.parameters["linker"])
    with case.vault.path(recipe.casefile) as path:
        casefile = load(path)
    with TemporaryDirectory() as folder:
        made = _made(case, recipe, said, linker=linker, casefile=casefile, progress=progress)
        return compared(case, finding, _written(made, Path(folder)))


def evaluated(case: Case, truth: Path, *, seed: int = 1) -> Measured:
    """Compare the register that stands with a file of the truth (see ``measuring.read_truth``); nothing is written.

    Raises NotFound where nothing was linked, BadInput for a file that is no truth.
    """
    standing = case.register.current()
    if standing is None:
        raise NotFound("review.no_register")
    known, recipe = read_truth(truth), standing.recipe
    lists = _gathered(case, [case.finding(one) for one in recipe.inputs], _decided(case, recipe.position), frozenset())
    return measured(lists, _tables(case, standing, "members")["members"], known, seed=seed)


def _recipe(case: Case, linker: Linker, seed: int) -> tuple[Recipe, Decided]:
    """The recipe of a register about to be made, and the decisions that it rests on."""
    position = case.catalogue.position()[0]
    said = _decided(case, position)
    earlier = case.register.current()
    inputs = [one.id for one in _about_people(case, case.shelves.current(), said)]
    if not inputs:
        raise NotFound("link.nobody")
    recipe = case.recipe(linker, "names", inputs=inputs, seed=seed, judgements=said.used)
    parameters = {
        "linker": json.loads(json.dumps(recipe.parameters)),
        "register": {"version": VERSION, "draws": making.NUMBER},
        "earlier": earlier.id if earlier else "",
    }
    return replace(recipe, parameters=parameters, position=position), said


def _decided(case: Case, position: int) -> Decided:
    return decided(case.catalogue.judgements(until=position))


def _about_people(case: Case, findings: Iterable[Finding], said: Decided) -> list[Finding]:
    """Those that hold a record of a person and that nobody rejected or withdrew, in the order of their slots."""
    kept = [one for one in findings if not {one.id, *one.recipe.inputs} & said.out]
    return sorted((one for one in kept if _speaks(case, one)), key=lambda one: one.slot)


def _speaks(case: Case, finding: Finding) -> bool:
    with case.open_table(finding, "records") as path:
        kinds = pc.unique(pq.read_table(path, columns=["kind"])["kind"]).to_pylist()
    return bool(set(kinds) & set(KINDS))


def _already(case: Case, standing: Finding, recipe: Recipe) -> bool:
    """Whether a standing register is what the recipe would make: only the register before it differs."""
    old = standing.recipe
    with case.vault.path(old.casefile) as path:
        rules = load(path).rules
    same = replace(
        recipe, position=old.position, casefile=old.casefile,
        parameters={**recipe.parameters, "earlier": old.parameters.get("earlier")},
    )  # fmt: skip
    return same == old and rules.get(RULES) == case.casefile.rules.get(RULES)


def _made(
    case: Case, recipe: Recipe, said: Decided, *, linker: Linker, casefile: CaseFile, progress: Progress | None
) -> dict[str, pa.Table]:
    def stage(name: str) -> None:
        if progress:
            progress(STAGES.index(name), len(STAGES))

    stage("records")
    rules = casefile.rules.get(RULES, {})
    lists = _gathered(case, [case.finding(one) for one in recipe.inputs], said, frozenset(rules.get("once", ())))
    return making.register(
        lists, said, linker, rule=Rule.of(rules.get("include", {})), earlier=_earlier(case, recipe),
        seed=recipe.seed or 0, stage=stage,
    )  # fmt: skip


def _earlier(case: Case, recipe: Recipe) -> making.Earlier:
    if not recipe.parameters["earlier"]:
        return making.Earlier()
    told = _tables(case, case.finding(recipe.parameters["earlier"]), "members", "forwards")
    return making.Earlier(told["members"], told["forwards"])


def _gathered(case: Case, findings: list[Finding], said: Decided, once: frozenset[str]) -> Lists:
    """The records of findings that nobody rejected, in the order of list and id.

    ``once`` names sources or single lists (``source/list``) that are free of duplicates.
    """
    whole = pa.concat_tables([_records(case, one, said) for one in findings], promote_options="default")
    whole = whole.sort_by([("source", "ascending"), ("id", "ascending")])
    lists = whole.select(["teller", "source"]).group_by(["teller", "source"]).aggregate([]).to_pylist()
    return Lists(whole, frozenset(str(one["source"]) for one in lists if once & set(one.values())))


def _records(case: Case, finding: Finding, said: Decided) -> pa.Table:
    """The records of people in a finding, with their source, item and list; ``folded`` is of search alone."""
    item = finding.recipe.inputs[0]
    source = case.catalogue.receipts(item)[0]["source"]
    with case.open_table(finding, "records") as path:
        kept = [name for name in tables.RECORDS.names if name != "folded"]
        read = pq.read_table(path, filters=pc.field("kind").isin(KINDS) & ~_FORGOTTEN, columns=kept)
    out = pa.array(sorted(one for one in said.out if one.startswith("r-")), pa.string())
    read = read.filter(pc.invert(pc.is_in(read["id"], out)))
    told = {"source": finding.slot.partition("/")[2], "teller": source, "item": item}
    columns = {name: read[name] for name in kept} | {"folded": pa.nulls(len(read), pa.string())}
    columns |= _numbers(case, finding, read["row"])
    columns |= {name: pa.repeat(value, len(read)) for name, value in told.items()}
    return pa.table(columns)


def _numbers(case: Case, finding: Finding, rows: "pa.ChunkedArray[Any]") -> dict[str, Any]:
    """The columns of a list that are numbers of its people (an identity card), by their folded headers."""
    if not {"said", "reading"} <= finding.tables.keys():
        return {}
    reading = json.loads(str(_tables(case, finding, "reading")["reading"]["map"][0]))
    fields = {name: take for name, take in reading.get("fields", {}).items() if name != "list_id"}
    read = {str(one) for one in _strings(fields)}
    with case.open_table(finding, "said") as path:
        names = [name for name in pq.read_schema(path).names if name not in {"row", *read}]
        said = pq.read_table(path, columns=["row", *names])
    said = said.take(pc.index_in(rows, said["row"]))
    return {f"{PREFIX}{fold(name)}": said[name] for name in names if are_numbers(said[name])}


def _strings(told: Any) -> Iterable[str]:
    """Every string within plain values."""
    inner = told.values() if isinstance(told, Mapping) else told if isinstance(told, list) else []
    return [told] if isinstance(told, str) else [text for one in inner for text in _strings(one)]


def _tables(case: Case, finding: Finding, *names: str) -> dict[str, pa.Table]:
    read = {}
    for name in names or finding.tables:
        with case.open_table(finding, name) as path:
            read[name] = pq.read_table(path)
    return read


def _written(made: Mapping[str, pa.Table], folder: Path) -> dict[str, Path]:
    files = {name: folder / f"{name}.parquet" for name in made}
    for name, path in files.items():
        tables.write(path, making.SCHEMAS[name], [made[name]])
    return files
