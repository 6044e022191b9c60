"""Commands of publishing, the one door out: publish, approve, correct, permit, revoke."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

from pathlib import Path
from typing import Annotated, Literal

import typer

from tawthiq.cli import show
from tawthiq.cli.call import Call, example

app = typer.Typer()

Draft = Annotated[Path, typer.Argument(help="The draft, as `tawthiq draft` writes it.")]
Why = Annotated[str, typer.Option(metavar="WORDS", help="The reason.")]


@app.command(
    epilog=example(
        "tawthiq publish draft.md -o out",
        "tawthiq publish draft.md --to public -o report-2012",
        "tawthiq publish draft.md --to court -o bundle",
    )
)
def publish(
    ctx: typer.Context,
    draft: Draft,
    *,
    to: Annotated[
        Literal["working", "public", "court"], typer.Option(help="For whom it is.", metavar="working|public|court")
    ] = "working",
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="A new folder.")],
    alone: Annotated[
        bool, typer.Option("--alone", help="There is no second person to approve it; the report will say so.")
    ] = False,
    include: Annotated[
        list[str] | None,
        typer.Option(metavar="ITEM", help="An item that no scan can look into (a film), for the court all the same."),
    ] = None,
) -> None:
    """Let a report out: HTML and PDF, with the tables for the public, or with the whole case for a court.

    Stamped INTERNAL for the people at work; for the public after the check, the embargoes, the consents and a second
    person's `approve`. Every file is scanned for what is protected; where anything is found, nothing leaves.
    """
    from tawthiq.report import draft as drafts
    from tawthiq.report import publish as door

    call = ctx.ensure_object(Call)
    text = drafts.words_of(draft)
    with call.opened() as case:
        made = door.publish(case, text, out, call.signer(), audience=to, alone=alone, include=include or ())
    lines = [call.say("publishing.left", id=made.id, folder=made.folder, count=len(made.files))]
    lines += [call.say("publishing.kept", count=made.withheld)] if made.audience == "court" else []
    show.put(call, made, *lines)


@app.command(epilog=example('tawthiq approve draft.md --why "read it whole, checked the notes"'))
def approve(ctx: typer.Context, draft: Draft, *, why: Why) -> None:
    """Approve a draft for the public, as the second person who has read it.

    It holds for the text, figures and pictures as they stand now: when one changes, it is asked for again.
    """
    from tawthiq.report import draft as drafts
    from tawthiq.report import publish as door

    call = ctx.ensure_object(Call)
    text = drafts.words_of(draft)
    with call.opened() as case:
        noted = door.approve(case, text, why, call.signer())
    show.put(call, noted, call.say("publishing.noted", id=noted.id))


@app.command(epilog=example('tawthiq correct e-0123456789abcdef --what "one name removed" --why "found alive"'))
def correct(
    ctx: typer.Context,
    edition: Annotated[str, typer.Argument(help="The edition (e-…) or the beginning of its id.")],
    *,
    what: Annotated[str, typer.Option(metavar="WORDS", help="What changed. It will be public.")],
    why: Annotated[str, typer.Option(metavar="WORDS", help="Why. It will be public.")],
) -> None:
    """Note a correction of a report that was published: every later edition carries it."""
    from tawthiq.report import correcting

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        noted = correcting.correct(case, edition, what, why, call.signer())
    show.put(call, noted, call.say("publishing.noted", id=noted.id))


@app.command(epilog=example('tawthiq permit p-0123456789abcdef --why "the mother agreed, 3 May 2012"'))
def permit(
    ctx: typer.Context,
    person: Annotated[str, typer.Argument(help="The person (p-…) whose name may be told.")],
    *,
    why: Why,
) -> None:
    """Note that the family of a dead person, or a living one, allows their name to be published."""
    _allow(ctx, "permit", person, why)


@app.command(epilog=example('tawthiq revoke p-0123456789abcdef --why "the family asked"'))
def revoke(ctx: typer.Context, person: Annotated[str, typer.Argument(help="The person (p-…).")], *, why: Why) -> None:
    """Take back the permission to publish a name; later editions do not tell it."""
    _allow(ctx, "revoke", person, why)


def _allow(ctx: typer.Context, verdict: str, person: str, why: str) -> None:
    from tawthiq.case.judging import Decision

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        id_ = case.register.person(person).id
        noted = case.judge([Decision(verdict, (id_,), why)], call.signer())[0]
    show.put(call, noted, call.say("publishing.noted", id=noted.id))
