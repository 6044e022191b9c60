"""Commands about the report: draft, check."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

from pathlib import Path
from typing import Annotated, Literal

import typer

from tawthiq.cli import show
from tawthiq.cli.call import Call, example

app = typer.Typer()


@app.command(epilog=example("tawthiq check draft.md", "tawthiq check draft.md --to court"))
def check(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="The draft.")],
    to: Annotated[
        Literal["public", "court", "working"], typer.Option(help="For whom it is: consents differ by audience.")
    ] = "public",
) -> None:
    """Check a draft: overclaims, figures that nobody can trace, stale findings, unsafe words.

    Every fault names the line, the words and what the evidence carries; the exit code is then not 0.
    """
    from tawthiq.report import draft as drafts

    call = ctx.ensure_object(Call)
    text = drafts.words_of(file)
    with call.opened() as case:
        found = drafts.check(case, text, audience=to)
    lang = call.language()
    lines = [call.say("check.line", line=one.line, reason=one.sentence.say(lang)) for one in found.faults]
    count = {"count": len(lines), "lines": len({one.line for one in found.faults})}
    end = call.say("check.faults", **count) if lines else call.say(
        "check.sound", sentences=found.sentences, references=found.references)  # fmt: skip
    document = {"sentences": found.sentences, "references": found.references, "faults": [
        {"line": one.line, "words": one.words, "kind": one.sentence.key, "message": one.sentence.say(lang)}
        for one in found.faults]}  # fmt: skip
    show.put(call, document, *lines, end)
    if lines:
        raise typer.Exit(1)
