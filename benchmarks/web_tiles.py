"""Tiles of a scene of 30,000 × 30,000 pixels: how long its overviews take, how long a tile takes, how much memory.

    python -m benchmarks.web_tiles [--side 30000] [--data ../shared/data] [--folder FOLDER]

The scene is a real one of eastern Ukraine laid side by side (UTM 37N, three bands, tiled, deflated); every tile is of
another place, at every zoom that a person sees, from a file that lies in the page cache as it does when one looks.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import morecantile
import numpy as np
import rasterio
from rasterio.transform import from_origin
from rasterio.windows import Window

from tawthiq.rasters.placing import Told
from tawthiq.rasters.tiles import Sheet, prepare, tile

SCENE = "imagery/craters_ukraine_2014/scene_039.tif"
TILES = 40
DATA = Path(os.environ.get("TAWTHIQ_DATA", "../shared/data"))


def main() -> None:
    """Build the scene once, measure in a process of its own, print the rows."""
    asked = argparse.ArgumentParser("python -m benchmarks.web_tiles")
    asked.add_argument("--side", type=int, default=30_000)
    asked.add_argument("--data", type=Path, default=DATA)
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--measure", action="store_true")
    told = asked.parse_args()
    if told.measure:
        measure(told.folder / "big.tif", told.folder / "shown")
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = told.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        big = folder / "big.tif"
        if not big.exists():
            build(told.data / SCENE, big, told.side)
        subprocess.run([sys.executable, "-m", "benchmarks.web_tiles", "--measure", "--folder", str(folder)], check=True)


def build(one: Path, big: Path, side: int) -> None:
    """The scene, again and again to the right and down, on a grid of half metres."""
    with rasterio.open(one) as scene:
        pixels = scene.read()
    high, wide = pixels.shape[1:]
    told = {"driver": "GTiff", "width": side, "height": side, "count": 3, "dtype": "uint8", "crs": "EPSG:32637",
            "transform": from_origin(400_000, 5_310_000, 0.5, 0.5), "tiled": True, "blockxsize": 512,
            "blockysize": 512, "compress": "deflate", "zlevel": 1, "interleave": "pixel", "bigtiff": "yes",
            "num_threads": 2}  # fmt: skip
    with rasterio.open(big, "w", **told) as out:
        for row in range(0, side, high):
            for col in range(0, side, wide):
                window = Window(col, row, min(wide, side - col), min(high, side - row))
                out.write(pixels[:, : window.height, : window.width], window=window)


def measure(big: Path, folder: Path) -> None:
    """Prepare and ask for tiles; print what it took."""
    start = time.perf_counter()
    sheet = prepare(big, big.name, Told(), folder)
    prepared = time.perf_counter() - start
    derived = sum(one.stat().st_size for one in folder.iterdir()) / 1e9
    print(
        f"prepared in {prepared:.0f} s ({time.process_time():.0f} s of processor), memory at most {_memory():.2f} GiB"
    )
    print(f"scene {big.stat().st_size / 1e9:.2f} GB, derived {derived:.2f} GB")
    took: list[float] = []
    for zoom in range(sheet.nearest - 7, sheet.nearest + 2):
        before = time.process_time()
        mine = [_once(sheet, big, folder, zoom, seed) for seed in range(TILES)]
        cpu = (time.process_time() - before) / TILES * 1000
        worst = f"95 % {np.quantile(mine, 0.95):.0f} ms"
        print(f"zoom {zoom}: median {statistics.median(mine):.0f} ms, {worst}; {cpu:.0f} ms of processor")
        took += mine
    print(
        f"all: median {statistics.median(took):.0f} ms, 95 % {np.quantile(took, 0.95):.0f} ms, worst {max(took):.0f} ms"
    )
    print(f"memory at most {_memory():.2f} GiB")


def _memory() -> float:
    """The peak of this process in GiB (Linux); ``ru_maxrss`` would count the process that started it."""
    told = Path("/proc/self/status").read_text("utf-8")
    return int(next(line for line in told.splitlines() if line.startswith("VmHWM")).split()[1]) / 2**20


def _once(sheet: Sheet, big: Path, folder: Path, zoom: int, seed: int) -> float:
    west, south, east, north = sheet.bounds
    u, v = np.random.default_rng([zoom, seed]).uniform(0.05, 0.95, 2)
    at = morecantile.tms.get("WebMercatorQuad").tile(west + u * (east - west), south + v * (north - south), zoom)
    start = time.perf_counter()
    tile(sheet, big, folder, (zoom, at.x, at.y))
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
