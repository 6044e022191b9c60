"""Figures: what a draft shows, drawn from the tables of findings, each with words for it and its data beside it.

The table ``FIGURES`` holds them all: to add one is a function of the studio and of what was asked.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from tawthiq.coordinates import degrees
from tawthiq.errors import BadInput, NotFound, TawthiqError
from tawthiq.messages import say
from tawthiq.nouns import Mark
from tawthiq.pictures import AGAINST, FOR, LEFT_TO_RIGHT, SUM
from tawthiq.plates import Ring, area, density_figure, pair_figure, scene_figure
from tawthiq.rasters import patterns
from tawthiq.rasters.ground import Picture as Raster
from tawthiq.report.asking import Asked, Circle, number
from tawthiq.report.drawn.charts import intervals, origins_of, overlap, support, timeline
from tawthiq.report.drawn.studio import Drawn, Studio, simulated
from tawthiq.report.edition import Picture, beside, plain
from tawthiq.report.sentences.circles import within
from tawthiq.report.sentences.counts import STATES
from tawthiq.report.sentences.writing import told_of
from tawthiq.report.shape import Holdings, Scene


def draw(studio: Studio, written: str) -> Drawn:
    """The picture that ``figure:NAME …`` asks for, and the ids behind it. Raises BadInput, NotFound."""
    asked = asked_of(written, studio.held, studio.lang)
    return FIGURES[asked.what](studio, asked)


def asked_of(written: str, held: Holdings, lang: str) -> Asked:
    """What a reference to a figure asks. Raises BadInput for a figure that there is not."""
    name, _, rest = written.removeprefix("figure:").strip().partition(" ")
    if name not in FIGURES:
        raise BadInput("figures.unknown", value=written, known=", ".join(FIGURES))
    return Asked(written, "figure", name, "", rest.strip(), held, lang)


def unfit(written: str, held: Holdings, lang: str) -> TawthiqError | None:
    """Why a figure cannot be drawn, as far as that is known without drawing it."""
    try:
        asked = asked_of(written, held, lang)
        if asked.what in ("scene", "density", "pair"):
            _scene(asked)
            within(asked)
    except TawthiqError as error:
        return error
    missing = {
        "overlap": held.toll is None or not held.toll.overlaps,
        "intervals": held.toll is None or all(one.point is None for one in held.toll.methods),
        "timeline": not any(one.row["date_from"] and one.row["date_to"] for one in told_of(held)),
        "pair": asked.what == "pair" and _scene(asked).change is None,
        "support": not any(origins_of(one, "origins") for one in told_of(held)),
    }
    return NotFound("figures.missing", value=asked.what) if missing.get(asked.what) else None


def scene(studio: Studio, asked: Asked) -> Drawn:
    """``figure:scene of ITEM``, or ``within PLACE``: the image with its marks, scale, north and caption."""
    one, circle = _scene(asked), within(asked)
    name = f"scene-{one.item.id}" + (f"-{circle[0]:.4f}-{circle[1]:.4f}" if circle else "")
    rows = (
        [m.id, m.fields["lat"], m.fields["lon"], m.fields["diameter_m"], m.fields["score"], m.verdict]
        for m in one.marks
    )
    file, data = studio.file(name, ".png", ("mark", "lat", "lon", "diameter_m", "score", "verdict"), rows)
    with studio.opened(one.item, one.told) as seen:
        shown = area(seen, circle[1], circle[0], circle[2]) if circle else area(seen)
        caption = _caption(studio, one, seen, circle)
        scene_figure(seen, one.marks, file, caption="", shown=shown)
    alt = studio.say("scene_alt", count=len(one.shown), name=one.item.name, date=_day(studio, one.told))
    return Picture(file, alt, caption, data, simulated=simulated(studio.held, [one.item.source])), (one.finding.id,)


def pair(studio: Studio, asked: Asked) -> Drawn:
    """``figure:pair of ITEM``: the earlier image and this one, each mark ringed in both by whether it is new."""
    one = _scene(asked)
    if one.change is None:
        raise NotFound("references.not_compared", id=one.item.id)
    change = one.change
    rows = ([m.id, m.fields["lat"], m.fields["lon"], m.fields["diameter_m"], one.state(m) or "drawn", m.verdict]
            for m in one.marks)  # fmt: skip
    head = ("mark", "lat", "lon", "diameter_m", "state", "verdict")
    file, data = studio.file(f"pair-{one.item.id}", ".png", head, rows)
    rings = [_ringed(studio, one, m) for m in one.shown if m.fields["lon"] is not None]
    days = _day(studio, change.told), _day(studio, one.told)
    with (
        studio.opened(one.item, one.told) as late,
        studio.opened(change.before, change.told, work=late.work) as early,
    ):
        counts = {name: _in(one, state) for name, state in STATES.items()}
        caption = studio.say("pair", **counts, where=_where(studio, late, None), bands=_bands(studio, early, late),
                             before=days[0], after=days[1], owners=_owners(studio, change.told, one.told))  # fmt: skip
        titles = (
            studio.say("earlier", date=LEFT_TO_RIGHT + plain(days[0])),
            studio.say("later", date=LEFT_TO_RIGHT + plain(days[1])),
        )
        pair_figure(early, late, rings, file, titles=titles)
    alt = studio.say("pair_alt", before=change.before.name, after=one.item.name, **counts)
    sources = [one.item.source, change.before.source]
    picture = Picture(file, alt, caption, data, simulated=simulated(studio.held, sources))
    return picture, (change.finding.id, one.finding.id)


def density(studio: Studio, asked: Asked) -> Drawn:
    """``figure:density of ITEM``: marks that nobody rejected per square kilometre of ground that could be assessed."""
    one = _scene(asked)
    kept = [mark for mark in one.shown if mark.fields["lon"] is not None]
    if not kept:
        raise NotFound("references.no_marks", value=one.item.id, known="—")
    with studio.opened(one.item, one.told) as seen:
        x, y = seen.squares([mark.fields["lon"] for mark in kept], [mark.fields["lat"] for mark in kept])
        cells = studio.ground(one).to_numpy().astype(float)
        found = patterns.density(x * seen.step, y * seen.step, np.ones(len(kept)), cells)
        caption = studio.say("density", caption=_caption(studio, one, seen, None))
    rows = ([n, *row.tolist()] for n, row in enumerate(np.round(found.per_km2, 3)))
    head = ("row", *(f"cell {n}" for n in range(found.per_km2.shape[1])))
    file, data = studio.file(f"density-{one.item.id}", ".png", head, rows)
    density_figure(found, file, caption="", unit=say("imagery.density_unit", studio.lang))
    alt = studio.say("density_alt", count=len(kept), most=number(float(np.nanmax(found.per_km2))), name=one.item.name)
    return Picture(file, alt, caption, data, simulated=simulated(studio.held, [one.item.source])), (one.finding.id,)


FIGURES: Mapping[str, Callable[[Studio, Asked], Drawn]] = {
    "overlap": overlap,
    "intervals": intervals,
    "timeline": timeline,
    "support": support,
    "scene": scene,
    "pair": pair,
    "density": density,
}
"""Every figure that a draft can show, by its name."""


def _scene(asked: Asked) -> Scene:
    of = asked.rest.removeprefix("of ").split(" ")[0] if asked.rest.startswith("of ") else ""
    found = [one for one in asked.held.scenes if not of or one.item.id.startswith(of) or one.item.name == of]
    if not found:
        known = ", ".join(one.item.id for one in asked.held.scenes)
        raise NotFound("references.no_marks", value=of or "—", known=known or "—")
    return found[0]


RINGS: Mapping[str, tuple[str, str, str]] = {
    "new": (AGAINST, "-", "ring_new"),
    "already there": (FOR, "--", "ring_already"),
    "not assessable": (SUM, ":", "ring_unclear"),
    "": ("#cc79a7", "-.", "ring_drawn"),
}
"""Colour, line and words of a ring, by the state of its mark; one that a person drew has none."""


def _ringed(studio: Studio, one: Scene, mark: Mark) -> Ring:
    colour, line, words = RINGS[one.state(mark)]
    return Ring(mark, colour, line, studio.say(words))


def _in(one: Scene, state: str) -> int:
    return sum(one.state(mark) == state for mark in one.shown)


def _day(studio: Studio, told: Mapping[str, Any]) -> str:
    return beside(told["date"], studio.lang) if told.get("date") else say("imagery.undated", studio.lang)


def _owners(studio: Studio, *told: Mapping[str, Any]) -> str:
    return "; ".join(dict.fromkeys(str(one.get("owner") or say("imagery.unowned", studio.lang)) for one in told))


def _bands(studio: Studio, *seen: Raster) -> str:
    return "; ".join(dict.fromkeys(beside(", ".join(one.bands), studio.lang) for one in seen))


def _caption(studio: Studio, one: Scene, seen: Raster, circle: Circle | None) -> str:
    """What; where, in degrees, minutes and seconds; bands; date; whose, in the form that investigators use."""
    return studio.say(
        "caption", count=len(one.shown), accepted=sum(mark.verdict == "accept" for mark in one.marks),
        where=_where(studio, seen, circle), bands=_bands(studio, seen), date=_day(studio, one.told),
        owner=_owners(studio, one.told),
    )  # fmt: skip


def _where(studio: Studio, seen: Raster, circle: Circle | None) -> str:
    if circle:
        return say(
            "imagery.around",
            studio.lang,
            metres=f"{circle[2]:g}",
            place=beside(degrees(circle[0], circle[1]), studio.lang),
        )
    box = seen.box
    lons, lats = seen.lonlat([(box.x0 + box.x1) / 2], [(box.y0 + box.y1) / 2])
    known = np.isfinite(lons[0])
    return studio.say("middle", place=beside(degrees(float(lats[0]), float(lons[0])), studio.lang) if known else "—")
