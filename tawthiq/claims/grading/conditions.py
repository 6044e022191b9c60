"""Conditions over time: what was let in and cut off becomes a timeline; two events far apart stand side by side."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from tawthiq.claims.grading.leave_one_out import Range
from tawthiq.claims.grading.weighing import Weighed
from tawthiq.nouns import Claim
from tawthiq.typology import Act


@dataclass(frozen=True, slots=True)
class Interval:
    """Days on which claims about one act say that a condition held; ``None`` where they leave an end open."""

    value: str
    start: date | None
    end: date | None
    claims: tuple[Claim, ...]
    range: Range

    def meets(self, other: "Interval") -> tuple[date, date] | None:
        """The days that two have in common; an open end reaches as far as the other."""
        start = max(self.start or date.min, other.start or date.min)
        end = min(self.end or date.max, other.end or date.max)
        return (start, end) if start <= end else None


@dataclass(frozen=True, slots=True)
class Timeline:
    """A condition at a place: its intervals in the order of time, days of which nothing is said, and contradictions.

    ``gaps`` are first and last days between two intervals, ``contradictions`` pairs of intervals of which the values
    differ, with the days that they share. An interval whose end nobody told is not carried on.
    """

    state: str
    place: str
    intervals: tuple[Interval, ...]
    gaps: tuple[tuple[date, date], ...]
    contradictions: tuple[tuple[Interval, Interval, tuple[date, date]], ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """One act of a pattern in an event: its claim, and how many origins stand behind it."""

    claim: Claim
    range: Range


@dataclass(frozen=True, slots=True)
class Compared:
    """A pattern (siege, shelling, searches, …) in two events; an empty side says that no claim tells of it there."""

    pattern: str
    one: tuple[Seen, ...]
    other: tuple[Seen, ...]


def timelines(weighed: Weighed, typology: Mapping[str, Act]) -> list[Timeline]:
    """The timelines of all conditions that dated claims tell of, by state and place."""
    found: dict[tuple[str, str], list[Interval]] = defaultdict(list)
    for act in sorted(weighed.acts):
        type_ = typology.get(weighed.told.claims[act].act)
        one = _interval(weighed, act, type_.value) if type_ and type_.state else None
        if type_ and one:
            found[type_.state, _place(one.claims[0])].append(one)
    return [timeline(state, place, intervals) for (state, place), intervals in sorted(found.items())]


def timeline(state: str, place: str, intervals: Sequence[Interval]) -> Timeline:
    """Intervals in the order of time, with the gaps and contradictions between them."""
    ordered = sorted(intervals, key=lambda one: (one.start or date.min, one.end or one.start or date.max, one.value))
    shared = ((a, b, a.meets(b)) for a, b in combinations(ordered, 2) if a.value != b.value)
    return Timeline(
        state, place, tuple(ordered), tuple(_gaps(ordered)), tuple((a, b, days) for a, b, days in shared if days)
    )  # fmt: skip


def compared(
    weighed: Weighed, typology: Mapping[str, Act], one: Sequence[Claim], other: Sequence[Claim]
) -> list[Compared]:
    """Two events, each by its claims, pattern by pattern in the order in which the first shows them."""
    sides = [_patterns(weighed, typology, claims) for claims in (one, other)]
    patterns = list(dict.fromkeys([*sides[0], *sides[1]]))
    return [Compared(name, tuple(sides[0].get(name, ())), tuple(sides[1].get(name, ()))) for name in patterns]


def within(claims: Sequence[Claim], place: str, start: date, end: date) -> list[Claim]:
    """The claims of an event: at a place of this name or within it, on days that meet these, in the order of time."""
    asked = place.casefold()
    found = [
        one
        for one in claims
        if one.where and asked in {name.casefold() for name in (one.where.name, one.where.said, *one.where.within)}
        and one.when and (one.when.start or date.min) <= end and (one.when.end or date.max) >= start
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.when and one.when.start) or date.min)


def _patterns(weighed: Weighed, typology: Mapping[str, Act], claims: Sequence[Claim]) -> dict[str, list[Seen]]:
    rows = {one.id: row for row, one in enumerate(weighed.told.claims)}
    told: set[int] = set()
    found: dict[str, list[Seen]] = defaultdict(list)
    for one in claims:
        act, type_ = weighed.act_of[rows[one.id]], typology.get(one.act)
        if type_ and type_.pattern and act not in told and weighed.said.stance[rows[one.id]] == "affirms":
            told.add(act)
            found[type_.pattern].append(Seen(one, weighed.result(rows[one.id]).range))
    return found


def _interval(weighed: Weighed, act: int, value: str) -> Interval | None:
    """The days that the claims about an act give it, from the first to the last."""
    rows = [row for row in weighed.acts[act].rows if weighed.said.stance[row] == "affirms"]
    dated = [row for row in rows if weighed.told.claims[row].when]
    if not dated:
        return None
    claims = tuple(weighed.told.claims[row] for row in dated)
    days = [one.when for one in claims if one.when]
    starts, ends = [one.start for one in days], [one.end for one in days]
    start = None if None in starts else min(one for one in starts if one)
    end = None if None in ends else max(one for one in ends if one)
    return Interval(value, start, end, claims, weighed.result(dated[0]).range)


def _gaps(ordered: Sequence[Interval]) -> list[tuple[date, date]]:
    gaps = []
    last: date | None = None
    for one in ordered:
        start = one.start or date.min
        if last and start.toordinal() - last.toordinal() > 1:
            gaps.append((date.fromordinal(last.toordinal() + 1), date.fromordinal(start.toordinal() - 1)))
        end = one.end or one.start or date.min
        last = max(last, end) if last else end
    return gaps


def _place(claim: Claim) -> str:
    return claim.where.name or claim.where.said if claim.where else ""
