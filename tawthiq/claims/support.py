"""Support: how many independent origins stand behind each part of a claim, and how many say otherwise.

Unknown independence gives a range: the fewest origins that are certain, and the most that there may be.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from tawthiq.claims.origins import Folding
from tawthiq.claims.values import PARTS, Value, relation
from tawthiq.nouns import Kind, Part, Stance

EXACT = 20
"""Up to so many origins the largest set of mutually independent ones is found exactly; above, one perhaps smaller."""

Standing = Stance | Literal["withdrawn"]


@dataclass(frozen=True, eq=False)
class Said:
    """The claims to be weighed, one place of each column a claim; accounts and acts are numbers.

    ``hearsay`` tells whether the account says itself that it only heard of it, ``values`` are those of the parts that
    it asserts (``values.values_of``). A claim that was withdrawn stays, so that nobody speaks for it.
    """

    account: Sequence[int]
    act: Sequence[int]
    stance: Sequence[Standing]
    hearsay: Sequence[bool]
    values: Sequence[Mapping[Part, Value]]


@dataclass(frozen=True, eq=False)
class Ground:
    """What is known of the accounts: the origins behind them, their kinds, and whether they saw for themselves.

    ``supports`` tells which parts each kind can support, ``withdrawn`` the accounts that were taken back.
    """

    folding: Folding
    kinds: Sequence[Kind]
    sees: Sequence[bool]
    supports: Mapping[Kind, frozenset[Part]]
    withdrawn: frozenset[int] = frozenset()

    def kind(self, origin: int) -> Kind:
        """The kind of an origin: that of its account, or the one on which all agree who meet there."""
        kinds = {self.kinds[account] for account in self.folding.members[origin]} - {""}
        return next(iter(kinds)) if len(kinds) == 1 else ""

    def able(self, origin: int, part: Part) -> bool:
        """Whether an origin of its kind can support a part."""
        return part in self.supports[self.kind(origin)]

    def gone(self, origin: int) -> bool:
        """Whether all who meet in an origin took back what they said."""
        return bool(self.withdrawn) and self.withdrawn.issuperset(self.folding.members[origin])


@dataclass(frozen=True, slots=True)
class Count:
    """Between ``low`` and ``high`` independent origins: ``low`` counts only those judged independent of one another.

    ``origins`` are all that there may be; ``certain`` are those that saw for themselves and without which nobody would
    say it; ``kinds`` is of how many different kinds such origins are as were judged independent.
    """

    low: int = 0
    high: int = 0
    origins: tuple[int, ...] = ()
    certain: tuple[int, ...] = ()
    kinds: int = 0


@dataclass(frozen=True, slots=True)
class Support:
    """What stands behind one part of one claim, and what says otherwise."""

    for_: Count
    against: Count


@dataclass(eq=False)
class Act:
    """The claims about one act, by their places in ``said``, weighed against one another."""

    said: Said
    ground: Ground
    rows: Sequence[int]
    _counts: dict[tuple[int, Part, int], Count] = field(default_factory=dict)

    def support(self, row: int, without: int = -1) -> dict[Part, Support]:
        """The support of each part that a claim asserts, if need be leaving one origin out; none for a mere dispute."""
        stance, asserted = self.said.stance[row], self.said.values[row]
        if stance in ("disputes", "withdrawn"):
            return {}
        found = {}
        for part in PARTS:
            if part in asserted:
                same, other = self._sides(row, part)
                found[part] = Support(self._count(same, part, without), self._count(other, part, without))
        return found

    def _sides(self, row: int, part: Part) -> tuple[int, int]:
        """The claims that say this part, and those that say otherwise, as sets of bits."""
        stance, value = self.said.stance[row], self.said.values[row]
        mine = self._stances[stance]
        if part == "what":
            other = self._stances["denies" if stance == "affirms" else "affirms"]
            for one in value:
                other &= ~self._related(one, value[one])[1]
            return mine, other
        says, differs = self._related(part, value[part], denied=stance == "denies")
        return says & mine, differs & mine if stance == "affirms" else 0

    def _related(self, part: Part, value: Value, *, denied: bool = False) -> tuple[int, int]:
        """The claims whose value says this one, and those whose value differs; who denies says less by saying more."""
        says = differs = 0
        for other, rows in self._values[part].items():
            found = relation(value, other) if denied else relation(other, value)
            says |= rows if found == "says" else 0
            differs |= rows if found == "differs" else 0
        return says, differs

    def _count(self, rows: int, part: Part, without: int) -> Count:
        key = rows, part, without
        if key not in self._counts:
            self._counts[key] = self._counted(rows, part, without)
        return self._counts[key]

    def _counted(self, rows: int, part: Part, without: int) -> Count:
        certain: set[int] = set()
        choices: list[list[int]] = []
        alone: set[int] = set()
        for row in self._bits(rows):
            account = self.said.account[row]
            able = self._able(account, rows, part)
            left = [one for one in able if one != without and not self.ground.gone(one)]
            if len(able) == 1:
                certain.update(left)
            elif left:
                choices.append(left)
            elif not able and account != without and self._speaks_alone(account, part):
                alone.add(account)
        return self._summed(certain, choices, alone)

    def _able(self, account: int, rows: int, part: Part) -> list[int]:
        """The origins of an account that can have said this: of a fit kind, and not known to say something else."""
        return [
            one
            for one in self.ground.folding.roots[account]
            if self.ground.able(one, part) and self._own.get(one, rows) & rows
        ]

    def _speaks_alone(self, account: int, part: Part) -> bool:
        """Whether an account whose origins do not say this may have it from somewhere."""
        roots = self.ground.folding.roots[account]
        return part in self.ground.supports[self.ground.kinds[account]] and not all(map(self.ground.gone, roots))

    def _summed(self, certain: set[int], choices: list[list[int]], alone: set[int]) -> Count:
        folding, kinds = self.ground.folding, {one: self.ground.kind(one) for one in certain}
        seen = sorted(one for one in certain if self._sees(one))
        among = certain | alone | {one for choice in choices for one in choice}
        low = largest(seen, folding.independent)
        if not low and any(self._sees(one) for choice in choices for one in choice):
            low = 1
        known = [one for one in seen if kinds[one]]
        of_kinds = largest(known, lambda a, b: kinds[a] != kinds[b] and folding.independent(a, b))
        return Count(low, len(among), tuple(sorted(among)), tuple(seen), of_kinds)

    def _sees(self, origin: int) -> bool:
        """Whether an origin saw for itself: by its claims about this act, else by what is known of it."""
        mine = self._own.get(origin)
        if mine is None:
            return any(self.ground.sees[account] for account in self.ground.folding.members[origin])
        return any(not self.said.hearsay[row] for row in self._bits(mine))

    def _bits(self, rows: int) -> Iterable[int]:
        while rows:
            last = rows & -rows
            yield self.rows[last.bit_length() - 1]
            rows ^= last

    @cached_property
    def _own(self) -> dict[int, int]:
        """The claims of each account about this act."""
        found: dict[int, int] = defaultdict(int)
        for bit, row in enumerate(self.rows):
            found[self.said.account[row]] |= 1 << bit
        return dict(found)

    @cached_property
    def _stances(self) -> dict[Standing, int]:
        found: dict[Standing, int] = {"affirms": 0, "denies": 0, "disputes": 0, "withdrawn": 0}
        for bit, row in enumerate(self.rows):
            found[self.said.stance[row]] |= 1 << bit
        return found

    @cached_property
    def _values(self) -> dict[Part, dict[Value, int]]:
        found: dict[Part, dict[Value, int]] = {part: defaultdict(int) for part in PARTS}
        for bit, row in enumerate(self.rows):
            for part, value in self.said.values[row].items():
                found[part][value] |= 1 << bit
        return found


def acts(said: Said, ground: Ground) -> dict[int, Act]:
    """The claims put together by act."""
    rows: dict[int, list[int]] = defaultdict(list)
    for row, act in enumerate(said.act):
        rows[act].append(row)
    return {act: Act(said, ground, members) for act, members in rows.items()}


def largest(origins: Sequence[int], together: Callable[[int, int], bool]) -> int:
    """The size of the largest set of origins of which every two go together; one alone is such a set."""
    if len(origins) < 2:
        return len(origins)
    near = {one: {other for other in origins if other != one and together(one, other)} for one in origins}
    if not any(near.values()):
        return 1
    return _exact(near, set(origins)) if len(origins) <= EXACT else _greedy(near)


def _exact(near: Mapping[int, set[int]], left: set[int]) -> int:
    """With the origin of most neighbours, or without it."""
    if not left:
        return 0
    node = max(left, key=lambda one: (len(near[one] & left), -one))
    found = 1 + _exact(near, near[node] & left)
    return found if near[node] >= left - {node} else max(found, _exact(near, left - {node}))


def _greedy(near: Mapping[int, set[int]]) -> int:
    best = 0
    for start in near:
        left, size = near[start], 1
        while left:
            node = max(left, key=lambda one: (len(near[one] & left), -one))
            left, size = left & near[node], size + 1
        best = max(best, size)
    return best
