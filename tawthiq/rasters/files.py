"""Files: a raster is opened and told, without its pixels; without network, sidecar files or guesses."""

import math
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import rasterio
from rasterio._err import CPLE_BaseError
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.io import DatasetReader
from rasterio.warp import transform

from tawthiq.errors import BadInput

WGS84 = "EPSG:4326"
WGS84_A, WGS84_E2 = 6_378_137.0, 0.006_694_379_990_14
EDGE = 8

Point = tuple[float, float]

MARKS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG"}
PICTURES = ("GTiff", *MARKS.values())
CACHE = 256 * 2**20
"""Bytes of GDAL's block cache: rasterio hands a whole number to ``GDALSetCacheMax``, which counts no megabytes."""

SAFE = {
    "GDAL_CACHEMAX": CACHE,
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GDAL_PAM_ENABLED": "NO",
    "GTIFF_IGNORE_READ_ERRORS": "NO",
    "CPL_CURL_ENABLED": "NO",
}


@dataclass(frozen=True, slots=True)
class Band:
    """One band: its name as said (or its colour), the type of its numbers, and its number for "nothing here"."""

    name: str
    dtype: str
    nodata: float | None


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a scene lies: points are (longitude, latitude) in WGS 84 degrees, to seven decimals.

    ``footprint`` is the closed outline, counter-clockwise; ``radius_m`` reaches from the centre to its far corner;
    ``metres`` is the ground sample distance at the centre, across and down.
    """

    centre: Point
    radius_m: float
    footprint: tuple[Point, ...]
    metres: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Description:
    """What a raster is, without its pixels; ``ground`` is None where it does not say where it lies.

    ``crs`` is empty or a name like ``EPSG:3857`` or WKT; ``transform`` the six numbers from (column, row) to it.
    """

    width: int
    height: int
    crs: str
    epsg: int | None
    transform: tuple[float, ...]
    bands: tuple[Band, ...]
    tags: Mapping[str, str]
    ground: Ground | None


@contextmanager
def opened(file: Path, name: str, drivers: tuple[str, ...] = ("GTiff",)) -> Iterator[DatasetReader]:
    """A GeoTIFF (or another kind of ``PICTURES`` that was asked for), open for reading; messages call it ``name``.

    Raises BadInput where it is of no such kind, where a part of it is missing (cut off), or where GDAL cannot read on.
    """
    with rasterio.Env(**SAFE), warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        try:
            with rasterio.open(file.absolute(), driver=_kind(file, drivers)) as scene:
                if scene.driver == "GTiff" and _reach(scene) > file.stat().st_size:
                    raise BadInput("rasters.cut", file=name)
                yield scene
        except (RasterioError, CPLE_BaseError) as error:
            raise BadInput(
                "rasters.unreadable", file=name, detail=str(error).replace(str(file.absolute()), name)
            ) from error


def _kind(file: Path, drivers: tuple[str, ...]) -> str:
    """The driver by the first bytes, among those that were asked for; a TIFF where none fits."""
    with file.open("rb") as start:
        head = start.read(4)
    return next((driver for mark, driver in MARKS.items() if head.startswith(mark) and driver in drivers), "GTiff")


def _reach(scene: DatasetReader) -> int:
    """The byte after the last block of pixels that the header promises (TIFF 6.0: offsets and byte counts)."""
    return max((_block_end(scene, band, x, y) for band in scene.indexes for x, y in _blocks(scene, band)), default=0)


def _blocks(scene: DatasetReader, band: int) -> Iterator[tuple[int, int]]:
    high, wide = scene.block_shapes[band - 1]
    for y in range(math.ceil(scene.height / high)):
        for x in range(math.ceil(scene.width / wide)):
            yield x, y


def _block_end(scene: DatasetReader, band: int, x: int, y: int) -> int:
    offset = scene.get_tag_item(f"BLOCK_OFFSET_{x}_{y}", "TIFF", bidx=band)
    size = scene.get_tag_item(f"BLOCK_SIZE_{x}_{y}", "TIFF", bidx=band)
    return int(offset) + int(size) if offset and size else 0


def located(scene: DatasetReader) -> bool:
    """Whether the scene says where on Earth it lies: by a coordinate system, and a transform from pixels to it."""
    if scene.crs is None or scene.transform.is_identity:
        return False
    try:
        lon, lat = centre(scene)
    except CPLE_BaseError:
        return False
    return abs(lat) <= 90 and abs(lon) <= 360


def lonlat(scene: DatasetReader, pixels: list[Point]) -> list[Point]:
    """Longitude and latitude (WGS 84 degrees) of pixels given as (column, row); (0, 0) is the upper left corner."""
    xs, ys = zip(*(scene.transform @ pixel for pixel in pixels), strict=True)
    lons, lats = transform(scene.crs, WGS84, xs, ys)[:2]
    return list(zip(lons, lats, strict=True))


def centre(scene: DatasetReader) -> Point:
    """Longitude and latitude of the middle of the scene."""
    return lonlat(scene, [(scene.width / 2, scene.height / 2)])[0]


def footprint(scene: DatasetReader) -> list[Point]:
    """The closed outline in longitude and latitude, counter-clockwise, eight points a side so that bent edges fit."""
    width, height = scene.width, scene.height
    corners = [(0, 0), (0, height), (width, height), (width, 0), (0, 0)]
    sides = pairwise(corners)
    pixels = [(a + (c - a) * k / EDGE, b + (d - b) * k / EDGE) for (a, b), (c, d) in sides for k in range(EDGE)]
    outline = lonlat(scene, pixels)
    closed = [*outline, outline[0]]
    return closed if _area(closed) > 0 else closed[::-1]


def _area(ring: list[Point]) -> float:
    return sum(a * d - c * b for (a, b), (c, d) in pairwise(ring)) / 2


def metres(start: Point, end: Point) -> float:
    """Ground distance in metres between two near points (longitude, latitude), on the WGS 84 ellipsoid.

    The two radii of curvature at the mean latitude (Snyder 1987, USGS PP 1395, eqs 4-18 and 4-20);
    good to a few parts in 10,000 up to 100 km.
    """
    lat = math.radians((start[1] + end[1]) / 2)
    bend = 1 - WGS84_E2 * math.sin(lat) ** 2
    north = WGS84_A * (1 - WGS84_E2) / bend**1.5 * math.radians(end[1] - start[1])
    east = WGS84_A / math.sqrt(bend) * math.cos(lat) * math.radians(_turn(end[0] - start[0]))
    return math.hypot(north, east)


def _turn(degrees: float) -> float:
    return (degrees + 180) % 360 - 180


def ground_distance(scene: DatasetReader) -> tuple[float, float]:
    """Metres on the ground from one pixel centre to the next, across and down, at the centre of the scene.

    The pixel size in the header is not it: in Web Mercator at 48° a header's metre is 0.67 m on the ground.
    """
    x, y = scene.width / 2, scene.height / 2
    left, right, up, down = lonlat(scene, [(x - 0.5, y), (x + 0.5, y), (x, y - 0.5), (x, y + 0.5)])
    return metres(left, right), metres(up, down)


def described(scene: DatasetReader) -> Description:
    """Everything that the file says of itself but the pixels."""
    return Description(
        width=scene.width,
        height=scene.height,
        crs=scene.crs.to_string() if scene.crs else "",
        epsg=scene.crs.to_epsg() if scene.crs else None,
        transform=tuple(scene.transform)[:6],
        bands=_bands(scene),
        tags=_tags(scene),
        ground=_ground(scene),
    )


def _ground(scene: DatasetReader) -> Ground | None:
    if not located(scene):
        return None
    middle, outline = centre(scene), footprint(scene)
    radius = math.ceil(max(metres(middle, corner) for corner in outline))
    across, down = ground_distance(scene)
    return Ground(_rounded(middle), radius, tuple(map(_rounded, outline)), (round(across, 4), round(down, 4)))


def _rounded(point: Point) -> Point:
    return round(point[0], 7), round(point[1], 7)


def _bands(scene: DatasetReader) -> tuple[Band, ...]:
    names = (said or colour.name for said, colour in zip(scene.descriptions, scene.colorinterp, strict=True))
    return tuple(Band(*band) for band in zip(names, scene.dtypes, scene.nodatavals, strict=True))


def _tags(scene: DatasetReader) -> Mapping[str, str]:
    """Every tag that the file carries, as ``NAME`` or ``DOMAIN NAME``: dates of taking stand in ``IMAGERY``."""
    domains = {space: scene.tags(ns=space) for space in ("IMAGERY", "RPC")}
    return {**scene.tags(), **{f"{space} {name}": tag for space, held in domains.items() for name, tag in held.items()}}
