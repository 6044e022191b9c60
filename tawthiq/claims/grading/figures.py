"""The pictures of claims: what derives from what with the origins at the roots, claims by origins, and timelines."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from textwrap import shorten
from typing import Any, Literal

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, DateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from tawthiq.claims.grading.conditions import Interval, Timeline
from tawthiq.claims.grading.weighing import Weighed
from tawthiq.claims.grading.why import named, shown
from tawthiq.errors import BadInput
from tawthiq.messages import say
from tawthiq.nouns import Account
from tawthiq.pictures import AGAINST, ENDINGS, FOR, STEADY, SUM
from tawthiq.typology import name

MOST = 40
PALE = "#dddddd"
APART = 366
"""Days of nothing between two periods that stand side by side, at least."""


def derivation(weighed: Weighed, row: int, file: Path, *, lang: str = "en") -> Path:
    """What stands behind a claim: origins at the roots below, accounts that derive from them above, disputes apart.

    Raises BadInput for another kind of file than SVG or PNG, or for more than forty accounts.
    """
    act = weighed.acts[weighed.act_of[row]]
    roots = act.ground.folding.roots
    told = sorted({weighed.said.account[one] for one in act.rows})
    behind = [origin for one in told for origin in roots[one]]
    origins = list(dict.fromkeys(behind))
    above = [one for one in told if roots[one] != (one,)]
    if len(origins) + len(above) > MOST:
        raise BadInput("claims_figures.many", count=len(origins) + len(above), most=MOST)
    width = max(len(origins), len(above), 1)
    figure = Figure(figsize=(max(6.0, 1.9 * width), 4.6), layout="constrained")
    axes = figure.add_subplot()
    place = {origin: (x, 0.0) for origin, x in zip(origins, _spread(len(origins), width), strict=True)}
    upper = {one: (x, 1.0) for one, x in zip(above, _spread(len(above), width), strict=True)}
    for one in above:
        for origin in roots[one]:
            _arrow(axes, upper[one], place[origin])
    for origin in origins:
        account = weighed.name(row, origin)
        kind = act.ground.kind(origin)
        words = f"{_label(account)}\n{named('kind', kind, lang)}"
        stance = _stance(weighed, row, act.ground.folding.stands_for(origin))
        _box(axes, place[origin], words, stance, bold=stance != "disputes")
    for one in above:
        _box(axes, upper[one], _label(weighed.told.accounts[one]), _stance(weighed, row, one))
    _legend(axes, lang)
    axes.set(xlim=(-0.7, width - 0.3), ylim=(-0.5, 1.45))
    axes.axis("off")
    return _saved(figure, file, say("claims_figures.derivation", lang, id=weighed.told.claims[row].id))


def grid(weighed: Weighed, rows: Sequence[int], file: Path, *, lang: str = "en") -> Path:
    """Claims down, origins across: filled where the origin certainly says it, open where it may, crossed where not.

    Raises BadInput for another kind of file than SVG or PNG, or for more than forty claims or origins.
    """
    results = [weighed.result(row) for row in rows]
    said = [_says(weighed, row) for row in rows]
    origins = sorted({place for one in said for places in one for place in places})
    if max(len(rows), len(origins)) > MOST:
        raise BadInput("claims_figures.many", count=max(len(rows), len(origins)), most=MOST)
    figure = Figure(figsize=(4 + 0.8 * max(len(origins), 1), 2 + 0.4 * len(rows)), layout="constrained")
    axes = figure.add_subplot()
    for y, (certain, may, not_) in enumerate(said):
        for x, origin in enumerate(origins):
            if origin in may:
                style: Literal["full", "none"] = "full" if origin in certain else "none"
                axes.plot(x, y, "o", markersize=9, color=FOR, fillstyle=style)
            if origin in not_:
                axes.plot(x, y, "x", markersize=9, color=AGAINST, markeredgewidth=2)
    names = [f"{weighed.told.claims[row].id} · {shown(one.range)}" for row, one in zip(rows, results, strict=True)]
    axes.set_yticks(range(len(rows)), names, fontsize=8)
    axes.set_xticks(
        range(len(origins)), [_label(weighed.told.accounts[one]) for one in origins], rotation=90, fontsize=7
    )
    axes.set(xlim=(-0.5, max(len(origins), 1) - 0.5), ylim=(len(rows) - 0.5, -0.5))
    axes.grid(color=PALE, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
    if lang == "ar":
        axes.yaxis.tick_right()
        axes.invert_xaxis()
    return _saved(figure, file, say("claims_figures.grid", lang))


def timeline(timelines: Sequence[Timeline], file: Path, *, lang: str = "en") -> Path:
    """Conditions over time: a bar for each interval with its range of origins, hatched where two contradict.

    Periods more than a year apart stand side by side, each on days of its own. An open end is drawn to the last day of
    its period. Raises BadInput without an interval, or for another kind of file.
    """
    spans = periods([each for one in timelines for each in one.intervals])
    if not spans:
        raise BadInput("claims_figures.nothing")
    figure = Figure(figsize=(5 + 4 * min(len(spans), 4), 1.4 + 0.9 * len(timelines)), layout="constrained")
    labels = [f"{name('states', one.state, lang)}\n{one.place}".strip() for one in timelines]
    for n, span in enumerate(spans):
        axes = figure.add_subplot(1, len(spans), n + 1)
        for y, one in enumerate(timelines):
            _line(axes, y, one, span, lang=lang)
        axes.set_yticks(range(len(timelines)), labels if n == 0 else [""] * len(labels))
        _days(axes, span, len(timelines))
    return _saved(figure, file, say("claims_figures.timeline", lang))


def periods(intervals: Sequence[Interval]) -> list[tuple[date, date]]:
    """The first and last days of intervals that lie together: between two periods lies more than a year of nothing."""
    ends = [tuple(day for day in (one.start, one.end) if day) for one in intervals]
    found: list[tuple[date, date]] = []
    for days in sorted((min(days), max(days)) for days in ends if days):
        if found and (days[0] - found[-1][1]).days <= APART:
            found[-1] = (found[-1][0], max(found[-1][1], days[1]))
        else:
            found.append(days)
    return found


def _line(axes: Axes, y: int, one: Timeline, span: tuple[date, date], *, lang: str) -> None:
    """The intervals of a condition in a period; those that share days stand below one another."""
    clashing = {id(each) for a, b, _ in one.contradictions for each in (a, b)}
    lanes: list[list[Interval]] = []
    for each in one.intervals:
        days = [day for day in (each.start, each.end) if day]
        if any(span[0] <= day <= span[1] for day in days):
            free = next((lane for lane in lanes if not any(each.meets(other) for other in lane)), None)
            lanes.append([each]) if free is None else free.append(each)
    for n, lane in enumerate(lanes):
        middle, height = y - 0.35 + 0.7 * (n + 0.65) / len(lanes), 0.4 / len(lanes)
        for each in lane:
            _interval(axes, (middle, height), each, span, clash=id(each) in clashing, lang=lang)


def _days(axes: Axes, span: tuple[date, date], lines: int) -> None:
    margin = max(3.0, 0.08 * (span[1] - span[0]).days)
    axes.set(xlim=(_number(span[0]) - margin, _number(span[1]) + 1 + margin), ylim=(lines - 0.4, -0.6))
    axes.xaxis_date()
    axes.xaxis.set_major_locator(AutoDateLocator(minticks=2, maxticks=5))  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(DateFormatter("%Y-%m-%d"))  # type: ignore[no-untyped-call]
    axes.tick_params(axis="x", labelrotation=30, labelsize=8)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _interval(
    axes: Axes, lane: tuple[float, float], one: Interval, ends: tuple[date, date], *, clash: bool, lang: str
) -> None:
    start, end = _number(one.start or ends[0]), _number(one.end or ends[1]) + 1
    held = one.value in ("in", "open", "ceased", "left")
    axes.barh(
        lane[0], end - start, left=start, height=lane[1], color=FOR if held else AGAINST, alpha=0.75,
        hatch="//" if clash else None, edgecolor="white",
    )  # fmt: skip
    words = f"{name('values', one.value, lang)} · {shown(one.range)}"
    axes.annotate(words, ((start + end) / 2, lane[0] - lane[1] / 2 - 0.02), ha="center", va="bottom", fontsize=8)


def _number(day: date) -> float:
    return float(date2num(day))  # type: ignore[no-untyped-call]


def _says(weighed: Weighed, row: int) -> tuple[set[int], set[int], set[int]]:
    """The accounts of the origins that certainly say what a claim says, that may, and that say otherwise."""
    what = weighed.result(row).support.get("what")
    if not what:
        return set(), set(), set()
    place = weighed.acts[weighed.act_of[row]].ground.folding.stands_for
    certain, may, not_ = (what.for_.certain, what.for_.origins, what.against.origins)
    return {*map(place, certain)}, {*map(place, may)}, {*map(place, not_)}


def _stance(weighed: Weighed, row: int, account: int) -> str:
    """How an account stands to the act: ``affirms`` unless all that it says of it is another stance; ``""``: silent."""
    act = weighed.acts[weighed.act_of[row]]
    found = [weighed.said.stance[one] for one in act.rows if weighed.said.account[one] == account]
    return "affirms" if "affirms" in found else next(iter(found), "")


def _spread(count: int, width: int) -> list[float]:
    return [(n + 0.5) * width / count - 0.5 for n in range(count)]


def _box(axes: Axes, at: tuple[float, float], words: str, stance: str, *, bold: bool = False) -> None:
    colour = FOR if stance == "affirms" else SUM if stance in ("", "withdrawn") else AGAINST
    style: Any = {"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": colour, "linewidth": 2 if bold else 1,
                  "linestyle": "-" if stance == "affirms" else "--"}  # fmt: skip
    axes.text(*at, words, ha="center", va="center", fontsize=7.5, bbox=style, weight="bold" if bold else "normal")


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    axes.add_patch(
        FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=10, color=SUM, linewidth=0.8, shrinkA=24, shrinkB=28
        )
    )


def _legend(axes: Axes, lang: str) -> None:
    words = [say(f"claims_figures.{one}", lang) for one in ("above", "below", "dashed")]
    at, side = (1.0, "right") if lang == "ar" else (0.0, "left")
    axes.text(at, 1.0, "\n".join(words), transform=axes.transAxes, va="top", ha=side, fontsize=7, color=SUM)


def _label(account: Account) -> str:
    day = account.published.edtf or account.published.said if account.published else ""
    return "\n".join(shorten(one, 24, placeholder="…") for one in (account.source, account.title, day) if one)


def _saved(figure: Figure, file: Path, title: str) -> Path:
    if file.suffix.lower() not in ENDINGS:
        raise BadInput("pictures.ending", file=str(file), known=", ".join(ENDINGS))
    with rc_context(STEADY):
        figure.suptitle(title, fontsize=10)
        told: dict[str, Any] = {"Date": None} if file.suffix.lower() == ".svg" else {}
        figure.savefig(file, dpi=150, metadata={**told, "Title": title})
    return file
