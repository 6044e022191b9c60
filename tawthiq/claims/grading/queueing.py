"""What waits for a person: proposed derivations and unjudged independence, the most consequential first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product

from tawthiq.claims.grading.decided import ordered
from tawthiq.claims.grading.weighing import Weighed
from tawthiq.claims.shape import Edge

Numbers = tuple[int, int]

MOST = 30
"""Above so many origins of one act its range hangs on no single pair of them."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pair of accounts to be judged: a proposed derivation with its edge, or two origins of unknown independence.

    ``consequence`` sums over the claims that hang on it: 1 for each that would go from two origins to one.
    """

    later: str
    earlier: str
    consequence: float
    edge: Edge | None = None


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Two sources of which nobody judged whether they are independent, and how many acts hang on it."""

    one: str
    other: str
    consequence: float
    acts: int


def unjudged_sources(weighed: Weighed) -> list[Unjudged]:
    """Pairs of sources to be judged once for all their accounts, the most consequential first.

    Only accounts count that say how they know: of the others a judgement on their sources says nothing.
    """
    hang: dict[tuple[str, str], set[int]] = {}
    for act, pair in _unjudged(weighed):
        for handles in _sources(weighed, act, *pair):
            if handles not in weighed.told.decided.origin:
                hang.setdefault(handles, set()).add(act)
    found = [
        Unjudged(*pair, sum(_weight(weighed, act) for act in sorted(acts)), len(acts)) for pair, acts in hang.items()
    ]
    return sorted(found, key=lambda one: (-one.consequence, one.one, one.other))


def waiting(weighed: Weighed) -> list[Waiting]:
    """All pairs that wait, the most consequential first, then the likeliest; a proposed edge waits as that."""
    edges = list(_edges(weighed))
    known = {ordered(one.later, one.earlier) for one in edges}
    pairs = [one for one in _pairs(weighed) if ordered(one.later, one.earlier) not in known]
    return sorted([*edges, *pairs], key=_order)


def _order(one: Waiting) -> tuple[float, float, str, str]:
    return -one.consequence, -one.edge.bits if one.edge else 0.0, one.later, one.earlier


def consequence(weighed: Weighed, a: int, b: int, acts: Iterable[int]) -> float:
    """How much hangs, in these acts, on whether two accounts share an origin; nothing where they do."""
    made = ((act, weighed.acts[act].ground.folding.roots) for act in acts)
    return sum(_weight(weighed, act) for act, roots in made if not set(roots[a]) & set(roots[b]))


def _weight(weighed: Weighed, act: int) -> float:
    """Over the claims about an act, what one origin more or less is: much where there are two."""
    if act not in weighed.weights:
        results = (weighed.result(row) for row in weighed.acts[act].rows)
        highs = (max((one.for_.high for one in found.support.values()), default=0) for found in results)
        weighed.weights[act] = sum(1 / (high - 1) for high in highs if high > 1)
    return weighed.weights[act]


def _edges(weighed: Weighed) -> Iterator[Waiting]:
    judged = weighed.told.decided
    for edge in weighed.told.edges:
        pair = edge.later, edge.earlier
        states = {judged.derivation[one].state for one in (pair, pair[::-1]) if one in judged.derivation}
        if states <= {"disputed"} and set(pair) <= weighed.place.keys():
            a, b = weighed.place[edge.later], weighed.place[edge.earlier]
            shared = weighed.acts_of.get(a, set()) & weighed.acts_of.get(b, set())
            yield Waiting(*pair, consequence(weighed, a, b, sorted(shared)), edge)


def _pairs(weighed: Weighed) -> list[Waiting]:
    """Origins that saw for themselves, stand behind one act, and were judged neither one nor independent."""
    hang: dict[Numbers, set[int]] = {}
    for act, pair in _unjudged(weighed):
        hang.setdefault(pair, set()).add(act)
    told = []
    for (a, b), acts in hang.items():
        earlier, later = (weighed.folding.stands_for(one) for one in sorted((a, b)))
        weight = consequence(weighed, earlier, later, sorted(acts))
        told.append(Waiting(weighed.told.accounts[later].id, weighed.told.accounts[earlier].id, weight))
    return [one for one in told if one.consequence]


def _unjudged(weighed: Weighed) -> Iterator[tuple[int, Numbers]]:
    """Each act with two of its origins of which nobody judged whether they are independent."""
    for act, made in weighed.acts.items():
        results = (weighed.result(row) for row in made.rows)
        seen = {origin for found in results for one in found.support.values() for origin in one.for_.certain}
        for pair in combinations(sorted(seen) if len(seen) <= MOST else (), 2):
            if not made.ground.folding.independent(*pair):
                yield act, pair


def _sources(weighed: Weighed, act: int, a: int, b: int) -> set[tuple[str, str]]:
    """The sources of two origins, as far as it is known how their accounts know."""
    folding = weighed.acts[act].ground.folding
    handles = [{weighed.told.accounts[one].source for one in folding.knowing(origin)} for origin in (a, b)]
    return {ordered(one, other) for one, other in product(*handles) if one != other}
