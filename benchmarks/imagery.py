"""Imagery on real data: `python -m benchmarks.imagery [craters|shift|speed]`.

Candidates of each scene are kept in a folder (`--keep`), so that figures can be drawn from them again. Craters of the
network need weights for each place that have not seen it: `--weights 0=a.onnx 1=b.onnx 2=b.onnx` (training/README.md).
"""

import argparse
import os
import resource
import tempfile
import time
from pathlib import Path

import numpy as np
import rasterio
import rasterio.merge
from affine import Affine

from benchmarks.imagery_craters import STEP, craters
from tawthiq.imagery import windows
from tawthiq.imagery.coregistering import shifts
from tawthiq.imagery.craters import LaplacianOfGaussian
from tawthiq.imagery.network import Network
from tawthiq.imagery.shape import Detector
from tawthiq.rasters.ground import picture

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("TAWTHIQ_DATA", ROOT.parent / "shared" / "data")) / "imagery"
SCENES = DATA / "craters_ukraine_2014"


def speed(size: int, detector: Detector) -> None:
    """A large scene built from one real one, repeated; from file to marks, with the peak of memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.tif"
        with rasterio.open(SCENES / "scene_006.tif") as one:
            pixels, crs, where = one.read(window=((0, 3000), (0, 3000))), one.crs, one.transform
        kind = {
            "driver": "GTiff",
            "dtype": "uint8",
            "count": 3,
            "tiled": True,
            "compress": "jpeg",
            "photometric": "ycbcr",
        }
        with rasterio.open(path, "w", width=size, height=size, crs=crs, transform=where, **kind) as out:
            for row in range(0, size, 3000):
                for col in range(0, size, 3000):
                    high, wide = min(3000, size - row), min(3000, size - col)
                    out.write(pixels[:, :high, :wide], window=rasterio.windows.Window(col, row, wide, high))
        start, cpu, ground, count = time.perf_counter(), time.process_time(), 0, 0
        with picture(path, "large") as scene:
            for part in windows.scan(scene, detector, scene.windows(windows.SIZE)):
                ground, count = ground + part.ground, count + len(part.found)
        wall, used = time.perf_counter() - start, time.process_time() - cpu
        start = time.perf_counter()
        with rasterio.open(path) as one:
            for _, window in one.block_windows(1):
                one.read(window=window)
        read = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    mpx = ground / 1e6
    print(f"{mpx:.0f} Mpx at 0.5 m, {count} marks: {mpx / wall:.2f} Mpx/s by the clock, {mpx / used:.2f} of one core")
    print(f"a plain read: {mpx / read:.2f} Mpx/s; peak of memory {peak:.2f} GiB")


def shift() -> None:
    """The pair of Joplin with known shifts added to the later scene."""
    with tempfile.TemporaryDirectory() as folder:
        made = {}
        for when in ("pre", "post"):
            parts = sorted((DATA / "before_after_joplin" / when).glob("*.tif"))
            pixels, where = rasterio.merge.merge(list(map(str, parts)))
            with rasterio.open(parts[0]) as one:
                made[when] = pixels, where, one.crs
        base = _shifted(Path(folder), made, 0.0, 0.0)
        errors = []
        for dx, dy in ((1.3, -0.7), (-2.15, 0.4), (0.25, 3.1), (-0.6, -1.9)):
            moved = _shifted(Path(folder), made, dx, dy)
            for key in base.keys() & moved.keys():
                errors.append(np.hypot(moved[key][0] - base[key][0] + dx, moved[key][1] - base[key][1] + dy))
        middle, high = np.median(errors), np.percentile(errors, 90)
        print(
            f"{len(base)} tiles hold; error: median {middle:.3f} m = {middle / 0.6:.3f} px of 0.6 m, 90 % {high:.3f} m"
        )


def _shifted(folder: Path, made: dict, dx: float, dy: float) -> dict[tuple[float, float], tuple[float, float]]:  # type: ignore[type-arg]
    """Shifts in metres of the tiles that hold, with the later scene moved by metres to the east and the south."""
    paths = {}
    for when, (pixels, where, crs) in made.items():
        paths[when] = folder / f"{when}.tif"
        east, south = (dx / (111_320 * np.cos(np.radians(37.07))), dy / 110_970) if when == "post" else (0.0, 0.0)
        kind = {"driver": "GTiff", "dtype": "uint8", "count": 3, "nodata": 0, "crs": crs}
        kind |= {
            "width": pixels.shape[2],
            "height": pixels.shape[1],
            "transform": Affine.translation(east, -south) * where,
        }
        with rasterio.open(paths[when], "w", **kind) as out:
            out.write(pixels)
    with picture(paths["pre"], "before") as before, picture(paths["post"], "after", work=before.work) as after:
        found = shifts(before, after)
    rows = zip(found.x, found.y, found.dx, found.dy, found.holds, strict=True)
    return {(x, y): (a * STEP, b * STEP) for x, y, a, b, holds in rows if holds}


def chosen(weights: list[str]) -> dict[int, Detector]:
    """The detector of each place: the network of these weights, or where there are none the model-free one."""
    told = dict(one.split("=", 1) for one in weights)
    return {int(place): Network(file).named() for place, file in told.items()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", default=["craters", "shift", "speed"])
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "tawthiq-benchmark-imagery")
    parser.add_argument("--size", type=int, default=30_000)
    parser.add_argument("--weights", nargs="*", default=[], metavar="PLACE=FILE", help="the network, by place")
    asked = parser.parse_args()
    asked.keep.mkdir(parents=True, exist_ok=True)
    networks = chosen(asked.weights)
    model_free = LaplacianOfGaussian()
    if "craters" in asked.what:
        craters(SCENES, asked.keep, lambda place: networks.get(place, model_free), dark=not networks)
    if "shift" in asked.what:
        shift()
    if "speed" in asked.what:
        speed(asked.size, networks.get(0, model_free))
