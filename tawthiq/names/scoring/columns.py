"""Columns: the records as plain numbers, one array a field, for blocking and for the comparisons."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from tawthiq.names.scoring.numbers import Numbers, numbers
from tawthiq.names.shape import Lists
from tawthiq.names.words.chains import Chains, chains
from tawthiq.skeletons import skeleton_column
from tawthiq.text import fold_column

UNKNOWN = np.int32(-(2**31) + 1)
"""A day that is not known; days count from 1 January 1970."""

PARTS = 4
"""So many parts of the hierarchy of a place are compared, the place itself among them."""

_YEAR = 365.2425
_AGES_DAY = 3
Codes = NDArray[np.int32]
Small = NDArray[np.int8]
Reals = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Columns:
    """One row a record, in the order of the lists.

    ``source`` numbers the lists, ``once`` (sources,) tells which are free of duplicates. ``birth`` and ``day`` (n, 2)
    are the first and last day that the birth and the event may mean, ``UNKNOWN`` where nothing is said; ``aged`` marks
    births that were reckoned from an age; ``kind`` and ``role`` number kinds of date and roles of place, -1 for none.
    ``places`` (n, 4) are codes of the place and of the parts of the hierarchy above it, the nearest first, -1 after
    the last, among the ``spellings`` with their ``sounds`` (codes of skeletons). ``sex`` is 0 for unknown.
    """

    chains: Chains
    mothers: Chains
    source: Codes
    once: NDArray[np.bool_]
    sex: Small
    birth: Codes
    aged: NDArray[np.bool_]
    day: Codes
    kind: Small
    places: Codes
    role: Small
    spellings: tuple[str, ...]
    sounds: Codes
    numbers: Numbers

    def __len__(self) -> int:
        return len(self.source)


def columns(lists: Lists) -> Columns:
    """The columns of lists; a column that is missing is all unknown."""
    records = lists.records
    source, names = _coded(records["source"])
    day = _days(records, "date")
    birth, aged = _births(records, day, source)
    places, spellings, sounds = _places(records)
    return Columns(
        chains=chains(lists),
        mothers=chains(lists, ("name_mother",), None),
        source=source,
        once=np.array([name in lists.once for name in names], np.bool_),
        sex=_numbered(records["sex"], ("male", "female")),
        birth=birth,
        aged=aged,
        day=day,
        kind=_coded(records["date_kind"])[0].astype(np.int8),
        places=places,
        role=_coded(records["place_role"])[0].astype(np.int8),
        spellings=spellings,
        sounds=sounds,
        numbers=numbers(records),
    )


def _coded(column: "pa.ChunkedArray[Any] | pa.Array[Any]") -> tuple[Codes, list[str]]:
    """A code for each value, -1 for null and blank, and the values by code."""
    said = pl.Series(column).cast(pl.String).replace("", None)
    distinct = said.unique().drop_nulls().sort()
    codes = said.replace_strict(distinct, pl.int_range(len(distinct), dtype=pl.Int32, eager=True), default=-1)
    return codes.cast(pl.Int32).to_numpy(), distinct.to_list()


def _numbered(column: "pa.ChunkedArray[Any]", values: tuple[str, ...]) -> Small:
    said = pl.Series(column).cast(pl.String)
    return said.replace_strict(values, range(1, len(values) + 1), default=0, return_dtype=pl.Int8).to_numpy()


def _days(records: pa.Table, field: str) -> Codes:
    """The first and last day (n, 2); where one end is open it is the other."""
    start, end = (pl.Series(records[f"{field}_{side}"]).cast(pl.Date).cast(pl.Int32) for side in ("from", "to"))
    spans = pl.DataFrame({"start": start, "end": end})
    filled = spans.select(pl.coalesce("start", "end"), pl.coalesce("end", "start").alias("last"))
    return filled.fill_null(int(UNKNOWN)).to_numpy().astype(np.int32)


def _births(records: pa.Table, day: Codes, source: Codes) -> tuple[Codes, NDArray[np.bool_]]:
    """Births as said, else reckoned from the age on the day of the event, or on the day that the list's others imply.

    Where no list tells that day, ages are reckoned from one day for all, so that they compare with each other.
    """
    birth = _days(records, "birth")
    low, high = (pl.Series(records[f"age_{side}"]).cast(pl.Float64).to_numpy() for side in ("from", "to"))
    low, high = np.where(np.isnan(low), high, low), np.where(np.isnan(high), low, high)
    said, aged = birth[:, 0] != UNKNOWN, ~np.isnan(low)
    when = np.where(day[:, 0] != UNKNOWN, (day[:, 0].astype(np.float64) + day[:, 1]) / 2, np.nan)
    when = np.where(np.isnan(when), _reckoned(birth, low, said & aged, source)[source], when)
    rest = np.nanmedian(when) if np.isfinite(when).any() else 0.0
    when = np.where(np.isnan(when), rest, when)
    fill = aged & ~said
    birth[fill, 0] = (when - (high + 1) * _YEAR)[fill] + 2
    birth[fill, 1] = (when - low * _YEAR)[fill]
    return birth, fill


def _reckoned(birth: Codes, age: Reals, both: NDArray[np.bool_], source: Codes) -> Reals:
    """For each list the median day on which its births and ages agree, NaN where too few records have both."""
    days = np.full(source.max(initial=-1) + 1, np.nan)
    for one in range(len(days)):
        rows = both & (source == one)
        if rows.sum() >= _AGES_DAY:
            days[one] = np.median(birth[rows].mean(axis=1) + (age[rows] + 0.5) * _YEAR)
    return days


def _places(records: pa.Table) -> tuple[Codes, tuple[str, ...], Codes]:
    """Codes of the place and what is above it, the nearest first; the spellings; the codes of their skeletons."""
    parts = pl.DataFrame({"place": pl.Series(records["place"]), "within": pl.Series(records["place_within"])})
    above = pl.col("within").str.split(" / ").list.reverse().list.head(PARTS - 1)
    chain = (
        parts.cast(pl.String).with_row_index("row").select("row", pl.concat_list(pl.col("place"), above.fill_null([])))
    )
    long = chain.with_columns(at=pl.int_ranges(pl.col("place").list.len())).explode("place", "at")
    long = long.filter(pl.col("place").str.len_chars() > 0)
    long = long.with_columns(pl.Series("place", fold_column(long["place"].to_arrow()), dtype=pl.String))
    codes, spellings = _coded(long["place"].to_arrow())
    table = np.full((len(records), PARTS), -1, np.int32)
    table[long["row"].to_numpy(), long["at"].to_numpy()] = codes
    sounds, _ = _coded(skeleton_column(pa.array(spellings, pa.string())))
    return table, tuple(spellings), sounds
