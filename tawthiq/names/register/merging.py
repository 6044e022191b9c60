"""Greedy agglomeration of a graph of evidence: in each round every two that are each other's best choice merge.

For average linkage this gives what merging one best pair at a time gives (reciprocal nearest neighbours, Murtagh
1983), in a few rounds over columns instead of one heap a component.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tawthiq.names.shape import Rows

Reals64 = NDArray[np.float64]
Masks = NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Graph:
    """Evidence between nodes: for each pair of nodes ``a < b`` the sum over its scored pairs, and how many they are.

    ``total`` is in natural log odds, ``size`` the records of each node, ``masks`` (nodes, words) the bits of the
    sources free of duplicates that a node has a record of.
    """

    a: Rows
    b: Rows
    total: Reals64
    count: Reals64
    size: Reals64
    masks: Masks

    def gain(self, unseen: float) -> Reals64:
        """What merging each pair of nodes adds, with ``unseen`` for each pair of records that nobody compared."""
        return self.total + unseen * (self.size[self.a] * self.size[self.b] - self.count)

    def clash(self) -> NDArray[np.bool_]:
        """Whether two nodes have records of one source that is free of duplicates."""
        return np.asarray((self.masks[self.a] & self.masks[self.b]).any(axis=1), np.bool_)


def gather(graph: Graph, labels: Rows) -> Graph:
    """The graph of the clusters of its nodes: ``labels`` (nodes,) from 0, each in use."""
    a, b = labels[graph.a], labels[graph.b]
    apart = a != b
    a, b = np.minimum(a, b)[apart], np.maximum(a, b)[apart]
    clusters = int(labels.max(initial=-1)) + 1
    keys, place = np.unique(a.astype(np.int64) * clusters + b, return_inverse=True)
    masks = np.zeros((clusters, graph.masks.shape[1]), np.uint64)
    np.bitwise_or.at(masks, labels, graph.masks)
    return Graph(
        (keys // max(clusters, 1)).astype(np.int32),
        (keys % max(clusters, 1)).astype(np.int32),
        _sums(place, graph.total[apart], len(keys)),
        _sums(place, graph.count[apart], len(keys)),
        _sums(labels, graph.size, clusters),
        masks,
    )


def _sums(place: NDArray[np.int32] | NDArray[np.intp], values: Reals64, length: int) -> Reals64:
    return np.bincount(place, values, length).astype(np.float64)


def agglomerate(graph: Graph, unseen: float) -> Rows:
    """The cluster of each node (nodes,), numbered from 0: merged while the mean evidence between two is positive."""
    labels = np.arange(len(graph.size), dtype=np.int32)
    while True:
        mean = graph.gain(unseen) / (graph.size[graph.a] * graph.size[graph.b])
        fit = (mean > 0) & ~graph.clash()
        if not fit.any():
            return labels
        step = _mutual(graph.a[fit], graph.b[fit], mean[fit], len(graph.size))
        labels = step[labels]
        graph = gather(_near(graph, fit), step)


def _near(graph: Graph, fit: NDArray[np.bool_]) -> Graph:
    """Only the edges of nodes that may still merge: the others are settled."""
    alive = np.zeros(len(graph.size), np.bool_)
    alive[graph.a[fit]] = alive[graph.b[fit]] = True
    keep = alive[graph.a] & alive[graph.b]
    return replace(graph, a=graph.a[keep], b=graph.b[keep], total=graph.total[keep], count=graph.count[keep])


def _mutual(a: Rows, b: Rows, mean: Reals64, nodes: int) -> Rows:
    """The label of each node when those that are each other's best choice merge; the earlier pair breaks a tie."""
    order = np.lexsort((-b, -a, mean))
    best = np.full(nodes, -1, np.int64)
    best[a[order]] = order
    other = np.full(nodes, -1, np.int64)
    other[b[order]] = order
    best = _better(best, other, mean, a, b)
    chosen = np.flatnonzero((best[a] == np.arange(len(a))) & (best[b] == np.arange(len(a))))
    into = np.arange(nodes, dtype=np.int64)
    into[b[chosen]] = a[chosen]
    return np.unique(into, return_inverse=True)[1].astype(np.int32)


def _better(one: NDArray[np.int64], two: NDArray[np.int64], mean: Reals64, a: Rows, b: Rows) -> NDArray[np.int64]:
    """For each node the better of two edges (-1: none), by the same order that ``_mutual`` sorts in."""
    rank = np.empty(len(mean) + 1, np.int64)
    rank[np.lexsort((-b, -a, mean))] = np.arange(len(mean))
    rank[-1] = -1
    return np.where(rank[one] >= rank[two], one, two)
