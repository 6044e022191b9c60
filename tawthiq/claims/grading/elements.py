"""Which claims bear on each element of crimes, on either side. The matrix concludes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from tawthiq.claims.grading.leave_one_out import Range
from tawthiq.claims.grading.weighing import Weighed
from tawthiq.elements import Element, elements
from tawthiq.nouns import Claim


@dataclass(frozen=True, slots=True)
class Bearing:
    """A claim that bears on an element: how many origins stand behind it, and how many say otherwise."""

    claim: Claim
    range: Range
    against: Range


@dataclass(frozen=True, slots=True)
class Cell:
    """What there is on one element, on either side; where both are empty nothing was said, which proves nothing."""

    element: Element
    incriminating: tuple[Bearing, ...]
    exonerating: tuple[Bearing, ...]


def matrix(weighed: Weighed, asked: Sequence[Element] | None = None) -> list[Cell]:
    """Claims by element: who affirms an act on the one side, who denies or disputes it on the other.

    Nothing is left out for being weak, and a claim that was withdrawn speaks against what it had said.
    """
    return [_cell(weighed, one) for one in (elements() if asked is None else asked)]


def _cell(weighed: Weighed, element: Element) -> Cell:
    rows = [row for row, one in enumerate(weighed.told.claims) if one.act in element.acts]
    sides: dict[bool, list[Bearing]] = {True: [], False: []}
    for row in rows:
        sides[weighed.said.stance[row] == "affirms"].append(_bearing(weighed, row))
    return Cell(element, tuple(sides[True]), tuple(sides[False]))


def _bearing(weighed: Weighed, row: int) -> Bearing:
    found = weighed.result(row)
    what = found.support.get("what")
    against = (what.against.low, what.against.high) if what else (0, 0)
    return Bearing(weighed.told.claims[row], found.range, against)
