"""Comparisons: what two records are compared by, the levels of each, and what is held before anything is learnt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tawthiq.names.alignment import Aligner
from tawthiq.names.columns import Columns
from tawthiq.names.days import births, events
from tawthiq.names.shape import Rows
from tawthiq.names.whereabouts import places
from tawthiq.names.wordpairs import GRADES, VARIANT

Levels = NDArray[np.int8]
Chances = NDArray[np.float32]
Compared = tuple[Levels, Chances]
"""The level of each pair, 0 where there is nothing to compare, and the chance of that agreement among strangers, 0
where it is that of the level."""


@dataclass(frozen=True)
class Comparison:
    """One comparison: its levels (from 0, nothing to compare) and what is held of each before anything is learnt.

    ``match`` are the shares of the levels among pairs of records of one person, by group; the levels of one group are
    exclusive and add up to 1 (names in two scripts are another group than names in one). ``worst`` bounds from above
    what may be learnt for the first level of each group, the plain conflict. ``kin`` tells whether relatives agree in
    it more often than strangers do. ``rare`` are the levels for which the chance is that of the agreed value.
    """

    name: str
    said: str
    levels: tuple[str, ...]
    groups: tuple[tuple[int, ...], ...]
    match: tuple[float, ...]
    worst: float
    kin: bool
    rare: tuple[int, ...] = ()


_NAMES = (*GRADES, *(f"{grade}, two scripts" for grade in GRADES[1:]))
_ONE, _TWO = tuple(range(1, len(GRADES))), tuple(range(len(GRADES), 2 * len(GRADES) - 1))
_RARE = (*range(VARIANT, len(GRADES)), *range(VARIANT + len(GRADES) - 1, 2 * len(GRADES) - 1))


def _name(name: str, said: str, conflict: float, partial: float, worst: float, kin: bool) -> Comparison:
    left = 1 - conflict - partial
    one = tuple(left * share for share in (0.01, 0.02, 0.05, 0.04, 0.07, 0.81))
    two = tuple(left * share for share in (0.01, 0.05, 0.04, 0.15, 0.70, 0.05))
    match = (0.0, conflict, partial, *one, conflict, partial, *two)
    return Comparison(name, said, _NAMES, (_ONE, _TWO), match, worst, kin, _RARE)


GIVEN = _name("given", "The person's own name.", 0.03, 0.02, 0.08, False)
FAMILY = _name("family", "The family name, the last link of the name.", 0.06, 0.04, 0.20, True)
MIDDLE = _name("middle", "The names of father and grandfather, or whatever stands between.", 0.06, 0.02, 0.20, True)
MOTHER = _name("mother", "The mother's name.", 0.08, 0.02, 0.25, True)
ORDER = Comparison(
    "order", "The names agree only with first and last exchanged.", ("as said", "exchanged"), (), (0.0, 0.02), 1.0, False
)
BIRTH = Comparison(
    "birth",
    "The date of birth, or the age where one of the two says no date.",
    ("nothing to compare", "years apart", "within five years", "within a year", "one part differs",
     "day and month swapped", "same day", "ages far apart", "ages ten years apart", "ages five years apart",
     "ages two years apart", "ages one year apart", "ages agree"),
    ((1, 2, 3, 4, 5, 6), (7, 8, 9, 10, 11, 12)),
    (0.0, 0.02, 0.01, 0.02, 0.07, 0.01, 0.87, 0.02, 0.02, 0.04, 0.06, 0.16, 0.70),
    0.10,
    False,
    (6,),
)  # fmt: skip
EVENT = Comparison(
    "day",
    "The day of the event; a burial or a report may follow a death.",
    ("nothing to compare", "more than a year apart", "within a year", "within a month", "within a week",
     "one part differs", "day and month swapped", "same day", "other kind, more than a year apart",
     "other kind, within a year", "other kind, within a month", "other kind, within a week",
     "other kind, same day", "spans far apart", "spans within a month", "spans overlap"),
    ((1, 2, 3, 4, 5, 6, 7), (8, 9, 10, 11, 12), (13, 14, 15)),
    (0.0, 0.03, 0.07, 0.06, 0.10, 0.06, 0.01, 0.67, 0.05, 0.10, 0.20, 0.35, 0.30, 0.15, 0.10, 0.75),
    0.25,
    True,
    (7,),
)  # fmt: skip
PLACE = Comparison(
    "place",
    "The place, or the nearest of the larger places around it that both share.",
    ("nothing to compare", "different", "only the widest is shared", "a larger place is shared", "spelt alike",
     "same place", "other role, different", "other role, only the widest is shared",
     "other role, a larger place is shared", "other role, spelt alike", "other role, same place"),
    ((1, 2, 3, 4, 5), (6, 7, 8, 9, 10)),
    (0.0, 0.10, 0.12, 0.15, 0.08, 0.55, 0.25, 0.25, 0.20, 0.05, 0.25),
    0.35,
    True,
    (2, 3, 5, 7, 8, 10),
)  # fmt: skip
SEX = Comparison("sex", "The sex.", ("nothing to compare", "different", "same"), ((1, 2),), (0.0, 0.02, 0.98), 0.05, False)

COMPARISONS = (GIVEN, FAMILY, MIDDLE, MOTHER, ORDER, BIRTH, EVENT, PLACE, SEX)
"""All comparisons, in the order of the waterfall."""


@dataclass(frozen=True, eq=False)
class Comparer:
    """Columns made ready for comparison."""

    columns: Columns
    names: Aligner
    mothers: Aligner

    @classmethod
    def of(cls, columns: Columns) -> "Comparer":
        """The names of columns made ready for alignment."""
        return cls(columns, Aligner.of(columns.chains), Aligner.of(columns.mothers))

    def compare(self, a: Rows, b: Rows) -> Mapping[str, Compared]:
        """The level of every comparison for each pair of rows, by the comparison's name."""
        columns = self.columns
        return {
            **self._named(a, b),
            MOTHER.name: self._mother(a, b),
            BIRTH.name: births(columns, a, b),
            EVENT.name: events(columns, a, b),
            PLACE.name: places(columns, a, b),
            SEX.name: _sexes(columns, a, b),
        }

    def _named(self, a: Rows, b: Rows) -> dict[str, Compared]:
        found = self.names.align(a, b)
        two = _two_scripts(self.columns.chains, a, b)
        return {
            GIVEN.name: _graded(found.given, found.given_bits, two),
            FAMILY.name: _graded(found.family, found.family_bits, two),
            MIDDLE.name: _graded(found.middle, found.middle_bits, two),
            ORDER.name: (found.crossed.astype(np.int8), np.zeros(len(a), np.float32)),
        }

    def _mother(self, a: Rows, b: Rows) -> Compared:
        if not self.columns.mothers.count.any():
            return np.zeros(len(a), np.int8), np.zeros(len(a), np.float32)
        found = self.mothers.align(a, b)
        return _graded(found.given, found.given_bits, _two_scripts(self.columns.mothers, a, b))


def _two_scripts(chains: Any, a: Rows, b: Rows) -> NDArray[np.bool_]:
    script = np.where(chains.count > 0, chains.words.script[np.maximum(chains.links[:, 0], 0)], 0)
    return (script[a] != script[b]) & (script[a] > 0) & (script[b] > 0)


def _graded(grades: Levels, bits: Chances, two: NDArray[np.bool_]) -> Compared:
    levels = np.where(two & (grades > 0), grades + len(GRADES) - 1, grades).astype(np.int8)
    return levels, np.where(grades >= VARIANT, np.exp2(-bits), 0).astype(np.float32)


def _sexes(columns: Columns, a: Rows, b: Rows) -> Compared:
    one, other = columns.sex[a], columns.sex[b]
    levels = np.where((one == 0) | (other == 0), 0, 1 + (one == other)).astype(np.int8)
    return levels, np.zeros(len(a), np.float32)


Compare = Callable[[Rows, Rows], Mapping[str, Compared]]
