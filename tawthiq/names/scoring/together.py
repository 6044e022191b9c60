"""Together: of people killed on one day many were killed in one place; the place says little more than the day."""

import numpy as np
from numpy.typing import NDArray

from tawthiq.names.scoring.columns import UNKNOWN, Columns
from tawthiq.names.shape import Rows

SAME_DAY, SAME_MONTH, SAID = 8, 18, 5.0
"""Levels of ``comparisons.EVENT``; what is known of a place in general counts for so many people of its day."""

Codes = NDArray[np.int32]
Reals = NDArray[np.float32]


def among_the_same_day(
    columns: Columns, place: tuple[Reals, Codes], day: NDArray[np.int8], pairs: tuple[Rows, Rows]
) -> Reals:
    """The chance of a place that two records share, among those of the day (or month) that they share as well.

    ``place`` is its chance among all records (kept where no day is shared, or where it is the greater) and its code.
    The two records themselves do not count: a day or place that is theirs alone tells nothing of others.
    """
    (chance, shared), a = (place[0].copy(), place[1]), pairs[0]
    for level, unit in ((SAME_DAY, "D"), (SAME_MONTH, "M")):
        at = np.flatnonzero((day == level) & (shared >= 0) & (chance > 0))
        when = _when(columns, unit)
        both = _counts(_keyed(columns, when), when[a[at]] * _SPAN + shared[at]) - 2
        every = _counts(when[when >= 0], when[a[at]]) - 2
        known = SAID * chance[at] + np.maximum(both, 0)
        chance[at] = np.maximum(chance[at], known / (SAID + np.maximum(every, 0)))
    return chance


_SPAN = np.int64(1) << 32


def _when(columns: Columns, unit: str) -> NDArray[np.int64]:
    """The day, or the month, of each record as a number from 0; -1 where it says none."""
    known = columns.day[:, 0] != UNKNOWN
    first = np.where(known, columns.day[:, 0], 0).astype("datetime64[D]")
    months = first.astype("datetime64[M]")
    last = np.where(known, columns.day[:, 1], 0).astype("datetime64[D]")
    known &= (last == first) if unit == "D" else (last.astype("datetime64[M]") == months)
    number = (first if unit == "D" else months).astype(np.int64)
    return np.where(known, number - number.min(initial=0), -1)


def _keyed(columns: Columns, when: NDArray[np.int64]) -> NDArray[np.int64]:
    """A key for each place of the hierarchy of each record that has a day."""
    kept = (columns.places >= 0) & (when >= 0)[:, None]
    return np.asarray((when[:, None] * _SPAN + columns.places)[kept], np.int64)


def _counts(keys: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    ordered = np.sort(keys)
    return np.searchsorted(ordered, wanted, "right") - np.searchsorted(ordered, wanted, "left")
