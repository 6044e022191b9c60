"""Tiles: a scene as squares of the web map, by rio-tiler, with the same bands and stretch in every one of them.

A scene that is small, or that its maker gave overviews and tiles, is read where it lies. Of any other a derived copy is
made in a folder of its caller: of half its size and smaller where the file can be read in squares, else of all sizes.
"""

import json
import math
import os
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from itertools import product
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray
from PIL import Image
from rasterio.enums import ColorInterp, MaskFlags, Resampling
from rasterio.io import DatasetReader, DatasetWriter
from rasterio.warp import transform, transform_bounds
from rasterio.windows import Window
from rio_tiler.errors import NoOverviewWarning, TileOutsideBounds
from rio_tiler.io import Reader

from tawthiq.rasters.files import SAFE, WGS84
from tawthiq.rasters.ground import Picture, picture
from tawthiq.rasters.placing import Told

SIZE = 256
LONGEST = 2_048
STEP = 1_024
BLOCK = 256
SAMPLE = 1_024
LOW, HIGH = 2, 98
EARTH_M = 2 * math.pi * 6_378_137.0
MERCATOR = "EPSG:3857"
FRESH = "1"
"""The version of what ``prepare`` makes; another version is made again."""

WARPED = {"warp_mem_limit": 64}
"""With any option rio-tiler warps; a scene on the web map's own grid it would else read slowly, beyond its edges."""

Progress = Callable[[int, int], None]
Choice = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A scene ready to be shown.

    ``whole`` and ``half`` name its derived copies, empty where the file itself serves. ``bounds`` are west, south, east
    and north in degrees, ``pixel_m`` a pixel in metres of the web map (on the ground it is less, the more the nearer to
    a pole); ``ranges`` what is black and what is white of each band. A picture of no place on Earth lies at 0° 0°,
    where a metre of the map is a metre.
    """

    whole: str
    half: str
    bands: tuple[str, ...]
    ranges: tuple[tuple[float, float], ...]
    bounds: tuple[float, float, float, float]
    pixel_m: float
    somewhere: bool
    crs: str
    affine: tuple[float, ...]

    @property
    def nearest(self) -> int:
        """The zoom at which a pixel of the scene is a pixel of a tile, or larger."""
        return max(0, math.ceil(math.log2(EARTH_M / SIZE / self.pixel_m)))

    @property
    def choices(self) -> Choice:
        """The ways to show the bands by name: ``true``, ``false`` (near infrared as red), ``stored``, each alone."""
        at = {role: place for place, role in enumerate(self.bands, start=1)}
        known = {"true": ("red", "green", "blue"), "false": ("nir", "red", "green")}
        found = {name: tuple(at[one] for one in roles) for name, roles in known.items() if set(roles) <= at.keys()}
        if not found and len(self.bands) >= 3:
            found["stored"] = (1, 2, 3)
        return found | {f"band {place}": (place,) for place in range(1, len(self.bands) + 1)}

    def lonlat(self, x_px: float, y_px: float) -> tuple[float, float]:
        """Where the map shows a pixel of the scene, in degrees."""
        (lon,), (lat,) = self.lonlats([x_px], [y_px])
        return lon, lat

    def lonlats(self, x_px: Sequence[float], y_px: Sequence[float]) -> tuple[list[float], list[float]]:
        """The same of many pixels."""
        grid = Affine(*self.affine)
        x, y = zip(*(grid @ (float(a), float(b)) for a, b in zip(x_px, y_px, strict=True)), strict=True)
        lon, lat = transform(self.crs, WGS84, x, y)
        return list(lon), list(lat)

    def pixel(self, lon: float, lat: float) -> tuple[float, float]:
        """The column and row of the scene's file that the map shows at a place in degrees."""
        x, y, _, _ = transform_bounds(WGS84, self.crs, lon, lat, lon, lat)
        col, row = ~Affine(*self.affine) @ (x, y)
        return float(col), float(row)


def prepare(file: Path, name: str, told: Told, folder: Path, progress: Progress | None = None) -> Sheet:
    """Make a scene ready to be shown, in a folder of its own; what was made there before is taken as it is.

    Raises what ``ground.picture`` raises. Interrupted, it begins anew.
    """
    note = folder / "sheet.json"
    if note.exists() and (known := json.loads(note.read_text("utf-8")))["fresh"] == FRESH:
        return _sheet(known["sheet"])
    folder.mkdir(parents=True, exist_ok=True)
    with picture(file, name, told) as seen:
        made = _made(seen, folder, progress)
    part = note.with_suffix(".part")
    part.write_text(json.dumps({"fresh": FRESH, "sheet": asdict(made)}), "utf-8")
    os.replace(part, note)
    return made


def _sheet(known: Mapping[str, object]) -> Sheet:
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in known.items()}
    ranges = known["ranges"]
    assert isinstance(ranges, list)
    return Sheet(**{**plain, "ranges": tuple((low, high) for low, high in ranges)})  # type: ignore[arg-type]


def _made(seen: Picture, folder: Path, progress: Progress | None) -> Sheet:
    scene = seen.scene
    whole = "whole.tif" if _unfit(seen) else ""
    large = max(scene.width, scene.height) > LONGEST and not scene.overviews(1)
    half = "half.tif" if large and not whole else ""
    for name, shrink in ((whole, 1), (half, 2)):
        if name:
            _copy(seen, folder / name, shrink, progress)
    with rasterio.Env(**SAFE):
        if whole or half:
            with rasterio.open(folder / (whole or half)) as copy:
                ranges = _ranges(copy, len(seen.bands))
        else:
            ranges = _ranges(scene, len(seen.bands))
        bounds = rasterio.transform.array_bounds(scene.height, scene.width, seen.affine)
        crs = seen.crs or MERCATOR
        west, _, east, _ = transform_bounds(crs, MERCATOR, *bounds)
        return Sheet(
            whole, half, seen.bands, ranges, transform_bounds(crs, WGS84, *bounds), (east - west) / scene.width,
            bool(seen.crs), crs, tuple(seen.affine)[:6],
        )  # fmt: skip


def _unfit(seen: Picture) -> bool:
    """Whether the file cannot be read as it lies: no squares, colours by a table, its place told by a person."""
    scene = seen.scene
    striped = scene.block_shapes[0][1] >= scene.width > LONGEST
    placed = scene.crs is not None and seen.crs == scene.crs.to_string() and seen.affine == scene.transform
    return scene.driver != "GTiff" or striped or seen.colours is not None or not placed


def _copy(seen: Picture, out: Path, shrink: int, progress: Progress | None) -> None:
    """The same bands, nothing here the same, in squares and with overviews, each pixel the mean of those under it."""
    scene = seen.scene
    width, height = -(-scene.width // shrink), -(-scene.height // shrink)
    grow = Affine.scale(scene.width / width, scene.height / height)
    part = out.with_suffix(".part.tif")
    told = {
        "driver": "GTiff", "width": width, "height": height, "count": len(seen.bands) if seen.colours is not None
        else scene.count, "dtype": scene.dtypes[0], "nodata": None if seen.colours is not None else scene.nodata,
        "crs": seen.crs or MERCATOR, "transform": seen.affine @ grow, "tiled": True, "blockxsize": BLOCK,
        "blockysize": BLOCK, "compress": "zstd", "zstd_level": 1, "interleave": "pixel", "bigtiff": "if_safer",
    }  # fmt: skip
    with rasterio.Env(**SAFE, GDAL_TIFF_INTERNAL_MASK=True):
        with rasterio.open(part, "w", **told) as made:
            made.colorinterp = _colours(seen)
            windows = list(_windows(width, height))
            for done, window in enumerate(windows, start=1):
                _copy_window(seen, made, window, grow)
                if progress:
                    progress(done, len(windows))
        with rasterio.open(part, "r+") as made:
            made.build_overviews(_levels(max(width, height)), Resampling.average)
    os.replace(part, out)


def _colours(seen: Picture) -> list[ColorInterp]:
    if seen.colours is not None:
        return [ColorInterp.red, ColorInterp.green, ColorInterp.blue]
    return [one if one is ColorInterp.alpha else ColorInterp.undefined for one in seen.scene.colorinterp]


def _levels(longest: int) -> list[int]:
    return [1 << n for n in range(1, max(1, math.ceil(math.log2(longest / BLOCK))) + 1)]


def _windows(width: int, height: int) -> Iterator[Window]:
    for row, col in product(range(0, height, STEP), range(0, width, STEP)):
        yield Window(col, row, min(STEP, width - col), min(STEP, height - row))


def _copy_window(seen: Picture, made: DatasetWriter, window: Window, grow: Affine) -> None:
    scene, across, down = seen.scene, grow.a, grow.e
    source = Window(window.col_off * across, window.row_off * down, window.width * across, window.height * down)
    shape = window.height, window.width
    if seen.colours is not None:
        made.write(seen.colours[:, scene.read(1, window=source, out_shape=shape)], window=window)
        return
    made.write(scene.read(window=source, out_shape=(scene.count, *shape), resampling=Resampling.average), window=window)
    if any(one == [MaskFlags.per_dataset] for one in scene.mask_flag_enums):
        made.write_mask(scene.dataset_mask(window=source, out_shape=shape), window=window)


def _ranges(scene: DatasetReader, bands: int) -> tuple[tuple[float, float], ...]:
    """The 2nd and the 98th percentile of each band over the whole scene."""
    every = max(1.0, max(scene.width, scene.height) / SAMPLE)
    shape = max(1, round(scene.height / every)), max(1, round(scene.width / every))
    shown = [n for n, colour in zip(scene.indexes, scene.colorinterp, strict=True) if colour is not ColorInterp.alpha]
    values = scene.read(shown[:bands], out_shape=(bands, *shape), resampling=Resampling.nearest)
    good = scene.dataset_mask(out_shape=shape) > 0
    good &= np.isfinite(values).all(0)
    good &= ~(values == 0).all(0) if scene.nodata is None else True
    return tuple(_range(band[good]) for band in values)


def _range(values: NDArray[np.generic]) -> tuple[float, float]:
    low, high = (float(one) for one in np.percentile(values.astype(float), (LOW, HIGH))) if len(values) else (0.0, 1.0)
    return low, max(high, low + 1e-6)


def tile(sheet: Sheet, file: Path, folder: Path, at: tuple[int, int, int], shown: str = "") -> bytes:
    """A square of the web map as WebP, 256 pixels wide.

    ``at`` is its zoom, column and row, ``shown`` one of the choices; one that the scene has not is its first. What the
    scene does not show is clear.
    """
    zoom, col, row = at
    bands = sheet.choices.get(shown) or next(iter(sheet.choices.values()))
    with rasterio.Env(**SAFE), rasterio.open(_level(sheet, file, folder, zoom)) as scene, warnings.catch_warnings():
        warnings.simplefilter("ignore", NoOverviewWarning)
        try:
            image = Reader(None, dataset=scene).tile(
                col, row, zoom, tilesize=SIZE, indexes=bands, resampling_method="bilinear",
                reproject_method="bilinear", vrt_options=WARPED,
            )  # fmt: skip
        except TileOutsideBounds:
            return _encoded(np.zeros((SIZE, SIZE, 4), np.uint8))
        pixels, mask = np.ma.getdata(image.array), image.mask
    return _encoded(_dressed(pixels, mask, [sheet.ranges[one - 1] for one in bands]))


def _level(sheet: Sheet, file: Path, folder: Path, zoom: int) -> Path:
    """The half where a pixel of the tile is as large as two of the scene, else the whole."""
    coarse = EARTH_M / SIZE / (1 << zoom) > 1.9 * sheet.pixel_m
    name = sheet.half if sheet.half and coarse else sheet.whole
    return folder / name if name else file.absolute()


def _dressed(
    pixels: NDArray[np.generic], mask: NDArray[np.uint8], ranges: list[tuple[float, float]]
) -> NDArray[np.uint8]:
    """Red, green, blue and whether there is anything, (H, W, 4); one band is grey."""
    out = np.empty((*mask.shape, 4), np.uint8)
    for n, (band, (low, high)) in enumerate(zip(pixels, ranges, strict=True)):
        grey = np.clip((band.astype(np.float32) - np.float32(low)) * np.float32(255 / (high - low)), 0, 255)
        out[..., n] = np.rint(grey)
    if len(ranges) == 1:
        out[..., 1:3] = out[..., :1]
    out[..., 3] = mask
    return out


def _encoded(pixels: NDArray[np.uint8]) -> bytes:
    out = BytesIO()
    whole = bool((pixels[..., 3] == 255).all())
    Image.fromarray(pixels[..., :3] if whole else pixels).save(out, "WEBP", quality=90, method=0)
    return out.getvalue()
