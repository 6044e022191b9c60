"""Parquet files as batches of strings: whole numbers without a point, dates as ISO 8601, nested values as JSON."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tawthiq.errors import BadInput
from tawthiq.readers.arrow import Column, pc
from tawthiq.readers.lists.batch import ROWS, Batch, named


class ArrowFile:
    """A Parquet file that was opened: a ``Sheet``. Raises BadInput for a file that is damaged."""

    unit = "row"
    notes = ()

    def __init__(self, file: Path, name: str) -> None:
        self.file, self.name = file, name
        self.settled: dict[str, object] = {}
        try:
            with pq.ParquetFile(file) as opened:
                self.own = opened.schema_arrow.names
        except (pa.ArrowException, OSError) as error:
            raise BadInput("arrowfile.broken", file=name, detail=str(error)) from error
        self.columns = named(self.own)

    def batches(self, only: Sequence[str] | None = None) -> Iterator[Batch]:
        """Every row, or only some of its columns."""
        names = only or self.columns
        picked = [self.columns.index(column) for column in names]
        first = 1
        try:
            with pq.ParquetFile(self.file) as opened:
                for batch in opened.iter_batches(ROWS):
                    said = [as_strings(batch.column(at)) for at in picked]
                    numbers = pa.array(range(first, first + batch.num_rows), pa.int64())
                    yield Batch(numbers, pa.RecordBatch.from_arrays(said, names=list(names)))
                    first += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            raise BadInput("arrowfile.broken", file=self.name, detail=str(error)) from error


def as_strings(column: Column) -> Column:
    """A column of any type as strings, as a person would write the values."""
    kind = column.type
    if pa.types.is_floating(kind):
        return _numbers(column.cast(pa.float64()))
    if pa.types.is_timestamp(kind):
        return pc.replace_substring_regex(column.cast(pa.string()), r"([ T]00:00:00)?(\.0+)?$", "")
    if pa.types.is_nested(kind):
        told = [None if one is None else json.dumps(one, ensure_ascii=False, default=str) for one in column.to_pylist()]
        return pa.array(told, pa.string())
    try:
        return column.cast(pa.string())
    except pa.ArrowInvalid:
        return pa.array([None if one is None else one.hex() for one in column.to_pylist()], pa.string())


def _numbers(column: Column) -> Column:
    column = pc.if_else(pc.is_nan(column), None, column)
    whole = pc.and_(pc.less(pc.abs(column), 1e15), pc.equal(pc.floor(column), column))
    return pc.coalesce(pc.if_else(whole, column, None).cast(pa.int64()).cast(pa.string()), column.cast(pa.string()))
