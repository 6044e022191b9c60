"""Numbers: columns of the lists in which nearly everybody has another value: an identity card, a telephone."""

from typing import Any, NamedTuple

import numba
import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from tawthiq.names.shape import Rows
from tawthiq.names.words.slips import one_slip

PREFIX = "number:"
"""Columns of ``Lists.records`` whose names begin so are read as numbers; those of one name are of one kind."""

DISTINCT, SAID, COUNTED = 0.35, 0.1, 0.9
"""A column is a number where a third of its values and more are distinct (one person may stand thrice in a list), and a
tenth of the rows say one; where nine in ten count the rows, it says nothing of the person."""

DIFFERENT, SLIP, SAME = 1, 2, 3

Codes = NDArray[np.int32]


class Numbers(NamedTuple):
    """``values`` (n, columns) are codes among ``texts``, -1 where a record says none.

    ``letters`` of text t stand at ``start[t]`` to ``start[t + 1]``; ``share`` (n, columns) of the others have it.
    """

    values: Codes
    letters: Codes
    start: NDArray[np.int64]
    share: NDArray[np.float32]


def are_numbers(values: "pa.ChunkedArray[Any] | pa.Array[Any]") -> bool:
    """Whether nearly everybody has another value, which is not that of a counter."""
    said = _folded(values).drop_nulls()
    if len(said) < max(SAID * len(values), 2) or said.n_unique() < DISTINCT * len(said):
        return False
    steps = said.cast(pl.Int64, strict=False).diff().drop_nulls()
    return bool((steps == 1).sum() < COUNTED * (len(said) - 1))


def numbers(records: pa.Table) -> Numbers:
    """The columns of records that begin with ``PREFIX``; letters and digits alone are read."""
    names = [name for name in records.column_names if name.startswith(PREFIX)]
    said = [_folded(records[name]) for name in names]
    texts = pl.concat([*said, pl.Series([""])]).drop_nulls().unique().sort()
    codes = [
        one.replace_strict(texts, pl.int_range(len(texts), dtype=pl.Int32, eager=True), default=-1) for one in said
    ]
    values = np.stack(codes, axis=1).astype(np.int32) if codes else np.empty((len(records), 0), np.int32)
    letters = np.array([ord(letter) for text in texts for letter in text], np.int32)
    start = np.concatenate([[0], np.cumsum(texts.str.len_chars().to_numpy(), dtype=np.int64)])
    return Numbers(
        values, letters, start, np.stack([_share(one) for one in values.T], axis=1) if codes else values * np.float32(0)
    )


def _folded(values: "pa.ChunkedArray[Any] | pa.Array[Any]") -> pl.Series:
    return pl.Series(values).cast(pl.String).str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]", "").replace("", None)


def _share(values: Codes) -> NDArray[np.float32]:
    counts = np.bincount(values[values >= 0], minlength=1)
    others = max((values >= 0).sum() - 1, 1)
    return np.where(values >= 0, np.maximum(counts[values] - 1, 1) / others, 0).astype(np.float32)


def compared(told: Numbers, a: Rows, b: Rows) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """The level of the number that agrees best (0: none that both say), and how common it is where it is the same."""
    if not told.values.shape[1]:
        return np.zeros(len(a), np.int8), np.zeros(len(a), np.float32)
    levels, chance = _compared(told, a, b)
    return levels, chance


@numba.njit(cache=True)
def _compared(told: Numbers, a: Rows, b: Rows) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    values, letters, start, share = told
    levels, chance = np.zeros(len(a), np.int8), np.zeros(len(a), np.float32)
    for k in range(len(a)):
        for c in range(values.shape[1]):
            x, y = values[a[k], c], values[b[k], c]
            if x < 0 or y < 0:
                continue
            if x == y:
                chance[k] = min(chance[k], share[a[k], c]) if levels[k] == SAME else share[a[k], c]
                levels[k] = SAME
            elif levels[k] < SLIP and one_slip(letters[start[x] : start[x + 1]], letters[start[y] : start[y + 1]]):
                levels[k] = SLIP
            else:
                levels[k] = max(levels[k], DIFFERENT)
    return levels, chance
