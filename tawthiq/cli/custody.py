"""Commands of custody: trace, verify, anchor, log, export."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tawthiq.cli import show
from tawthiq.cli.call import Call, example
from tawthiq.errors import Damaged, NotFound

if TYPE_CHECKING:
    from rich.tree import Tree

    from tawthiq.case.tracing import Trace
    from tawthiq.case.verify import Verification

app = typer.Typer()
anchor = typer.Typer(no_args_is_help=True)
app.add_typer(anchor, name="anchor", help="Have the log time-stamped outside the case (RFC 3161).",
              epilog=example("tawthiq anchor head"))  # fmt: skip


@app.command(epilog=example("tawthiq trace r-0123456789abcdef", "tawthiq trace draft.md:12"))
def trace(
    ctx: typer.Context,
    id_: Annotated[
        str, typer.Argument(help="Any id (or its beginning), the handle of a source, or a line of a draft: FILE:LINE.")
    ],
) -> None:
    """Follow an id, or the references of a sentence, back to the row, the file and its source."""
    from tawthiq.case.tracing import trace as traced

    call = ctx.ensure_object(Call)
    if sentence := re.fullmatch(r"(.+):(\d+)", id_):
        from tawthiq.cli.report import trace_line

        trace_line(call, Path(sentence[1]), int(sentence[2]))
        return
    with call.opened() as case:
        found = traced(case, id_, "en" if call.json else call.language())
    show.put(call, found, _tree(call, found))


def _tree(call: Call, step: "Trace", above: "Tree | None" = None) -> "Tree":
    from rich.text import Text
    from rich.tree import Tree

    title = Text(f"{step.kind} {step.id}", "bold")
    here = above.add(title) if above else Tree(title)
    for name, said in step.says.items():
        here.add(Text(f"{show.cell(name)}: {show.cell(said)}"))
    for one in step.comes_from:
        _tree(call, one, here)
    return here


@app.command(epilog=example("tawthiq verify", "tawthiq verify --json"))
def verify(ctx: typer.Context) -> None:
    """Hash everything again, and name what changed.

    Every file and line that was altered, added, removed or reordered is named, with who signed what and until which
    act the log is anchored outside.
    """
    from tawthiq.case.verify import check

    call = ctx.ensure_object(Call)
    if not (call.root / "case.toml").exists():
        raise NotFound("case.none", file=str(call.root))
    with show.bar("verify") as progress:
        found = check(call.root, progress)
    named = ([d.kind, d.where, call.say(f"defects.{d.kind}"), d.detail] for d in found.defects)
    defects = show.table(call, ("kind", "where", "meaning", "detail"), named)
    show.put(call, found, *([defects] if found.defects else []), *_verdict(call, found))
    show.leave([Damaged("cli.defects")] if found.defects else [])


def _verdict(call: Call, found: "Verification") -> Iterator[str]:
    yield call.say("cli.defects" if found.defects else "cli.sound", count=len(found.defects))
    yield call.say("cli.checked", acts=found.acts, files=found.files, size=show.size(found.bytes))
    yield call.say("cli.head", head=found.head)
    for one in found.signed:
        yield call.say("cli.signed", by=one.by, public=one.key[:16], acts=one.acts, first=one.first, last=one.last)
    if not found.signatures_checked:
        yield call.say("cli.unsigned")
    for gone in found.forgotten:
        yield call.say("cli.withdrawn", acts=", ".join(map(str, gone.acts)), act=gone.by_act, by=gone.by)
    for kept in found.withheld:
        yield call.say("cli.kept_back", what=kept.what, why=kept.why)
    for mark in found.anchored:
        yield call.say("cli.anchored", act=mark.act, time=mark.time, authority=mark.authority)
    if not found.anchored:
        yield call.say("cli.not_anchored")


@anchor.command(epilog=example("tawthiq anchor head"))
def head(ctx: typer.Context) -> None:
    """Print the head of the log: how many acts, and the hash of the last, to be kept outside the case."""
    call = ctx.ensure_object(Call)
    with call.opened() as case:
        acts, hash_ = case.journal.head()
    show.put(call, {"acts": acts, "head": hash_}, f"{acts} {hash_}")


@anchor.command(epilog=example("tawthiq anchor request head.tsq"))
def request(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to write the request (a new file).")],
) -> None:
    """Write a request for a time stamp of the head, to be sent to a time-stamping authority."""
    from tawthiq.case import anchoring

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        asked = anchoring.request(case)
    with file.open("xb") as out:
        out.write(asked)
    show.put(call, {"request": file}, call.say("cli.requested", file=file))


@anchor.command(epilog=example("tawthiq anchor token head.tsr --certificates authority.pem"))
def token(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="The answer of the authority.")],
    certificates: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The certificates to check it with (PEM).")
    ] = None,
) -> None:
    """Take in the time stamp that an authority gave for a head of this case."""
    from tawthiq.case import anchoring

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        mark = anchoring.take(case, file, call.signer(), certificates)
    show.put(call, mark, call.say("cli.anchored", act=mark.act, time=mark.time, authority=mark.authority))


@app.command(epilog=example("tawthiq log --limit 50"))
def log(
    ctx: typer.Context,
    limit: Annotated[int, typer.Option(min=1, metavar="NUMBER", help="How many acts, the newest.")] = 20,
) -> None:
    """Show the custody log: who did what and when, the newest last."""
    call = ctx.ensure_object(Call)
    with call.opened() as case:
        lines = deque(case.journal.lines(), maxlen=limit)
    rows = ([one.n, one.at, one.by, one.act, one.verdict, one.id, one.about] for one in lines)
    document = [{"id": one.id, **asdict(one)} for one in lines]
    show.put(call, document, show.table(call, ("act", "at", "by", "what", "verdict", "id", "about"), rows))


@app.command(epilog=example("tawthiq export records --to out", "tawthiq export case --to usb-stick"))
def export(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(help="records, said, rejected, judgements or case.")],
    to: Annotated[Path, typer.Option(metavar="DIR", help="The folder to write into.")],
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="csv, jsonl or parquet, for tables.")
    ] = "csv",
) -> None:
    """Write files for the people who work on the case.

    Their names and contents say INTERNAL, and the log names them.
    """
    from tawthiq.case.exporting import export as exported

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        files = exported(case, what, to, call.signer(), format_)
    show.put(call, files, *(call.say("cli.exported", file=file) for file in files))
