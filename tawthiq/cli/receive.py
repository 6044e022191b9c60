"""Commands about what comes in: source add and list, receive, items."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tawthiq.cli import complete, show
from tawthiq.cli.call import Call, example
from tawthiq.errors import BadInput
from tawthiq.nouns import Source

if TYPE_CHECKING:
    from tawthiq.case import Case

app = typer.Typer()
source_app = typer.Typer(no_args_is_help=True)
app.add_typer(source_app, name="source", help="Who tells us: add a source, or list the sources of the case.",
              epilog=example("tawthiq source list"))  # fmt: skip


@source_app.command(
    epilog=example(
        'tawthiq source add lcc --name "Local Committees" --kind organisation --reliability C --draws-on field-notes'
    )
)
def add(
    ctx: typer.Context,
    *,
    handle: Annotated[str, typer.Argument(help="A short name for it, used from now on.")],
    name: Annotated[str, typer.Option(metavar="NAME", help="Its name.")],
    kind: Annotated[
        str, typer.Option(metavar="KIND", help="organisation, outlet, list-keeper, person or sensor.")
    ] = "organisation",
    reliability: Annotated[
        str, typer.Option(metavar="LETTER", help="A (reliable) to E (unreliable), F (cannot be judged).")
    ] = "F",
    draws_on: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HANDLE",
            help="A source that this one is known to use; may be repeated.",
            autocompletion=complete.sources,
        ),
    ] = None,
) -> None:
    """Add a source to the case."""
    call = ctx.ensure_object(Call)
    source = Source(handle, name, kind, reliability, tuple(draws_on or ()))  # type: ignore[arg-type]
    with call.opened() as case:
        case.add_source(source)
    show.put(call, source, call.say("cli.source_added", handle=handle, name=name))


@source_app.command("list", epilog=example("tawthiq source list"))
def sources(ctx: typer.Context) -> None:
    """List the sources of the case."""
    from tawthiq.case import casefile

    call = ctx.ensure_object(Call)
    sources = list(casefile.load(call.root / "case.toml").sources.values())
    rows = ([one.handle, one.name, one.kind, one.reliability, one.draws_on] for one in sources)
    show.put(call, sources, show.table(call, ("handle", "name", "kind", "reliability", "draws_on"), rows))


@app.command(epilog=example('tawthiq receive lists/*.csv --source lcc --how "e-mail, 3 March 2012"'))
def receive(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="The files.")],
    source: Annotated[str, typer.Option(metavar="HANDLE", help="Who they come from.", autocompletion=complete.sources)],
    how: Annotated[str, typer.Option(metavar="TEXT", help="How and when they reached you.")],
    by_reference: Annotated[
        bool, typer.Option("--by-reference", help="Keep path and hash only; for files too large to copy.")
    ] = False,
) -> None:
    """Take files into the case.

    They are hashed and copied before anything reads them, and never altered. A file that cannot be taken in does not
    stop the others; the exit code is then that of the first such error.
    """
    call = ctx.ensure_object(Call)
    given = {"source": source, "how": how, "by": call.signer(), "by_reference": by_reference}
    with call.opened() as case:
        known = {one.id for one in case.items()}
        show.each(call, files, lambda file: _receive(call, case, file, known, given))


def _receive(call: Call, case: "Case", file: Path, known: set[str], given: dict[str, Any]) -> dict[str, Any]:
    if file.is_dir():
        raise BadInput("cli.folder", file=str(file))
    with show.bar(file.name) as progress:
        item = case.receive(file, progress=progress, **given)
    again = item.id in known
    known.add(item.id)
    key = "cli.received_again" if again else "cli.received"
    show.tell(call, key, file=file, id=item.id, size=show.size(item.size), sha256=item.sha256)
    return {"item": item, "again": again}


@app.command(epilog=example("tawthiq items"))
def items(ctx: typer.Context) -> None:
    """List what was received, in the order of receipt."""
    call = ctx.ensure_object(Call)
    with call.opened() as case:
        found = case.items()
    rows = ([one.id, one.name, show.size(one.size), one.source, one.received, one.how] for one in found)
    show.put(call, found, show.table(call, ("id", "name", "size", "source", "received", "how"), rows))
