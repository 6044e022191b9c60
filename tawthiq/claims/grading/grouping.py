"""Grouping: which claims are about one act, by what people said and by matches that are certain."""

from collections.abc import Mapping, Sequence

from tawthiq.claims.grading.decided import Decision, Pair
from tawthiq.claims.shape import Match


def group(
    claims: Sequence[str], labels: Mapping[str, str], judged: Mapping[Pair, Decision], matches: Sequence[Match]
) -> list[int]:
    """The act of each claim, called by the place of its first: by labels, judgements and certain matches in turn.

    A match never joins claims of which some were judged different or disputed, or that a person labelled differently.
    """
    join = _Join(claims, labels, {pair for pair, one in judged.items() if one.state != "accepted"})
    first: dict[str, str] = {}
    for claim in claims:
        if labels.get(claim):
            join.put(first.setdefault(labels[claim], claim), claim)
    for (a, b), one in judged.items():
        if one.state == "accepted" and a in join.head and b in join.head:
            join.put(a, b)
    for match in sorted(matches, key=lambda one: (-one.probability, one.a, one.b)):
        if match.decided == "same" and match.a in join.head and match.b in join.head:
            join.if_allowed(match.a, match.b)
    place = {one: n for n, one in enumerate(claims)}
    least = {head: min(place[one] for one in members) for head, members in join.members.items()}
    return [least[join.head[one]] for one in claims]


class _Join:
    """Sets of claims that grow together."""

    def __init__(self, ids: Sequence[str], labels: Mapping[str, str], apart: set[Pair]) -> None:
        self.head = {one: one for one in ids}
        self.members = {one: [one] for one in ids}
        self.labels, self.apart = labels, apart

    def put(self, a: str, b: str) -> None:
        a, b = sorted((self.head[a], self.head[b]), key=lambda one: -len(self.members[one]))
        if a != b:
            for one in self.members[b]:
                self.head[one] = a
            self.members[a] += self.members.pop(b)

    def if_allowed(self, a: str, b: str) -> None:
        one, other = self.members[self.head[a]], self.members[self.head[b]]
        labels = {self.labels[claim] for claim in (*one, *other) if claim in self.labels}
        if len(labels) < 2 and not any((x, y) in self.apart or (y, x) in self.apart for x in one for y in other):
            self.put(a, b)
