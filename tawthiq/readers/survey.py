"""What the bytes of a CSV file tell before it is parsed: whether it is well formed, and what parts its cells."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from statistics import mode

import numpy as np

from tawthiq.readers.encodings import CHUNK, LONGEST, is_utf8, lines, utf8

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
    """Whether a fast parser reads this file as a careful one would.

    It does where every byte is text in this encoding, no byte is NUL, every quote opens or closes a whole cell or
    is doubled inside one (RFC 4180), and no row is longer than ``LONGEST`` bytes.
    """
    if not sign.isascii() or (encoding == "utf-8" and not is_utf8(file)):
        return False
    scan = _Scan(ord(sign))
    try:
        with utf8(file, encoding) as stream:
            while chunk := stream.read(CHUNK):
                if not scan.clean(chunk):
                    return False
    except UnicodeError:
        return False
    return scan.clean(b"\n") and scan.quotes % 2 == 0


class _Scan:
    """Quotes and line ends of a stream, chunk by chunk; the last byte of a chunk waits for its neighbour."""

    def __init__(self, sign: int) -> None:
        self.outside = np.zeros(256, bool)
        self.outside[[sign, _QUOTE, *_ENDS]] = True
        self.tail = b"\n"
        self.quotes = 0
        self.returns = False
        self.since = 0

    def clean(self, chunk: bytes) -> bool:
        data = np.frombuffer(self.tail + chunk, np.uint8)
        self.tail = data[-2:].tobytes()
        inner = data[1:-1]
        quotes = np.flatnonzero(inner == _QUOTE)
        self.returns = self.returns or b"\r" in chunk
        good = 0 not in chunk and self._quotes_fit(data, quotes) and self._rows_fit(inner, quotes)
        self.quotes += len(quotes)
        return good

    def _quotes_fit(self, data: np.ndarray, quotes: np.ndarray) -> bool:
        opening, closing = quotes[self.quotes % 2 :: 2], quotes[1 - self.quotes % 2 :: 2]
        return bool(self.outside[data[opening]].all() and self.outside[data[closing + 2]].all())

    def _rows_fit(self, inner: np.ndarray, quotes: np.ndarray) -> bool:
        ends = np.flatnonzero((inner == _ENDS[0]) | (inner == _ENDS[1]) if self.returns else inner == _ENDS[0])
        ends = ends[(self.quotes + np.searchsorted(quotes, ends)) % 2 == 0]
        longest = np.diff(ends, prepend=-self.since, append=len(inner)).max()
        self.since = len(inner) - ends[-1] if len(ends) else self.since + len(inner)
        return bool(longest <= LONGEST)
