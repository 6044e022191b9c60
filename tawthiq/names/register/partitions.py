"""The compiled kernels of correlation clustering: single nodes move and clusters split while the sum improves."""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

TINY = 1e-9


class Web(NamedTuple):
    """A graph of evidence as compressed rows, each edge in both directions.

    ``start`` (nodes + 1,) and ``to``, ``total``, ``count`` (edges,) are each node's neighbours with the sum and the
    number of the scored pairs; ``size`` (nodes,) its records; ``masks`` (nodes, words) the bits of its sources that are
    free of duplicates.
    """

    start: Any
    to: Any
    total: Any
    count: Any
    size: Any
    masks: Any


class _Clusters(NamedTuple):
    """For each label: the first node of a linked list, its records and the bits of its sources."""

    heads: Any
    following: Any
    weight: Any
    own: Any


class _Near(NamedTuple):
    """Sums over a node's edges by label, and the labels seen."""

    sums: Any
    counts: Any
    seen: Any


@njit(cache=True)
def move(labels, web, unseen, sweeps):  # type: ignore[no-untyped-def]
    """Move each node to the cluster where its evidence is greatest, or alone, until none moves; labels in place."""
    clusters, active = gathered(labels, web), np.ones(len(labels), np.bool_)
    near = _Near(np.zeros(len(labels)), np.zeros(len(labels)), np.empty(len(labels), np.int64))
    for _ in range(sweeps):
        moved = False
        for node in np.flatnonzero(active):
            active[node] = False
            best = _best(node, labels, web, clusters, (near, unseen))
            if best != labels[node]:
                take(node, labels[node], clusters, web)
                put(node, best, clusters, web)
                labels[node] = best
                active[node] = moved = True
                for at in range(web.start[node], web.start[node + 1]):
                    active[web.to[at]] = True
        if not moved:
            return


@njit(cache=True)
def gathered(labels, web):  # type: ignore[no-untyped-def]
    """The clusters of a partition, each called by its first node from here on, so that free labels lie everywhere."""
    n = len(labels)
    masks = np.zeros((n, web.masks.shape[1]), np.uint64)
    clusters = _Clusters(np.full(n, -1, np.int64), np.full(n, -1, np.int64), np.zeros(n), masks)
    first = np.full(n, -1)
    for node in range(n):
        if first[labels[node]] < 0:
            first[labels[node]] = node
        labels[node] = first[labels[node]]
    for node in range(n - 1, -1, -1):
        put(node, labels[node], clusters, web)
    return clusters


@njit(cache=True)
def _best(node, labels, web, clusters, way):  # type: ignore[no-untyped-def]
    """The label where a node's evidence is greatest: of equals its own, then the lowest."""
    near, unseen = way
    here, size = labels[node], web.size[node]
    seen = _sum_by_label(node, labels, web, near)
    best = here
    gain = near.sums[here] + unseen * (size * (clusters.weight[here] - size) - near.counts[here])
    if gain < -TINY:
        best, gain = _free_label(node, clusters), 0.0
    for k in range(seen):
        there = near.seen[k]
        if there != here:
            value = near.sums[there] + unseen * (size * clusters.weight[there] - near.counts[there])
            tied = value > gain - TINY and best != here and there < best
            if (value > gain + TINY or tied) and not overlap(clusters, there, web.masks, node):
                best, gain = there, value
    for k in range(seen):
        near.sums[near.seen[k]] = near.counts[near.seen[k]] = 0.0
    return best


@njit(cache=True)
def _free_label(node, clusters):  # type: ignore[no-untyped-def]
    """A label that nobody has, found from the node's own number on: as many labels as nodes exist."""
    label = node
    while clusters.heads[label] >= 0:
        label = (label + 1) % len(clusters.heads)
    return label


@njit(cache=True)
def _sum_by_label(node, labels, web, near):  # type: ignore[no-untyped-def]
    """Sum a node's edges by the label of the neighbour; returns how many labels were seen."""
    seen = 0
    for at in range(web.start[node], web.start[node + 1]):
        label = labels[web.to[at]]
        if near.counts[label] == 0.0:
            near.seen[seen] = label
            seen += 1
        near.sums[label] += web.total[at]
        near.counts[label] += web.count[at]
    return seen


@njit(cache=True)
def put(node, label, clusters, web):  # type: ignore[no-untyped-def]
    """Put a node that is in no cluster into one."""
    clusters.following[node] = clusters.heads[label]
    clusters.heads[label] = node
    clusters.weight[label] += web.size[node]
    for word in range(web.masks.shape[1]):
        clusters.own[label, word] |= web.masks[node, word]


@njit(cache=True)
def take(node, label, clusters, web):  # type: ignore[no-untyped-def]
    """Take a node out of its cluster."""
    at, previous = clusters.heads[label], -1
    for word in range(web.masks.shape[1]):
        clusters.own[label, word] = 0
    while at >= 0:
        if at != node:
            for word in range(web.masks.shape[1]):
                clusters.own[label, word] |= web.masks[at, word]
            previous = at
        elif previous < 0:
            clusters.heads[label] = clusters.following[at]
        else:
            clusters.following[previous] = clusters.following[at]
        at = clusters.following[at]
    clusters.weight[label] -= web.size[node]


@njit(cache=True)
def overlap(clusters, label, masks, row):  # type: ignore[no-untyped-def]
    """Whether a cluster has a record of a source free of duplicates that a row of ``masks`` has one of too."""
    hit = False
    for word in range(masks.shape[1]):
        hit |= (clusters.own[label, word] & masks[row, word]) != 0
    return hit


@njit(cache=True)
def split(labels, web, unseen):  # type: ignore[no-untyped-def]
    """Part each cluster in two where the evidence between the halves is negative; returns how many were parted.

    The halves grow from the two members that speak most against each other; second halves get new labels, in place.
    """
    side = _seeds(labels, web)
    _grow(labels, web, side)
    between, ones, twos = np.zeros(len(labels)), np.zeros(len(labels)), np.zeros(len(labels))
    for node in range(len(labels)):
        label = labels[node]
        ones[label] += web.size[node] * (side[node] == 1)
        twos[label] += web.size[node] * (side[node] == -1)
        for at in range(web.start[node], web.start[node + 1]):
            if side[node] == -1 and labels[web.to[at]] == label and side[web.to[at]] == 1:
                between[label] += web.total[at] - unseen * web.count[at]
    between += unseen * ones * twos
    return _part(labels, side, (between < -TINY) & (ones > 0) & (twos > 0))


@njit(cache=True)
def _seeds(labels, web):  # type: ignore[no-untyped-def]
    """Sides: 1 and -1 for the two members of each cluster with the most against each other, 0 for others there.

    The nodes of clusters in which nothing speaks against anything get 2.
    """
    worst, first, second = np.zeros(len(labels)), np.full(len(labels), -1), np.full(len(labels), -1)
    for node in range(len(labels)):
        label = labels[node]
        for at in range(web.start[node], web.start[node + 1]):
            mean = web.total[at] / web.count[at]
            if labels[web.to[at]] == label and mean < worst[label]:
                worst[label], first[label], second[label] = mean, node, web.to[at]
    side = np.zeros(len(labels), np.int8)
    for node in range(len(labels)):
        label = labels[node]
        side[node] = 2 if first[label] < 0 else int(node == first[label]) - int(node == second[label])
    return side


@njit(cache=True)
def _grow(labels, web, side):  # type: ignore[no-untyped-def]
    """Give each node the side that it is drawn to, those without a side first, then everyone again."""
    for again in range(2):
        for node in range(len(labels)):
            if side[node] == 0 or (again and side[node] != 2):
                pull = 0.0
                for at in range(web.start[node], web.start[node + 1]):
                    if labels[web.to[at]] == labels[node]:
                        pull += web.total[at] * side[web.to[at]]
                side[node] = 1 if pull > 0 else -1


@njit(cache=True)
def _part(labels, side, parts):  # type: ignore[no-untyped-def]
    """Give the second halves of the clusters that part new labels; returns how many."""
    fresh, used = np.full(len(labels), -1), labels.max() + 1 if len(labels) else 0
    first = used
    for node in range(len(labels)):
        label = labels[node]
        if side[node] == -1 and parts[label]:
            if fresh[label] < 0:
                fresh[label] = used
                used += 1
            side[node] = 3
    for node in range(len(labels)):
        if side[node] == 3:
            labels[node] = fresh[labels[node]]
    return used - first
