"""Placing: where a picture lies, by its own word or a person's; it is never guessed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from affine import Affine
from rasterio._err import CPLE_BaseError
from rasterio.errors import CRSError
from rasterio.io import DatasetReader
from rasterio.warp import transform

from tawthiq.errors import BadInput, Refused
from tawthiq.rasters import files
from tawthiq.rasters.files import WGS84, Point

SKEW = 3.0


@dataclass(frozen=True, slots=True)
class Told:
    """What a person says of a picture: the names of its bands in order, and, where it does not say it, where it lies.

    ``corners`` are (longitude, latitude) of its upper left, upper right, lower right and lower left corner; ``world``
    the six lines of a world file, in ``crs``; ``pixel_m`` metres a pixel of a picture that lies nowhere on Earth.
    """

    bands: tuple[str, ...] = ()
    corners: tuple[Point, ...] = ()
    world: tuple[float, ...] = ()
    crs: str = ""
    pixel_m: float | None = None


def placed(scene: DatasetReader, name: str, told: Told) -> tuple[str, Affine]:
    """The coordinate system (empty: none) and the transform to it; a person goes before the file.

    Raises Refused where neither says it, BadInput where what the person says cannot be.
    """
    if told.pixel_m is not None:
        if not told.pixel_m > 0:
            raise BadInput("rasters.pixel_m", file=name, value=told.pixel_m)
        return "", Affine(told.pixel_m, 0, 0, 0, -told.pixel_m, 0)
    if told.corners:
        return _cornered(scene, name, told.corners)
    if told.world:
        return _world(name, told)
    if scene.driver != "GTiff" or not files.located(scene):
        raise Refused("rasters.nowhere", file=name)
    return scene.crs.to_string(), scene.transform


def _world(name: str, told: Told) -> tuple[str, Affine]:
    """A world file gives the middle of the upper left pixel; it does not say in which coordinate system."""
    if len(told.world) != 6 or not told.crs:
        raise BadInput("rasters.world", file=name)
    a, d, b, e, c, f = told.world
    try:
        transform(told.crs, WGS84, [c], [f])
    except (CRSError, CPLE_BaseError) as error:
        raise BadInput("rasters.world", file=name) from error
    return told.crs, Affine(a, b, c, d, e, f) @ Affine.translation(-0.5, -0.5)


def _cornered(scene: DatasetReader, name: str, corners: Sequence[Point]) -> tuple[str, Affine]:
    """The affine transform that fits the four corners; they must be those of a parallelogram, to 3 pixels."""
    if len(corners) != 4 or any(abs(lat) > 90 or abs(lon) > 180 for lon, lat in corners):
        raise BadInput("rasters.corners", file=name)
    middle = float(np.mean(np.unwrap([lon for lon, _ in corners], period=360))), float(np.mean([c[1] for c in corners]))
    work = zone(middle)
    x, y = transform(WGS84, work, [lon for lon, _ in corners], [lat for _, lat in corners])[:2]
    w, h = scene.width, scene.height
    design = np.array([[0, 0, 1], [w, 0, 1], [w, h, 1], [0, h, 1]], float)
    fit, *_ = np.linalg.lstsq(design, np.column_stack([x, y]), rcond=None)
    off = np.hypot(*(design @ fit - np.column_stack([x, y])).T).max()
    (a, d), (b, e), (c, f) = fit
    if a * e - b * d >= 0 or off > SKEW * math.sqrt(abs(a * e - b * d)):
        raise BadInput("rasters.corners", file=name)
    return work, Affine(a, b, c, d, e, f)


def zone(point: Point) -> str:
    """The UTM zone of a point as ``EPSG:…``; polar stereographic beyond 84° N and 80° S."""
    lon, lat = point
    if not -80 <= lat <= 84:
        return "EPSG:32661" if lat > 0 else "EPSG:32761"
    number = int((lon + 180) // 6) % 60 + 1
    return f"EPSG:{(32600 if lat >= 0 else 32700) + number}"
