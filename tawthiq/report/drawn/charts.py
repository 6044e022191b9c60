"""Charts: the overlaps and intervals of the toll, acts over time, and what stands behind each act."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from textwrap import fill
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, DateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from tawthiq import pictures
from tawthiq.errors import NotFound
from tawthiq.messages import say
from tawthiq.pictures import AGAINST, FOR, MARK, SUM
from tawthiq.report.asking import Asked, day_words, named, number, source_name
from tawthiq.report.drawn.studio import Drawn, Studio, simulated
from tawthiq.report.edition import Picture
from tawthiq.report.sentences.writing import grade_of, invented, told_of
from tawthiq.report.shape import SIMULATED, Holdings, Said
from tawthiq.typology import typology

MOST = 40
LEAST = 0.012
"""The least width of a bar, as a share of its stretch of time."""
YEAR = 366.0
WRAPPED = 26
GRADES = {"corroborated": FOR, "consistent": SUM, "one origin": MARK}
HATCHES = {"corroborated": "", "consistent": "..", "one origin": "//"}


def overlap(studio: Studio, asked: Asked) -> Drawn:
    """``figure:overlap``: how many people stand on each combination of lists."""
    del asked
    toll = studio.held.toll
    if toll is None or not toll.overlaps:
        raise NotFound("references.no_toll")
    lists = sorted({one for told, _ in toll.overlaps for one in told.split(" + ")})
    rows = [[int(one in told.split(" + ")) for one in lists] for told, _ in toll.overlaps]
    counts = [people for _, people in toll.overlaps]
    names = [source_name(studio.held, one, studio.lang) for one in lists]
    file, data = studio.file(
        "overlap", ".svg", [*lists, "people"], ([*row, n] for row, n in zip(rows, counts, strict=True))
    )
    _save(pictures.upset(names, rows, counts, lang=studio.lang), file)
    several = sum(n for row, n in zip(rows, counts, strict=True) if sum(row) > 1)
    facts = {"lists": len(lists), "people": number(sum(counts)), "several": number(several)}
    picture = Picture(file, studio.say("overlap_alt", **facts), studio.say("overlap"), data,
                      simulated=simulated(studio.held, lists))  # fmt: skip
    return picture, (toll.finding.id,)


def intervals(studio: Studio, asked: Asked) -> Drawn:
    """``figure:intervals``: what each method says of the toll, beside the documented count."""
    del asked
    toll = studio.held.toll
    if toll is None or not any(one.point is not None for one in toll.methods):
        raise NotFound("references.no_toll")
    rows = ([one.method, one.documented, one.lower, one.point, one.upper, one.level] for one in toll.methods)
    file, data = studio.file("intervals", ".svg", ("method", "documented", "lower", "estimate", "upper", "level"), rows)
    _save(pictures.intervals(toll.methods, lang=studio.lang), file)
    known = [one for one in toll.methods if one.lower is not None and one.upper is not None]
    facts = {"methods": len(toll.methods), "documented": number(toll.headline.documented),
             "low": number(min(one.lower or 0 for one in known)),
             "high": number(max(one.upper or 0 for one in known))}  # fmt: skip
    lists = {one for told, _ in toll.overlaps for one in told.split(" + ")}
    picture = Picture(file, studio.say("intervals_alt", **facts), studio.say("intervals"), data,
                      simulated=simulated(studio.held, lists))  # fmt: skip
    return picture, (toll.finding.id,)


def timeline(studio: Studio, asked: Asked) -> Drawn:
    """``figure:timeline``: when acts happened, as accounts tell; the grade is in the colour and the hatch."""
    del asked
    told = [one for one in told_of(studio.held) if one.row["date_from"] and one.row["date_to"]][:MOST]
    if not told:
        raise NotFound("figures.no_days")
    rows = ([one.id, _label(studio, one), one.row["date_from"], one.row["date_to"], grade_of(one)] for one in told)
    file, data = studio.file("timeline", ".svg", ("claim", "act", "from", "to", "grade"), rows)
    figure = Figure(figsize=(9, 1.6 + 0.34 * len(told)), layout="constrained")
    spans = stretches([(_day(one.row["date_from"]), _day(one.row["date_to"]) + 1) for one in told])
    ratios = [max(last - first, LEAST * (spans[-1][1] - spans[0][0]), 1.0) for first, last in spans]
    ratios = [max(one, 0.3 * max(ratios)) for one in ratios]
    panels = figure.subplots(1, len(spans), sharey=True, squeeze=False, width_ratios=ratios)[0]
    for axes, span in zip(panels, spans, strict=True):
        _panel(studio, axes, told, span)
    panels[0].set_yticks(range(len(told)), [_label(studio, one) for one in told], fontsize=8, parse_math=False)
    panels[0].set_ylim(len(told) - 0.4, -0.6)
    panels[0].spines["left"].set_visible(True)
    keys = [Patch(facecolor=GRADES[one], hatch=HATCHES[one], edgecolor="white",
                  label=say(f"why.grade_{one.replace(' ', '_')}", studio.lang))
            for one in GRADES if any(grade_of(each) == one for each in told)]  # fmt: skip
    figure.legend(handles=keys, loc="outside lower center", ncols=len(keys), frameon=False, fontsize=8)
    _save(figure, file)
    facts = {"acts": len(told), "first": told[0].row["date_from"], "last": max(one.row["date_to"] for one in told)}
    picture = Picture(file, studio.say("timeline_alt", **facts), studio.say("timeline"), data,
                      simulated=simulated(studio.held, _sources(studio.held, told)))  # fmt: skip
    return picture, _behind(studio.held)


def stretches(days: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The stretches of time that hold all of some days, cut where nothing happens for a year and longer than around."""
    found: list[list[float]] = []
    for first, last in sorted(days):
        if found and first - found[-1][1] <= max(YEAR, 2 * (found[-1][1] - found[-1][0])):
            found[-1][1] = max(found[-1][1], last)
        else:
            found.append([first, last])
    return [(first, last) for first, last in found]


def _panel(studio: Studio, axes: Axes, told: Sequence[Said], span: tuple[float, float]) -> None:
    """The acts of one stretch of time; whatever is shorter than the eye can see is drawn as wide as it can."""
    del studio
    long = max(span[1] - span[0], 7.0)
    for row, one in enumerate(told):
        start, end = _day(one.row["date_from"]), _day(one.row["date_to"]) + 1
        if span[0] <= start <= span[1]:
            grade = grade_of(one)
            axes.barh(row, max(end - start, long * LEAST), left=start, height=0.55, color=GRADES[grade],
                      hatch=HATCHES[grade], edgecolor="white")  # fmt: skip
    axes.xaxis_date()
    axes.set_xlim(span[0] - 0.05 * long, span[0] + 1.08 * long)
    axes.xaxis.set_major_locator(AutoDateLocator(minticks=2, maxticks=5))  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(DateFormatter("%Y-%m-%d"))  # type: ignore[no-untyped-call]
    axes.tick_params(axis="x", labelrotation=30, labelsize=8)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", color="#eeeeee", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["left", "right", "top"]].set_visible(False)


def support(studio: Studio, asked: Asked) -> Drawn:
    """``figure:support``: acts down, origins across: filled where one certainly says it, open where it may."""
    del asked
    told = told_of(studio.held)[:MOST]
    origins = sorted({origin for one in told for origin in (*origins_of(one, "origins"), *origins_of(one, "against"))})[
        :MOST
    ]
    if not told or not origins:
        raise NotFound("figures.no_support")
    rows = ([one.id, _label(studio, one), *(_mark(one, origin) for origin in origins)] for one in told)
    file, data = studio.file("support", ".svg", ("claim", "act", *origins), rows)
    figure = Figure(figsize=(3.8 + 0.62 * len(origins), 2.2 + 0.32 * len(told)), layout="constrained")
    axes = figure.subplots()
    for y, one in enumerate(told):
        for x, origin in enumerate(origins):
            mark = _mark(one, origin)
            if mark in ("certain", "may"):
                style: Any = "full" if mark == "certain" else "none"
                axes.plot(x, y, "o", markersize=9, color=FOR, fillstyle=style)
            elif mark:
                axes.plot(x, y, "x", markersize=9, color=AGAINST, markeredgewidth=2)
    axes.set_yticks(range(len(told)), [_label(studio, one) for one in told], fontsize=8, parse_math=False)
    axes.set_xticks(range(len(origins)), _accounts(studio, origins), rotation=60, ha="right", fontsize=7,
                    rotation_mode="anchor", linespacing=0.9, parse_math=False)  # fmt: skip
    axes.set(xlim=(-0.5, len(origins) - 0.5), ylim=(len(told) - 0.5, -0.5))
    axes.grid(color="#dddddd", linewidth=0.5)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
    _save(figure, file)
    facts = {"acts": len(told), "origins": len(origins), "alone": sum(one.row["high"] <= 1 for one in told)}
    picture = Picture(file, studio.say("support_alt", **facts), studio.say("support"), data,
                      simulated=simulated(studio.held, _sources(studio.held, told)))  # fmt: skip
    return picture, _behind(studio.held)


def _save(figure: Figure, file: Path) -> None:
    with rc_context(pictures.STEADY):
        figure.savefig(file, dpi=150, metadata={"Date": None})


def _sources(held: Holdings, told: Iterable[Said]) -> set[str]:
    return {
        str(held.accounts[account]["source"]) for one in told for account in one.accounts if account in held.accounts
    }


def _behind(held: Holdings) -> tuple[str, ...]:
    return (held.support.id,) if held.support else ()


def _day(day: date) -> float:
    return float(date2num(day))  # type: ignore[no-untyped-call]


def _label(studio: Studio, one: Said) -> str:
    """An act with its place and days, in the language of the report; what is invented is marked."""
    acts = typology(studio.held.rules.get("acts"))
    act = acts[one.row["act"]].label(studio.lang) if one.row["act"] in acts else one.row["act"]
    days = day_words(one.row["date_from"], one.row["date_to"], studio.lang, one.row["date"] or "")
    mark = SIMULATED if invented(studio.held, one) else ""
    place = named(studio.held, one.row["place"] or "", studio.lang)
    return ("، " if studio.lang == "ar" else ", ").join(filter(None, (act, place, days, mark)))


def origins_of(one: Said, name: str) -> tuple[str, ...]:
    """The accounts that stand for or against what a claim says: ``origins``, ``certain`` or ``against``."""
    found: tuple[str, ...] = getattr(one.parts["what"], name) if "what" in one.parts else ()
    return found


def _mark(one: Said, origin: str) -> str:
    if origin in origins_of(one, "against"):
        return "against"
    return "certain" if origin in origins_of(one, "certain") else "may" if origin in origins_of(one, "origins") else ""


def _accounts(studio: Studio, ids: Sequence[str]) -> list[str]:
    """Who tells each account, with its title where one source has several."""
    told = [studio.held.accounts.get(one, {}) for one in ids]
    names = [
        source_name(studio.held, str(one.get("source", id_)), studio.lang) for one, id_ in zip(told, ids, strict=True)
    ]
    full = [f"{name}: {one['title']}" if names.count(name) > 1 and one.get("title") else name
            for name, one in zip(names, told, strict=True)]  # fmt: skip
    return [fill(one, WRAPPED) for one in full]
