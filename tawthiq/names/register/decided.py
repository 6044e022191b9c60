"""What people decided, as linking takes it: the newest word of each person on each pair, and where they disagree."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Any

import numpy as np

from tawthiq.names.shape import Known, Rows
from tawthiq.nouns import Judgement

Pair = tuple[str, str]
AUDIT, GROUPS = "audit", "groups"
ON_PAIRS = ("same", "different", "unsure")
ON_ONE = ("accept", "reject", "withdraw", "choose")


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions as they stand.

    ``same`` and ``different`` are pairs of records that nobody contests, ``disagreements`` pairs on which two people
    contradict each other, ``contradictions`` pairs judged different although a chain of others makes them the same
    (the chain is told with them); neither are used until people settle them. ``out`` holds the ids of records, items
    and findings that were rejected or withdrawn, ``contested`` those that one person accepted and another rejected
    (they stay in), ``chosen`` by person what was chosen for them, ``used`` every judgement that stands and counts.
    """

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()
    unsure: frozenset[Pair] = frozenset()
    disagreements: tuple[Pair, ...] = ()
    contradictions: tuple[tuple[str, ...], ...] = ()
    out: frozenset[str] = frozenset()
    contested: tuple[str, ...] = ()
    chosen: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    used: tuple[Judgement, ...] = ()

    def known(self, rows: Mapping[str, int]) -> Known:
        """The same as rows of lists; pairs of which a record is not among them are left out."""
        return Known(_as_rows(self.same, rows), _as_rows(self.different, rows))


def decided(judgements: Iterable[Judgement]) -> Decided:
    """Sum up judgements, oldest first: of each person the newest on each pair counts, withdrawn ones do not.

    Judgements made in an audit are left out: what measures the register may not make it.
    """
    used = tuple(one for one in upheld(judgements) if one.verdict in ON_PAIRS + ON_ONE and AUDIT not in one.facts)
    said = by_pair(used)
    verdicts = {pair: set(words.values()) - {"unsure"} for pair, words in said.items()}
    same = {pair for pair, words in verdicts.items() if words == {"same"}}
    different = {pair for pair, words in verdicts.items() if words == {"different"}}
    contradictions = _contradictions(same, different)
    alone = _on_one(used)
    aside = {pair for chain in contradictions for pair in _links(chain)}
    return Decided(
        frozenset(same - aside),
        frozenset(different - aside),
        frozenset(pair for pair, words in verdicts.items() if not words),
        tuple(sorted(pair for pair, words in verdicts.items() if len(words) > 1)),
        tuple(contradictions),
        frozenset(one for one, words in alone.items() if words == {"reject"} or "withdraw" in words),
        tuple(sorted(one for one, words in alone.items() if words == {"accept", "reject"})),
        _chosen(used),
        used,
    )


def upheld(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those that no judgement that itself stands withdraws, oldest first."""
    undone: set[str] = set()
    kept = []
    for one in reversed(tuple(judgements)):
        if one.id not in undone:
            kept.append(one)
            if one.verdict == "withdraw":
                undone |= {subject for subject in one.subjects if subject.startswith("j-")}
    return tuple(reversed(kept))


def by_pair(judgements: Iterable[Judgement]) -> dict[Pair, dict[str, str]]:
    """By pair of records the newest verdict of each person (with their office) who judged it."""
    said: dict[Pair, dict[str, str]] = {}
    for one in judgements:
        if one.verdict in ON_PAIRS:
            for pair in pairs_of(one):
                said.setdefault(pair, {})[f"{one.by} {one.office}".strip()] = one.verdict
    return said


def pairs_of(judgement: Judgement) -> Iterator[Pair]:
    """The pairs of records that a judgement is about, the smaller id first.

    All pairs of its subjects; where its facts hold ``groups`` (a split), the number of the group of each subject, those
    between two groups.
    """
    groups: Sequence[int] = judgement.facts.get(GROUPS) or range(len(judgement.subjects))
    grouped = zip(judgement.subjects, groups, strict=True)
    records = [(one, group) for one, group in grouped if one.startswith("r-")]
    for (a, one), (b, other) in combinations(records, 2):
        if one != other:
            yield (a, b) if a < b else (b, a)


def _as_rows(pairs: Iterable[Pair], rows: Mapping[str, int]) -> Rows:
    found = sorted(sorted((rows[a], rows[b])) for a, b in pairs if a in rows and b in rows)
    return np.array(found, np.int32).reshape(-1, 2)


def _contradictions(same: set[Pair], different: set[Pair]) -> list[tuple[str, ...]]:
    """Shortest chains of ``same`` between two records judged different, until none is left."""
    near: dict[str, set[str]] = {}
    for a, b in same:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    found = []
    for a, b in sorted(different):
        while chain := _chain(near, a, b):
            found.append(chain)
            for one, other in pairwise(chain):
                near[one].discard(other)
                near[other].discard(one)
    return found


def _chain(near: Mapping[str, set[str]], a: str, b: str) -> tuple[str, ...]:
    """The shortest way from a to b, empty where there is none."""
    came: dict[str, str] = {a: ""}
    waiting = deque([a] if a in near else [])
    while waiting and b not in came:
        here = waiting.popleft()
        for other in sorted(near[here] - came.keys()):
            came[other] = here
            waiting.append(other)
    if b not in came:
        return ()
    way = [b]
    while came[way[-1]]:
        way.append(came[way[-1]])
    return tuple(reversed(way))


def _links(chain: Sequence[str]) -> Iterator[Pair]:
    """The pairs along a chain, and the pair of its ends."""
    for a, b in [*pairwise(chain), (chain[0], chain[-1])]:
        yield (a, b) if a < b else (b, a)


def _on_one(used: Iterable[Judgement]) -> dict[str, set[str]]:
    """By record, item or finding, the verdicts that people gave it, each by their newest word."""
    said: dict[str, dict[str, str]] = {}
    for one in used:
        if one.verdict in ("accept", "reject", "withdraw"):
            for subject in one.subjects:
                if subject[:2] in ("r-", "i-", "f-"):
                    said.setdefault(subject, {})[f"{one.by} {one.office}".strip()] = one.verdict
    return {subject: set(words.values()) for subject, words in said.items()}


def _chosen(used: Iterable[Judgement]) -> dict[str, dict[str, Any]]:
    chosen: dict[str, dict[str, Any]] = {}
    for one in used:
        if one.verdict == "choose" and one.subjects[0].startswith("p-"):
            told = {name: value for name, value in one.facts.items() if name != "their"}
            chosen.setdefault(one.subjects[0], {}).update(told)
    return chosen
