"""Support: how many independent origins stand behind each part of a claim, and how many say otherwise.

Unknown independence gives a range: the fewest origins that are certain, and the most that there may be.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from tawthiq.claims.grading.independent import largest, less
from tawthiq.claims.grading.origins import Folding
from tawthiq.claims.grading.values import PARTS, Value, relation
from tawthiq.nouns import Kind, Part, Stance

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

    ``supports`` tells which parts each kind can support, ``withdrawn`` the accounts that were taken back, ``coded``
    those of which claims were entered: what such an account is not known to say, it is not known to have seen.
    """

    folding: Folding
    kinds: Sequence[Kind]
    sees: Sequence[bool]
    supports: Mapping[Kind, frozenset[Part]]
    withdrawn: frozenset[int] = frozenset()
    coded: frozenset[int] = frozenset()

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


NOBODY = Count()


@dataclass(frozen=True, slots=True)
class Support:
    """What stands behind one part of one claim, and what says otherwise."""

    for_: Count
    against: Count


@dataclass(frozen=True, slots=True)
class _Voices:
    """The origins that certainly say something, choices of which one does, and accounts that say it alone.

    ``seen`` are the certain ones that saw for themselves, ``apart`` the most of them that are mutually independent,
    ``of_kinds`` the same of different kinds.
    """

    certain: frozenset[int]
    choices: frozenset[tuple[int, ...]]
    alone: frozenset[int]
    seen: tuple[int, ...]
    apart: tuple[int, ...]
    of_kinds: tuple[int, ...]


@dataclass(eq=False)
class Act:
    """The claims about one act, by their places in ``said``, weighed against one another."""

    said: Said
    ground: Ground
    rows: Sequence[int]
    _voices: dict[tuple[int, Part], "_Voices"] = field(default_factory=dict)
    _counts: dict[tuple[int, Part, int], Count] = field(default_factory=dict)
    _asserted: dict[int, list[tuple[Part, int, int]]] = field(default_factory=dict)

    def support(self, row: int, without: int = -1) -> dict[Part, Support]:
        """The support of each part that a claim asserts, if need be leaving one origin out; none for a mere dispute."""
        if self.said.stance[row] in ("disputes", "withdrawn"):
            return {}
        if row not in self._asserted:
            parts = [part for part in PARTS if part in self.said.values[row]]
            self._asserted[row] = [(part, *self._sides(row, part)) for part in parts]
        return {
            part: Support(self._count(same, part, without), self._count(other, part, without))
            for part, same, other in self._asserted[row]
        }

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
        if not rows:
            return NOBODY
        key = rows, part, without
        if key not in self._counts:
            if (rows, part) not in self._voices:
                self._voices[rows, part] = self._heard(rows, part)
            self._counts[key] = self._summed(self._voices[rows, part], without)
        return self._counts[key]

    def _heard(self, rows: int, part: Part) -> "_Voices":
        certain: set[int] = set()
        choices: set[tuple[int, ...]] = set()
        alone: set[int] = set()
        for row in self._bits(rows):
            account = self.said.account[row]
            able = self._able(account, rows, part)
            left = tuple(one for one in able if not self.ground.gone(one))
            if len(able) == 1:
                certain.update(left)
            elif left:
                choices.add(left)
            elif not able and self._speaks_alone(account, part):
                alone.add(account)
        seen = tuple(sorted(one for one in certain if self._sees(one)))
        return _Voices(
            frozenset(certain), frozenset(choices), frozenset(alone), seen,
            largest(seen, self.ground.folding.independent), largest(self._of_kinds(seen), self._unlike),
        )  # fmt: skip

    def _of_kinds(self, seen: Sequence[int]) -> list[int]:
        return [one for one in seen if self.ground.kind(one)]

    def _unlike(self, one: int, other: int) -> bool:
        """Whether two origins are independent and of different kinds."""
        return self.ground.kind(one) != self.ground.kind(other) and self.ground.folding.independent(one, other)

    def _able(self, account: int, rows: int, part: Part) -> list[int]:
        """The origins of an account that can have said this: of a fit kind, and not known to say something else.

        Of several, those of which claims were entered, but none about this act, are left out: who cites five sources
        has not all five behind each sentence.
        """
        found = [
            one
            for one in self.ground.folding.roots[account]
            if self.ground.able(one, part) and self._own.get(one, rows) & rows
        ]
        return found if len(found) < 2 else [one for one in found if one in self._own or one not in self.ground.coded]

    def _speaks_alone(self, account: int, part: Part) -> bool:
        """Whether an account whose origins do not say this may have it from somewhere."""
        roots = self.ground.folding.roots[account]
        return part in self.ground.supports[self.ground.kinds[account]] and not all(map(self.ground.gone, roots))

    def _summed(self, voices: "_Voices", without: int) -> Count:
        """The count of voices, if need be without one origin; of many origins the largest set is not sought anew."""
        if without >= 0 and voices.certain == {without} and not voices.choices and not voices.alone:
            return NOBODY
        seen, apart, of_kinds = voices.seen, voices.apart, voices.of_kinds
        choices = [left for choice in voices.choices if (left := [one for one in choice if one != without])]
        among = (voices.certain | voices.alone | {one for choice in choices for one in choice}) - {without}
        if without in seen:
            seen = tuple(one for one in seen if one != without)
            apart = less(apart, without, seen, self.ground.folding.independent)
            of_kinds = less(of_kinds, without, self._of_kinds(seen), self._unlike)
        low = len(apart)
        if not low and any(self._sees(one) for choice in choices for one in choice):
            low = 1
        return Count(low, len(among), tuple(sorted(among)), seen, len(of_kinds))

    def _sees(self, origin: int) -> bool:
        """Whether an origin saw for itself: by its claims about this act, else by what is known of it."""
        mine = self._own.get(origin)
        if mine is None:
            return origin not in self.ground.coded and any(
                map(self.ground.sees.__getitem__, self.ground.folding.members[origin])
            )
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
