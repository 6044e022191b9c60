"""Plates: a scene with its marks and its caption, a sheet of chips, a map of density; as investigators print them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle
from numpy.typing import NDArray

from tawthiq.errors import BadInput
from tawthiq.nouns import Mark
from tawthiq.pictures import AGAINST, ENDINGS, FOR, STEADY
from tawthiq.rasters.ground import Box, Picture
from tawthiq.rasters.patterns import CELL_M, Density

ALIGN, TILE = 32, 1024
MOST = 1400
CHIP_M = 24.0
SHEET = 60
LENGTHS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)

Shown = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Area:
    """Part of a scene as it is shown: ``pixels`` (H, W, 3) from 0 to 1, ``box`` on the grid, each ``every``-th."""

    pixels: Shown
    box: Box
    every: int


def area(picture: Picture, lon: float | None = None, lat: float | None = None, within_m: float | None = None) -> Area:
    """All of a scene, or a square of it around a place, stretched from the 2nd to the 98th percentile of each band.

    The first three bands are red, green and blue of the figure, in the order of a false-colour picture; one is grey.
    Raises BadInput where the scene does not show the place.
    """
    box = picture.box
    if lon is not None and lat is not None and within_m is not None:
        x, y = (float(one[0]) for one in picture.squares([lon], [lat]))
        half = math.ceil(within_m / picture.step)
        box = _common(box, Box(*(math.floor(one) + by for by in (-half, half) for one in (x, y))))
    return _area(picture, box)


def _common(one: Box, other: Box) -> Box:
    """The ground that two boxes share; none where the last square is not after the first."""
    return Box(max(one.x0, other.x0), max(one.y0, other.y0), min(one.x1, other.x1), min(one.y1, other.y1))


def _area(picture: Picture, box: Box) -> Area:
    if box.x1 <= box.x0 or box.y1 <= box.y0:
        raise BadInput("imagery.elsewhere", file=picture.name)
    every = max(1, math.ceil(max(box.x1 - box.x0, box.y1 - box.y0) / MOST))
    return Area(_stretched(*_thinned(picture, box, every)), box, every)


def _thinned(picture: Picture, box: Box, every: int) -> tuple[Shown, NDArray[np.bool_]]:
    """Every so many squares of a box, read tile by tile."""
    high, wide = -(-(box.y1 - box.y0) // every), -(-(box.x1 - box.x0) // every)
    pixels, valid = np.zeros((len(picture.bands), high, wide), np.float32), np.zeros((high, wide), np.bool_)
    size = max(1, TILE // every)
    for row in range(0, high, size):
        for col in range(0, wide, size):
            x, y = box.x0 + col * every, box.y0 + row * every
            start = Box(x // ALIGN * ALIGN, y // ALIGN * ALIGN, x + size * every, y + size * every)
            layer = picture.read(start)
            part = (slice(y - start.y0, None, every), slice(x - start.x0, None, every))
            rows, cols = slice(row, min(row + size, high)), slice(col, min(col + size, wide))
            fit = (slice(0, rows.stop - row), slice(0, cols.stop - col))
            pixels[:, rows, cols] = layer.pixels[:, *part][:, *fit]
            valid[rows, cols] = layer.valid[part][fit]
    return pixels, valid


def _stretched(pixels: Shown, valid: NDArray[np.bool_]) -> Shown:
    bands = pixels[:3] if len(pixels) >= 3 else pixels[:1].repeat(3, axis=0)
    out = np.ones((*valid.shape, 3), np.float32)
    for n, band in enumerate(bands):
        low, high = np.percentile(band[valid], (2, 98)) if valid.any() else (0, 1)
        out[..., n] = np.where(valid, np.clip((band - low) / max(high - low, 1e-6), 0, 1), 1)
    return out


def scene_figure(
    picture: Picture, marks: Sequence[Mark], file: Path, *, caption: str, shown: Area | None = None, title: str = ""
) -> Path:
    """A scene with a ring around each mark, a scale, north and its caption, as SVG or PNG.

    Accepted marks are vermilion, others blue, rejected ones are not drawn. Raises BadInput for another ending.
    """
    view = shown or area(picture)
    with rc_context(STEADY):
        figure, axes = _sheet(file, view.pixels.shape[1] / view.pixels.shape[0])
        axes.imshow(view.pixels, interpolation="nearest")
        for one in marks:
            if one.verdict != "reject" and one.fields["lon"] is not None:
                _ring(axes, picture, view, Ring(one, AGAINST if one.verdict == "accept" else FOR, "-", ""))
        _scale(axes, view, picture.step)
        _north(axes, picture, view)
        return _saved(figure, axes, file, caption, title)


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring around a mark: its colour, its line as matplotlib calls it, and what the legend says of it."""

    mark: Mark
    colour: str
    line: str
    label: str


def pair_figure(before: Picture, after: Picture, rings: Sequence[Ring], file: Path, *, titles: tuple[str, str]) -> Path:
    """Two scenes on one grid (``work``) side by side, the ground that both show, the same rings on both.

    Raises BadInput where they show no common ground.
    """
    box = _common(before.box, after.box)
    with rc_context(STEADY):
        _check(file)
        ratio = (box.y1 - box.y0) / max(box.x1 - box.x0, 1)
        figure = Figure(figsize=(12, min(12.0, max(3.0, 6 * ratio + 0.3))), layout="constrained")
        for axes, picture, title in zip(figure.subplots(1, 2), (before, after), titles, strict=True):
            view = _area(picture, box)
            axes.imshow(view.pixels, interpolation="nearest")
            for one in rings:
                _ring(axes, picture, view, one)
            _scale(axes, view, picture.step)
            _north(axes, picture, view)
            axes.set_axis_off()
            axes.set_title(title, fontsize=11, loc="left")
        told = {one.label: one for one in rings}.values()
        keys = [Line2D([], [], marker="o", fillstyle="none", linestyle="none", color=one.colour, label=one.label)
                for one in told]  # fmt: skip
        if keys:
            figure.legend(handles=keys, loc="outside lower center", ncols=len(keys), frameon=False, fontsize=10)
        figure.savefig(file, dpi=130, bbox_inches="tight", pad_inches=0.05, metadata=_told(file, ""))
    return file


def _ring(axes: Axes, picture: Picture, view: Area, ring: Ring) -> None:
    mark = ring.mark
    x, y = (float(one[0]) for one in picture.squares([mark.fields["lon"]], [mark.fields["lat"]]))
    at = (x - view.box.x0) / view.every - 0.5, (y - view.box.y0) / view.every - 0.5
    if 0 <= at[0] < view.pixels.shape[1] and 0 <= at[1] < view.pixels.shape[0]:
        radius = max(mark.fields["diameter_m"] / picture.step / view.every, 4.0)
        look: Any = {"edgecolor": ring.colour, "linestyle": ring.line, "linewidth": 1.1}
        axes.add_patch(Circle(at, radius, fill=False, **look))


def _scale(axes: Axes, view: Area, step: float) -> None:
    metre = 1 / (step * view.every)
    high, wide = view.pixels.shape[:2]
    length = max(one for one in LENGTHS if one * metre < wide / 3 or one == LENGTHS[0])
    left, low = 0.04 * wide, 0.95 * high
    axes.plot([left, left + length * metre], [low, low], color="white", linewidth=5, solid_capstyle="butt")
    axes.plot([left, left + length * metre], [low, low], color="black", linewidth=2.5, solid_capstyle="butt")
    words = f"{length // 1000} km" if length >= 1000 else f"{length} m"
    axes.annotate(words, (left, low - 0.012 * high), color="black", fontsize=9, va="bottom", bbox=PAPER)


def _north(axes: Axes, picture: Picture, view: Area) -> None:
    """True north at the middle, which the grid's north is a little off."""
    high, wide = view.pixels.shape[:2]
    x, y = (view.box.x0 + view.box.x1) / 2, (view.box.y0 + view.box.y1) / 2
    lon, lat = picture.lonlat([x], [y])
    if not np.isfinite(lon).all():
        return
    to = picture.squares(lon, lat + 1e-4)
    turn = math.atan2(float(to[0][0]) - x, -(float(to[1][0]) - y))
    tip, reach = (0.94 * wide, 0.06 * high), 0.09 * high
    tail = tip[0] - math.sin(turn) * reach, tip[1] + math.cos(turn) * reach
    axes.annotate(
        "", tip, tail, arrowprops={"arrowstyle": "-|>", "color": "black", "linewidth": 1.6, "mutation_scale": 16}
    )
    axes.annotate("N", tail, color="black", fontsize=10, ha="center", va="top", bbox=PAPER)


PAPER = {"boxstyle": "square,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.8}


def contact_sheet(picture: Picture, marks: Sequence[Mark], file: Path, *, caption: str) -> Path:
    """Chips of 24 m around the first sixty marks in the order given, each with its id, for a person to judge."""
    chosen = [one for one in marks if one.fields["lon"] is not None or not picture.work][:SHEET]
    if not chosen:
        raise BadInput("imagery.no_chips", file=str(file))
    across = min(10, len(chosen))
    down = -(-len(chosen) // across)
    with rc_context(STEADY):
        _check(file)
        figure = Figure(figsize=(1.3 * across, 1.55 * down + 0.5), layout="constrained")
        for n, (one, at) in enumerate(zip(chosen, _places(picture, chosen), strict=True)):
            axes = figure.add_subplot(down, across, n + 1)
            axes.imshow(chip(picture, *at), interpolation="nearest")
            axes.set_title(f"{one.id[:10]}\n{_sure(one)} {one.fields['diameter_m']:.1f} m", fontsize=5.5)
            axes.set_axis_off()
        figure.supxlabel(caption, fontsize=7)
        figure.savefig(file, dpi=200, metadata=_told(file, caption))
    return file


def chip(picture: Picture, x: float, y: float, metres: float = CHIP_M) -> Shown:
    """The pixels around a place on the grid, (H, W, 3), stretched by their own contrast."""
    half = round(metres / picture.step / 2)
    left, top = math.floor(x) - half, math.floor(y) - half
    start = Box(left // ALIGN * ALIGN, top // ALIGN * ALIGN, left + 2 * half, top + 2 * half)
    layer = picture.read(start)
    part = (slice(top - start.y0, None), slice(left - start.x0, None))
    return _stretched(layer.pixels[:, *part], layer.valid[part])


def _places(picture: Picture, marks: Sequence[Mark]) -> list[tuple[float, float]]:
    if picture.work:
        x, y = picture.squares([one.fields["lon"] for one in marks], [one.fields["lat"] for one in marks])
        return list(zip(x.tolist(), y.tolist(), strict=True))
    every = picture.metres[0] / picture.step
    return [(one.fields["x_px"] * every, one.fields["y_px"] * every) for one in marks]


def _sure(mark: Mark) -> str:
    told = mark.fields["probability"]
    return mark.verdict or (f"p {told:.2f}" if told is not None else f"score {mark.fields['score']:.1f}")


def density_figure(found: Density, file: Path, *, caption: str, unit: str) -> Path:
    """A map of density; what could not be assessed is hatched, never empty."""
    with rc_context(STEADY):
        figure, axes = _sheet(file, max(found.per_km2.shape[1], 1) / max(found.per_km2.shape[0], 1))
        high, wide = found.per_km2.shape
        ground: Any = {"facecolor": "#dddddd", "edgecolor": "#888888", "hatch": "////", "zorder": 0}
        axes.add_patch(Rectangle((-0.5, -0.5), wide, high, **ground))
        drawn = axes.imshow(found.per_km2, cmap="viridis", interpolation="nearest", zorder=1)
        figure.colorbar(drawn, ax=axes, label=unit, shrink=0.7)
        _scale(axes, Area(np.zeros((high, wide, 3), np.float32), Box(0, 0, wide, high), 1), CELL_M)
        return _saved(figure, axes, file, caption, "")


def _sheet(file: Path, ratio: float) -> tuple[Figure, Axes]:
    _check(file)
    figure = Figure(figsize=(8, min(12.0, max(3.0, 8 / ratio + 1.0))), layout="constrained")
    return figure, figure.add_subplot()


def _check(file: Path) -> None:
    if file.suffix.lower() not in ENDINGS:
        raise BadInput("pictures.ending", file=str(file), known=", ".join(ENDINGS))


def _saved(figure: Figure, axes: Axes, file: Path, caption: str, title: str) -> Path:
    axes.set_axis_off()
    axes.set_title(title, fontsize=11, loc="left")
    figure.supxlabel(caption, fontsize=8.5, ha="left", x=0.02, wrap=True)
    trimmed: Any = {} if caption else {"bbox_inches": "tight", "pad_inches": 0.05}
    figure.savefig(file, dpi=150, metadata=_told(file, caption), **trimmed)
    return file


def _told(file: Path, caption: str) -> dict[str, Any]:
    return {"Title": caption, **({"Date": None} if file.suffix.lower() == ".svg" else {})}
