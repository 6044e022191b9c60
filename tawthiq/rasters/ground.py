"""Ground: a picture laid on a grid that is fixed to the Earth, read window by window, whatever its own pixels are.

The grid counts squares of the working size (0.5 m) from the origin of the UTM zone of the picture's middle (polar
stereographic beyond 84° N and 80° S), x to the east and y to the south; so two cuts of one scene share their squares.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rasterio import CRS
from rasterio._err import CPLE_BaseError
from rasterio.enums import ColorInterp, MaskFlags
from rasterio.errors import RasterioError
from rasterio.io import DatasetReader
from rasterio.warp import transform
from rasterio.windows import Window

from tawthiq.errors import BadInput, Refused
from tawthiq.rasters import files
from tawthiq.rasters.files import WGS84, Point
from tawthiq.rasters.kernels import EVERY, Mask, Numbers, Pixels, Places, blank, resampled
from tawthiq.rasters.placing import Told, placed, zone

STEP = 0.5
FINE = 4_096
"""Positions in the source are rounded to 1/4,096 of its pixel, so that they are sums of whole binary fractions."""

BLANK_M = 8.0
NEAR = 1e-4
PLAIN = (np.uint8, np.uint16)
NO_PIXELS = np.zeros((1, 0, 0), np.uint8), np.zeros((0, 0), np.bool_)


class Box(NamedTuple):
    """A window of the grid in its squares: from (x0, y0) to (x1, y1), the last ones not in it."""

    x0: int
    y0: int
    x1: int
    y1: int

    def grown(self, by: int) -> "Box":
        """The box with a halo of so many squares on each side."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)


NOTHING = Told()


@dataclass(frozen=True, eq=False)
class Layer:
    """The pixels of a window: ``pixels`` (bands, H, W) as the file's numbers, ``valid`` (H, W) where they are known."""

    box: Box
    pixels: Pixels
    valid: Mask


class Picture:
    """A raster on the grid: ``box`` holds all of it, ``metres`` is its ground sample distance (across, down)."""

    def __init__(self, scene: DatasetReader, name: str, told: Told, step: float = STEP, work: str = "") -> None:
        self.scene, self.name, self.told, self.step = scene, name, told, step
        self.width, self.height = scene.width, scene.height
        self.crs, self.affine = placed(scene, name, told)
        self.work = (work or zone(self.degrees(scene.width / 2, scene.height / 2))) if self.crs else ""
        self.metres = self._metres()
        self.sub = max(1, math.ceil(step / max(self.metres) - 0.25))
        self.bands = _roles(scene, told, name)
        self.box = self._box()
        self.colours = _palette(scene)
        self._door = Lock()

    def lonlat(self, x: Sequence[float] | Places, y: Sequence[float] | Places) -> tuple[Places, Places]:
        """Longitude and latitude of places on the grid; nan where the picture lies nowhere on Earth."""
        x, y = np.asarray(x, float) * self.step, np.asarray(y, float) * -self.step
        if not self.work or not len(x):
            return np.full(len(x), np.nan), np.full(len(x), np.nan)
        lon, lat = transform(self.work, WGS84, x, y)[:2]
        return np.asarray(lon), np.asarray(lat)

    def squares(self, lon: Sequence[float] | Places, lat: Sequence[float] | Places) -> tuple[Places, Places]:
        """Places on the grid of longitudes and latitudes. Raises Refused where the picture lies nowhere on Earth."""
        if not self.work:
            raise Refused("rasters.nowhere", file=self.name)
        east, north = transform(WGS84, self.work, list(lon), list(lat))[:2] if len(lon) else ([], [])
        return np.asarray(east, float) / self.step, np.asarray(north, float) / -self.step

    def source(self, x: Sequence[float] | Places, y: Sequence[float] | Places) -> tuple[Places, Places]:
        """Columns and rows of the file (0, 0 is the upper left corner) for places on the grid."""
        x, y = np.asarray(x, float) * self.step, np.asarray(y, float) * -self.step
        if self.crs and self.crs != self.work and len(x):
            x, y = (np.asarray(one) for one in transform(self.work, self.crs, x, y)[:2])
            x = self._unrolled(x)
        back = ~self.affine
        return back.a * x + back.b * y + back.c, back.d * x + back.e * y + back.f

    def _unrolled(self, x: Places) -> Places:
        """Degrees on the picture's own side of the date line."""
        if not CRS.from_string(self.crs).is_geographic:
            return x
        away = x - (self.affine @ (self.width / 2, self.height / 2))[0]
        return np.asarray(x - 360 * (away > 180) + 360 * (away < -180), float)

    def windows(self, size: int) -> list[Box]:
        """Windows of ``size`` squares, whose corners are multiples of it, that hold the picture, row by row."""
        across = range(self.box.x0 // size, -(-self.box.x1 // size))
        down = range(self.box.y0 // size, -(-self.box.y1 // size))
        return [Box(i * size, j * size, (i + 1) * size, (j + 1) * size) for j, i in product(down, across)]

    def read(self, box: Box) -> Layer:
        """The pixels of a window, its corner at multiples of 32; what lies outside is not valid.

        Long runs of nothing but zeros, or of nothing but white, are no ground: fill, or saturated cloud. Raises
        BadInput where the file breaks off.
        """
        height, width = box.y1 - box.y0, box.x1 - box.x0
        cols, rows = self._lattice(box)
        left, top = max(0, int(cols.min()) - 2), max(0, int(rows.min()) - 2)
        right, low = min(self.width, int(cols.max()) + 3), min(self.height, int(rows.max()) + 3)
        out = np.zeros((len(self.bands), height, width), np.float32)
        valid = np.zeros((height, width), np.bool_)
        pixels, good = (
            self._raw(Window(left, top, right - left, low - top)) if right > left and low > top else NO_PIXELS
        )
        if good.any() and (pixels.any() or self.scene.nodata is not None):
            resampled(pixels, good, cols - left, rows - top, self.sub, out, valid)
            if self.scene.nodata is None:
                valid &= ~_blank(out, valid, self._white(), math.ceil(BLANK_M / self.step) | 1)
        return Layer(box, out, valid)

    def _lattice(self, box: Box) -> tuple[Places, Places]:
        xs = np.arange(float(box.x0), box.x1 + EVERY, EVERY)[: -(-(box.x1 - box.x0) // EVERY) + 1]
        ys = np.arange(float(box.y0), box.y1 + EVERY, EVERY)[: -(-(box.y1 - box.y0) // EVERY) + 1]
        x, y = np.meshgrid(xs, ys)
        cols, rows = self.source(x.ravel(), y.ravel())
        return tuple(np.nan_to_num(np.round(one * FINE) / FINE, posinf=-9e9).reshape(x.shape) for one in (cols, rows))  # type: ignore[return-value]

    def _raw(self, window: Window) -> tuple[Numbers, Mask]:
        shown = [band for band, colour in zip(self.scene.indexes, self.scene.colorinterp, strict=True)
                 if colour is not ColorInterp.alpha]  # fmt: skip
        try:
            with self._door:
                pixels = self.scene.read(shown, window=window)
                whole = all(MaskFlags.all_valid in one for one in self.scene.mask_flag_enums)
                good = None if whole else self.scene.dataset_mask(window=window) > 0
        except (RasterioError, CPLE_BaseError) as error:
            raise BadInput("rasters.unreadable", file=self.name, detail=str(error)) from error
        if self.colours is not None:
            pixels = self.colours[:, pixels[0]]
        if pixels.dtype in PLAIN:
            return np.ascontiguousarray(pixels), np.ones(pixels.shape[1:], np.bool_) if good is None else good
        pixels = np.ascontiguousarray(pixels, np.float32)
        finite = np.isfinite(pixels).all(0)
        return np.nan_to_num(pixels, copy=False), finite if good is None else good & finite

    def _white(self) -> float:
        kind = np.dtype(self.scene.dtypes[0])
        return 255.0 if self.colours is not None else float(np.iinfo(kind).max) if kind.kind == "u" else math.inf

    def degrees(self, col: float, row: float) -> Point:
        """Longitude and latitude of a place in the file (0, 0 is the upper left corner). Raises Refused for none."""
        x, y = self.affine @ (col, row)
        try:
            (lon,), (lat,) = transform(self.crs, WGS84, [x], [y])[:2]
        except CPLE_BaseError as error:
            raise Refused("rasters.nowhere", file=self.name) from error
        if not (abs(lat) <= 90 and math.isfinite(lon)):
            raise Refused("rasters.nowhere", file=self.name)
        return float(lon), float(lat)

    def _metres(self) -> tuple[float, float]:
        if not self.crs:
            return math.hypot(self.affine.a, self.affine.d), math.hypot(self.affine.b, self.affine.e)
        x, y = self.width / 2, self.height / 2
        steps = ((x - 0.5, y), (x + 0.5, y), (x, y - 0.5), (x, y + 0.5))
        left, right, up, down = (self.degrees(*one) for one in steps)
        return files.metres(left, right), files.metres(up, down)

    def _box(self) -> Box:
        ends = np.linspace(0, 1, files.EDGE + 1)
        sides = [(a, b) for a in ends for b in (0, 1)] + [(a, b) for a in (0, 1) for b in ends]
        at = [self.affine @ (a * self.width, b * self.height) for a, b in sides]
        x, y = (np.array(one) for one in zip(*at, strict=True))
        if self.crs and self.crs != self.work:
            x, y = (np.asarray(one) for one in transform(self.crs, self.work, x, y)[:2])
        x, y = x / self.step, -y / self.step
        if not (np.isfinite(x).all() and np.isfinite(y).all()):
            raise Refused("rasters.nowhere", file=self.name)
        low, high = (x.min() + NEAR, y.min() + NEAR), (x.max() - NEAR, y.max() - NEAR)
        return Box(math.floor(low[0]), math.floor(low[1]), math.ceil(high[0]), math.ceil(high[1]))


@contextmanager
def picture(file: Path, name: str, told: Told = NOTHING, step: float = STEP, work: str = "") -> Iterator[Picture]:
    """A GeoTIFF, JPEG or PNG on the grid, open for reading; ``work`` is the grid of another picture to be put beside.

    Raises Refused where neither the file nor a person says where it lies, BadInput where what was said cannot be
    (corners out of order, another number of bands), and what ``opened`` raises.
    """
    with files.opened(file, name, files.PICTURES) as scene:
        yield Picture(scene, name, told, step, work)


def _palette(scene: DatasetReader) -> NDArray[np.uint8] | None:
    if scene.count != 1 or scene.colorinterp[0] is not ColorInterp.palette:
        return None
    colours = scene.colormap(1)
    return np.array([colours.get(n, (0, 0, 0, 0))[:3] for n in range(1 << 8)], np.uint8).T


def _roles(scene: DatasetReader, told: Told, name: str) -> tuple[str, ...]:
    """The bands' names: as told, else as the file describes or colours them; one alone is panchromatic."""
    if _palette(scene) is not None:
        found: tuple[str, ...] = ("red", "green", "blue")
    else:
        named = zip(scene.descriptions, scene.colorinterp, strict=True)
        found = tuple(said or colour.name for said, colour in named if colour is not ColorInterp.alpha)
        found = ("pan",) if len(found) == 1 and found[0] in ("gray", "undefined") else found
    if told.bands and len(told.bands) != len(found):
        raise BadInput("rasters.bands", file=name, count=len(found), value=", ".join(told.bands))
    return tuple(one.lower() for one in told.bands or found)


def _blank(pixels: Pixels, valid: Mask, white: float, size: int) -> Mask:
    """Squares of at least ``size`` pixels in which every band is 0, or every band is white."""
    found = np.zeros(valid.shape, np.bool_)
    for value in (0.0, white):
        blank(pixels, valid, value, size, found)
    return found
