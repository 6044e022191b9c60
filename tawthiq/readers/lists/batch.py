"""What every kind of table file is opened as: batches of strings, each row with its number in the file."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple, Protocol

import pyarrow as pa

from tawthiq import text
from tawthiq.readers.arrow import Column, pc

ROWS = 16_384


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that could not be read: its number, why (a key of the messages), its text and the facts."""

    number: int
    reason: str
    value: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


class Batch(NamedTuple):
    """Rows in their order: ``numbers`` (int64) beside ``said`` (strings), and the faults met on the way."""

    numbers: Column
    said: pa.RecordBatch
    faults: Sequence[Fault] = ()


class Sheet(Protocol):
    """A table file that was opened.

    ``unit`` is what its locators count (row, line, feature); ``settled`` what was found about the file and must
    stand in the recipe (encoding, delimiter, sheet, header); ``notes`` what a person should hear.
    """

    columns: Sequence[str]
    unit: str
    settled: Mapping[str, Any]
    notes: Sequence[tuple[str, Mapping[str, Any]]]

    def batches(self, only: Sequence[str] | None = None) -> Iterator[Batch]:
        """Every row, or only some of its columns. May be called again and gives the same."""


def named(header: Sequence[str | None]) -> tuple[str, ...]:
    """Column names from a header: tidied; an empty one is called by its position, a repeated one is numbered.

    ``row`` is taken: so the table of the source's own words calls its row numbers.

    >>> named(["name", "", "name", "row"])
    ('name', 'column 2', 'name (2)', 'row (2)')
    """
    taken, times = {"row"}, defaultdict[str, int](lambda: 1)
    made = []
    for position, said in enumerate(header, 1):
        base = name = text.tidy(said or "") or f"column {position}"
        while name in taken:
            times[base] += 1
            name = f"{base} ({times[base]})"
        taken.add(name)
        made.append(name)
    return tuple(made)


def header_row(rows: Iterable[Sequence[Any]]) -> int:
    """The number of the row that is the header: the first of twenty with half as many filled cells as most have.

    A title above the table fills one cell.

    >>> header_row([["List of 3 May"], [], ["id", "name", "age"], ["1", "A", ""], ["2", "B", "30"]])
    3
    """
    filled = [sum(cell not in (None, "") for cell in row) for row in islice(rows, 20)]
    usual = sorted(filled)[len(filled) // 2] if filled else 0
    return next((number for number, cells in enumerate(filled, 1) if 2 * cells > usual), 1)


def strings(columns: Sequence[str], rows: Sequence[Sequence[str | None]]) -> pa.RecordBatch:
    """Rows of cells, all of the same width, as a batch of string columns."""
    turned = zip(*rows, strict=True) if rows else ([] for _ in columns)
    return pa.RecordBatch.from_arrays([pa.array(cells, pa.string()) for cells in turned], names=list(columns))


def without_empty(batch: Batch) -> Batch:
    """The batch without rows that say nothing at all: blank lines, and rows of empty cells."""
    filled: Column = pa.array([False] * batch.said.num_rows, pa.bool_())
    for column in batch.said.columns:
        filled = pc.or_(filled, pc.greater(pc.fill_null(pc.binary_length(column), 0), 0))
        if pc.all(filled).as_py():
            return batch
    return Batch(batch.numbers.filter(filled), batch.said.filter(filled), batch.faults)
