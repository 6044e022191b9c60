"""Tolls: the standing estimates as the page draws them: intervals on one scale, overlaps, strata, what must be told."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow.parquet as pq

from tawthiq.case import Case
from tawthiq.messages import say
from tawthiq.nouns import Finding

SLOT, HEADLINES = "toll", ("combined", "partly-pooled")
WIDTH = 1000.0
PATTERNS = 28
STEPS = (1, 2, 5)
HIGH, REACH, SHOWN_XI = 260.0, (0.1, 10.0), (0.1, 10**-0.5, 1.0, 10**0.5, 10.0)
LIMITS = ("lower", "estimate", "upper")


@dataclass(frozen=True, slots=True)
class Interval:
    """One estimate: numbers in people, and where they are drawn; ``why`` says why there is none."""

    name: str
    documented: int
    point: float | None
    lower: float | None
    upper: float | None
    level: float | None
    bounds: bool
    why: str
    x: tuple[float, float, float] | None
    """Where the lower limit, the point and the upper limit are drawn."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Intervals on one scale from nothing to ``top``: ``documented`` is the x of the count, ``ticks`` are named."""

    rows: tuple[Interval, ...]
    documented: float
    ticks: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """People who stand on exactly these lists; ``share`` is their height beside the largest, from 0 to 1."""

    on: frozenset[str]
    people: int
    share: float


def rows(case: Case, finding: Finding, table: str) -> list[dict[str, Any]]:
    """A table of a finding of the toll; nothing where it has none."""
    if table not in finding.tables:
        return []
    with case.open_table(finding, table) as path:
        return pq.read_table(path).to_pylist()


def strata(case: Case, standing: Finding) -> list[dict[str, Any]]:
    """The headline of each stratum that was estimated with the whole."""
    found = case.catalogue.findings(slots=f"{SLOT} of *", current=True)
    same = [one for one in found if one.recipe.parameters == standing.recipe.parameters]
    return [row for one in same for row in rows(case, one, "estimates")]


def drawn(estimates: Sequence[dict[str, Any]], lang: str, names: str = "method") -> Drawn:
    """Estimates on one scale, in their order, named by their method or their stratum."""
    most = max((one[key] for one in estimates for key in ("upper", "estimate", "documented") if one[key]), default=1)
    step = _step(most)
    top = math.ceil(most * 1.02 / step) * step
    made = tuple(_interval(one, lang, names, top) for one in estimates)
    documented = _at(estimates[0]["documented"], top) if estimates else 0.0
    return Drawn(made, documented, tuple((_at(n, top), n) for n in range(0, top + 1, step)))


def _step(most: float) -> int:
    """A round step by which a scale up to so many has six marks or fewer."""
    size: int = 10 ** max(0, math.floor(math.log10(max(most, 1))) - 1)
    steps = [unit * size * ten for ten in (1, 10) for unit in STEPS]
    return next((one for one in steps if most / one <= 6), steps[-1])


def _at(value: float, top: float) -> float:
    return round(value / top * WIDTH, 1)


def _interval(one: dict[str, Any], lang: str, names: str, top: float) -> Interval:
    given = one["estimate"] is not None and one["lower"] is not None and one["upper"] is not None
    why = say(one["why"], lang, **json.loads(one["facts"] or "{}")) if one["why"] else ""
    x = (_at(one["lower"], top), _at(one["estimate"], top), _at(one["upper"], top)) if given else None
    return Interval(
        one[names], one["documented"], one["estimate"], one["lower"], one["upper"], one["level"],
        one["bounds"] == "below", why, x,
    )  # fmt: skip


def swings(told: Sequence[dict[str, Any]], documented: int, lang: str) -> Drawn | None:
    """What the answer becomes without each list, and with each two counted as one; nothing where none was tried."""
    named = [
        {**one, "name": say(f"web_toll.swing_{one['change'].replace(' ', '_')}", lang, lists=one["lists"]),
         "documented": documented, "level": None, "bounds": None}
        for one in told
    ]  # fmt: skip
    return drawn(named, lang, "name") if named else None


@dataclass(frozen=True, slots=True)
class Over:
    """The toll over ξ as it is drawn, 1,000 wide and ``HIGH`` high: the middle, the band around it, what is named."""

    middle: str
    band: str
    across: tuple[tuple[float, float], ...]
    up: tuple[tuple[float, int], ...]
    told: tuple[dict[str, Any], ...]


def over(curve: Sequence[dict[str, Any]]) -> Over | None:
    """The toll for each ξ from a tenth to ten, ξ by its logarithm; nothing where there is no curve."""
    known = [one for one in curve if REACH[0] <= one["xi"] <= REACH[1] and None not in one.values()]
    if len(known) < 2:
        return None
    most = max(one["upper"] for one in known)
    step = _step(most)
    top = math.ceil(most / step) * step
    x = [round(WIDTH * math.log(one["xi"] / REACH[0]) / math.log(REACH[1] / REACH[0]), 1) for one in known]
    points = {name: [(a, _down(one[name], top)) for a, one in zip(x, known, strict=True)] for name in LIMITS}
    ticks = tuple((WIDTH * n / (len(SHOWN_XI) - 1), value) for n, value in enumerate(SHOWN_XI))
    told = tuple(min(known, key=lambda one: abs(math.log(one["xi"] / value))) for value in SHOWN_XI)
    return Over(
        _path(points["estimate"]), _path([*points["upper"], *reversed(points["lower"])]), ticks,
        tuple((_down(n, top), n) for n in range(0, top + 1, step)), told,
    )  # fmt: skip


def _down(value: float, top: float) -> float:
    return round(HIGH * (1 - value / top), 1)


def _path(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


def overlaps(told: Sequence[dict[str, Any]]) -> tuple[list[str], list[Pattern], int]:
    """The lists, the largest patterns of them, and how many people show the smaller ones."""
    ordered = sorted(told, key=lambda one: (-one["people"], one["lists"]))
    most = ordered[0]["people"] if ordered else 1
    shown = [Pattern(frozenset(one["lists"].split(" + ")), one["people"], one["people"] / most) for one in ordered]
    lists = sorted({name for one in shown for name in one.on})
    return lists, shown[:PATTERNS], sum(one.people for one in shown[PATTERNS:])


def cautions(told: Sequence[dict[str, Any]], lang: str) -> list[str]:
    """What must be told with the figures, each once."""
    return list(dict.fromkeys(say(one["key"], lang, **json.loads(one["facts"] or "{}")) for one in told))
