"""Clusters: records become people by correlation clustering of pairs, never by connected components."""

from collections.abc import Set
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tawthiq.names.register.merging import Graph, Masks, Reals64, agglomerate, gather
from tawthiq.names.register.partitions import Web, move, split
from tawthiq.names.shape import Known, Rows, Scores

Column: TypeAlias = "pa.ChunkedArray[pa.StringScalar] | None"
SURE = 12.0
JUDGED = 1e6
UNSEEN = -1.0
ROUNDS, SWEEPS = 8, 50


def partition(
    n: int,
    scores: Scores,
    known: Known,
    *,
    once: Set[str] = frozenset(),
    source: Column = None,
    unseen: float = UNSEEN,
) -> Rows:
    """The person of each of ``n`` records, (n,), numbered from 0 in the order of their first record.

    Correlation clustering (Bansal, Blum & Chawla 2004) of the log odds of the pairs: agglomeration, then moves of
    single records, splits and merges while the sum inside clusters grows. ``unseen`` is the evidence, in natural log
    odds, of a pair that was never compared. Pairs judged different are never together; pairs judged the same are
    together unless another judgement forbids it (``contradictions``); two records of a source in ``once`` (``source``
    (n,) names each record's) are together only where people judged them the same.
    """
    base = bound(n, known)
    graph = gather(graph_of(n, scores, known, masks_of(n, once, source)), base)
    labels = agglomerate(graph, unseen)
    for _ in range(ROUNDS):
        labels, changed = _improve(graph, labels, unseen)
        if not changed:
            break
    return in_order(labels[base])


def bound(n: int, known: Known) -> Rows:
    """The group of each record (n,) after the judgements "the same", from 0: none holds a pair judged different."""
    return in_order(_bind(n, known)[0])


def contradictions(n: int, known: Known) -> Rows:
    """The pairs judged the same (k, 2) that other judgements forbid: they would join a pair judged different."""
    return known.same[_bind(n, known)[1]]


def log_odds(probability: NDArray[np.float32]) -> Reals64:
    """Natural log odds of probabilities, within ±12."""
    p = np.clip(probability.astype(np.float64), 1e-9, 1 - 1e-9)
    odds: Reals64 = np.clip(np.log(p) - np.log1p(-p), -SURE, SURE)
    return odds


def in_order(labels: Rows | NDArray[np.int64]) -> Rows:
    """The same partition (n,) with its clusters numbered from 0 in the order of their first member."""
    _, first, place = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int32)
    rank[np.argsort(first)] = np.arange(len(first), dtype=np.int32)
    return rank[place]


@dataclass
class _Groups:
    """Records bound together, and for each group the groups that it must not join."""

    of: list[int]
    foes: dict[int, set[int]]

    def root(self, row: int) -> int:
        while self.of[row] != row:
            self.of[row] = row = self.of[self.of[row]]
        return row

    def join(self, one: int, two: int) -> bool:
        one, two = sorted((self.root(one), self.root(two)))
        if one == two:
            return True
        if two in self.foes.get(one, ()):
            return False
        self.of[two] = one
        for foe in self.foes.pop(two, ()):
            self.foes[foe].discard(two)
            self.foes[foe].add(one)
            self.foes.setdefault(one, set()).add(foe)
        return True


def _bind(n: int, known: Known) -> tuple[Rows, NDArray[np.bool_]]:
    groups = _Groups(list(range(n)) if len(known.same) else [], {})
    for one, two in known.different.tolist():
        groups.foes.setdefault(one, set()).add(two)
        groups.foes.setdefault(two, set()).add(one)
    broken = np.array([not groups.join(one, two) for one, two in known.same.tolist()], np.bool_)
    if not len(known.same):
        return np.arange(n, dtype=np.int32), broken
    touched = np.unique(known.same)
    found = np.arange(n, dtype=np.int32)
    found[touched] = [groups.root(row) for row in touched.tolist()]
    return found, broken


def masks_of(n: int, once: Set[str], source: Column) -> Masks:
    """One bit for each source that is free of duplicates, in words of 64."""
    names = sorted(once)
    masks = np.zeros((n, max(1, -(-len(names) // 64))), np.uint64)
    if names and source is not None:
        codes = pc.index_in(source, value_set=pa.array(names, pa.string())).fill_null(-1).to_numpy()
        rows = np.flatnonzero(codes >= 0)
        masks[rows, codes[rows] // 64] = np.uint64(1) << (codes[rows] % 64).astype(np.uint64)
    return masks


def graph_of(n: int, scores: Scores, known: Known, masks: Masks) -> Graph:
    """The scored pairs, and those judged different with so much against them that no score outweighs it."""
    a, b = np.concatenate([scores.a, known.different[:, 0]]), np.concatenate([scores.b, known.different[:, 1]])
    total = np.concatenate([log_odds(scores.probability), np.full(len(known.different), -JUDGED)])
    whole = Graph(a.astype(np.int32), b.astype(np.int32), total, np.ones(len(a)), np.ones(n), masks)
    return gather(whole, np.arange(n, dtype=np.int32))


def _improve(graph: Graph, labels: Rows, unseen: float) -> tuple[Rows, bool]:
    """One round of moves, splits and merges; whether anything changed."""
    before, labels = labels, labels.astype(np.int64)
    web = web_of(graph)
    move(labels, web, unseen, SWEEPS)
    labels = in_order(labels).astype(np.int64)
    while split(labels, web, unseen):
        pass
    labels = in_order(labels.astype(np.int32))
    labels = in_order(agglomerate(gather(graph, labels), unseen)[labels])
    return labels, not np.array_equal(labels, in_order(before))


def web_of(graph: Graph) -> Web:
    """A graph as the compiled kernels take it."""
    nodes, ends = len(graph.size), np.concatenate([graph.a, graph.b])
    order = np.argsort(ends, kind="stable")
    start = np.zeros(nodes + 1, np.int64)
    np.cumsum(np.bincount(ends, minlength=nodes), out=start[1:])
    to = np.concatenate([graph.b, graph.a])[order].astype(np.int64)
    return Web(start, to, np.tile(graph.total, 2)[order], np.tile(graph.count, 2)[order], graph.size, graph.masks)
