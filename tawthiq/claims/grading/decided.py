"""What people decided about accounts and claims: each by their latest word; where two differ, nothing is decided."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from tawthiq.nouns import Judgement, Part

State = Literal["accepted", "rejected", "disputed"]
Pair = tuple[str, str]

FAMILIES: Mapping[str, tuple[str, State]] = {
    "derives": ("derivation", "accepted"),
    "not-derived": ("derivation", "rejected"),
    "same-origin": ("origin", "accepted"),
    "independent": ("origin", "rejected"),
    "same": ("act", "accepted"),
    "different": ("act", "rejected"),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a pair, by which judgements; of a derivation, the relation that a person named."""

    state: State
    judgements: tuple[Judgement, ...]

    @property
    def relation(self) -> str:
        """The relation that was named last; empty where nobody named one."""
        named = [str(one.facts["relation"]) for one in self.judgements if one.facts.get("relation")]
        return named[-1] if named else ""


@dataclass(frozen=True, eq=False)
class Decided:
    """All that was decided, by pair of ids: ``derivation`` (later, earlier), ``origin`` and ``act`` in order of ids.

    Ids are of accounts, claims and, for origins, handles of sources. ``withdrawn`` are those that were taken back,
    ``chosen`` the judgement that chose a claim's value of a part.
    """

    derivation: Mapping[Pair, Decision]
    origin: Mapping[Pair, Decision]
    act: Mapping[Pair, Decision]
    withdrawn: Mapping[str, Judgement] = field(default_factory=dict)
    chosen: Mapping[tuple[str, Part], Judgement] = field(default_factory=dict)


def decided(judgements: Iterable[Judgement]) -> Decided:
    """What judgements, oldest first, leave decided."""
    latest: dict[str, dict[Pair, dict[str, Judgement]]] = defaultdict(lambda: defaultdict(dict))
    withdrawn: dict[str, Judgement] = {}
    chosen: dict[tuple[str, Part], Judgement] = {}
    for one in judgements:
        if one.verdict in FAMILIES:
            family = FAMILIES[one.verdict][0]
            for pair in _pairs(one, family):
                latest[family][pair][f"{one.by} {one.office}"] = one
        elif one.verdict == "withdraw":
            withdrawn.update(dict.fromkeys(one.subjects, one))
        elif one.verdict == "choose" and one.facts.get("part"):
            chosen[one.subjects[0], one.facts["part"]] = one
    settled = {family: {pair: _settled(said) for pair, said in latest[family].items()} for family in latest}
    return Decided(
        settled.get("derivation", {}), settled.get("origin", {}), settled.get("act", {}), withdrawn, chosen
    )  # fmt: skip


def ordered(one: str, other: str) -> Pair:
    """A pair in the order of ids."""
    return (one, other) if one <= other else (other, one)


def _pairs(one: Judgement, family: str) -> Iterable[Pair]:
    """The pairs that a judgement is about: a derivation has a direction; of many that are one, each with the next."""
    if family == "derivation":
        return [(one.subjects[0], one.subjects[1])]
    if FAMILIES[one.verdict][1] == "accepted":
        return [ordered(a, b) for a, b in pairwise(one.subjects)]
    return [ordered(a, b) for n, a in enumerate(one.subjects) for b in one.subjects[n + 1 :]]


def _settled(said: Mapping[str, Judgement]) -> Decision:
    judgements = tuple(said.values())
    states = {FAMILIES[one.verdict][1] for one in judgements}
    return Decision(states.pop() if len(states) == 1 else "disputed", judgements)
