"""The pairs that blocking never compared: how many a draw of the register must hold, and between whom they may be."""

from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc
from numba import njit
from numpy.typing import NDArray

from tawthiq.names.register.clusters import Column, in_order
from tawthiq.names.register.merging import Masks
from tawthiq.names.shape import Rows

TRIES = 4


@dataclass(frozen=True, eq=False)
class Strata:
    """Records by stratum: ``order`` (n,) the rows of one stratum after the other, which starts at ``start``."""

    of: Rows
    order: NDArray[np.int64]
    start: NDArray[np.int64]

    def like(self, rows: Rows, rng: np.random.Generator) -> Rows:
        """For each row a random row of its stratum."""
        first, after = self.start[self.of[rows]], self.start[self.of[rows] + 1]
        return self.order[rng.integers(first, after)].astype(np.int32)


def strata(n: int, source: Column = None, alike: Rows | None = None) -> Strata:
    """Strata of the same source and the same ``alike`` (n,); one for all where neither is known."""
    codes = np.zeros(n, np.int64)
    if source is not None:
        codes = np.asarray(pc.rank(source, tiebreaker="dense")).astype(np.int64)
    if alike is not None:
        codes = codes * (int(alike.max(initial=0)) + 1) + alike
    of = np.unique(codes, return_inverse=True)[1].astype(np.int32)
    start = np.concatenate([[0], np.cumsum(np.bincount(of, minlength=1))])
    return Strata(of, np.argsort(of, kind="stable"), start)


def add_missed(
    labels: Rows,
    matched: Rows,
    missed: float,
    *,
    masks: Masks,
    apart: Rows,
    among: Strata,
    rng: np.random.Generator,
) -> Rows:
    """A partition (n,) with pairs added that were never compared, so that they are ``missed`` of all its pairs.

    ``matched`` (k, 2) are its compared pairs. Pairs that it joins without having compared them count already; the
    others are put between random records alike to those of a matched pair, never across a pair ``apart`` (m, 2) nor
    between two records of a source free of duplicates (``masks``).
    """
    sizes = np.bincount(labels)
    joined = float((sizes * (sizes - 1) / 2).sum()) - len(matched)
    wanted = rng.poisson(missed / (1 - missed) * len(matched)) - joined
    if wanted < 1 or not len(matched):
        return labels
    pairs = matched[rng.integers(len(matched), size=int(TRIES * wanted) + 1)]
    found = labels.astype(np.int64)
    _join(found, among.like(pairs[:, 0], rng), among.like(pairs[:, 1], rng), (masks, apart), wanted)
    return in_order(found.astype(np.int32))


@njit(cache=True, nogil=True)
def _join(labels, ones, twos, bounds, wanted):  # type: ignore[no-untyped-def]
    """Merge the clusters of rows one after the other, in place, until so many pairs of records are new."""
    masks, apart = bounds
    count = labels.max() + 1
    parent, size = np.arange(count), np.zeros(count)
    own = np.zeros((count, masks.shape[1]), np.uint64)
    for row in range(len(labels)):
        size[labels[row]] += 1
        own[labels[row]] |= masks[row]
    for k in range(len(ones)):
        if wanted <= 0:
            break
        one, two = _root(labels[ones[k]], parent), _root(labels[twos[k]], parent)
        if one == two or np.any(own[one] & own[two]) or _parted(one, two, labels, parent, apart):
            continue
        wanted -= size[one] * size[two]
        parent[two] = one
        size[one] += size[two]
        own[one] |= own[two]
    for row in range(len(labels)):
        labels[row] = _root(labels[row], parent)


@njit(cache=True, nogil=True)
def _root(label, parent):  # type: ignore[no-untyped-def]
    while parent[label] != label:
        parent[label] = parent[parent[label]]
        label = parent[label]
    return label


@njit(cache=True, nogil=True)
def _parted(one, two, labels, parent, apart):  # type: ignore[no-untyped-def]
    """Whether a pair that must stay apart lies between two clusters."""
    for k in range(len(apart)):
        left, right = _root(labels[apart[k, 0]], parent), _root(labels[apart[k, 1]], parent)
        if (left == one and right == two) or (left == two and right == one):
            return True
    return False
