"""What leaves by the command `marks`: chosen marks as files for a GIS and as figures, stamped and noted."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tawthiq.cli.call import Call
from tawthiq.cli.leaving import noted, stamped
from tawthiq.errors import BadInput

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tawthiq.case import Case
    from tawthiq.imagery.scenes import Said
    from tawthiq.nouns import Item, Mark
    from tawthiq.rasters.ground import Picture


@dataclass(frozen=True, slots=True)
class Chosen:
    """Marks of one scene that were asked for, and around which place (longitude, latitude, metres)."""

    item: "Item"
    said: "Said"
    marks: tuple["Mark", ...]
    around: tuple[float, float, float] | None
    states: "Mapping[str, str]"


def chosen(case: "Case", scene: str | None, near: str, within: str, least: float) -> list[Chosen]:
    """The marks as they stand, scene by scene: of one scene, around a place, from a score on."""
    from tawthiq.imagery.detect import marks

    around = _around(near, within) if near else None
    found = []
    for item, said, held in marks(case, scene):
        kept = tuple(one for one in held if _sure(one) >= least and _inside(one, around))
        found.append(Chosen(item, said, kept, around, _states(case, item)))
    return found


def _states(case: "Case", item: "Item") -> "Mapping[str, str]":
    """Which marks of a scene are new beside an earlier one, as it was told last; nothing where it was not compared."""
    import pyarrow.parquet as pq

    told = case.current(f"change/{item.id}")
    if told is None or "changes" not in told.tables:
        return {}
    with case.open_table(told, "changes") as path:
        return {row["mark"]: row["state"] for row in pq.read_table(path).to_pylist()}


def _sure(one: "Mark") -> float:
    """The score; what a person drew is surer than any."""
    return float("inf") if one.fields["score"] is None else float(one.fields["score"])


def _around(near: str, within: str) -> tuple[float, float, float]:
    from tawthiq.coordinates import coordinates

    place = coordinates(near)
    told = re.fullmatch(r"\s*([\d.]+)\s*(m|km)\s*", within)
    if not told:
        raise BadInput("imagery.distance_how", value=within)
    return float(place.lon or 0), float(place.lat or 0), float(told[1]) * (1000 if told[2] == "km" else 1)


def _inside(one: "Mark", around: tuple[float, float, float] | None) -> bool:
    from tawthiq.rasters import metres

    if around is None:
        return True
    lon, lat = one.fields["lon"], one.fields["lat"]
    return lon is not None and metres((around[0], around[1]), (lon, lat)) <= around[2]


def export(call: Call, case: "Case", found: list[Chosen], path: Path) -> list[Path]:
    """Write them all as one file, and a style beside it."""
    from tawthiq.case.exporting import STAMP
    from tawthiq.imagery import exporting

    rows = []
    for one in found:
        finding = case.finding(one.marks[0].finding) if one.marks else None
        made = exporting.rows_of(one.marks, one.said, item=one.item, finding=finding)
        rows += [{**row, "change": one.states.get(row["id"], "")} for row in made]
    return noted(call, case, exporting.write(rows, stamped(path), STAMP), "marks")


def figure(call: Call, case: "Case", found: list[Chosen], path: Path) -> list[Path]:
    """Draw the scene with its marks."""
    from tawthiq.plates import area, scene_figure

    one = _one(found)
    with picture_of(case, one) as seen:
        view = area(seen, *one.around) if one.around else area(seen)
        made = scene_figure(seen, one.marks, stamped(path), caption=_caption(call, case, one, seen), shown=view)
    return noted(call, case, [made], "figure of marks")


def chips(call: Call, case: "Case", found: list[Chosen], path: Path) -> list[Path]:
    """Draw chips: those that nobody judged, the most doubtful first."""
    from tawthiq.plates import contact_sheet

    one = _one(found)
    doubt = sorted(
        (mark for mark in one.marks if not mark.verdict),
        key=lambda mark: (abs((mark.fields["probability"] or 0.5) - 0.5), mark.fields["score"], mark.id),
    )
    with picture_of(case, one) as seen:
        made = contact_sheet(seen, doubt, stamped(path), caption=_caption(call, case, one, seen))
    return noted(call, case, [made], "chips of marks")


def _placed(one: Chosen, seen: "Picture") -> "tuple[list[Mark], NDArray[np.float64], NDArray[np.float64]]":
    """The marks that were not rejected, with metres right and down in the picture."""
    kept = [mark for mark in one.marks if mark.verdict != "reject" and mark.fields["lon"] is not None]
    x, y = seen.squares([mark.fields["lon"] for mark in kept], [mark.fields["lat"] for mark in kept])
    return kept, x * seen.step, y * seen.step


def density(call: Call, case: "Case", found: list[Chosen], path: Path) -> list[Path]:
    """Draw the density of the marks that were not rejected, inside what could be assessed."""
    from tawthiq.plates import density_figure
    from tawthiq.rasters import patterns

    one = _one(found)
    with picture_of(case, one) as seen:
        kept, x, y = _placed(one, seen)
        told = patterns.density(x, y, np.ones(len(kept)), _ground(case, one))
        caption = _caption(call, case, replace(one, marks=tuple(kept)), seen)
        made = density_figure(told, stamped(path), caption=caption, unit=call.say("imagery.density_unit"))
    return noted(call, case, [made], "density of marks")


def hexagons(call: Call, case: "Case", found: list[Chosen], path: Path) -> list[Path]:
    """Write hexagons of 100 m a side with what they hold: marks that were not rejected, the ground assessed, both."""
    from tawthiq.case.exporting import STAMP
    from tawthiq.imagery import exporting
    from tawthiq.rasters import patterns

    one = _one(found)
    with picture_of(case, one) as seen:
        kept, x, y = _placed(one, seen)
        told = patterns.hexagons(x, y, np.ones(len(kept)), _ground(case, one))
        corners = told.outlines() / seen.step
        lon, lat = seen.lonlat(corners[..., 0].ravel(), corners[..., 1].ravel())
    rings = np.column_stack([lon, lat]).reshape(corners.shape)
    return noted(call, case, exporting.write_cells(told, rings, stamped(path), STAMP), "hexagons of marks")


def _ground(case: "Case", one: Chosen) -> "NDArray[np.float64]":
    """Columns, rows and shares of the cells of a scene that could be assessed."""
    import pyarrow.parquet as pq

    standing = case.current(f"marks/{one.item.id}")
    assert standing is not None
    with case.open_table(standing, "ground") as ground:
        return np.column_stack([column.to_numpy() for column in pq.read_table(ground).columns])


def _one(found: list[Chosen]) -> Chosen:
    """The scene to draw: the only one that has marks there."""
    held = [one for one in found if one.marks] or found
    if len(held) > 1:
        raise BadInput("imagery.one_scene", known=", ".join(one.item.name for one in held))
    return held[0]


@contextmanager
def picture_of(case: "Case", one: Chosen) -> "Iterator[Picture]":
    """The picture of chosen marks, open for reading."""
    from tawthiq.rasters.ground import picture

    with case.bytes(one.item) as file, picture(file, one.item.name, one.said.told) as seen:
        yield seen


def _caption(call: Call, case: "Case", one: Chosen, seen: "Picture") -> str:
    """What, where in degrees, which bands, when, whose, and that it is not for publication."""
    from tawthiq.case.exporting import STAMP
    from tawthiq.coordinates import degrees

    method = case.finding(one.marks[0].finding).recipe.method.partition(".")[2] if one.marks else "—"
    if one.around:
        lon, lat, metres = one.around
        where = call.say("imagery.around", metres=f"{metres:g}", place=degrees(lat, lon))
    else:
        box = seen.box
        lons, lats = seen.lonlat([(box.x0 + box.x1) / 2], [(box.y0 + box.y1) / 2])
        place = degrees(float(lats[0]), float(lons[0])) if np.isfinite(lons[0]) else "—"
        where = call.say("imagery.whole", file=one.item.name, place=place)
    return call.say(
        "imagery.caption", count=sum(mark.verdict != "reject" for mark in one.marks), method=method, where=where,
        accepted=sum(mark.verdict == "accept" for mark in one.marks), bands=", ".join(seen.bands), handling=STAMP,
        date=one.said.date or call.say("imagery.undated"), owner=one.said.owner or call.say("imagery.unowned"),
    )  # fmt: skip
