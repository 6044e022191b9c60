"""The compiled kernels of draws: a Markov chain over partitions, by single records and by whole clusters."""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from tawthiq.names.register.partitions import gathered, overlap, put, take


class Open(NamedTuple):
    """What may change: the ``active`` nodes (k,), and the ``links`` (m, 2) across which clusters merge or split."""

    active: Any
    links: Any


class _Work(NamedTuple):
    """Room to work in: sums and counts by label, labels seen, the side and order of members, evidence by label."""

    sums: Any
    counts: Any
    seen: Any
    side: Any
    order: Any
    inner: Any


@njit(cache=True, nogil=True)
def walk(labels, web, where, sweeps, seed):  # type: ignore[no-untyped-def]
    """Walk over partitions, in place, whose chance grows as the exponential of the evidence in clusters (``_held``).

    In each sweep every active node chooses its cluster anew (Gibbs), and at a quarter as many random links two clusters
    merge or one splits (Metropolis–Hastings with sequentially allocated splits, Dahl 2005). A pair
    without an edge counts nothing; a node joins only a cluster that it has an edge to.
    """
    np.random.seed(seed)
    clusters, n = gathered(labels, web), len(labels)
    work = _Work(
        np.zeros(n), np.zeros(n), np.empty(n, np.int64), np.zeros(n, np.int8), np.empty(n, np.int64), np.zeros(n)
    )
    for node in range(n):
        for at in range(web.start[node], web.start[node + 1]):
            if labels[web.to[at]] == labels[node]:
                work.inner[labels[node]] += web.total[at] / 2
    for _ in range(sweeps):
        for node in where.active:
            _choose(node, labels, web, clusters, work)
        for _ in range((len(where.active) + 3) // 4 if len(where.links) else 0):
            link = where.links[np.random.randint(len(where.links))]
            if labels[link[0]] == labels[link[1]]:
                _try_split(link, labels, web, clusters, work)
            else:
                _try_merge(link, labels, web, clusters, work)


@njit(cache=True, nogil=True)
def _held(total, records):  # type: ignore[no-untyped-def]
    """The evidence for one cluster of so many records: the sum over its pairs, weighed by the root of 2 over records.

    The pairs of a person with many records are not independent. Their sum takes each error many times; their mean,
    once for each record, forgets that errors of several records cancel: this is the geometric mean of the two.
    """
    return total * np.sqrt(2.0 / records) if records > 1 else 0.0


@njit(cache=True, nogil=True)
def _choose(node, labels, web, clusters, work):  # type: ignore[no-untyped-def]
    """Draw the cluster of a node given all others: one that it has an edge to, or none."""
    here, seen = labels[node], 0
    take(node, here, clusters, web)
    for at in range(web.start[node], web.start[node + 1]):
        label = labels[web.to[at]]
        if work.counts[label] == 0.0:
            work.seen[seen] = label
            seen += 1
        work.sums[label] += web.total[at]
        work.counts[label] += web.count[at]
    work.inner[here] -= work.sums[here]
    best, top, added = -1, _gumbel(), 0.0
    for k in range(seen):
        label = work.seen[k]
        inner, records = work.inner[label], clusters.weight[label]
        value = _held(inner + work.sums[label], records + 1) - _held(inner, records) + _gumbel()
        if value > top and not overlap(clusters, label, web.masks, node):
            best, top, added = label, value, work.sums[label]
        work.sums[label] = work.counts[label] = 0.0
    labels[node] = best if best >= 0 else _empty(here, clusters)
    work.inner[labels[node]] += added
    put(node, labels[node], clusters, web)


@njit(cache=True, nogil=True)
def _gumbel():  # type: ignore[no-untyped-def]
    """The greatest of log chances plus such noise is a draw by those chances."""
    return -np.log(-np.log(np.random.random() + 1e-300))


@njit(cache=True, nogil=True)
def _empty(start, clusters):  # type: ignore[no-untyped-def]
    label = start
    while clusters.heads[label] >= 0:
        label = (label + 1) % len(clusters.heads)
    return label


@njit(cache=True, nogil=True)
def _try_split(link, labels, web, clusters, work):  # type: ignore[no-untyped-def]
    """Propose to part the cluster of two nodes so that they part; accept by Metropolis and Hastings."""
    label = labels[link[0]]
    members = _list(label, clusters, work, 0)
    chance = _allocate(link, members, web, work, False)
    one, two, between = _sums(members, web, work)
    if np.log(np.random.random()) < -_gain(one, two, between) - chance:
        fresh = _empty(label, clusters)
        for k in range(members):
            if work.side[work.order[k]] == -1:
                _move(work.order[k], fresh, labels, clusters, web)
        work.inner[label], work.inner[fresh] = one[0], two[0]
    _clear(members, work)


@njit(cache=True, nogil=True)
def _try_merge(link, labels, web, clusters, work):  # type: ignore[no-untyped-def]
    """Propose to merge the clusters of two nodes; accept by Metropolis and Hastings."""
    left, right = labels[link[0]], labels[link[1]]
    if overlap(clusters, left, clusters.own, right):
        return
    ones = _list(left, clusters, work, 0)
    members = _list(right, clusters, work, ones)
    for k in range(members):
        work.side[work.order[k]] = 1 if k < ones else -1
    one, two, between = _sums(members, web, work)
    chance = _allocate(link, members, web, work, True)
    if np.log(np.random.random()) < _gain(one, two, between) + chance:
        for k in range(members):
            if labels[work.order[k]] == right:
                _move(work.order[k], left, labels, clusters, web)
        work.inner[left], work.inner[right] = one[0] + two[0] + between, 0.0
    _clear(members, work)


@njit(cache=True, nogil=True)
def _move(node, label, labels, clusters, web):  # type: ignore[no-untyped-def]
    take(node, labels[node], clusters, web)
    put(node, label, clusters, web)
    labels[node] = label


@njit(cache=True, nogil=True)
def _clear(members, work):  # type: ignore[no-untyped-def]
    for k in range(members):
        work.side[work.order[k]] = 0


@njit(cache=True, nogil=True)
def _list(label, clusters, work, start):  # type: ignore[no-untyped-def]
    """Write the members of a cluster into the order from ``start`` on; returns where they end."""
    at = clusters.heads[label]
    while at >= 0:
        work.order[start] = at
        start += 1
        at = clusters.following[at]
    return start


@njit(cache=True, nogil=True)
def _sums(members, web, work):  # type: ignore[no-untyped-def]
    """The evidence inside each side of the first ``members`` of the order, with its records, and that between them."""
    one, two, between, ones = 0.0, 0.0, 0.0, 0
    for k in range(members):
        node = work.order[k]
        ones += work.side[node] == 1
        for at in range(web.start[node], web.start[node + 1]):
            other = work.side[web.to[at]]
            if other == work.side[node]:
                one += web.total[at] / 2 * (other == 1)
                two += web.total[at] / 2 * (other == -1)
            elif other:
                between += web.total[at] / 2
    return (one, ones), (two, members - ones), between


@njit(cache=True, nogil=True)
def _gain(one, two, between):  # type: ignore[no-untyped-def]
    """What merging two clusters adds, each the sum of its evidence and its records."""
    return _held(one[0] + two[0] + between, one[1] + two[1]) - _held(one[0], one[1]) - _held(two[0], two[1])


@njit(cache=True, nogil=True)
def _allocate(link, members, web, work, given):  # type: ignore[no-untyped-def]
    """Allot members to the sides of the two of a link, in random order; returns the log chance of that.

    Where ``given`` the sides stand as they are and only their chance is told.
    """
    np.random.shuffle(work.order[:members])
    want = work.side[work.order[:members]]
    _clear(members, work)
    work.side[link[0]], work.side[link[1]], chance = 1, -1, 0.0
    one, two, ones, twos = 0.0, 0.0, 1, 1
    for k in range(members):
        node = work.order[k]
        if work.side[node] == 0:
            with_one = with_two = 0.0
            for at in range(web.start[node], web.start[node + 1]):
                with_one += web.total[at] * (work.side[web.to[at]] == 1)
                with_two += web.total[at] * (work.side[web.to[at]] == -1)
            pull = _held(one + with_one, ones + 1) - _held(one, ones)
            pull -= _held(two + with_two, twos + 1) - _held(two, twos)
            first = 1.0 / (1.0 + np.exp(-pull))
            own = want[k] == 1 if given else np.random.random() < first
            chance += np.log(max(first if own else 1.0 - first, 1e-300))
            work.side[node] = 1 if own else -1
            one, two = (one + with_one, two) if own else (one, two + with_two)
            ones, twos = ones + own, twos + (not own)
    return chance
