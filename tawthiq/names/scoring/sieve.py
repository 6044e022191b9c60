"""Sieve: a rough and quick look at pairs, so that only those are compared link by link that can be of one person."""

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from tawthiq.names.scoring.columns import UNKNOWN, Columns
from tawthiq.names.shape import Rows
from tawthiq.names.words.chains import strings

SLACK, PER_RECORD, AT_LEAST = 10.0, 32, 500_000
"""A pair stays whose rough weight comes within ``SLACK`` bits of an even chance; of those the best, so many a record
(or ``AT_LEAST`` in all)."""

_APART, _NEAR, _SEX, _YEARS, _CLOSE = 4.0, 1.0, 4.0, 4.0, 3.0
_FEW_LETTERS, _FEW_YEARS, _TINY = 3, 3, 2

Reals = NDArray[np.float32]
Codes = NDArray[np.int32]


class Told(NamedTuple):
    """What the rough look needs of the records.

    Skeletons (n, 6) with their rarity and letters; birth, day and place as codes (n, 3) with their rarity; the middle
    of the birth, and the sex.
    """

    sounds: Codes
    rarity: Reals
    letters: NDArray[np.int64]
    extra: Codes
    rare: tuple[Reals, Reals, Reals]
    middle: Codes
    sex: NDArray[np.int8]


def sieved(columns: Columns, a: Rows, b: Rows) -> NDArray[np.bool_]:
    """Which pairs of rows may be of one person, by the sounds of their names, births, days, places and sex.

    What agrees counts by how rare it is, a plain conflict of given names, ages or sex against; places and days only
    for.
    """
    weight = _rough(columns, a, b)
    stays = weight >= np.log2(max(len(columns), 2)) - 1 - SLACK
    most = max(PER_RECORD * len(columns), AT_LEAST)
    if stays.sum() > most:
        stays &= weight >= np.partition(weight, len(weight) - most)[len(weight) - most]
    numbers = columns.numbers.values
    for one in numbers.T:
        stays |= (one[a] >= 0) & (one[a] == one[b])
    return np.asarray(stays, np.bool_)


def _rough(columns: Columns, a: Rows, b: Rows) -> Reals:
    sounds = np.where(columns.chains.links >= 0, columns.chains.words.skeleton[columns.chains.links], -1)
    rarity = _rarity(sounds, len(columns))
    letters = np.array([_letters(one) for one in strings(columns.chains.words.skeletons)], np.int64)
    extra = np.stack([_first_days(columns.birth, columns.aged), _first_days(columns.day), columns.places[:, 0]], axis=1)
    middle = np.where(columns.birth[:, 0] == UNKNOWN, UNKNOWN, columns.birth.mean(axis=1)).astype(np.int32)
    born, event, place = (_rarity(extra[:, k], len(columns)) for k in range(3))
    told = Told(sounds, rarity, letters, extra, (born, event, place), middle, columns.sex)
    return np.asarray(_weighed(told, a, b), np.float32)


def _letters(skeleton: str) -> int:
    return sum({1 << (ord(letter) - 33) % 60 for letter in skeleton})


def _first_days(span: Codes, aged: NDArray[np.bool_] | None = None) -> Codes:
    """The day where one is said, else -1 (days are counted from a far one, so that none is negative)."""
    said = (span[:, 0] != UNKNOWN) & (span[:, 0] == span[:, 1])
    if aged is not None:
        said &= ~aged
    days = np.where(said, span[:, 0], 0)
    _, codes = np.unique(days, return_inverse=True)
    return np.where(said, codes, -1).astype(np.int32)


def _rarity(codes: Codes, n: int) -> Reals:
    """Bits of a code that two records share: -log2 of the share of records that have it."""
    counts = np.bincount(codes[codes >= 0], minlength=1)
    return np.asarray(np.log2(max(n, 1) / np.maximum(counts, 1)), np.float32)


@numba.njit(cache=True, parallel=True)
def _weighed(told: Told, a: Rows, b: Rows) -> Reals:
    sounds, rarity, letters, extra, rare, middle, sex = told
    weights = np.zeros(len(a), np.float32)
    for k in numba.prange(len(a)):
        i, j = a[k], b[k]
        weight = _names(sounds[i], sounds[j], rarity, letters)
        weight += _same(extra[i, 0], extra[j, 0], rare[0])
        weight += _same(extra[i, 1], extra[j, 1], rare[1]) + _same(extra[i, 2], extra[j, 2], rare[2])
        if middle[i] != UNKNOWN and middle[j] != UNKNOWN and extra[i, 0] != extra[j, 0]:
            years = abs(middle[i] - middle[j]) / 365.0
            weight += _CLOSE if years <= _FEW_YEARS else -_YEARS if years > 3 * _FEW_YEARS else 0.0
        if sex[i] and sex[j] and sex[i] != sex[j]:
            weight -= _SEX
        weights[k] = weight
    return weights


@numba.njit(cache=True)
def _same(one: int, other: int, rarity: Reals) -> float:
    return float(rarity[one]) if one >= 0 and one == other else 0.0


@numba.njit(cache=True)
def _names(one: Codes, other: Codes, rarity: Reals, letters: NDArray[np.int64]) -> float:
    weight = 0.0
    for i in range(len(one)):
        for j in range(len(other)):
            if one[i] >= 0 and one[i] == other[j]:
                weight += float(rarity[one[i]])
                break
    if one[0] >= 0 and other[0] >= 0 and one[0] != other[0]:
        differ = letters[one[0]] ^ letters[other[0]]
        apart = 0
        while differ:
            differ &= differ - 1
            apart += 1
        weight += -_APART if apart > _FEW_LETTERS else _NEAR if apart <= _TINY else 0.0
    return weight
