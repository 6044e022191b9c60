"""Origins: accounts fold into those that they derive from, by what people decided and by nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

Pair = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Folding:
    """Which origins stand behind each account, accounts being called by their place in an order of time.

    ``roots[a]`` are the origins of account ``a``: itself where it derives from none. An origin is called by its
    account, or, where accounts share one that is not among them (a film, an informant), by a number above the last
    account. ``members`` are the accounts that meet in an origin, the earliest first; ``apart`` the pairs
    of origins that somebody judged independent of one another. ``knows`` are the accounts of which it is known how they
    know: a judgement on two sources speaks of these alone, for an outlet also passes on what it does not say it has
    from others.
    """

    accounts: int
    roots: Sequence[tuple[int, ...]]
    members: dict[int, tuple[int, ...]]
    apart: frozenset[Pair] = field(default_factory=frozenset)
    sources_apart: frozenset[Pair] = field(default_factory=frozenset)
    sources: Sequence[int] = ()
    knows: Sequence[bool] = ()

    def stands_for(self, origin: int) -> int:
        """The account by which an origin is named; an account that speaks for itself alone is named by itself."""
        return self.members.get(origin, (origin,))[0]

    def independent(self, one: int, other: int) -> bool:
        """Whether somebody judged two origins independent, or the sources of accounts that say how they know."""
        if _ordered(one, other) in self.apart:
            return True
        return bool(self.sources_apart) and self.sources_judged(self.knowing(one), self.knowing(other))

    def sources_judged(self, some: Iterable[int], others: Iterable[int]) -> bool:
        """Whether the sources of any two of these accounts were judged independent."""
        pairs = product(some, [*others])
        return any(_ordered(self.sources[a], self.sources[b]) in self.sources_apart for a, b in pairs)

    def knowing(self, origin: int) -> list[int]:
        """The accounts that meet in an origin of which it is known how they know."""
        return [one for one in self.members[origin] if not self.knows or self.knows[one]]


def fold(
    accounts: int,
    *,
    derives: Iterable[Pair] = (),
    ties: Iterable[Pair] = (),
    independent: Iterable[Pair] = (),
    sources: Sequence[int] = (),
    independent_sources: Iterable[Pair] = (),
    knows: Sequence[bool] = (),
) -> Folding:
    """Fold accounts (0 to n - 1, the earliest first) along accepted edges.

    ``derives`` are (later, earlier), ``ties`` pairs that share an origin, ``independent`` pairs of accounts judged
    independent, ``sources`` the source of each account and ``independent_sources`` pairs of these; ``knows`` tells of
    each account whether it is known how it knows (all, where empty). Accounts that derive from one another in a circle
    are one origin. A judgement of independence says nothing about origins that two accounts share.
    """
    edges = [*derives]
    hidden = _hidden(accounts, list(ties))
    edges += [(member, origin) for origin, members in hidden.items() for member in members]
    total = accounts + len(hidden)
    circle = _circles(total, edges)
    roots = _roots(total, edges, circle)
    members = {root: tuple(hidden.get(root, (root,))) for met in roots[:accounts] for root in met}
    apart = frozenset(
        _ordered(a, b)
        for one, other in independent
        if not set(roots[one]) & set(roots[other])
        for a, b in product(roots[one], roots[other])
    )
    by_source = frozenset(_ordered(a, b) for a, b in independent_sources if a != b)
    return Folding(accounts, roots[:accounts], members, apart, by_source, sources, knows)


def _hidden(accounts: int, ties: list[Pair]) -> dict[int, list[int]]:
    """The origins that tied accounts share, with the accounts that meet there."""
    if not ties:
        return {}
    _, labels = connected_components(_graph(accounts, ties), directed=False)
    together = defaultdict(list)
    for account in sorted({one for pair in ties for one in pair}):
        together[int(labels[account])].append(account)
    return {accounts + n: members for n, members in enumerate(together.values()) if len(members) > 1}


def _circles(total: int, edges: list[Pair]) -> NDArray[np.int64]:
    """For each node the first of those with which it derives in a circle: mostly itself."""
    if not edges:
        return np.arange(total)
    _, labels = connected_components(_graph(total, edges), connection="strong")
    first = np.full(labels.max() + 1, total)
    np.minimum.at(first, labels, np.arange(total))
    return np.asarray(first[labels], np.int64)


def _graph(total: int, edges: list[Pair]) -> coo_matrix:
    pairs = np.asarray(edges, np.int64)
    return coo_matrix((np.ones(len(pairs), np.int8), (pairs[:, 0], pairs[:, 1])), (total, total))


def _roots(total: int, edges: list[Pair], circle: NDArray[np.int64]) -> list[tuple[int, ...]]:
    """The last nodes that can be reached from each, without recursion: chains may be long."""
    onward: dict[int, set[int]] = defaultdict(set)
    for later, earlier in edges:
        a, b = int(circle[later]), int(circle[earlier])
        if a != b:
            onward[a].add(b)
    found: dict[int, tuple[int, ...]] = {}
    for start in onward:
        stack = [start]
        while stack:
            node = stack[-1]
            todo = [one for one in onward.get(node, ()) if one not in found]
            if todo:
                stack += todo
                continue
            stack.pop()
            ends = {root for one in onward.get(node, ()) for root in found[one]}
            found[node] = tuple(sorted(ends)) or (node,)
    return [found.get(int(circle[node]), (int(circle[node]),)) for node in range(total)]


def _ordered(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
