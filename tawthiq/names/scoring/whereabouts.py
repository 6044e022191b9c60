"""Whereabouts: how two places agree, each with the larger places around it."""

import numba
import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from tawthiq.names.scoring.columns import PARTS, Columns
from tawthiq.names.shape import Rows

ALIKE = 0.8
"""Places whose spellings are as similar as this (optimal string alignment, normalised) are spelt alike."""

Codes = NDArray[np.int32]
Small = NDArray[np.int8]
Reals = NDArray[np.float32]


def places(columns: Columns, a: Rows, b: Rows) -> tuple[Small, Reals, Codes]:
    """Levels of ``comparisons.PLACE``, how common the place is that both share, and its code, -1 for none."""
    if not (columns.places >= 0).any():
        return np.zeros(len(a), np.int8), np.zeros(len(a), np.float32), np.full(len(a), -1, np.int32)
    share = _shares(columns)
    levels, chance, shared = _places(columns.places, columns.role, share, a, b)
    alike = np.flatnonzero((levels >= 1) & (levels <= 10) & (levels % 5 > 0) & (levels % 5 < 4))
    same = _spelt_alike(columns, columns.places[a[alike], 0], columns.places[b[alike], 0])
    levels[alike[same]] += (4 - levels[alike[same]] % 5).astype(np.int8)
    chance[alike[same]] = 0
    return levels, chance, shared


def _shares(columns: Columns) -> Reals:
    """For each spelling the share of records with a place that have it anywhere in their hierarchy."""
    counts = np.bincount(columns.places[columns.places >= 0], minlength=len(columns.spellings))
    return np.asarray(np.minimum(counts / max((columns.places >= 0).any(axis=1).sum(), 1), 1), np.float32)


def _spelt_alike(columns: Columns, one: Codes, other: Codes) -> NDArray[np.bool_]:
    """Whether the places themselves sound or are spelt alike; each two spellings are compared once."""
    said = (one >= 0) & (other >= 0)
    size = len(columns.spellings)
    coded = np.where(said, np.minimum(one, other).astype(np.int64) * size + np.maximum(one, other), -1)
    distinct, where = np.unique(coded, return_inverse=True)
    alike = np.array(
        [code >= 0 and _alike(columns, int(code) // size, int(code) % size) for code in distinct], np.bool_
    )
    return alike[where] if len(distinct) else np.zeros(0, np.bool_)


def _alike(columns: Columns, one: int, other: int) -> bool:
    x, y = columns.spellings[one], columns.spellings[other]
    if columns.sounds[one] == columns.sounds[other] and min(len(x), len(y)) > 3 and not x.isdigit():
        return True
    return not x.isdigit() and OSA.normalized_similarity(x, y, score_cutoff=ALIKE) >= ALIKE


@numba.njit(cache=True)
def _places(table: Codes, role: Small, share: Reals, a: Rows, b: Rows) -> tuple[Small, Reals, Codes]:
    levels, chance, shared = np.zeros(len(a), np.int8), np.zeros(len(a), np.float32), np.full(len(a), -1, np.int32)
    for k in range(len(a)):
        i, j = a[k], b[k]
        level, code = _shared(table[i], table[j], share)
        if level:
            other = role[i] != role[j] and role[i] >= 0 and role[j] >= 0
            levels[k], shared[k] = level + 5 * other, code
            chance[k] = share[code] if code >= 0 else 0
    return levels, chance, shared


@numba.njit(cache=True)
def _shared(one: Codes, other: Codes, share: Reals) -> tuple[int, int]:
    """5 the same place, 3 a larger one is shared, 2 only the widest, 1 none, 0 nothing to compare; which, or -1."""
    wide_one, wide_other = _widest(one), _widest(other)
    if wide_one < 0 or wide_other < 0:
        return 0, -1
    level, code, rarest = 1, -1, 2.0
    for i in range(PARTS):
        for j in range(PARTS):
            if one[i] >= 0 and one[i] == other[j] and share[one[i]] < rarest:
                code, rarest = one[i], share[one[i]]
                level = 5 if i == 0 and j == 0 else 2 if i == wide_one and j == wide_other else 3
    return level, code


@numba.njit(cache=True)
def _widest(parts: Codes) -> int:
    for k in range(PARTS - 1, -1, -1):
        if parts[k] >= 0:
            return k
    return -1
