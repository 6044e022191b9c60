"""Rivals: in a list that is free of duplicates a person occurs once, so pairs of one record compete.

The marginal probabilities of a matching are taken by belief propagation (the Bethe approximation to the permanent:
Huang and Jebara 2009, Vontobel 2013), which is exact where rival pairs form no circles.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tawthiq.names.shape import Rows

ROUNDS, MOST = 30, 60.0
"""Rounds of messages; weights beyond so many bits are as good as certain."""

MOST_SHARED, FEWEST = 0.98, 0.5
"""No more than this share of a list is taken to be in another, no fewer pairs than this to be of one person."""

Places = NDArray[np.int64]
Reals = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Rivals:
    """Pairs by the two lists that they join, and which of them compete.

    ``kind`` (pairs,) numbers the pairs of lists; ``total`` (kinds,) is how many pairs there are of each, ``sizes``
    (kinds, 2) how many records its lists have, ``once`` (kinds, 2) which of them are free of duplicates. ``first`` and
    ``second`` (pairs,) number the pairs of the first record with the other list, and of the second; -1 where that list
    may hold a person more than once.
    """

    kind: Places
    total: Reals
    sizes: Reals
    once: NDArray[np.bool_]
    first: Places
    second: Places

    @classmethod
    def of(cls, a: Rows, b: Rows, source: NDArray[np.int32], once: NDArray[np.bool_]) -> "Rivals":
        """The rivals among pairs of rows of lists; ``once`` (sources,) tells which are free of duplicates."""
        sizes = np.bincount(source, minlength=len(once)).astype(np.float64)
        k = len(once)
        low, high = (one.ravel() for one in np.meshgrid(np.arange(k), np.arange(k), indexing="ij"))
        total = np.where(low == high, sizes[low] * (sizes[low] - 1) / 2, sizes[low] * sizes[high])
        both = np.stack([source[a], source[b]])
        return cls(
            both.min(axis=0).astype(np.int64) * k + both.max(axis=0),
            np.maximum(total, 1),
            np.stack([sizes[low], sizes[high]], axis=1),
            np.stack([once[low], once[high]], axis=1),
            _groups(a, source[b], once),
            _groups(b, source[a], once),
        )

    def __getitem__(self, which: NDArray[np.bool_]) -> "Rivals":
        return replace(self, kind=self.kind[which], first=self.first[which], second=self.second[which])

    def counts(self, probability: NDArray[np.float32]) -> Reals:
        """The expected number of pairs of one person, by pair of lists."""
        return np.asarray(np.bincount(self.kind, weights=probability, minlength=len(self.total)), np.float64)

    def prior(self, matches: Reals) -> Reals:
        """log2 of the odds that a pair of each two lists is of one person, where ``matches`` of them are.

        In lists free of duplicates a record competes with no match at all, and that is the rarer the more are matched
        (Sadinle 2017, the prior of a bipartite matching).
        """
        shared = np.minimum(matches[:, None] / np.maximum(self.sizes, 1), MOST_SHARED)
        alone = np.where(self.once[:, ::-1], 1 - shared, 1).prod(axis=1)
        return np.asarray(np.log2(np.maximum(matches, FEWEST) / self.total / alone), np.float64)

    def cost(self, weight: NDArray[np.float32]) -> NDArray[np.float32]:
        """What competition takes from the weight of each pair (bits, nothing or less)."""
        if not len(weight) or (self.first.max() < 0 and self.second.max() < 0):
            return np.zeros(len(weight), np.float32)
        odds = np.exp2(np.minimum(weight.astype(np.float64), MOST))
        by_first, by_second = np.ones(len(odds)), np.ones(len(odds))
        for _ in range(ROUNDS):
            before = by_first
            by_first = 1 / (1 + _others(self.first, odds * by_second))
            by_second = 1 / (1 + _others(self.second, odds * by_first))
            if np.abs(by_first - before).max() < 1e-3:
                break
        return np.log2(by_first * by_second).astype(np.float32)


def _groups(record: NDArray[np.int32], other: NDArray[np.int32], once: NDArray[np.bool_]) -> Places:
    key = np.where(once[other], record.astype(np.int64) * len(once) + other, -1)
    distinct, group = np.unique(key, return_inverse=True)
    return group - (1 if len(distinct) and distinct[0] < 0 else 0)


def _others(group: Places, value: Reals) -> Reals:
    """For each pair the sum over the others of its group."""
    inside = group >= 0
    sums = np.bincount(group[inside], weights=value[inside], minlength=1)
    return np.where(inside, np.maximum(sums[group] - value, 0), 0.0)
