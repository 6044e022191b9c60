"""Invented retellings: events, who saw them, who passed them on, and what people came to know of that. No words."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tawthiq.nouns import Kind

KINDS: tuple[Kind, ...] = ("witness", "film", "medical", "official", "satellite")
SHARES = (0.5, 0.25, 0.1, 0.1, 0.05)
SEEN_BY = (0.5, 0.25, 0.13, 0.07, 0.05)
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class World:
    """How retelling goes, and how much of it people find out.

    ``found`` and ``right`` are recall and precision of the derivations that people came to accept, as the benchmark of
    derivation asks for at least. ``shares`` is the share of eyewitness accounts that have another's informant,
    ``tied`` the share of those that people find out. ``judged`` is the share of pairs of sources that somebody judged
    independent, ``misjudged`` the share of pairs with a common informant that were wrongly called so. ``owns_up`` is
    the share of retellings that say themselves that they only heard of it, ``drifts`` that of those that get day and
    number wrong.
    """

    events: int = 20_000
    accounts: int = 100_000
    sources: int = 500
    found: float = 0.75
    right: float = 0.9
    shares: float = 0.08
    tied: float = 0.5
    judged: float = 0.3
    misjudged: float = 0.05
    digests: float = 0.08
    owns_up: float = 0.5
    drifts: float = 0.08
    tail: float = 1.3


@dataclass(frozen=True, eq=False)
class Retellings:
    """Accounts by number, in the order of time: their event, source, kind and whether they own up to hearsay.

    ``drift`` is by how much day and number are off, ``truth`` are the origins that each event has. ``edges`` and
    ``ties`` are what people accepted; ``apart`` the pairs of sources, and ``accounts_apart`` those of accounts, that
    they judged independent.
    """

    event: Ints
    source: Ints
    kinds: list[Kind]
    hearsay: Flags
    truth: Ints
    drift: Ints
    edges: list[tuple[int, int]] = field(default_factory=list)
    ties: list[tuple[int, int]] = field(default_factory=list)
    apart: list[tuple[int, int]] = field(default_factory=list)
    accounts_apart: list[tuple[int, int]] = field(default_factory=list)


def retellings(world: World, seed: int) -> Retellings:
    """Invent them: origins first, then retellings of earlier ones, the more often the more were told before."""
    rng = np.random.default_rng(seed)
    origins = rng.choice(np.arange(1, 6), world.events, p=SEEN_BY)
    sizes = origins + _retold(rng, world, world.accounts - int(origins.sum()))
    event = np.repeat(np.arange(world.events), sizes)
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    told = Retellings(
        event,
        _sources(rng, world, sizes),
        [""] * len(event),
        np.zeros(len(event), bool),
        origins.copy(),
        np.zeros(len(event), int),
    )
    apart = _judged(rng, world)
    told.apart.extend(apart)
    for one in range(world.events):
        start = int(first[one])
        _event(rng, world, told, range(start, start + int(origins[one])), range(start, start + int(sizes[one])))
    return told


def _retold(rng: np.random.Generator, world: World, total: int) -> Ints:
    """How often each event is retold: a few very often (Zipf), the sum given."""
    weight = rng.pareto(world.tail, world.events) + 0.05
    return rng.multinomial(total, weight / weight.sum())


def _sources(rng: np.random.Generator, world: World, sizes: Ints) -> Ints:
    """Who tells: big sources tell of more events, and may tell of one more than once."""
    weight = 1 / np.arange(1, world.sources + 1) ** 0.7
    return rng.choice(world.sources, int(sizes.sum()), p=weight / weight.sum())


def _judged(rng: np.random.Generator, world: World) -> list[tuple[int, int]]:
    a, b = np.triu_indices(world.sources, 1)
    kept = rng.random(len(a)) < world.judged
    return list(zip(a[kept].tolist(), b[kept].tolist(), strict=True))


def _event(rng: np.random.Generator, world: World, told: Retellings, origins: range, all_: range) -> None:
    """Write what happened around one event into the columns: who shares an informant, who retells whom."""
    first = all_.start
    for n in origins:
        told.kinds[n] = KINDS[int(rng.choice(len(KINDS), p=SHARES))]
    for n in origins[1:]:
        if rng.random() < world.shares:
            told.truth[told.event[first]] -= 1
            other = first + int(rng.integers(n - first))
            if rng.random() < world.tied:
                told.ties.append((n, other))
            elif rng.random() < world.misjudged:
                told.accounts_apart.append((n, other))
    for n in all_[len(origins) :]:
        _retell(rng, world, told, n, first)


def _retell(rng: np.random.Generator, world: World, told: Retellings, n: int, first: int) -> None:
    told.hearsay[n] = rng.random() < world.owns_up
    parents = {first + int(rng.integers(n - first)) for _ in range(2 if rng.random() < world.digests else 1)}
    for parent in parents:
        if rng.random() < world.found:
            told.edges.append((n, parent))
    told.drift[n] = told.drift[min(parents)] if rng.random() > world.drifts else rng.integers(1, 4)
    others = set(range(first, n)) - parents
    if others and rng.random() < world.found * (1 - world.right) / world.right:
        told.edges.append((n, int(rng.choice(sorted(others)))))
