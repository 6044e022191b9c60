"""Days: how births, ages and days of events agree, whole dates or spans."""

import numba
import numpy as np
from numpy.typing import NDArray

from tawthiq.names.scoring.columns import UNKNOWN, Columns
from tawthiq.names.shape import Rows

MONTH, YEAR = 31, 366
Codes = NDArray[np.int32]
Small = NDArray[np.int8]
Reals = NDArray[np.float32]


def births(columns: Columns, a: Rows, b: Rows) -> tuple[Small, Reals]:
    """Levels of ``comparisons.BIRTH``, and how common the day is where it is the same (1 January is)."""
    levels = _births(columns.birth, columns.aged, _parts(columns.birth), a, b)
    said = ~columns.aged & (columns.birth[:, 0] == columns.birth[:, 1])
    return levels, np.where(levels == 7, _share(columns.birth[:, 0], said)[a], 0).astype(np.float32)


def events(columns: Columns, a: Rows, b: Rows) -> tuple[Small, Reals]:
    """Levels of ``comparisons.EVENT``, and how common the day is where it is the same (that of a massacre is)."""
    levels = _events(columns.day, columns.kind, _parts(columns.day), a, b)
    single = columns.day[:, 0] == columns.day[:, 1]
    return levels, np.where(levels == 8, _share(columns.day[:, 0], single)[a], 0).astype(np.float32)


def _parts(span: Codes) -> Codes:
    """Year, month and day (n, 3) of the first day of each span."""
    days = np.where(span[:, 0] == UNKNOWN, 0, span[:, 0]).astype("datetime64[D]")
    month = days.astype("datetime64[M]")
    year = month.astype("datetime64[Y]").astype(np.int32)
    return np.column_stack([year + 1970, month.astype(np.int32) % 12, (days - month).astype(np.int32)]).astype(np.int32)


def _share(day: Codes, said: NDArray[np.bool_]) -> Reals:
    """For each record the share of records with its day, among those that say one."""
    said = said & (day != UNKNOWN)
    _, where, counts = np.unique(day[said], return_inverse=True, return_counts=True)
    share = np.zeros(len(day), np.float32)
    share[said] = counts[where] / max(said.sum(), 1)
    return share


@numba.njit(cache=True)
def _births(span: Codes, aged: NDArray[np.bool_], parts: Codes, a: Rows, b: Rows) -> Small:
    levels = np.zeros(len(a), np.int8)
    for k in range(len(a)):
        i, j = a[k], b[k]
        if span[i, 0] == UNKNOWN or span[j, 0] == UNKNOWN:
            continue
        whole = span[i, 0] == span[i, 1] and span[j, 0] == span[j, 1] and not aged[i] and not aged[j]
        if whole:
            levels[k] = _of_births(span[i, 0], span[j, 0], parts[i], parts[j])
        else:
            levels[k] = _of_ages(_gap(span[i], span[j]))
    return levels


@numba.njit(cache=True)
def _gap(one: Codes, other: Codes) -> int:
    """Days between two spans, 0 where they overlap."""
    return int(max(0, one[0] - other[1], other[0] - one[1]))


@numba.njit(cache=True)
def _of_births(one: int, other: int, p: Codes, q: Codes) -> int:
    if one == other:
        return 7
    slip = _slip(p, q)
    if slip:
        return slip + 3
    apart = abs(one - other)
    return 3 if apart <= 366 else 2 if apart <= 5 * 366 else 1


@numba.njit(cache=True)
def _slip(p: Codes, q: Codes) -> int:
    """3 where day and month are swapped, 2 where one digit differs, 1 where one of year, month and day does, else 0."""
    if p[0] == q[0] and p[1] + 1 == q[2] + 1 and p[2] == q[1]:
        return 3
    if (p[0] != q[0]) + (p[1] != q[1]) + (p[2] != q[2]) != 1:
        return 0
    digits = _digits(p[0], q[0]) + _digits(p[1] + 1, q[1] + 1) + _digits(p[2] + 1, q[2] + 1)
    return 2 if digits == 1 else 1


@numba.njit(cache=True)
def _digits(one: int, other: int) -> int:
    """In how many decimal digits two numbers differ."""
    count = 0
    while one or other:
        count += one % 10 != other % 10
        one, other = one // 10, other // 10
    return count


@numba.njit(cache=True)
def _of_ages(days: int) -> int:
    years = days / 365.2425
    if years == 0:
        return 13
    return 12 if years <= 1 else 11 if years <= 2 else 10 if years <= 5 else 9 if years <= 10 else 8


@numba.njit(cache=True)
def _events(span: Codes, kind: Small, parts: Codes, a: Rows, b: Rows) -> Small:
    levels = np.zeros(len(a), np.int8)
    for k in range(len(a)):
        i, j = a[k], b[k]
        if span[i, 0] == UNKNOWN or span[j, 0] == UNKNOWN:
            continue
        gap = _gap(span[i], span[j])
        if span[i, 1] - span[i, 0] > 1 or span[j, 1] - span[j, 0] > 1:
            narrow = max(span[i, 1] - span[i, 0], span[j, 1] - span[j, 0]) <= MONTH
            levels[k] = 17 + narrow if gap == 0 else 16 if gap <= MONTH else 15 if gap <= YEAR else 14
        elif kind[i] != kind[j] and kind[i] >= 0 and kind[j] >= 0:
            levels[k] = 13 if gap == 0 else 12 if gap <= 7 else 11 if gap <= 31 else 10 if gap <= 366 else 9
        elif gap == 0:
            levels[k] = 8
        else:
            levels[k] = _apart(gap, _slip(parts[i], parts[j]))
    return levels


@numba.njit(cache=True)
def _apart(gap: int, slip: int) -> int:
    if gap <= 7:
        return 4
    if slip:
        return slip + 4
    return 3 if gap <= 31 else 2 if gap <= 366 else 1
