"""HTML: an edition as one file that needs nothing else: no script, no address outside, pictures and data inside."""

import base64
import csv
import mimetypes
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from tawthiq.messages import say
from tawthiq.report.drawn.images import Ready
from tawthiq.report.edition import Edition, apart
from tawthiq.report.outputs.sparing import derivations

RIGHT_TO_LEFT = ("ar", "fa", "he", "ku", "ur")
MARK = {"rtl": "\u200f", "ltr": "\u200e"}
"""Stands before a note, so that it stays behind words of the other direction."""
ROWS = 60
"""Rows of a picture's data that the page shows; the file inside it has all."""


def page(edition: Edition, ready: Mapping[Path, Ready]) -> str:
    """The edition as HTML; ``ready`` are its pictures by their files."""
    return str(
        _template().render(
            edition=edition,
            direction=direction(edition.language),
            cards=zip(edition.notes, derivations(edition.notes), strict=True),
            mark=MARK[direction(edition.language)],
            ready=ready,
            say=lambda name, **facts: say(f"page.{name}", edition.language, **facts),
            marks=_Marks(),
            data=_data,
            table=_table,
            apart=apart,
        )
    )


def direction(language: str) -> str:
    """``rtl`` for a language that is written from right to left, else ``ltr``."""
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


class _Marks:
    """Numbers the places that refer to a note, so that the note can lead back to each."""

    def __init__(self) -> None:
        self.seen: dict[int, int] = {}

    def __call__(self, note: int) -> str:
        self.seen[note] = self.seen.get(note, 0) + 1
        return f"ref-{note}-{self.seen[note]}"

    def back(self, note: int) -> list[str]:
        """The places that refer to a note."""
        return [f"ref-{note}-{n}" for n in range(1, self.seen.get(note, 0) + 1)]


def _data(file: Path) -> str:
    media = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"data:{media};base64,{base64.b64encode(file.read_bytes()).decode()}"


def _table(file: Path) -> list[list[str]]:
    """The first rows of a table of values; nothing of another kind of file."""
    if file.suffix.lower() != ".csv":
        return []
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(islice(csv.reader(opened), ROWS + 1))


@cache
def _template() -> Any:
    made = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    made.filters["kind"] = lambda one: type(one).__name__
    return made.from_string(files(__package__).joinpath("page.html").read_text("utf-8"))
