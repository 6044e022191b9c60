"""Rendered ground near Homs before and after shelling, with the craters where they are: fields, houses, dark scars."""

from pathlib import Path

import numpy as np
import polars as pl
import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.transform import from_origin
from rasterio.warp import transform

from examples.simulate import SIMULATED
from examples.simulate.people import CENTRE, Rng

PIXEL_M = 0.5
UTM, WGS84 = "EPSG:32637", "EPSG:4326"
BANDS = ("nir", "red", "green")
TAKEN = {"before": "2012-01-28", "after": "2012-02-22"}
CROP, SOIL, ROOF, SHADOW, SCAR = (170, 70, 85), (120, 125, 110), (185, 190, 185), (55, 50, 55), (60, 55, 55)

Pixels = NDArray[np.float64]
Image = NDArray[np.uint8]


def scenes(seed: int = 2012, size: int = 600, craters: int = 14, houses: int = 25) -> tuple[Image, Image, pl.DataFrame]:
    """Two false-colour pictures of (nir, red, green) × ``size`` × ``size`` pixels of 0.5 m, and the craters between.

    The craters' columns: ``x`` and ``y`` of the centre in pixels from the upper left corner, ``radius_m`` of the scar.
    """
    rng = np.random.default_rng([seed, 4])
    ground = _fields(rng, size)
    built = _build(rng, ground, houses)
    scars = _craters(rng, ~built, craters)
    struck = ground.copy()
    for x, y, radius in scars.iter_rows():
        _strike(struck, x, y, radius / PIXEL_M)
    return _taken(rng, ground), _taken(rng, struck), scars


def write(folder: Path, seed: int = 2012) -> None:
    """Write both as GeoTIFF around 34 42 43N 36 40 58E (UTM 37N), and the craters as a table with degrees."""
    before, after, scars = scenes(seed)
    grid = _grid(before.shape[1])
    for when, image in (("before", before), ("after", after)):
        write_tiff(folder / f"simulated-scene-{when}.tif", image, TAKEN[when])
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    east, north = grid.c + PIXEL_M * scars["x"], grid.f - PIXEL_M * scars["y"]
    lon, lat = transform(UTM, WGS84, east.to_list(), north.to_list())[:2]
    places = scars.with_columns(lat=pl.Series(lat), lon=pl.Series(lon), handling=pl.lit(SIMULATED))
    places.write_csv(folder / "truth" / "simulated-craters.csv", float_precision=6)


def _fields(rng: Rng, size: int) -> Pixels:
    """Fields around random middles, each more or less green, with furrows of its own direction."""
    middles = rng.uniform(0, size, (12, 2))
    y, x = np.mgrid[:size, :size]
    field = np.argmin([(x - a) ** 2 + (y - b) ** 2 for a, b in middles], axis=0)
    green = rng.beta(0.8, 0.8, len(middles))[field]
    angle = rng.uniform(0, np.pi, len(middles))[field]
    furrows = 6 * np.sin((x * np.cos(angle) + y * np.sin(angle)) * 2 * np.pi / 8)
    crop, soil = np.array(CROP)[:, None, None], np.array(SOIL)[:, None, None]
    return np.asarray(green * crop + (1 - green) * soil + furrows, dtype=np.float64)


def _build(rng: Rng, ground: Pixels, houses: int) -> NDArray[np.bool_]:
    """Put flat roofs of 8 to 16 m with their shadows to the north-west; returns where they stand."""
    size = ground.shape[1]
    built = np.zeros((size, size), bool)
    for _ in range(houses):
        wide, high = rng.integers(16, 33, 2)
        x, y = rng.integers(12, size - 33, 2)
        ground[:, y - 6 : y + high - 6, x - 6 : x + wide - 6] = np.array(SHADOW)[:, None, None]
        ground[:, y : y + high, x : x + wide] = np.array(ROOF)[:, None, None] + rng.normal(0, 8)
        built[y - 12 : y + high + 12, x - 12 : x + wide + 12] = True
    return built


def _craters(rng: Rng, free: NDArray[np.bool_], craters: int) -> pl.DataFrame:
    """Centres on open ground, away from the edge; diameters log-normal around 5.5 m."""
    rows, columns = np.nonzero(free[20:-20, 20:-20])
    chosen = rng.choice(len(rows), craters, replace=False)
    return pl.DataFrame(
        {
            "x": columns[chosen] + 20 + rng.random(craters).round(2),
            "y": rows[chosen] + 20 + rng.random(craters).round(2),
            "radius_m": rng.lognormal(np.log(2.75), 0.3, craters).round(2),
        }
    )


def _strike(ground: Pixels, x: float, y: float, radius: float) -> None:
    """Darken a disc with a soft edge and lighten the ring of earth thrown out around it; lengths in pixels."""
    rows, columns = np.mgrid[: ground.shape[1], : ground.shape[2]] + 0.5
    away = np.hypot(columns - x, rows - y) / radius
    scar, ring = np.exp(-(away**6)), 22 * np.exp(-(((away - 1.25) / 0.2) ** 2))
    ground += scar * (np.array(SCAR)[:, None, None] - ground) + ring


def _taken(rng: Rng, ground: Pixels) -> Image:
    return np.clip(ground + rng.normal(0, 5, ground.shape), 1, 255).astype(np.uint8)


def _grid(size: int) -> Affine:
    lat, lon = CENTRE["بابا عمرو"]
    (east,), (north,) = transform(WGS84, UTM, [lon], [lat])[:2]
    half = size * PIXEL_M / 2
    grid: Affine = from_origin(round(east) - half, round(north) + half, PIXEL_M, PIXEL_M)
    return grid


def write_tiff(path: Path, image: Image, taken: str) -> None:
    """Write a picture as GeoTIFF around 34 42 43N 36 40 58E, taken on a day."""
    bands, height, width = image.shape
    grid = _grid(width)
    kind = {"driver": "GTiff", "dtype": "uint8", "compress": "deflate", "photometric": "minisblack"}
    with rasterio.open(path, "w", height=height, width=width, count=bands, crs=UTM, transform=grid, **kind) as out:
        out.write(image)
        out.descriptions = BANDS
        out.update_tags(TIFFTAG_IMAGEDESCRIPTION=f"{SIMULATED}: a rendered scene", ACQUISITION_DATE=taken)
