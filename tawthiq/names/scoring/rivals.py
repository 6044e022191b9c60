"""Rivals: in a list that is free of duplicates a person occurs once, so pairs of one record compete.

The marginal probabilities of a matching are taken by belief propagation (the Bethe approximation to the permanent:
Huang and Jebara 2009, Vontobel 2013), which is exact where rival pairs form no circles.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tawthiq.names.shape import Rows

ROUNDS, MOST = 30, 60.0
"""Rounds of messages; weights beyond so many bits are as good as certain."""

MOST_SHARED, FEWEST = 0.98, 0.5
"""No more than this share of a list is taken to be in another, no fewer pairs than this to be of one person."""

DUPLICATES, EVEN = 0.1, 0.5
"""A list with fewer duplicates, a record, is nearly free of them; pairs within it from an even chance on are such."""

Places = NDArray[np.int64]
Reals = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Rivals:
    """Pairs by the two lists that they join, and which of them compete.

    ``kind`` (pairs,) numbers the pairs of lists; ``total`` (kinds,) is how many pairs there are of each, ``sizes``
    (kinds, 2) how many records its lists have, ``once`` (kinds, 2) which of them are free of duplicates. ``first`` and
    ``second`` (pairs,) number the pairs of the first record with the other list, and of the second; -1 where that list
    may hold a person more than once. ``first_twin`` and ``second_twin`` number those of them that are with records of
    one person, as far as is known, which are no rivals of each other.
    """

    kind: Places
    total: Reals
    sizes: Reals
    once: NDArray[np.bool_]
    first: Places
    second: Places
    first_twin: Places
    second_twin: Places

    @classmethod
    def of(
        cls, a: Rows, b: Rows, source: NDArray[np.int32], once: NDArray[np.bool_], twins: Rows | None = None
    ) -> "Rivals":
        """The rivals among pairs of rows of lists; ``once`` (sources,) tells which are free of duplicates.

        ``twins`` (n,) numbers the people within a list, where it has some more than once after all.
        """
        sizes = np.bincount(source, minlength=len(once)).astype(np.float64)
        k = len(once)
        low, high = (one.ravel() for one in np.meshgrid(np.arange(k), np.arange(k), indexing="ij"))
        total = np.where(low == high, sizes[low] * (sizes[low] - 1) / 2, sizes[low] * sizes[high])
        both = np.stack([source[a], source[b]])
        twins = np.arange(len(source), dtype=np.int32) if twins is None else twins
        first, second = _groups(a, source[b], once), _groups(b, source[a], once)
        return cls(
            both.min(axis=0).astype(np.int64) * k + both.max(axis=0),
            np.maximum(total, 1),
            np.stack([sizes[low], sizes[high]], axis=1),
            np.stack([once[low], once[high]], axis=1),
            first,
            second,
            _twins(first, twins[b]),
            _twins(second, twins[a]),
        )

    def __getitem__(self, which: NDArray[np.bool_]) -> "Rivals":
        some = {name: getattr(self, name)[which] for name in ("first", "second", "first_twin", "second_twin")}
        return replace(self, kind=self.kind[which], **some)

    @property
    def most(self) -> float:
        """The most pairs of one person that there can be."""
        low, high = np.divmod(np.arange(len(self.total)), int(np.sqrt(len(self.total))))
        across = np.where(self.once.all(axis=1), np.where(low < high, self.sizes.min(axis=1), 0), self.total)
        return float(across[low <= high].sum())

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
            by_first = 1 / (1 + _others(self.first, self.first_twin, odds * by_second))
            by_second = 1 / (1 + _others(self.second, self.second_twin, odds * by_first))
            if np.abs(by_first - before).max() < 1e-3:
                break
        return np.log2(by_first * by_second).astype(np.float32)


def _groups(record: NDArray[np.int32], other: NDArray[np.int32], once: NDArray[np.bool_]) -> Places:
    key = np.where(once[other], record.astype(np.int64) * len(once) + other, -1)
    distinct, group = np.unique(key, return_inverse=True)
    return group - (1 if len(distinct) and distinct[0] < 0 else 0)


def _twins(group: Places, twin: NDArray[np.int32]) -> Places:
    """Numbers for each twin within each group."""
    key = group * (int(twin.max(initial=0)) + 1) + twin
    return np.asarray(np.unique(key, return_inverse=True)[1], np.int64)


def _others(group: Places, twin: Places, value: Reals) -> Reals:
    """For each pair the sum over the others of its group, but for those with the same twin."""
    inside = group >= 0
    sums = np.bincount(group[inside], weights=value[inside], minlength=1)
    own = np.bincount(twin, weights=value, minlength=1)
    return np.where(inside, np.maximum(sums[group] - own[twin], 0), 0.0)


def nearly_once(
    a: Rows, b: Rows, source: NDArray[np.int32], once: NDArray[np.bool_], probability: NDArray[np.float32]
) -> tuple[NDArray[np.bool_], Rows]:
    """Which lists are free of duplicates or hold few (sources,), and the people within such lists (n,), by number.

    Few: the probabilities of the pairs within the list add up to less than ``DUPLICATES`` of its records.
    """
    within = source[a] == source[b]
    expected = np.bincount(source[a[within]], weights=probability[within], minlength=len(once))
    few = once | (expected < DUPLICATES * np.bincount(source, minlength=len(once)))
    joined = within & (probability >= EVEN) & few[source[a]]
    edges = coo_array((np.ones(joined.sum()), (a[joined], b[joined])), (len(source), len(source)))
    return few, connected_components(edges, directed=False)[1].astype(np.int32)
