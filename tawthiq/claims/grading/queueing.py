"""What waits for a person: proposed derivations and unjudged independence, the most consequential first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

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


def waiting(weighed: Weighed) -> list[Waiting]:
    """All pairs that wait, the most consequential first; a pair with a proposed edge waits as that."""
    edges = list(_edges(weighed))
    known = {ordered(one.later, one.earlier) for one in edges}
    pairs = [one for one in _pairs(weighed) if ordered(one.later, one.earlier) not in known]
    return sorted([*edges, *pairs], key=lambda one: (-one.consequence, one.later, one.earlier))


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
    for act, made in weighed.acts.items():
        results = (weighed.result(row) for row in made.rows)
        seen = {origin for found in results for one in found.support.values() for origin in one.for_.certain}
        for pair in combinations(sorted(seen) if len(seen) <= MOST else (), 2):
            if not made.ground.folding.independent(*pair):
                hang.setdefault(pair, set()).add(act)
    told = []
    for (a, b), acts in hang.items():
        earlier, later = (weighed.folding.stands_for(one) for one in sorted((a, b)))
        weight = consequence(weighed, earlier, later, sorted(acts))
        told.append(Waiting(weighed.told.accounts[later].id, weighed.told.accounts[earlier].id, weight))
    return [one for one in told if one.consequence]
