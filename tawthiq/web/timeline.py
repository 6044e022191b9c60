"""The timeline as numbers to be drawn: where each bar and line begins and ends, and the days that are named below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from tawthiq.web.gathering import Bin

WIDTH, BARS, ROW = 1000.0, 120.0, 16.0
NAMED = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """A bin as it is drawn: x and width, the height that is certain and that which is spread above it."""

    x: float
    width: float
    certain: float
    spread: float
    told: Bin


@dataclass(frozen=True, slots=True)
class Line:
    """One thing as it is drawn: from x over a width; ``open`` where it has no first or no last day."""

    x: float
    width: float
    y: float
    open: str
    told: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Timeline:
    """All of it: 1,000 wide, ``height`` high; ``named`` are days with their x; ``most`` is the highest bar."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    named: tuple[tuple[float, date], ...]
    height: float
    most: float


def timeline(bins: Sequence[Bin], lines: pl.DataFrame) -> Timeline | None:
    """The timeline of bins and lines on one scale of days; nothing where nothing has a day."""
    rows = lines.to_dicts()
    starts = [one.start for one in bins] + [one["date_from"] or one["date_to"] for one in rows]
    ends = [one.end for one in bins] + [one["date_to"] or one["date_from"] for one in rows]
    if not starts:
        return None
    first, last = min(starts), max(ends)
    days = (last - first).days + 1

    def at(day: date) -> float:
        return float(round((day - first).days / days * WIDTH, 2))

    most = max((one.certain + one.spread for one in bins), default=0.0)
    high = BARS / most if most else 0.0
    bars = tuple(
        Bar(at(one.start), round(at(one.end + timedelta(1)) - at(one.start), 2), round(one.certain * high, 2),
            round(one.spread * high, 2), one)
        for one in bins if one.certain or one.spread
    )  # fmt: skip
    top = BARS + 12 if bins else 4.0
    drawn = tuple(_line(one, top + n * ROW, (first, last), at) for n, one in enumerate(rows))
    return Timeline(bars, drawn, tuple(_named(first, last, at)), top + len(rows) * ROW + 24, most)


def _line(one: dict[str, Any], y: float, ends: tuple[date, date], at: Any) -> Line:
    start, end = one["date_from"] or ends[0], one["date_to"] or ends[1]
    open_ = ("start" if one["date_from"] is None else "") + ("end" if one["date_to"] is None else "")
    return Line(at(start), round(max(at(end + timedelta(1)) - at(start), 3.0), 2), y, open_, one)


def _named(first: date, last: date, at: Any) -> list[tuple[float, date]]:
    step = max(1, ((last - first).days + 1) // NAMED)
    return [(at(day), day) for n in range(NAMED) if (day := first + timedelta(n * step)) <= last]
