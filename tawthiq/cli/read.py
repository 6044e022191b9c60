"""Commands about records: read, rejected, search, rerun."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tawthiq.cli import show
from tawthiq.cli.call import Call, example

if TYPE_CHECKING:
    from tawthiq.case import Case
    from tawthiq.nouns import Finding, Record

app = typer.Typer()


@app.command(epilog=example('tawthiq search "قصف بابا عمرو"', "tawthiq search Qasim --limit 50 --oldest"))
def search(
    ctx: typer.Context,
    query: Annotated[str, typer.Argument(help="Words; every one must stand in the record, in any spelling.")],
    limit: Annotated[int, typer.Option(min=1, metavar="NUMBER", help="How many records at most.")] = 20,
    oldest: Annotated[bool, typer.Option("--oldest", help="The oldest first.")] = False,
) -> None:
    """Find records by their words, in every spelling."""
    call = ctx.ensure_object(Call)
    with call.opened() as case:
        with show.bar("index") as progress:
            case.shelves.index(progress)
        found = case.shelves.search(query, limit, newest=not oldest)
    show.put(
        call, found, show.table(call, ("id", "name", "date", "place", "status", "item", "where"), map(_shown, found))
    )


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
        rows = list(islice(_rejects(call, case, asked), limit))
    total = sum(one.tables["rejected"].rows for one in asked)
    heads = ("finding", "where", "level", "column", "value", "reason")
    listed = (
        [row["finding"], row["locator"], row["level"], row["column"], row["value"], row["message"]] for row in rows
    )
    counted = [call.say("cli.rejected", shown=len(rows), total=total)] if total else []
    show.put(call, {"total": total, "rejected": rows}, show.table(call, heads, listed), *counted)


def _rejects(call: Call, case: "Case", findings: Iterable["Finding"]) -> Iterator[dict[str, Any]]:
    """The rows of the tables ``rejected``, each with its reason as a sentence."""
    import pyarrow.parquet as pq

    for one in findings:
        with case.open_table(one, "rejected") as path, pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=1 << 10):
                for row in batch.to_pylist():
                    facts = {**row, **json.loads(row["facts"] or "{}")}
                    yield {"finding": one.id, **row, "facts": facts, "message": call.say(row["reason"], **facts)}


def _shown(record: "Record") -> list[Any]:
    told = record.fields
    words = told.get("name") or " ".join(filter(None, record.said.values()))[:200]
    return [record.id, words, told.get("date"), told.get("place"), told.get("status"), record.item, record.locator]
