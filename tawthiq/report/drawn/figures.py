"""Figures: what a draft shows, drawn from the tables of findings, each with words for it and its data beside it.

The table ``FIGURES`` holds them all: to add one is a function of the studio and of what was asked.
"""

from collections.abc import Callable, Mapping

import numpy as np

from tawthiq.coordinates import degrees
from tawthiq.errors import BadInput, NotFound, TawthiqError
from tawthiq.messages import say
from tawthiq.plates import area, density_figure, scene_figure
from tawthiq.rasters import patterns
from tawthiq.rasters.ground import Picture as Raster
from tawthiq.report.asking import Asked, Circle, number
from tawthiq.report.drawn.charts import intervals, origins_of, overlap, support, timeline
from tawthiq.report.drawn.studio import Drawn, Studio, simulated
from tawthiq.report.edition import Picture
from tawthiq.report.sentences.circles import within
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
        if asked.what in ("scene", "density"):
            _scene(asked)
            within(asked)
    except TawthiqError as error:
        return error
    missing = {
        "overlap": held.toll is None or not held.toll.overlaps,
        "intervals": held.toll is None or all(one.point is None for one in held.toll.methods),
        "timeline": not any(one.row["date_from"] and one.row["date_to"] for one in told_of(held)),
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
    with studio.opened(one) as seen:
        shown = area(seen, circle[1], circle[0], circle[2]) if circle else area(seen)
        caption = _caption(studio, one, seen, circle)
        scene_figure(seen, one.marks, file, caption="", shown=shown)
    alt = studio.say("scene_alt", count=len(one.shown), name=one.item.name, date=_taken(studio, one))
    return Picture(file, alt, caption, data, simulated=simulated(studio.held, [one.item.source])), (one.finding.id,)


def density(studio: Studio, asked: Asked) -> Drawn:
    """``figure:density of ITEM``: marks that nobody rejected per square kilometre of ground that could be assessed."""
    one = _scene(asked)
    kept = [mark for mark in one.shown if mark.fields["lon"] is not None]
    if not kept:
        raise NotFound("references.no_marks", value=one.item.id, known="—")
    with studio.opened(one) as seen:
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


def _taken(studio: Studio, one: Scene) -> str:
    return one.told.get("date") or say("imagery.undated", studio.lang)


def _caption(studio: Studio, one: Scene, seen: Raster, circle: Circle | None) -> str:
    """What; where, in degrees, minutes and seconds; bands; date; whose, in the form that investigators use."""
    if circle:
        where = say("imagery.around", studio.lang, metres=f"{circle[2]:g}", place=degrees(circle[0], circle[1]))
    else:
        box = seen.box
        lons, lats = seen.lonlat([(box.x0 + box.x1) / 2], [(box.y0 + box.y1) / 2])
        where = studio.say("middle", place=degrees(float(lats[0]), float(lons[0])) if np.isfinite(lons[0]) else "—")
    return studio.say(
        "caption", count=len(one.shown), accepted=sum(mark.verdict == "accept" for mark in one.marks), where=where,
        bands=", ".join(seen.bands), date=_taken(studio, one),
        owner=one.told.get("owner") or say("imagery.unowned", studio.lang),
    )  # fmt: skip
