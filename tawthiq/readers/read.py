"""The verb: a file of the case is read into records, again when it is a newer version, and again to be compared."""

import dataclasses
import json
import shutil
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, cast

import pyarrow.parquet as pq

from tawthiq.case import Case, Decision, Signer
from tawthiq.case.protecting import protected
from tawthiq.case.rerunning import Rerun, compared
from tawthiq.errors import BadInput, NotFound
from tawthiq.methods import from_recipe, offered, recipe_of
from tawthiq.nouns import Finding
from tawthiq.readers import update
from tawthiq.readers.limits import Limits, Outcome, Progress, Worker
from tawthiq.readers.shape import About, Reader

HEAD = 4096
SHOWN = {"records": 1000, "said": 1000, "rejected": 1000}
LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one file gave.

    ``finding`` is ``None`` for a dry run; ``already`` tells that the very same reading stood in the case. ``rows``
    counts the rows of each table, ``levels`` what was rejected (``row``, ``value``) or doubtful (``doubt``).
    ``changes`` compares with the older version, ``map`` is the column map as it was settled, ``notes`` are messages
    with their facts. A dry run shows the first rows of the tables in ``shown``.
    """

    name: str
    reader: str
    list: str
    finding: Finding | None
    rows: Mapping[str, int]
    levels: Mapping[str, int]
    changes: update.Changes | None = None
    map: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    shown: Mapping[str, Sequence[dict[str, Any]]] = field(default_factory=dict)
    already: bool = False


def read(
    case: Case,
    ref: str | Path,
    *,
    by: Signer | None,
    map: Mapping[str, Any] | None = None,
    list: str | None = None,
    reader: str | None = None,
    options: Mapping[str, Any] = MappingProxyType({}),
    dry_run: bool = False,
    replace: bool = False,
    limits: Limits = LIMITS,
    progress: Progress | None = None,
) -> Reading:
    """Read a received file (by its path, id or hash) into records; a dry run takes any file and writes nothing.

    ``options`` are parameters of the reader. A list is known by its source and the name in ``list`` (else in the map,
    else the file's name without ending); reading another file under the same name is reading a newer version. Raises
    BadInput where no reader fits or the file cannot be read, Refused where a newer version shares fewer than half of
    the older one's records and ``replace`` was not said, NotFound for a file that was not received.
    """
    _worker(limits).start()
    about, opened = _about(case, ref, dry_run)
    with opened as file:
        method = _reader(file, about, reader, _parameters(case, map, options))
        about = _named(about, method, list, map)
        if dry_run or by is None:
            with TemporaryDirectory() as folder:
                outcome = _worker(limits).read(method, file, about, Path(folder), progress)
                changes = _changes(case, about, outcome)
                return dataclasses.replace(_reading(about, method, outcome, changes), shown=_shown(outcome))
        standing = _standing(case, about, method)
        if standing:
            return _again(case, about, method, standing)
        work = case.scratch(f"read-{about.item}")
        try:
            outcome = _worker(limits).read(method, file, about, work, progress)
            changes = _changes(case, about, outcome)
            if changes and not replace:
                update.check(changes, about.list)
            reading = _reading(about, method, outcome, changes)
            recipe = case.recipe(method, "readers", inputs=(about.item,))
            finding = case.find(_slot(about), recipe, outcome.files, by)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    _protect_identities(case, finding, by)
    return dataclasses.replace(reading, finding=finding)


def rerun(case: Case, ref: str, progress: Progress | None = None) -> Rerun:
    """Read a finding's file again by its recipe and compare the tables. Raises NotFound for what readers made not."""
    finding = case.finding(ref)
    craft, _, name = finding.recipe.method.partition(".")
    if craft != "readers":
        raise NotFound("read.not_ours", id=finding.id, method=finding.recipe.method)
    method = _method(name, finding.recipe.parameters)
    item = case.item(finding.recipe.inputs[0])
    list_name = finding.slot.rpartition("/")[2]
    about = About(item.id, item.source, item.name, item.media_type, list_name)
    with case.bytes(item) as file, TemporaryDirectory() as folder:
        outcome = _worker(LIMITS).read(method, file, about, Path(folder), progress)
        return compared(case, finding, outcome.files)


@cache
def _worker(limits: Limits) -> Worker:
    """The child that reads for this process, file after file; it ends with it."""
    return Worker(limits)


def _about(case: Case, ref: str | Path, dry_run: bool) -> tuple[About, AbstractContextManager[Path]]:
    path = Path(ref)
    if not path.is_file():
        item = case.item(str(ref))
        return About(item.id, item.source, item.name, item.media_type, ""), case.bytes(item)
    try:
        item = case.item_of(path)
    except NotFound:
        if not dry_run:
            raise
        return About("i-not-received", "", path.name, "", ""), nullcontext(path)
    return About(item.id, item.source, path.name, item.media_type, ""), case.bytes(item)


def _reader(file: Path, about: About, name: str | None, parameters: Mapping[str, Any]) -> Reader:
    """The reader that was named, or the one that accepts the file; one that takes a column map yields to others."""
    if name:
        return _method(name, parameters)
    methods = cast(Mapping[str, type[Reader]], offered("readers"))
    with file.open("rb") as start:
        head = start.read(HEAD)
    fitting = sorted((m for m in methods.values() if m.accepts(head, about)), key=_takes_map)
    if "map" in parameters:
        fitting = [m for m in methods.values() if _takes_map(m)]
    if not fitting:
        raise BadInput("read.no_reader", file=about.name, known=", ".join(methods))
    return _method(fitting[0].name, parameters)


def _method(name: str, parameters: Mapping[str, Any]) -> Reader:
    try:
        return cast(Reader, from_recipe("readers", name, dict(parameters)))
    except TypeError as error:
        raise BadInput("read.option", value=", ".join(parameters), reader=name) from error


def _parameters(case: Case, map: Mapping[str, Any] | None, options: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of the reader: what was set, the column map, and the text of the places that the map names."""
    if map is None:
        return dict(options)
    places = map.get("gazetteer")
    text = {"gazetteer": _places(case.root / places)} if places else {}
    return {**options, "map": map, **text}


def _places(path: Path) -> str:
    if not path.is_file():
        raise NotFound("case.no_file", file=str(path))
    return path.read_text("utf-8-sig")


def _takes_map(method: type[Reader] | Reader) -> bool:
    return "map" in method.__dataclass_fields__


def _named(about: About, method: Reader, list: str | None, map: Mapping[str, Any] | None) -> About:
    own = (map or {}).get("list") or Path(about.name).stem if _takes_map(method) else about.item
    return About(about.item, about.source, about.name, about.media_type, list or own)


def _slot(about: About) -> str:
    return f"records/{about.item}" if about.list == about.item else f"records/{about.source}/{about.list}"


def _standing(case: Case, about: About, method: Reader) -> Finding | None:
    """The current finding when it came from the same file by the same recipe."""
    current = case.current(_slot(about))
    if not current or not current.tables or current.recipe.inputs != (about.item,):
        return None
    name, version, parameters = recipe_of(method)
    plain = json.loads(json.dumps(parameters))
    same = (current.recipe.method, current.recipe.version, current.recipe.parameters)
    return current if same == (f"readers.{name}", version, plain) else None


def _again(case: Case, about: About, method: Reader, standing: Finding) -> Reading:
    rows = {name: table.rows for name, table in standing.tables.items()}
    return Reading(about.name, method.name, about.list, standing, rows, {}, already=True)


def _changes(case: Case, about: About, outcome: Outcome) -> update.Changes | None:
    older = case.current(_slot(about))
    if not older or "records" not in older.tables or "records" not in outcome.files:
        return None
    with case.open_table(older, "records") as path:
        return update.compare(path, outcome.files["records"])


def _reading(about: About, method: Reader, outcome: Outcome, changes: update.Changes | None) -> Reading:
    told = pq.read_table(outcome.files["reading"]).to_pylist()[0] if "reading" in outcome.files else {}
    notes = tuple((key, facts) for key, facts in json.loads(told.get("notes", "[]")))
    settled = json.loads(told.get("map", "{}"))
    return Reading(about.name, method.name, about.list, None, outcome.rows, outcome.levels, changes, settled, notes)


def _shown(outcome: Outcome) -> dict[str, Sequence[dict[str, Any]]]:
    """The first rows of the tables that may be looked at; who a witness is, is not shown."""
    shown: dict[str, Sequence[dict[str, Any]]] = {}
    for name in SHOWN.keys() & outcome.files.keys():
        with pq.ParquetFile(outcome.files[name]) as file:
            shown[name] = next((batch.to_pylist() for batch in file.iter_batches(batch_size=SHOWN[name])), [])
    return shown


def _protect_identities(case: Case, finding: Finding, by: Signer) -> None:
    """What an interview tells of its witness must never be published."""
    if "identity" not in finding.tables:
        return
    with case.open_table(finding, "identity") as path:
        values = {row["value"]: row["key"] for row in pq.read_table(path).to_pylist()}
    new = [value for value in values if value not in protected(case)]
    case.judge(
        [Decision("protect", (value,), f"{values[value]} of an interview", {"kind": "person"}) for value in new], by
    )
