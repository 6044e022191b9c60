"""Commands about the report: draft, check; and the trace of a sentence of a draft."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tawthiq.cli import show
from tawthiq.cli.call import Call, example
from tawthiq.errors import NotFound, Refused

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tawthiq.report.edition import Note

app = typer.Typer()


@app.command(epilog=example("tawthiq draft -o draft.md", "tawthiq draft --lang ar -o draft-ar.md"))
def draft(
    ctx: typer.Context,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="A new file to write it into; else it is printed."),
    ] = None,
) -> None:
    """Write a first draft from what the case holds: plain Markdown in which every figure is a reference.

    It says nothing stronger than its evidence, and where the case lacks something it says so. Change it, then check it.
    The option --lang chooses its language.
    """
    from tawthiq.report import draft as drafts

    call = ctx.ensure_object(Call)
    if out and out.exists():
        raise Refused("check.exists", file=str(out))
    with call.opened() as case:
        text = drafts.draft(case, call.language())
    if out is None:
        show.put(call, {"draft": text}, text)
        return
    out.write_text(text, "utf-8")
    show.put(call, {"file": out}, call.say("check.written", file=out))


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
    lines = [call.say("check.line", line=one.line, reason=one.say(lang)) for one in found.faults]
    count = {"count": len(lines), "lines": len({one.line for one in found.faults})}
    end = call.say("check.faults", **count) if lines else call.say(
        "check.sound", sentences=found.sentences, references=found.references)  # fmt: skip
    document = {"sentences": found.sentences, "references": found.references, "faults": [
        {"line": one.line, "words": one.words, "kind": one.sentence.key, "message": one.say(lang)}
        for one in found.faults]}  # fmt: skip
    show.put(call, document, *lines, end)
    if lines:
        raise typer.Exit(1)


def trace_line(call: Call, file: Path, line: int) -> None:
    """Print the evidence cards of the sentences that begin in a line of a draft."""
    from tawthiq.report import draft as drafts

    text = drafts.words_of(file)
    with call.opened() as case:
        notes = drafts.cards(case, text, line, call.language())
    if not notes:
        raise NotFound("check.no_line", file=str(file), line=line)
    show.put(call, notes, *(_card(note) for note in notes))


def _card(note: "Note") -> "RenderableType":
    from rich.text import Text
    from rich.tree import Tree

    card = Tree(Text(f"{{{note.reference}}} {show.cell(note.title)}", "bold"))
    for label, value in note.lines:
        card.add(Text(f"{show.cell(label)}: {show.cell(value)}"))
    above = [card]
    for depth, step in note.trace:
        del above[depth + 1 :]
        above.append(above[depth].add(Text(show.cell(step))))
    return card
