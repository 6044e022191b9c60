"""Conflicting values and drift: shown side by side, folded by origin, with every source. No algorithm decides."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tawthiq.claims.grading.support import Count
from tawthiq.claims.grading.values import PARTS, Value, relation, values_of
from tawthiq.claims.grading.weighing import Weighed
from tawthiq.claims.texts.details import details
from tawthiq.claims.texts.lexicon import table
from tawthiq.nouns import Claim, Judgement, Part, Span

MOST_ACCOUNTS = 200
"""Drift is looked for among so many accounts of one origin, the earliest."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a part: the claims that give it, in the order of entry, and the origins behind them."""

    value: Value
    claims: tuple[Claim, ...]
    origins: Count


@dataclass(frozen=True, slots=True)
class Conflict:
    """A part of an act on which claims cannot all be right; ``chosen`` is a person's choice, with its reason."""

    event: str
    part: Part
    options: tuple[Option, ...]
    chosen: Judgement | None = None


@dataclass(frozen=True, slots=True)
class Drift:
    """A role that differs among accounts of one origin: who is an employee here and a doctor there.

    ``words`` are, by role, the accounts that have it with their words; the role that most accounts have comes first.
    """

    origin: str
    words: Mapping[str, tuple[tuple[str, Span], ...]]


def conflicts(weighed: Weighed) -> list[Conflict]:
    """The parts of every act in which two claims that affirm it differ, in the order of acts and parts."""
    found = (conflict(weighed, act, part) for act in sorted(weighed.acts) for part in PARTS)
    return [one for one in found if one]


def conflict(weighed: Weighed, act: int, part: Part) -> Conflict | None:
    """The values of a part side by side, in the order of entry; ``None`` where all can be right."""
    rows = [row for row in weighed.acts[act].rows if weighed.said.stance[row] == "affirms"]
    by_value: dict[Value, list[int]] = defaultdict(list)
    for row in rows:
        if part in weighed.said.values[row]:
            by_value[weighed.said.values[row][part]].append(row)
    if not any(relation(a, b) == "differs" for a, b in combinations(by_value, 2)):
        return None
    claims = weighed.told.claims
    options = tuple(_option(weighed, act, value, those, part) for value, those in by_value.items())
    chosen = [weighed.told.decided.chosen.get((claims[row].id, part)) for row in rows]
    latest = max((one for one in chosen if one), key=lambda one: one.at, default=None)
    return Conflict(claims[act].id, part, options, latest)


def drifts(weighed: Weighed) -> list[Drift]:
    """Where accounts behind which one origin stands have each a role, of one family, that the other lacks."""
    found = (_drifts_of(weighed, origin, accounts) for origin, accounts in sorted(_by_origin(weighed).items()))
    return [drift for those in found for drift in those]


def side_by_side(claims: Iterable[Claim], part: Part) -> dict[Value, list[Claim]]:
    """Values of any claims by value, as the toll of one event over several lists; nothing is merged."""
    found: dict[Value, list[Claim]] = defaultdict(list)
    for one in claims:
        values = values_of(one)
        if part in values:
            found[values[part]].append(one)
    return dict(found)


def _option(weighed: Weighed, act: int, value: Value, rows: Sequence[int], part: Part) -> Option:
    claims = tuple(weighed.told.claims[row] for row in rows)
    return Option(value, claims, weighed.acts[act].support(rows[0])[part].for_)


def _by_origin(weighed: Weighed) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for account, origins in enumerate(weighed.folding.roots):
        for origin in origins:
            if len(found[origin]) < MOST_ACCOUNTS:
                found[origin].append(account)
    return {origin: accounts for origin, accounts in found.items() if len(accounts) > 1}


def _drifts_of(weighed: Weighed, origin: int, accounts: Sequence[int]) -> Iterable[Drift]:
    told = {one: _roles(weighed, one) for one in accounts}
    for family in table("roles").values():
        have = {one: {role for role, _ in found if role in family} for one, found in told.items()}
        pairs = {
            tuple(sorted((*(have[a] - have[b]), *(have[b] - have[a]))))
            for a, b in combinations(have, 2)
            if len(have[a] - have[b]) == len(have[b] - have[a]) == 1
        }  # fmt: skip
        for pair in sorted(pairs):
            yield Drift(weighed.told.accounts[weighed.folding.stands_for(origin)].id, _words(weighed, told, pair))


def _roles(weighed: Weighed, account: int) -> list[tuple[str, Span]]:
    return [(one.key, one.span) for one in details(weighed.told.accounts[account]).of("role")]


def _words(
    weighed: Weighed, told: Mapping[int, Sequence[tuple[str, Span]]], pair: Sequence[str]
) -> dict[str, tuple[tuple[str, Span], ...]]:
    found = {
        role: tuple(
            (weighed.told.accounts[account].id, next(span for one, span in those if one == role))
            for account, those in told.items()
            if any(one == role for one, _ in those)
        )
        for role in pair
    }
    return dict(sorted(found.items(), key=lambda one: (-len(one[1]), one[0])))
