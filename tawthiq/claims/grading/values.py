"""Values of the parts of a claim: when one says at least as much as another, and when two cannot both be right."""

from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Literal, get_args

from tawthiq.coordinates import metres_between
from tawthiq.nouns import Claim, Date, Part, Place, Quantity
from tawthiq.text import fold

Relation = Literal["says", "differs", "open"]
"""``says``: the one implies the other; ``differs``: both cannot be right; ``open``: neither is known."""

PARTS: tuple[Part, ...] = get_args(Part)
VAGUER = 2.0
"""How much wider a place may be than another and still say where that is."""


@dataclass(frozen=True, slots=True)
class When:
    """Days as ordinals, both included; open ends are infinite."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Where:
    """A folded name, the folded names above it, and degrees with a radius in metres where they are known."""

    name: str
    within: frozenset[str] = frozenset()
    lat: float | None = None
    lon: float | None = None
    radius_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Who:
    """The folded names of actors."""

    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Many:
    """Numbers of what they count: (of, low, high), open ends infinite."""

    counts: tuple[tuple[str, float, float], ...]


Value = When | Where | Who | Many | None
"""The value of a part; ``None`` for what, on which the claims of one act agree."""


def relation(one: Value, other: Value) -> Relation:
    """Whether the first value says what the second says, in full: a day says its month, a month not its day."""
    if isinstance(one, When) and isinstance(other, When):
        return _intervals(one.start, one.end, other.start, other.end)
    if isinstance(one, Where) and isinstance(other, Where):
        return _places(one, other)
    if isinstance(one, Who) and isinstance(other, Who):
        return "says" if one.names >= other.names else "open"
    if isinstance(one, Many) and isinstance(other, Many):
        return _numbers(one, other)
    return "says" if one is other else "open"


def values_of(claim: Claim) -> dict[Part, Value]:
    """The parts that a claim asserts, with their values; ``what`` always is."""
    found: dict[Part, Value] = {"what": None}
    if claim.where:
        found["where"] = where(claim.where)
    if claim.when:
        found["when"] = when(claim.when)
    if claim.actors:
        found["who"] = Who(frozenset(fold(one.name) for one in claim.actors))
    if claim.numbers:
        found["how many"] = many(claim.numbers)
    return found


def where(place: Place) -> Where:
    """The value of a place."""
    within = frozenset(fold(one) for one in place.within)
    return Where(fold(place.name or place.said), within, place.lat, place.lon, place.radius_m or 0.0)


def when(told: Date) -> When:
    """The value of a date."""
    return When(_day(told.start, -inf), _day(told.end, inf))


def many(numbers: tuple[Quantity, ...]) -> Many:
    """The value of numbers; two of one kind in one claim stand for the range between them."""
    spread: dict[str, tuple[float, float]] = {}
    for one in numbers:
        low = -inf if one.low is None else float(one.low)
        high = inf if one.high is None else float(one.high)
        before = spread.get(one.of, (low, high))
        spread[one.of] = (min(low, before[0]), max(high, before[1]))
    return Many(tuple((of, low, high) for of, (low, high) in sorted(spread.items())))


def metres(one: Where, other: Where) -> float | None:
    """The distance between two places; ``None`` where one has no position."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return metres_between(one.lat, one.lon, other.lat, other.lon)


def _day(one: date | None, otherwise: float) -> float:
    return otherwise if one is None else float(one.toordinal())


def _intervals(start: float, end: float, other_start: float, other_end: float) -> Relation:
    if other_start <= start and end <= other_end:
        return "says"
    return "differs" if end < other_start or other_end < start else "open"


def _places(one: Where, other: Where) -> Relation:
    apart = metres(one, other)
    if apart is None:
        return "says" if other.name and other.name in {one.name, *one.within} else "open"
    if apart > one.radius_m + other.radius_m and other.name not in one.within and one.name not in other.within:
        return "differs"
    near = apart <= max(one.radius_m, other.radius_m) and one.radius_m <= VAGUER * other.radius_m
    return "says" if near or other.name in one.within or apart + one.radius_m <= other.radius_m else "open"


def _numbers(one: Many, other: Many) -> Relation:
    counts = {of: (low, high) for of, low, high in one.counts}
    found = [_intervals(*counts[of], low, high) for of, low, high in other.counts if of in counts]
    if "differs" in found:
        return "differs"
    return "says" if len(found) == len(other.counts) and set(found) == {"says"} else "open"
