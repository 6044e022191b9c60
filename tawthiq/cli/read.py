"""Commands about records: read, rejected, search, rerun."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tawthiq.cli import show
from tawthiq.cli.call import Call, example

if TYPE_CHECKING:
    from tawthiq.nouns import Record

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


def _shown(record: "Record") -> list[Any]:
    told = record.fields
    words = told.get("name") or " ".join(filter(None, record.said.values()))[:200]
    return [record.id, words, told.get("date"), told.get("place"), told.get("status"), record.item, record.locator]
