"""What the bytes of a CSV file tell before it is parsed: whether it is well formed, and what parts its cells."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import mode
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from tawthiq.readers.encodings import CHUNK, LONGEST, lines, utf8
from tawthiq.readers.lists.ahead import in_order

DELIMITERS = ",;\t|^~\x1f\x01،؛"
_QUOTE, _ENDS = ord('"'), (ord("\n"), ord("\r"))


def delimiter(file: Path, encoding: str) -> str:
    """The sign that parts the cells: the one by which most of the first rows have the same number of cells."""
    sample = [line.text for line in islice(lines(file, encoding), 200)]
    return max(DELIMITERS, key=lambda sign: _fit(sample, sign))


def _fit(sample: Sequence[str], sign: str) -> tuple[bool, float, int]:
    widths = list(_widths(sample, sign))
    usual = mode(widths) if widths else 1
    if usual == 1:
        return False, 0, max(widths[:1], default=1)
    return True, widths.count(usual) / len(widths), usual


def _widths(sample: Sequence[str], sign: str) -> Iterator[int]:
    with suppress(csv.Error):
        yield from (len(row) for row in csv.reader(sample, delimiter=sign) if row)


def well_formed(file: Path, encoding: str, sign: str) -> bool:
    """Whether a fast parser reads this file, all of which is text in this encoding, as a careful one would.

    It does where no byte is NUL, every quote opens or closes a whole cell or is doubled inside one (RFC 4180), and no
    row is longer than ``LONGEST`` bytes.
    """
    if not sign.isascii():
        return False
    outside = np.zeros(256, bool)
    outside[[ord(sign), _QUOTE, *_ENDS]] = True
    scan = _Scan()
    with utf8(file, encoding) as stream, suppress(UnicodeError):
        marks = in_order(partial(_marks, outside), _chunks(stream))
        return all(map(scan.goes_on, marks)) and scan.quotes % 2 == 0
    return False


class _Marks(NamedTuple):
    """What stands in a chunk: the places of its quotes, which of them may open and close a cell, and its line ends."""

    size: int
    nul: bool
    quotes: np.ndarray
    opens: np.ndarray
    closes: np.ndarray
    ends: np.ndarray


def _chunks(stream: pa.NativeFile) -> Iterator[bytes]:
    """The bytes of a stream between two line ends, each chunk with the byte before it and the byte after it."""
    held = b"\n"
    while chunk := stream.read(CHUNK):
        held += chunk
        yield held
        held = held[-2:]
    yield held + b"\n"


def _marks(outside: np.ndarray, data: bytes) -> _Marks:
    around = np.frombuffer(data, np.uint8)
    inner = around[1:-1]
    quotes = np.flatnonzero(inner == _QUOTE)
    ends = inner == _ENDS[0]
    if b"\r" in data:
        ends |= inner == _ENDS[1]
    opens, closes = outside[around[quotes]], outside[around[quotes + 2]]
    return _Marks(len(inner), b"\0" in data, quotes, opens, closes, np.flatnonzero(ends))


class _Scan:
    """Goes from chunk to chunk: how many quotes there were, and bytes since the last row ended."""

    def __init__(self) -> None:
        self.quotes = self.since = 0

    def goes_on(self, marks: _Marks) -> bool:
        """Whether all is well up to the end of this chunk."""
        odd = self.quotes % 2
        fit = marks.opens[odd::2].all() and marks.closes[1 - odd :: 2].all()
        ends = marks.ends[(odd + np.searchsorted(marks.quotes, marks.ends)) % 2 == 0]
        longest = np.diff(ends, prepend=-self.since, append=marks.size).max()
        self.since = marks.size - ends[-1] if len(ends) else self.since + marks.size
        self.quotes += len(marks.quotes)
        return bool(fit and longest <= LONGEST and not marks.nul)
