"""Charts: the overlaps and intervals of the toll, acts over time, and what stands behind each act."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.dates import DateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from tawthiq import pictures
from tawthiq.errors import NotFound
from tawthiq.messages import say
from tawthiq.pictures import AGAINST, FOR, MARK, SUM
from tawthiq.report.asking import Asked, number, source_name
from tawthiq.report.drawn.studio import Drawn, Studio, simulated
from tawthiq.report.edition import Picture
from tawthiq.report.sentences.writing import grade_of, told_of
from tawthiq.report.shape import Holdings, Said
from tawthiq.typology import typology

MOST = 40
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
    figure = Figure(figsize=(8, 1.3 + 0.32 * len(told)), layout="constrained")
    axes = figure.subplots()
    seen: set[str] = set()
    for row, one in enumerate(told):
        grade = grade_of(one)
        words = say(f"why.grade_{grade.replace(' ', '_')}", studio.lang)
        start, end = _day(one.row["date_from"]), _day(one.row["date_to"]) + 1
        axes.barh(row, end - start, left=start, height=0.55, color=GRADES[grade], hatch=HATCHES[grade],
                  edgecolor="white", label=None if grade in seen else words)  # fmt: skip
        seen.add(grade)
    axes.set_yticks(range(len(told)), [_label(studio, one) for one in told], fontsize=8, parse_math=False)
    axes.set_ylim(len(told) - 0.4, -0.6)
    axes.xaxis_date()
    axes.set_xlim(
        _day(min(one.row["date_from"] for one in told)) - 1, _day(max(one.row["date_to"] for one in told)) + 2
    )
    axes.xaxis.set_major_locator(MaxNLocator(8, integer=True))
    axes.xaxis.set_major_formatter(DateFormatter("%Y-%m-%d"))  # type: ignore[no-untyped-call]
    axes.tick_params(axis="x", labelrotation=30, labelsize=8)
    axes.legend(frameon=False, fontsize=8)
    _save(figure, file)
    facts = {"acts": len(told), "first": told[0].row["date_from"], "last": max(one.row["date_to"] for one in told)}
    picture = Picture(file, studio.say("timeline_alt", **facts), studio.say("timeline"), data,
                      simulated=simulated(studio.held, _sources(studio.held, told)))  # fmt: skip
    return picture, _behind(studio.held)


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
    figure = Figure(figsize=(3.5 + 0.6 * len(origins), 2.6 + 0.32 * len(told)), layout="constrained")
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
    names = [_account(studio, one) for one in origins]
    axes.set_xticks(range(len(origins)), names, rotation=60, ha="right", fontsize=7, parse_math=False)
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
    acts = typology(studio.held.rules.get("acts"))
    act = acts[one.row["act"]].label(studio.lang) if one.row["act"] in acts else one.row["act"]
    return ", ".join(filter(None, (act, one.row["place"], str(one.row["date"] or ""))))


def origins_of(one: Said, name: str) -> tuple[str, ...]:
    """The accounts that stand for or against what a claim says: ``origins``, ``certain`` or ``against``."""
    found: tuple[str, ...] = getattr(one.parts["what"], name) if "what" in one.parts else ()
    return found


def _mark(one: Said, origin: str) -> str:
    if origin in origins_of(one, "against"):
        return "against"
    return "certain" if origin in origins_of(one, "certain") else "may" if origin in origins_of(one, "origins") else ""


def _account(studio: Studio, id_: str) -> str:
    told = studio.held.accounts.get(id_, {})
    return source_name(studio.held, str(told.get("source", id_)), studio.lang)
