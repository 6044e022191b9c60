"""Commands about records: read, rejected, search, rerun."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tawthiq.cli import show
from tawthiq.cli.call import Call, example
from tawthiq.errors import BadInput, Damaged, Refused

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tawthiq.case import Case
    from tawthiq.case.rerunning import Rerun
    from tawthiq.nouns import Finding
    from tawthiq.readers.read import Reading

app = typer.Typer()

LEVELS = ("row", "value", "doubt")
PERSON = ("id", "name", "sex", "age", "date", "place", "status", "where")
REJECTED = ("where", "level", "column", "value", "reason")


@app.command(
    epilog=example(
        "tawthiq read lists/vdc.csv --dry-run --save-map",
        "tawthiq read lists/vdc.csv --map maps/vdc.toml",
        "tawthiq read lists/vdc-2013.csv --list vdc",
        "tawthiq read report.pdf --set pages=5000",
    )
)
def read(
    ctx: typer.Context,
    *,
    files: Annotated[list[Path], typer.Argument(help="Received files, or the ids of items.")],
    map_: Annotated[
        Path | None,
        typer.Option(
            "--map", metavar="FILE", help="The column map (TOML); else maps/LIST.toml of the case, else guessed."
        ),
    ] = None,
    list_: Annotated[
        str | None,
        typer.Option("--list", metavar="NAME", help="The list that it is a version of; else the file's name."),
    ] = None,
    reader: Annotated[str | None, typer.Option(metavar="NAME", help="The reader; else found from the file.")] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="A parameter of the reader, such as pages=5000."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would go in, what not, and why.")] = False,
    limit: Annotated[int, typer.Option(min=1, metavar="NUMBER", help="How many rows a dry run shows.")] = 20,
    save_map: Annotated[bool, typer.Option("--save-map", help="Keep the map in maps/LIST.toml of the case.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take a newer version that shares few records with the older.")
    ] = False,
) -> None:
    """Read received files into records.

    A newer version of a list keeps the identity of its records, and it is said how many are new, changed, gone and the
    same. A file that cannot be read does not stop the others; the exit code is then that of the first such error.
    """
    call = ctx.ensure_object(Call)
    by = None if dry_run else call.signer()
    given = {
        "by": by,
        "list": list_,
        "reader": reader,
        "options": options(set_ or []),
        "dry_run": dry_run,
        "replace": replace,
    }
    with call.opened() as case:

        def one(file: Path) -> dict[str, Any]:
            reading = _read(case, file, map_, given)
            _tell(call, file, reading, limit)
            if reading.reader == "scene" and not dry_run:
                _overviews(call, case, file)
            if save_map and reading.map:
                _save_map(call, case, reading)
            return {"reading": reading}

        show.each(call, files, one)


def _overviews(call: Call, case: "Case", file: Path) -> None:
    """What the page needs of a scene, made now; of one that lies nowhere once somebody said where."""
    from tawthiq.imagery.showing import shown

    with show.bar(call.say("imagery.overviews", file=file.name)) as progress, suppress(BadInput, Refused):
        shown(case, case.item_of(file) if file.is_file() else case.item(str(file)), progress)


def options(said: Iterable[str]) -> dict[str, Any]:
    """Parameters of a method as they are typed: a number where it reads as JSON, else words."""
    return dict(map(_option, said))


def _option(said: str) -> tuple[str, Any]:
    name, _, value = said.partition("=")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _read(case: "Case", file: Path, map_: Path | None, given: dict[str, Any]) -> "Reading":
    """Read by the map that was named, else by the one that the case keeps for the list, else as the reader guesses."""
    from tawthiq.readers.lists import columnmap
    from tawthiq.readers.read import read as read_file

    name = file.name if file.is_file() else case.item(str(file)).name
    kept = case.root / "maps" / f"{given['list'] or Path(name).stem}.toml"
    said = map_ or (kept if kept.exists() else None)
    told = columnmap.parse(said.read_text("utf-8-sig"), str(said)).plain() if said else None
    with show.bar(name) as progress:
        return read_file(case, file, map=told, progress=progress, **given)


def _tell(call: Call, file: Path, reading: "Reading", limit: int) -> None:
    counts = {level: reading.levels.get(level, 0) for level in LEVELS}
    facts = {"file": file, "reader": reading.reader, "records": reading.rows.get("records", 0)}
    if reading.already and reading.finding:
        show.tell(call, "cli.read_already", file=file, id=reading.finding.id)
    elif reading.finding:
        show.tell(call, "cli.read", id=reading.finding.id, **facts, **counts)
    else:
        show.tell(call, "cli.read_dry", **facts, **counts)
    if reading.changes:
        show.tell(call, "cli.changes", **asdict(reading.changes))
    elif reading.map:
        show.tell(call, "cli.first", list=reading.list)
    for key, told in reading.notes:
        show.tell(call, key, **told)
    if not (call.json or reading.finding):
        show.put(call, None, *_preview(call, reading, limit))


def _preview(call: Call, reading: "Reading", limit: int) -> Iterator["RenderableType"]:
    """What a dry run shows: the map, the first records, and the first rows and values that were rejected."""
    from tawthiq.readers.lists.columnmap import ColumnMap

    if reading.map:
        yield call.say("cli.map")
        columns = ColumnMap.of(reading.map)
        yield columns.toml()
        left = {name for row in reading.shown["said"] for name in row} - {"row", *columns.columns()}
        if left:
            yield call.say("cli.left", columns=", ".join(sorted(left)))
    words = {row["row"]: row for row in reading.shown.get("said", ())}
    records = reading.shown.get("records", ())[:limit]
    yield show.table(call, PERSON, (_person(row, words.get(row["row"], {})) for row in records))
    if rejected := reading.shown.get("rejected", ())[:limit]:
        yield call.say("cli.stays_out")
        yield show.table(call, REJECTED, (_rejected(call, row) for row in rejected))


def _save_map(call: Call, case: "Case", reading: "Reading") -> None:
    """Keep the map in the case. Raises OSError where the list has one already."""
    from tawthiq.readers.lists.columnmap import ColumnMap

    file = case.root / "maps" / f"{Path(reading.list).name}.toml"
    with file.open("x", encoding="utf-8") as out:
        out.write(ColumnMap.of(reading.map).toml())
    show.tell(call, "cli.map_kept", file=file, list=reading.list)


@app.command(epilog=example("tawthiq rerun f-0123456789abcdef"))
def rerun(ctx: typer.Context, finding: Annotated[str, typer.Argument(help="The id of the finding.")]) -> None:
    """Make a finding again from its recipe and compare the two byte for byte.

    Nothing is written. The exit code is 6 where they differ.
    """
    call = ctx.ensure_object(Call)
    with call.opened() as case, show.bar(finding) as progress:
        again = _verb_of(case, finding)(case, finding, progress)
    rows = ([name, old, new] for name, (old, new) in again.tables.items())
    verdict = call.say("cli.same" if again.same else "cli.differs", id=again.finding)
    document = {"finding": again.finding, "same": again.same, "tables": again.tables}
    show.put(call, document, show.table(call, ("table", "before", "after"), rows), verdict)
    show.leave([] if again.same else [Damaged("cli.differs", id=again.finding)])


def _verb_of_scenes(name: str) -> "Callable[..., Rerun]":
    from tawthiq.imagery import comparing, ranking
    from tawthiq.imagery.detect import rerun as detected_again

    others: dict[str, Callable[..., Rerun]] = {"comparison": comparing.rerun, "building-ranks": ranking.rerun}
    return others.get(name, detected_again)


def _verb_of(case: "Case", finding: str) -> "Callable[..., Rerun]":
    """The verb that made a finding makes it again."""
    craft, _, name = case.finding(finding).recipe.method.partition(".")
    if craft == "imagery":
        return _verb_of_scenes(name)
    if case.finding(finding).recipe.method.startswith("names."):
        from tawthiq.names.link import rerun as linked_again

        return linked_again
    if case.finding(finding).recipe.method.startswith("toll."):
        from tawthiq.toll.register import rerun as estimated_again

        return estimated_again
    if case.finding(finding).recipe.method.startswith("claims."):
        from tawthiq.claims.weigh import rerun as weighed_again

        return weighed_again
    from tawthiq.readers.read import rerun as read_again

    return read_again


@app.command(epilog=example("tawthiq rejected", "tawthiq rejected --item i-0123456789abcdef --limit 1000"))
def rejected(
    ctx: typer.Context,
    finding: Annotated[str | None, typer.Option(metavar="ID", help="Only what this finding could not read.")] = None,
    item: Annotated[str | None, typer.Option(metavar="ID", help="Only what could not be read in this item.")] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="NUMBER", help="How many rows at most.")] = 50,
) -> None:
    """List the rows and values that could not be read, and why.

    Without options: those of the records as they stand now.
    """
    call = ctx.ensure_object(Call)
    with call.opened() as case:
        findings = [case.finding(finding)] if finding else case.shelves.current()
        inputs = {case.item(item).id} if item else set()
        asked = [one for one in findings if "rejected" in one.tables and inputs <= set(one.recipe.inputs)]
        rows = [{**row, "message": _reason(call, row)} for row in islice(_rejects(case, asked), limit)]
    total = sum(one.tables["rejected"].rows for one in asked)
    listed = ([row["finding"], *_rejected(call, row)] for row in rows)
    counted = [call.say("cli.rejected", shown=len(rows), total=total)] if total else []
    show.put(call, {"total": total, "rejected": rows}, show.table(call, ("finding", *REJECTED), listed), *counted)


def _rejects(case: "Case", findings: Iterable["Finding"]) -> Iterator[dict[str, Any]]:
    """The rows of the tables ``rejected``."""
    import pyarrow.parquet as pq

    for one in findings:
        with case.open_table(one, "rejected") as path, pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=1 << 10):
                yield from ({"finding": one.id, **row} for row in batch.to_pylist())


def _rejected(call: Call, row: Mapping[str, Any]) -> list[Any]:
    return [*(row[name] for name in ("locator", "level", "column", "value")), _reason(call, row)]


def _reason(call: Call, row: Mapping[str, Any]) -> str:
    return call.say(row["reason"], **{**row, **json.loads(row["facts"] or "{}")})


@app.command(
    epilog=example('tawthiq search "قصف بابا عمرو"', "tawthiq search Qasim --limit 50 --oldest", "tawthiq search k17")
)
def search(
    ctx: typer.Context,
    query: Annotated[
        str,
        typer.Argument(help="Words, all of which stand in the record in any spelling; or what a list calls its row."),
    ],
    limit: Annotated[int, typer.Option(min=1, metavar="NUMBER", help="How many records at most.")] = 20,
    oldest: Annotated[bool, typer.Option("--oldest", help="The oldest first.")] = False,
) -> None:
    """Find records by their words, in every spelling; by the number that their list gives them; by a person's id."""
    call = ctx.ensure_object(Call)
    with call.opened() as case:
        with show.bar("index") as progress:
            case.shelves.index(progress)
        found = (
            [case.shelves.by_id(one)[0] for one in case.register.person(query).records[:limit]]
            if query.startswith("p-")
            else case.shelves.search(query, limit, newest=not oldest)
        )
    rows = ([*_person({**one.fields, "id": one.id, "locator": one.locator}, one.said), one.item] for one in found)
    show.put(call, found, show.table(call, (*PERSON, "item"), rows))


def _person(record: Mapping[str, Any], said: Mapping[str, Any]) -> list[Any]:
    """A record in one line; where it has no name, the first of its words."""
    words = " ".join(str(one) for name, one in said.items() if one and name != "row")
    low, high = record.get("age_from"), record.get("age_to")
    age = None if low is None else f"{low:.3g}" if low == high else f"{low:.3g}–{high:.3g}"
    told = [record.get(name) for name in ("sex", "date", "place", "status", "locator")]
    return [record["id"], record.get("name") or words[:200], told[0], age, *told[1:]]
