"""The slow and careful way through a CSV file: a row that cannot be read costs that row, never the rows after it."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from tawthiq.readers.encodings import LONGEST, Line, lines, printable
from tawthiq.readers.lists.batch import Fault


def parser(source: Iterable[str], sign: str) -> Any:
    """Python's parser of CSV: strict about quotes, cells up to ``LONGEST`` characters."""
    csv.field_size_limit(LONGEST)
    return csv.reader(source, delimiter=sign, strict=True)


def rows(file: Path, encoding: str, sign: str, width: int = 0) -> Iterator[tuple[int, list[str] | Fault]]:
    """Every row with its number, from 1, or the reason why it could not be read; a blank line is an empty row.

    ``width`` is the number of cells that a row must have, if it must. A quote that is never closed would swallow the
    rest of the file: such a row is given up at the end of its first line, and reading goes on at the next.
    """
    feed = _Feed(lines(file, encoding))
    reader = parser(feed, sign)
    for number in count(1):
        row, reason = [], ""
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason, reader = _reason(str(error)), parser(feed, sign)
        flaw = feed.flaw()
        used = 1 if reason or flaw == "too_long" else len(feed.given)
        if reason or flaw:
            reason = f"careful.{flaw}" if flaw else reason
            yield number, Fault(number, reason, feed.text(used), {"line": feed.line})
        elif width and row and len(row) != width:
            yield number, ragged(number, feed.text(used), len(row), width)
        else:
            yield number, row
        feed.done(used)


def ragged(number: int, text: str, cells: int, columns: int) -> Fault:
    """A row with more or fewer cells than the header."""
    return Fault(number, "careful.ragged", text, {"cells": cells, "columns": columns})


def _reason(error: str) -> str:
    if "limit" in error:
        return "careful.too_long"
    return "careful.unclosed" if "unexpected end" in error else "careful.quote"


class _Feed:
    """Lines for the parser, which can be taken back."""

    def __init__(self, source: Iterator[Line]) -> None:
        self.source = source
        self.ahead: deque[Line] = deque()
        self.given: list[Line] = []
        self.line = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.ahead.popleft() if self.ahead else next(self.source)
        self.given.append(line)
        return line.text

    def flaw(self) -> str:
        return next((line.flaw for line in self.given if line.flaw), "")

    def text(self, used: int) -> str:
        return printable("".join(line.text for line in self.given[:used]).rstrip("\r\n"))

    def done(self, used: int) -> None:
        """Take back all but the first lines that were given."""
        if used < len(self.given):
            self.ahead.extendleft(reversed(self.given[used:]))
        self.line += used
        self.given.clear()
