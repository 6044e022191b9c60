"""What a command prints: sentences, tables, one JSON document, and a bar while long work goes on."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

import dataclasses
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from tawthiq.cli.call import Call
from tawthiq.errors import BadInput, TawthiqError

if TYPE_CHECKING:
    from rich.console import RenderableType

PIPE = 10_000
UNITS = ("B", "kB", "MB", "GB", "TB")
BARE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
TURNS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
CODED = ("sex", "status", "polarity", "change")
KEPT_WHOLE = ("id", "item", "finding", "handle", "sha256")


def put(call: Call, document: Any, *parts: "RenderableType") -> None:
    """Print an answer: the document as JSON where that was asked for, else the parts, one below the other."""
    if call.json:
        typer.echo(json.dumps(document, ensure_ascii=False, indent=2, default=plain))
        return
    for part in parts:
        typer.echo(clean(part) if isinstance(part, str) else _drawn(part))


def tell(call: Call, key: str, **facts: Any) -> None:
    """Print one sentence at once; nothing where JSON was asked for."""
    if not call.json:
        typer.echo(clean(call.say(key, **facts)))


def complain(call: Call, error: TawthiqError) -> None:
    """Print what went wrong to stderr, in the language of the call."""
    typer.echo(clean(error.say(call.language())), err=True)


def complain_of_row(call: Call, file: Path, row: int, error: TawthiqError) -> None:
    """The same for one row of a file."""
    said = call.say("cli.row", file=file, row=row, reason=error.say(call.language()))
    typer.echo(clean(said), err=True)


def failed(error: Exception) -> TawthiqError:
    """An error of the system as one of ours, with the file that it is about."""
    if isinstance(error, TawthiqError):
        return error
    cause = getattr(error, "strerror", None) or str(error)
    return BadInput("cli.system", file=str(getattr(error, "filename", None) or "—"), cause=cause)


def each(call: Call, given: Iterable[Path], do: Callable[[Path], dict[str, Any]]) -> None:
    """Do something for each file that was given; an error is told and does not stop the others.

    ``do`` gives what JSON says of the file. Ends with the exit code of the first error.
    """
    told: list[dict[str, Any]] = []
    errors = []
    for one in given:
        try:
            told.append({"file": one, **do(one)})
        except (TawthiqError, OSError) as error:
            complain(call, failed(error))
            told.append({"file": one, "error": failed(error)})
            errors.append(failed(error))
    put(call, told)
    leave(errors)


def leave(errors: Sequence[TawthiqError]) -> None:
    """End with the exit code of the first error, where there was one."""
    if errors:
        raise typer.Exit(errors[0].exit_code)


def table(call: Call, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> "RenderableType":
    """A table as wide as the terminal, or as wide as it needs where it is read by a program; a sentence when empty.

    Heads are keys of ``messages/headings.toml``. Ids are never broken, whole numbers stand to the right.
    """
    from rich.table import Table
    from rich.text import Text

    listed = [[word(call, one) if head in CODED else one for head, one in zip(heads, row, strict=True)] for row in rows]
    if not listed:
        return call.say("cli.nothing")
    made = Table(box=None, pad_edge=False, header_style="bold")
    for head, values in zip(heads, zip(*listed, strict=True), strict=True):
        number = all(isinstance(one, int) for one in values)
        made.add_column(
            call.say(f"headings.{head}"),
            justify="right" if number else "left",
            no_wrap=number or head in KEPT_WHOLE,
            overflow="fold",
        )
    for row in listed:
        made.add_row(*(Text(cell(value)) for value in row))
    return made


def word(call: Call, value: Any) -> Any:
    """A word of our vocabulary (``killed``, ``male``) in the language of the call; anything else as it is."""
    try:
        return call.say(f"web_records.value_{value.casefold().replace(' ', '_')}")
    except (AttributeError, KeyError):
        return value


def cell(value: Any) -> str:
    """A value as a table shows it; words that run from right to left are kept from turning their neighbours."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, tuple | list):
        return cell(", ".join(map(str, value)))
    shown = " ".join(clean(str(value)).split())
    return f"\u2068{shown}\u2069" if sys.stdout.isatty() and RIGHT_TO_LEFT.search(shown) else shown


def clean(said: str) -> str:
    """The text without what would steer the terminal: escapes become �, signs that turn the direction go."""
    return BARE.sub("\N{REPLACEMENT CHARACTER}", TURNS.sub("", said))


def size(count: int) -> str:
    """A number of bytes for people: ``12.3 MB``."""
    step = min(len(str(count)) - 1, 14) // 3
    return f"{count / 1000**step:.1f} {UNITS[step]}" if step else f"{count} B"


def plain(value: Any) -> Any:
    """A value that JSON lacks, as one that it has."""
    if isinstance(value, TawthiqError):
        return {"error": value.key, "message": str(value), "facts": value.facts}
    if dataclasses.is_dataclass(value):
        return {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    return dict(value) if isinstance(value, Mapping) else str(value)


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on stderr for work that reports (done, total); ``None``, and nothing shown, where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(clean(title), total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def _drawn(part: "RenderableType") -> str:
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else PIPE, highlight=False)
    with console.capture() as held:
        console.print(part)
    return "\n".join(line.rstrip() for line in held.get().splitlines())
