"""Pairing: the pairs of records that share a key, the smallest blocks first, within a bound."""

from dataclasses import dataclass
from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Keyed:
    """Keys of records, several a record: ``row`` (k,) and ``key`` (k,), any 64-bit number."""

    row: Places
    key: Places


@dataclass(frozen=True, eq=False)
class Paired:
    """Pairs as ``low * n + high``, ascending, each once; ``left`` the rows and keys whose blocks went over the bound.

    ``left_pairs`` is how many pairs those blocks hold.
    """

    codes: Places
    left: Keyed
    left_pairs: int


class _Blocks(NamedTuple):
    row: Places
    starts: Places
    sizes: Places


def paired(keyed: Keyed, source: NDArray[np.int32], once: Flags, most: int, block: int) -> Paired:
    """All pairs that share a key, of sources that may hold a person twice or of two sources.

    Blocks are taken from the smallest, as long as there are no more than ``most`` pairs in all and ``block`` in one.
    """
    order = np.lexsort((keyed.row, keyed.key))
    row, key = keyed.row[order], keyed.key[order]
    starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1], True]) if len(key) else np.zeros(1, np.int64)
    sizes = _eligible(row, starts, source, once)
    taken = _smallest(sizes, most, block)
    codes = _emit(_Blocks(row, starts, sizes), taken, source, once)
    over = np.repeat(~taken & (sizes > 0), np.diff(starts))
    return Paired(distinct(codes), Keyed(row[over], key[over]), int(sizes[~taken].sum()))


def distinct(codes: Places) -> Places:
    """The codes in order, each once."""
    codes = np.sort(codes)
    return codes[np.r_[True, codes[1:] != codes[:-1]]] if len(codes) else codes


def _smallest(sizes: Places, most: int, block: int) -> Flags:
    order = np.argsort(sizes, kind="stable")
    fits = (np.cumsum(sizes[order]) <= most) & (sizes[order] <= block)
    taken = np.zeros(len(sizes), np.bool_)
    taken[order] = fits & (sizes[order] > 0)
    return taken


@numba.njit(cache=True)
def _eligible(row: Places, starts: Places, source: NDArray[np.int32], once: Flags) -> Places:
    """How many pairs each block holds: two rows of a list free of duplicates are no pair."""
    sizes = np.zeros(len(starts) - 1, np.int64)
    seen = np.zeros(len(once), np.int64)
    for k in range(len(sizes)):
        count = starts[k + 1] - starts[k]
        sizes[k] = count * (count - 1) // 2
        for i in range(starts[k], starts[k + 1]):
            if once[source[row[i]]]:
                sizes[k] -= seen[source[row[i]]]
                seen[source[row[i]]] += 1
        for i in range(starts[k], starts[k + 1]):
            seen[source[row[i]]] = 0
    return sizes


@numba.njit(cache=True)
def _emit(blocks: _Blocks, taken: Flags, source: NDArray[np.int32], once: Flags) -> Places:
    row, starts, sizes = blocks
    n = len(source)
    total = 0
    for k in range(len(sizes)):
        total += sizes[k] if taken[k] else 0
    codes, at = np.empty(total, np.int64), 0
    for k in range(len(sizes)):
        if not taken[k]:
            continue
        for i in range(starts[k], starts[k + 1]):
            for j in range(i + 1, starts[k + 1]):
                a, b = row[i], row[j]
                if a != b and not (source[a] == source[b] and once[source[a]]):
                    codes[at] = min(a, b) * n + max(a, b)
                    at += 1
    return codes[:at]
