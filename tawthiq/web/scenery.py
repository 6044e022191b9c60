"""Scenery: what the page of scenes shows of the case: scenes, their marks as GeoJSON, chips, density, the caption."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from matplotlib import colormaps
from numpy.typing import NDArray
from PIL import Image

from tawthiq.case import Case
from tawthiq.case.exporting import STAMP
from tawthiq.coordinates import degrees
from tawthiq.errors import NotFound
from tawthiq.imagery.detect import marks, said_of
from tawthiq.imagery.scenes import Said
from tawthiq.imagery.showing import overviews
from tawthiq.messages import say
from tawthiq.nouns import Item, Mark
from tawthiq.plates import chip
from tawthiq.rasters import patterns
from tawthiq.rasters.ground import Picture, picture
from tawthiq.rasters.patterns import Density
from tawthiq.rasters.tiles import Sheet, tile

Bounds = tuple[float, float, float, float] | None

CHIP_M, CHIP_PX = 24.0, 288


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene of the case: its item, what a person said of it, and its marks (None: nothing looked through it).

    ``doubtful`` are the places of the marks that a method found, the most doubtful first.
    """

    item: Item
    said: Said
    marks: tuple[Mark, ...] | None
    doubtful: tuple[int, ...] = ()

    @property
    def open(self) -> list[Mark]:
        """Marks that nobody judged, the most doubtful first; what a person drew was judged by that."""
        every = self.marks or ()
        return [every[n] for n in self.doubtful if not every[n].verdict]

    @property
    def judged(self) -> list[Mark]:
        """Marks that somebody judged, those that a person drew among them."""
        return [one for one in self.marks or () if one.verdict]

    def count(self, verdict: str) -> int:
        """How many marks have a verdict."""
        return sum(one.verdict == verdict for one in self.marks or ())


def _doubt(mark: Mark) -> float:
    probability = mark.fields["probability"]
    return abs(0.5 - (0.5 if probability is None else float(probability)))


def scenes(case: Case) -> list[Scene]:
    """Every scene of the case, in the order of the day that it was taken."""
    known = {item.id: _scene(case, item, said, held) for item, said, held in _marks(case)}
    found = case.catalogue.findings(slots="scene/*", current=True)
    ids = {one.recipe.inputs[0] for one in found} | known.keys()
    ids |= {one.recipe.inputs[0] for one in case.shelves.current() if one.recipe.method == "readers.scene"}
    made = [known.get(item.id) or Scene(item, said_of(case, item), None) for item in case.items() if item.id in ids]
    return sorted(made, key=lambda one: (one.said.date or "9999", one.item.name))


def scene(case: Case, item: Item) -> Scene:
    """One scene."""
    return next((_scene(case, *one) for one in _marks(case, item.id)), Scene(item, said_of(case, item), None))


def _marks(case: Case, ref: str | None = None) -> list[tuple[Item, Said, list[Mark]]]:
    try:
        return marks(case, ref)
    except NotFound:
        return []


def _scene(case: Case, item: Item, said: Said, held: Sequence[Mark]) -> Scene:
    found = [n for n, one in enumerate(held) if one.fields["score"] is not None]
    key = ("doubtful", held[0].finding if held else "", len(found))

    def ordered() -> tuple[int, ...]:
        return tuple(sorted(found, key=lambda n: (_doubt(held[n]), held[n].fields["score"], held[n].id)))

    return Scene(item, said, tuple(held), case.memory.keep(key, ordered) if case.memory else ordered())


def square(case: Case, one: Scene, shown: Sheet, at: tuple[int, int, int], bands: str) -> bytes:
    """A tile of the scene as WebP."""
    with case.bytes(one.item) as file:
        return tile(shown, file, overviews(case, one.item), at, bands)


def bounds(case: Case, one: Scene) -> Bounds:
    """West, south, east and north of a scene in degrees, from its header alone; nothing where it lies nowhere."""
    with seen(case, one) as found:
        box = found.box
        lon, lat = found.lonlat([box.x0, box.x1, box.x1, box.x0], [box.y0, box.y0, box.y1, box.y1])
    if not np.isfinite(lon).all():
        return None
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())


def meet(one: Bounds, other: Bounds) -> bool:
    """Whether two scenes may show some of the same ground."""
    if one is None or other is None:
        return False
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def columns(some: Sequence[Mark], shown: Sheet) -> dict[str, list[Any]]:
    """Where the map shows marks (longitude, latitude) and how large they are in metres, by their ids."""
    lon, lat = [one.fields["lon"] for one in some], [one.fields["lat"] for one in some]
    if some and None in lon:
        lon, lat = shown.lonlats([one.fields["x_px"] for one in some], [one.fields["y_px"] for one in some])
    size = [round(one.fields["diameter_m"], 2) for one in some]
    return {"id": [one.id for one in some], "lon": lon, "lat": lat, "metres": size}


@contextmanager
def seen(case: Case, one: Scene) -> Iterator[Picture]:
    """The scene on its grid, open for reading."""
    with case.bytes(one.item) as file, picture(file, one.item.name, one.said.told) as found:
        yield found


def chipped(case: Case, one: Scene, mark: Mark) -> bytes:
    """The pixels of 24 m around a mark as PNG, each shown as a square, stretched by their own contrast."""
    with seen(case, one) as found:
        if found.work and mark.fields["lon"] is not None:
            x, y = (float(axis[0]) for axis in found.squares([mark.fields["lon"]], [mark.fields["lat"]]))
        else:
            every = found.metres[0] / found.step
            x, y = mark.fields["x_px"] * every, mark.fields["y_px"] * every
        pixels = chip(found, x, y, CHIP_M)
    shown = Image.fromarray(np.rint(pixels * 255).astype(np.uint8))
    return _png(shown.resize((CHIP_PX, CHIP_PX), Image.Resampling.NEAREST))


def density(case: Case, one: Scene) -> tuple[Density, list[tuple[float, float]]]:
    """The density of the marks that were not rejected, and the corners of its map in degrees, from upper left on."""
    standing = case.current(f"marks/{one.item.id}")
    if standing is None:
        raise NotFound("imagery.no_marks")
    kept = [mark for mark in one.marks or () if mark.verdict != "reject" and mark.fields["lon"] is not None]
    with seen(case, one) as found, case.open_table(standing, "ground") as ground:
        cells = np.column_stack([column.to_numpy() for column in pq.read_table(ground).columns])
        x, y = found.squares([mark.fields["lon"] for mark in kept], [mark.fields["lat"] for mark in kept])
        told = patterns.density(x * found.step, y * found.step, np.ones(len(kept)), cells)
        high, wide = told.per_km2.shape
        cell = patterns.CELL_M / found.step
        across = np.array([0, wide, wide, 0]) + told.x0
        down = np.array([0, 0, high, high]) + told.y0
        lon, lat = found.lonlat(across * cell, down * cell)
    return told, list(zip(lon.tolist(), lat.tolist(), strict=True))


def painted(told: Density) -> bytes:
    """A density as PNG; what could not be assessed is clear."""
    most = float(np.nanmax(told.per_km2)) if np.isfinite(told.per_km2).any() else 1.0
    colours: NDArray[np.float64] = np.asarray(colormaps["viridis"](np.nan_to_num(told.per_km2) / max(most, 1e-9)))
    colours[..., 3] = np.where(np.isnan(told.per_km2), 0, 0.7)
    return _png(Image.fromarray(np.rint(colours * 255).astype(np.uint8)))


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def caption(case: Case, one: Scene, lang: str) -> str:
    """What, where in degrees, which bands, when, whose, and that it is not for publication."""
    with seen(case, one) as found:
        box, bands = found.box, ", ".join(found.bands)
        lon, lat = found.lonlat([(box.x0 + box.x1) / 2], [(box.y0 + box.y1) / 2])
    at = degrees(float(lat[0]), float(lon[0])) if np.isfinite(lon[0]) else "—"
    standing = case.current(f"marks/{one.item.id}")
    shown = [mark for mark in one.marks or () if mark.verdict != "reject"]
    return say(
        "imagery.caption", lang, count=len(shown), accepted=one.count("accept"), bands=bands, handling=STAMP,
        method=standing.recipe.method.partition(".")[2] if standing else "—",
        where=say("imagery.whole", lang, file=one.item.name, place=at),
        date=one.said.date or say("imagery.undated", lang), owner=one.said.owner or say("imagery.unowned", lang),
    )  # fmt: skip


def cautions(told: Mapping[str, Any], lang: str) -> list[str]:
    """What must be told with a count of marks: what it is worth, and what cannot be seen."""
    said = [say(key, lang, **facts) for key, facts in json.loads(told["warnings"])]
    why: Sequence[Any] | None = json.loads(told["uncalibrated"])
    if why:
        said.append(say(why[0], lang, **why[1]))
    else:
        numbers = {"expected": told["expected"], "low": told["expected_low"], "high": told["expected_high"]}
        said.append(say("imagery.expected", lang, count=told["marks"], **numbers))
    return [*said, say("imagery.not_detectable", lang)]
