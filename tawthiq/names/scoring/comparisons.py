"""Comparisons: what two records are compared by, the levels of each, and what is held before anything is learnt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tawthiq.names.scoring.columns import Columns
from tawthiq.names.scoring.days import births, events
from tawthiq.names.scoring.numbers import compared
from tawthiq.names.scoring.together import among_the_same_day
from tawthiq.names.scoring.whereabouts import places
from tawthiq.names.shape import Rows
from tawthiq.names.words.alignment import Aligned, Aligner
from tawthiq.names.words.chains import Chains
from tawthiq.names.words.kernels import CONFLICT, LINKS, PARTIAL, TYPO, VARIANT
from tawthiq.names.words.slips import Spelt, slipped, spelt
from tawthiq.names.words.wordpairs import GRADES

Levels = NDArray[np.int8]
Chances = NDArray[np.float32]
Compared = tuple[Levels, Chances]
"""The level of each pair, 0 where there is nothing to compare, and the chance of that agreement among strangers, 0
where it is that of the level."""


@dataclass(frozen=True)
class Level:
    """A level of a comparison, and what is held of it before anything is learnt.

    ``match`` is its share among pairs of records of one person, of those in its ``group`` (the levels of a group are
    exclusive and their shares add up to 1); ``most`` bounds what may be learnt. ``rare``: the chance of it among
    strangers is that of the value that both share.
    """

    name: str
    match: float = 0.0
    most: float = 1.0
    rare: bool = False
    group: int = 0


@dataclass(frozen=True)
class Comparison:
    """One comparison: ``said`` is what the reviewer reads, ``levels[0]`` is nothing to compare.

    ``kin`` tells whether relatives agree in it more often than strangers do. ``held``: what is held of its levels
    counts for so many pairs; names are kept alike everywhere, days and places by each list in its own way.
    """

    name: str
    said: str
    levels: tuple[Level, ...]
    kin: bool = True
    held: float = 50.0

    @property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """The places of the levels of each group."""
        last = max(level.group for level in self.levels)
        return tuple(
            tuple(k for k, level in enumerate(self.levels) if level.group == group) for group in range(1, last + 1)
        )


NOTHING = Level("nothing to compare")


def _levels(group: int, *told: tuple[str, float, float], rare: str = "") -> tuple[Level, ...]:
    return tuple(Level(name, match, most, name in rare.split("|"), group) for name, match, most in told)


def _name(
    name: str,
    said: str,
    conflict: tuple[float, float],
    partial: tuple[float, float],
    *,
    kin: bool = True,
    held: float = 50.0,
) -> Comparison:
    """A part of the name: one group of levels for two names in one script, one for two scripts."""
    left, levels = 1 - conflict[0] - partial[0], [NOTHING]
    alike = {1: (0.01, 0.02, 0.05, 0.04, 0.07, 0.81), 2: (0.01, 0.05, 0.04, 0.15, 0.70, 0.05)}
    for group, shares in alike.items():
        match = (*(share[0] for share in (conflict, partial)), *(left * share for share in shares))
        most = (conflict[1], partial[1], *(1.0,) * len(shares))
        levels += [
            Level(f"{grade}{', two scripts' * (group - 1)}", match[k], most[k], k + 1 >= VARIANT, group)
            for k, grade in enumerate(GRADES[1:])
        ]
    return Comparison(name, said, tuple(levels), kin, held)


GIVEN = _name("given", "The person's own name.", (0.015, 0.025), (0.02, 0.06), kin=False, held=200)
FAMILY = _name("family", "The family name, the last link of the name.", (0.06, 0.12), (0.04, 0.10))
MIDDLE = _name("middle", "The names of father and grandfather, or what stands between.", (0.06, 0.15), (0.04, 0.15))
MOTHER = _name("mother", "The mother's name.", (0.08, 0.20), (0.02, 0.10))
ORDER = Comparison(
    "order",
    "The names agree only with first and last exchanged.",
    (Level("as said"), Level("exchanged", 0.02, group=1), Level("otherwise", 0.98, group=1)),
    False,
    200,
)
BIRTH = Comparison(
    "birth",
    "The date of birth, or the age where one of the two says no date.",
    (
        NOTHING,
        *_levels(
            1, ("years apart", 0.02, 0.06), ("within five years", 0.01, 0.06), ("within a year", 0.02, 0.08),
            ("one part differs", 0.03, 0.15), ("one digit differs", 0.04, 0.25), ("day and month swapped", 0.01, 0.2),
            ("same day", 0.87, 1.0), rare="same day",
        ),
        *_levels(
            2, ("ages far apart", 0.02, 0.06), ("ages ten years apart", 0.02, 0.06),
            ("ages five years apart", 0.04, 0.1), ("ages two years apart", 0.06, 0.2),
            ("ages one year apart", 0.16, 0.4), ("ages agree", 0.70, 1.0),
        ),
    ),
    False,
)  # fmt: skip
EVENT = Comparison(
    "day",
    "The day of the event; a burial or a report may follow a death.",
    (
        NOTHING,
        *_levels(
            1, ("more than a year apart", 0.05, 0.5), ("within a year", 0.10, 0.5), ("within a month", 0.06, 0.5),
            ("within a week", 0.10, 1.0), ("one part differs", 0.05, 0.5), ("one digit differs", 0.04, 0.5),
            ("day and month swapped", 0.01, 0.5), ("same day", 0.59, 1.0), rare="same day",
        ),
        *_levels(
            2, ("other kind, more than a year apart", 0.05, 0.5), ("other kind, within a year", 0.10, 0.5),
            ("other kind, within a month", 0.20, 0.6), ("other kind, within a week", 0.35, 1.0),
            ("other kind, same day", 0.30, 1.0),
        ),
        *_levels(
            3, ("spans more than a year apart", 0.12, 0.5), ("spans within a year", 0.18, 0.5),
            ("spans within a month", 0.10, 0.5), ("spans overlap", 0.30, 1.0), ("the same month", 0.30, 1.0),
        ),
    ),
    held=10,
)  # fmt: skip
PLACE = Comparison(
    "place",
    "The place, or the nearest of the larger places around it that both share.",
    (
        NOTHING,
        *_levels(
            1, ("different", 0.10, 0.5), ("only the widest is shared", 0.12, 1.0),
            ("a larger place is shared", 0.15, 1.0), ("spelt alike", 0.08, 1.0), ("same place", 0.55, 1.0),
            rare="only the widest is shared|a larger place is shared|same place",
        ),
        *_levels(
            2, ("other role, different", 0.25, 0.6), ("other role, only the widest is shared", 0.25, 1.0),
            ("other role, a larger place is shared", 0.20, 1.0), ("other role, spelt alike", 0.05, 1.0),
            ("other role, same place", 0.25, 1.0),
            rare="other role, only the widest is shared|other role, a larger place is shared|other role, same place",
        ),
    ),
    held=10,
)  # fmt: skip
SEX = Comparison("sex", "The sex.", (NOTHING, *_levels(1, ("different", 0.02, 0.04), ("same", 0.98, 1.0))), False, 200)
NUMBER = Comparison(
    "number",
    "A number of the person's that both lists have: an identity card, a case.",
    (
        NOTHING,
        *_levels(1, ("different", 0.20, 1.0), ("one sign differs", 0.05, 1.0), ("same", 0.75, 1.0), rare="same"),
    ),
    held=10,
)

COMPARISONS = (GIVEN, FAMILY, MIDDLE, MOTHER, ORDER, BIRTH, EVENT, PLACE, SEX, NUMBER)
"""All comparisons, in the order of the waterfall."""


@dataclass(frozen=True, eq=False)
class Comparer:
    """Columns made ready for comparison."""

    columns: Columns
    names: Aligner
    mothers: Aligner
    letters: Spelt

    @classmethod
    def of(cls, columns: Columns) -> "Comparer":
        """The names of columns made ready for alignment."""
        return cls(columns, Aligner.of(columns.chains), Aligner.of(columns.mothers), spelt(columns.chains))

    def compare(self, a: Rows, b: Rows) -> Mapping[str, Compared]:
        """The level of every comparison for each pair of rows, by the comparison's name."""
        columns, day = self.columns, events(self.columns, a, b)
        level, chance, shared = places(columns, a, b)
        return {
            **self._named(a, b),
            MOTHER.name: self._mother(a, b),
            BIRTH.name: births(columns, a, b),
            EVENT.name: day,
            PLACE.name: (level, among_the_same_day(columns, (chance, shared), day[0], (a, b))),
            SEX.name: _sexes(columns, a, b),
            NUMBER.name: compared(columns.numbers, a, b),
        }

    def _named(self, a: Rows, b: Rows) -> dict[str, Compared]:
        found = self.names.align(np.column_stack([a, b]))
        two = _two_scripts(self.columns.chains, a, b)
        return {
            GIVEN.name: _graded(self._slips(_own(found), a, b, False), found.given_bits, two),
            FAMILY.name: _graded(self._slips(found.family, a, b, True), found.family_bits, two),
            MIDDLE.name: _graded(_between(found), found.middle_bits, two),
            ORDER.name: (found.crossed.astype(np.int8), np.zeros(len(a), np.float32)),
        }

    def _slips(self, grades: Levels, a: Rows, b: Rows, last: bool) -> Levels:
        """The grades, where two first links or two last ones conflict by a slip of one letter only a typo."""
        chains = self.columns.chains
        check = np.flatnonzero(grades == CONFLICT)
        at = np.minimum(chains.count, LINKS).astype(np.int64) - 1 if last else np.zeros(len(chains), np.int64)
        x, y = (chains.links[rows[check], at[rows[check]]] for rows in (a, b))
        grades = grades.copy()
        grades[check[slipped(self.letters, x, y) & (x != y)]] = TYPO
        return grades

    def _mother(self, a: Rows, b: Rows) -> Compared:
        if not self.columns.mothers.count.any():
            return np.zeros(len(a), np.int8), np.zeros(len(a), np.float32)
        found = self.mothers.align(np.column_stack([a, b]))
        return _graded(found.given, found.given_bits, _two_scripts(self.columns.mothers, a, b))


def _own(found: Aligned) -> Levels:
    """The grade of the given name: one that stands elsewhere in the other's name is that of a father or a child."""
    return np.where(found.given == PARTIAL, CONFLICT, found.given).astype(np.int8)


def _between(found: Aligned) -> Levels:
    """The grade of the links between; only partial where some agree and some differ."""
    ends = (found.given == CONFLICT).astype(np.int8) + (found.family == CONFLICT)
    return np.where((found.conflicts > ends) & (found.middle > PARTIAL), PARTIAL, found.middle).astype(np.int8)


def _two_scripts(chains: Chains, a: Rows, b: Rows) -> NDArray[np.bool_]:
    script = np.where(chains.count > 0, chains.words.script[np.maximum(chains.links[:, 0], 0)], 0)
    return np.asarray((script[a] != script[b]) & (script[a] > 0) & (script[b] > 0), np.bool_)


def _graded(grades: Levels, bits: Chances, two: NDArray[np.bool_]) -> Compared:
    levels = np.where(two & (grades > 0), grades + len(GRADES) - 1, grades).astype(np.int8)
    return levels, np.where((grades >= VARIANT) & (bits > 0), np.exp2(-bits), 0).astype(np.float32)


def _sexes(columns: Columns, a: Rows, b: Rows) -> Compared:
    one, other = columns.sex[a], columns.sex[b]
    levels = np.where((one == 0) | (other == 0), 0, 1 + (one == other)).astype(np.int8)
    return levels, np.zeros(len(a), np.float32)


Compare = Callable[[Rows, Rows], Mapping[str, Compared]]
