"""Small scenes with discs on noisy ground, for the tests of this craft."""

from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray

UTM = "EPSG:32637"
CORNER = (290_000.0, 3_844_000.0)
HERE = Affine(0.5, 0, CORNER[0], 0, -0.5, CORNER[1])
Disc = tuple[float, float, float, float]


def ground(
    size: int, discs: list[Disc], noise: float = 4.0, seed: int = 1, level: float = 120.0
) -> NDArray[np.float64]:
    """(size, size) of grey ``level`` with noise, and discs (x, y, diameter, contrast) in pixels, softly edged."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:size, :size] + 0.5
    out = level + rng.normal(0, noise, (size, size))
    for a, b, diameter, contrast in discs:
        out += contrast * np.clip(diameter / 2 - np.hypot(x - a, y - b) + 0.5, 0, 1)
    return out


def tiff(path: Path, pixels: NDArray[np.float64], where: Affine = HERE, crs: str = UTM, **more: object) -> Path:
    """Write (H, W) or (B, H, W) as a GeoTIFF of bytes."""
    bands = np.clip(np.rint(np.atleast_3d(pixels.T).T), 0, 255).astype("uint8")
    count, height, width = bands.shape
    kind = {"driver": "GTiff", "dtype": "uint8", "width": width, "height": height, "count": count, **more}
    with rasterio.open(path, "w", crs=crs, transform=where, **kind) as out:
        out.write(bands)
    return path
