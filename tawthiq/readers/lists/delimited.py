"""CSV, TSV and their kin as batches of strings, in any encoding and with any delimiter.

There are two ways to the same result: Arrow's parser where the file is well formed, our careful one where it is not.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyarrow as pa
from pyarrow import csv

from tawthiq.errors import BadInput
from tawthiq.readers.encodings import LONGEST, canonical, found, is_utf8, utf8
from tawthiq.readers.lists import careful, survey
from tawthiq.readers.lists.batch import ROWS, Batch, Fault, header_row, named, strings


class Delimited:
    """A CSV file that was opened: a ``Sheet`` whose rows count as in a spreadsheet, the header's being ``header``.

    Raises BadInput when an encoding or a delimiter cannot be meant, or when there is no header.
    """

    unit = "row"

    def __init__(self, file: Path, name: str, encoding: str = "", delimiter: str = "", header: int = 0) -> None:
        if encoding and not canonical(encoding):
            raise BadInput("delimited.encoding", file=name, value=encoding)
        if len(delimiter) > 1:
            raise BadInput("delimited.delimiter", file=name, value=delimiter)
        self.file = file
        self.encoding, whole = (canonical(encoding), False) if encoding else found(file, name)
        self.delimiter = delimiter or survey.delimiter(file, self.encoding)
        top = [[] if isinstance(row, Fault) else row for _, row in islice(self._rows(), max(header, 20))]
        self.header = header or header_row(top)
        if not any(top[self.header - 1 : self.header]):
            raise BadInput("delimited.no_header", file=name, row=self.header)
        self.columns = named(top[self.header - 1])
        whole = whole or self.encoding != "utf-8" or is_utf8(file)
        self.fast = whole and survey.well_formed(file, self.encoding, self.delimiter)
        self.settled = {"encoding": self.encoding, "delimiter": self.delimiter, "header": self.header}
        guessed = not encoding and not self.encoding.startswith("utf")
        self.notes = [("delimited.guessed", {"file": name, "encoding": self.encoding})] if guessed else []

    def batches(self, only: Sequence[str] | None = None) -> Iterator[Batch]:
        """Every row below the header, or only some of its columns."""
        return self._fast(only or self.columns) if self.fast else self._careful(only or self.columns)

    def _rows(self, width: int = 0) -> Iterator[tuple[int, list[str] | Fault]]:
        return careful.rows(self.file, self.encoding, self.delimiter, width)

    def _fast(self, only: Sequence[str]) -> Iterator[Batch]:
        ragged: list[Fault] = []
        before = self.header
        with utf8(self.file, self.encoding) as stream:
            try:
                parsed = self._parsed(stream, only, ragged)
            except pa.ArrowInvalid:
                yield from self._careful(only)
                return
            for said in parsed:
                numbers = _numbers(before, said.num_rows, [fault.number for fault in ragged])
                before = int(numbers[-1]) if len(numbers) else before
                due = [fault for fault in ragged if fault.number <= before]
                ragged[: len(due)] = []
                yield Batch(pa.array(numbers), _as_text(said), due)
        yield Batch(pa.array([], pa.int64()), strings(only, []), ragged)

    def _parsed(self, stream: Any, only: Sequence[str], ragged: list[Fault]) -> csv.CSVStreamingReader:
        def keep(row: csv.InvalidRow) -> Literal["skip"]:
            ragged.append(careful.ragged(row.number or 0, row.text, row.actual_columns, row.expected_columns))
            return "skip"

        return csv.open_csv(
            stream,
            csv.ReadOptions(
                use_threads=False,
                block_size=8 * LONGEST,
                column_names=list(self.columns),
                skip_rows_after_names=self.header,
            ),
            csv.ParseOptions(
                delimiter=self.delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=keep
            ),
            csv.ConvertOptions(
                column_types=dict.fromkeys(self.columns, pa.binary()),
                include_columns=list(only),
                strings_can_be_null=False,
            ),
        )

    def _careful(self, only: Sequence[str]) -> Iterator[Batch]:
        width, picked = len(self.columns), [self.columns.index(name) for name in only]
        rows = islice(self._rows(width), self.header, None)
        while chunk := list(islice(rows, ROWS)):
            good = {number: row for number, row in chunk if not isinstance(row, Fault)}
            said = [[row[at] if row else "" for at in picked] for row in good.values()]
            faults = [row for _, row in chunk if isinstance(row, Fault)]
            yield Batch(pa.array(good, pa.int64()), strings(only, said), faults)


def _numbers(before: int, rows: int, left_out: Sequence[int]) -> np.ndarray:
    """The numbers of the next rows after ``before``, where some numbers were left out.

    >>> _numbers(1, 3, [3]).tolist()
    [2, 4, 5]
    """
    candidates = np.arange(before + 1, before + 1 + rows + len(left_out))
    return candidates[~np.isin(candidates, left_out)][:rows]


def _as_text(said: pa.RecordBatch) -> pa.RecordBatch:
    """Bytes that were found to be UTF-8 as strings, without looking again."""
    made = [pa.Array.from_buffers(pa.string(), len(one), one.buffers(), offset=one.offset) for one in said.columns]
    return pa.RecordBatch.from_arrays(made, names=said.schema.names)
