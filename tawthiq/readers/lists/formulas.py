"""Cells of text that a spreadsheet program would run as a formula: kept as they are, and pointed out."""

import re
from collections.abc import Iterator

import numpy as np

from tawthiq.readers.arrow import Column

_FIRST = np.frombuffer(b"=+-@", np.uint8)
_NUMBER = re.compile(r"[+-][\d\s.,/()~+-]*|-\D{0,2}")


def formulas(column: Column) -> Iterator[tuple[int, str]]:
    """The rows of a column of strings whose value begins like a formula (OWASP, CSV injection), and the value.

    Numbers with a sign, telephone numbers and dashes are none.
    """
    _, ends, data = column.buffers()
    if data is None or not data.size:
        return
    starts = np.frombuffer(ends, np.int32)[column.offset : column.offset + len(column) + 1]
    filled = np.flatnonzero(np.diff(starts) > 1)
    first = np.frombuffer(data, np.uint8)[starts[filled]]
    for row in filled[np.isin(first, _FIRST)]:
        value = column[int(row)].as_py()
        if value and not _NUMBER.fullmatch(value):
            yield int(row), value
