"""Commands about the case itself and about who works on it: new, status, whoami, upgrade."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tawthiq.cli import show
from tawthiq.cli.call import Call, example

if TYPE_CHECKING:
    from tawthiq.case.status import Status

app = typer.Typer()

COUNTS = ("items", "records", "rejected", "findings", "judgements", "protected", "acts")


@app.command(epilog=example('tawthiq new homs-2012 --title "Homs, February 2012"'))
def new(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    title: Annotated[str, typer.Option(metavar="TEXT", help="What the case is called.")],
    language: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="A language of the case, the first that of its messages. [default: en, ar]"),
    ] = None,
) -> None:
    """Make a case in a new or empty folder."""
    from tawthiq.case import Case

    call = ctx.ensure_object(Call)
    with Case.new(folder, title, tuple(language or ("en", "ar"))) as case:
        call.case = folder
        told = case.casefile
    document = {"case": folder, "title": title, "languages": told.languages, "origin": told.origin}
    show.put(call, document, call.say("cli.new", file=folder, title=title))


@app.command(epilog=example("tawthiq status"))
def status(ctx: typer.Context) -> None:
    """Show what the case holds and what waits for a person."""
    from tawthiq.case.status import status as status_of

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        now = status_of(case)
    counts = [[call.say(f"headings.{one}"), getattr(now, one)] for one in COUNTS]
    waiting = (call.say(key, **facts) for key, facts in _waiting(now))
    show.put(call, now, now.title, show.table(call, ("what", "count"), counts), *waiting)


def _waiting(now: "Status") -> Iterator[tuple[str, dict[str, str]]]:
    """What waits for a person, as sentences and their facts."""
    for item in now.unread:
        yield "cli.unread", {"id": item.id, "name": item.name}
    for finding in now.stale:
        yield "cli.stale", {"id": finding.id, "slot": finding.slot}
    for one, other in now.disagreements:
        said = {"first": one.by, "verdict": one.verdict, "second": other.by, "other": other.verdict}
        yield "cli.disagree", {**said, "subjects": " ".join(one.subjects)}
    for proposal in now.to_forget:
        yield "cli.to_forget", {"subject": proposal.subjects[0], "handle": proposal.by}
    for subject in now.held:
        yield "cli.held", {"subject": subject}


@app.command(epilog=example('tawthiq whoami --new "Ana K."', "tawthiq whoami"))
def whoami(
    ctx: typer.Context,
    new: Annotated[str | None, typer.Option(metavar="NAME", help="Make a key for this person.")] = None,
    handle: Annotated[
        str | None, typer.Option(metavar="HANDLE", help="The handle of the new key, else made from the name.")
    ] = None,
) -> None:
    """Show who signs on this machine, or make a key for a person.

    Every act is signed by its person.
    """
    from tawthiq.case import keys

    call = ctx.ensure_object(Call)
    signers = [keys.create(new, handle)] if new else [keys.load(one) for one in keys.handles()]
    told = [{"handle": one.handle, "name": one.name, "key": one.key} for one in signers]
    if new:
        show.tell(call, "cli.key_made", name=new, handle=told[0]["handle"], folder=keys.folder())
    show.put(call, told, show.table(call, ("handle", "name", "key"), (list(one.values()) for one in told)))


@app.command(epilog=example("tawthiq upgrade --case homs-2012"))
def upgrade(ctx: typer.Context) -> None:
    """Bring a case of an older format to the present one.

    No line of its journal is rewritten.
    """
    from tawthiq.case.upgrading import upgrade as brought_up

    call = ctx.ensure_object(Call)
    before, after = brought_up(call.root)
    key = "cli.upgraded" if before != after else "cli.up_to_date"
    show.put(call, {"before": before, "after": after}, call.say(key, before=before, after=after))
