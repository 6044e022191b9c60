"""Rendered scars over any ground: what shells leave, as satellites see it, with the truth of each; nothing is copied.

Sizes, polarity and contrast follow what experts marked in eastern Ukraine in 2014: diameters log-normal with a median
of 5.5 m, 85 of 100 dark, some 20 grey levels from the ground. A scar is a ragged core, a ring of thrown-out earth,
rays, and, where it is large, a bowl with a sunny and a shaded side; where plants grew, near infrared falls.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import ndimage

from examples.simulate.people import Rng

PIXEL_M = 0.5
MEDIAN_M, SPREAD = 5.5, 0.35
DARK = 0.85
GREY, GREY_SPREAD = 20.0, 8.0
BOWL_M = 8.0

Pixels = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sun:
    """Where light comes from: degrees from north clockwise, and how strongly slopes show it."""

    azimuth: float = 150.0
    strength: float = 0.5


def ground(rng: Rng, size: int, bands: int = 3) -> Pixels:
    """Procedural ground (bands, size, size) in grey levels: fields, furrows, bushes, roofs, noise of the sensor."""
    middles = rng.uniform(0, size, (max(3, size // 80), 2))
    y, x = np.mgrid[:size, :size] + 0.5
    field = np.argmin([(x - a) ** 2 + (y - b) ** 2 for a, b in middles], axis=0)
    tint = rng.uniform(70, 145, len(middles)) + rng.normal(0, 10, (bands, len(middles)))
    out = tint[:, field]
    angle, period = rng.uniform(0, np.pi, len(middles))[field], rng.uniform(3, 12, len(middles))[field]
    out += rng.uniform(0, 8, len(middles))[field] * np.sin(2 * np.pi * (x * np.cos(angle) + y * np.sin(angle)) / period)
    for scale, amount in ((2, 3.0), (8, 6.0), (30, 10.0)):
        rough = ndimage.gaussian_filter(rng.normal(0, 1, (size, size)), scale)
        out += amount * rough / rough.std()
    _distractors(rng, out)
    return np.clip(out + rng.normal(0, 2.5, out.shape), 0, 255)


def _distractors(rng: Rng, out: Pixels) -> None:
    """What is round or dark and no scar: bushes with their shadow, bales, roofs, a track."""
    size = out.shape[1]
    for _ in range(rng.poisson(size**2 / 12_000)):
        x, y, radius = rng.uniform(0, size), rng.uniform(0, size), rng.uniform(1.5, 6)
        _blot(out, (x, y), radius, -rng.uniform(15, 50))
        _blot(out, (x - radius, y - radius), radius * 0.9, -rng.uniform(20, 50))
    for _ in range(rng.poisson(size**2 / 60_000)):
        x, y, w, h = *rng.integers(0, size, 2), *rng.integers(8, 40, 2)
        out[:, y : y + h, x : x + w] = rng.uniform(120, 230)
        out[:, y : y + h, max(0, x - 5) : x] -= 60


def _blot(out: Pixels, at: tuple[float, float], radius: float, grey: float) -> None:
    x, y = at
    reach = int(radius + 4)
    rows, cols = slice(max(0, int(y) - reach), int(y) + reach + 1), slice(max(0, int(x) - reach), int(x) + reach + 1)
    part = out[:, rows, cols]
    if part.size:
        down, across = np.mgrid[rows.start : rows.start + part.shape[1], cols.start : cols.start + part.shape[2]] + 0.5
        part += grey / (1 + np.exp((np.hypot(across - x, down - y) - radius) / 0.8))


def scars(rng: Rng, count: int, size: int) -> pl.DataFrame:
    """Scars at random places of a picture: ``x``, ``y`` in pixels, ``diameter_m``, ``polarity`` (−1 dark), ``grey``."""
    return pl.DataFrame(
        {
            "x": rng.uniform(0, size, count),
            "y": rng.uniform(0, size, count),
            "diameter_m": np.clip(rng.lognormal(np.log(MEDIAN_M), SPREAD, count), 2.5, 16.0),
            "polarity": np.where(rng.random(count) < DARK, -1.0, 1.0),
            "grey": np.clip(rng.normal(GREY, GREY_SPREAD, count), 8.0, 60.0),
        }
    )


def strike(rng: Rng, picture: Pixels, struck: pl.DataFrame, sun: Sun = Sun(), nir: int | None = None) -> Pixels:
    """The picture (bands, H, W) with the scars in it, grey levels to 255; ``nir`` is the band of near infrared."""
    out = picture.astype(float).copy()
    for x, y, diameter, polarity, grey in struck.iter_rows():
        _scar(rng, out, (x, y), (diameter / PIXEL_M / 2, polarity * grey), light=(sun, nir))
    return np.clip(out, 0, 255)


def _scar(
    rng: Rng, out: Pixels, at: tuple[float, float], size: tuple[float, float], *, light: tuple[Sun, int | None]
) -> None:
    (radius, grey), (sun, nir) = size, light
    reach = int(np.ceil(radius * 3.5)) + 2
    left, top = int(at[0]) - reach, int(at[1]) - reach
    rows, cols = slice(max(0, top), int(at[1]) + reach + 1), slice(max(0, left), int(at[0]) + reach + 1)
    part = out[:, rows, cols]
    if not part.size:
        return
    down, across = np.mgrid[rows.start : rows.start + part.shape[1], cols.start : cols.start + part.shape[2]] + 0.5
    away, angle = np.hypot(across - at[0], down - at[1]), np.arctan2(down - at[1], across - at[0])
    edge = radius * (1 + _ragged(rng, angle))
    core = 1 / (1 + np.exp((away - edge) / max(0.5, 0.12 * radius)))
    rays = np.clip(_ragged(rng, angle, (5, 7, 9, 11), 1.0), 0, None)
    thrown = np.exp(-np.clip(away - edge, 0, None) / (0.7 * radius)) * (1 - core) * (0.15 + 0.5 * rays)
    part += grey * (core + rng.uniform(0.1, 0.6) * thrown)
    if 2 * radius * PIXEL_M > BOWL_M:
        part += _bowl(away, angle, edge, sun) * abs(grey)
    if nir is not None:
        part[nir] -= rng.uniform(0.2, 0.8) * (core + 0.5 * thrown) * np.clip(part[nir] - 60, 0, None)


def _ragged(rng: Rng, angle: Pixels, waves: tuple[int, ...] = (2, 3, 4, 5), size: float = 0.08) -> Pixels:
    phases, sizes = rng.uniform(0, 2 * np.pi, len(waves)), rng.normal(0, size, len(waves))
    return np.sum([s * np.cos(k * angle + p) for k, p, s in zip(waves, phases, sizes, strict=True)], axis=0)


def _bowl(away: Pixels, angle: Pixels, edge: Pixels, sun: Sun) -> Pixels:
    """The wall that faces the sun is bright, the one below it dark."""
    light = np.radians(sun.azimuth - 90)
    slope = np.clip(away / (0.6 * edge), 0, 1) * (away < 0.9 * edge)
    return -sun.strength * slope * np.cos(angle - light)


def picture(seed: int, size: int = 512, count: int = 30, bands: int = 3) -> tuple[NDArray[np.uint8], pl.DataFrame]:
    """A rendered picture (bands, size, size) and its scars; the same seed gives the same pixels."""
    rng = np.random.default_rng([seed, 7])
    struck = scars(rng, count, size)
    sun = Sun(rng.uniform(90, 270), rng.uniform(0.2, 0.8))
    drawn = strike(rng, ground(rng, size, bands), struck, sun, nir=3 if bands > 3 else None)
    return np.rint(drawn).astype(np.uint8), struck
