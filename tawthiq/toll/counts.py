"""A stranger's table of counts, checked and turned into arrays."""

from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tawthiq.errors import BadInput
from tawthiq.text import digits

Table = str | Path | pl.DataFrame

FIRST_ROW = 2


def read(table: Table) -> tuple[tuple[str, ...], NDArray[np.uint8], NDArray[np.int64]]:
    """The names of the lists, the patterns (P, K) and the counts (P,) of a CSV file or a frame.

    One column of 0 and 1 a list, and ``count``; a row of zeros may stand there when its count is 0 or empty.
    Rows are numbered as in a CSV file, the header being row 1. Raises BadInput naming file, row, column and
    value.
    """
    name = "table" if isinstance(table, pl.DataFrame) else Path(table).name
    frame = table if isinstance(table, pl.DataFrame) else _csv(Path(table))
    lists = tuple(column for column in frame.columns if column != "count")
    if "count" not in frame.columns or not lists:
        raise BadInput("toll.no_count_column", file=name, columns=", ".join(frame.columns))
    patterns = np.column_stack([_whole(frame, column, name, highest=1) for column in lists])
    counts = _whole(frame.with_columns(_unseen_is_nobody(lists)), "count", name)
    seen = patterns.sum(axis=1) > 0
    _refuse_unseen(counts, seen, name)
    _refuse_repeated(patterns, name)
    return lists, patterns[seen].astype(np.uint8), counts[seen]


def _csv(file: Path) -> pl.DataFrame:
    try:
        frame = pl.read_csv(file, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise BadInput("toll.unreadable_table", file=file.name, value=str(error)) from error
    return frame.with_columns(pl.all().map_elements(digits, return_dtype=pl.String))


def _unseen_is_nobody(lists: tuple[str, ...]) -> pl.Expr:
    unseen = pl.all_horizontal(pl.col(name).cast(pl.Float64, strict=False) == 0 for name in lists)
    return (
        pl.when(unseen & pl.col("count").is_null())
        .then(pl.lit("0"))
        .otherwise(pl.col("count").cast(str))
        .alias("count")
    )


def _whole(frame: pl.DataFrame, column: str, name: str, highest: int | None = None) -> NDArray[np.int64]:
    """A column as whole numbers from 0 to ``highest``."""
    values = frame[column].cast(pl.Float64, strict=False)
    fits = values.is_not_null() & (values >= 0) & (values == values.round()) & (values < 2**53)
    if highest is not None:
        fits &= values <= highest
    if not fits.all():
        row = int((~fits.fill_null(False)).arg_max() or 0)
        key = "toll.not_a_mark" if highest == 1 else "toll.not_a_count"
        raise BadInput(key, file=name, row=row + FIRST_ROW, column=column, value=frame[column][row])
    return values.cast(pl.Int64).to_numpy()


def _refuse_unseen(counts: NDArray[np.int64], seen: NDArray[np.bool_], name: str) -> None:
    for row in np.flatnonzero(~seen & (counts > 0))[:1]:
        raise BadInput("toll.counted_unseen", file=name, row=int(row) + FIRST_ROW, value=int(counts[row]))


def _refuse_repeated(patterns: NDArray[np.int64], name: str) -> None:
    _, first, inverse = np.unique(patterns, axis=0, return_index=True, return_inverse=True)
    for row in np.flatnonzero(first[inverse] != np.arange(len(patterns)))[:1]:
        earlier = int(first[inverse[row]]) + FIRST_ROW
        raise BadInput("toll.repeated_pattern", file=name, row=int(row) + FIRST_ROW, earlier=earlier)
