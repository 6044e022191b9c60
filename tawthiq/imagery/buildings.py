"""Buildings: how much each changed between two scenes, against its neighbours; the machine ranks, a person grades.

Views from above miss façades: a building without visible change may be gutted.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import KDTree

from tawthiq.errors import BadInput
from tawthiq.imagery.coregistering import ALIGN, Shifts, told
from tawthiq.imagery.shape import Floats
from tawthiq.rasters.ground import Box, Picture

GRADES = ("destroyed", "severe", "moderate", "none visible", "not assessable")
"""Given by a person, never by the machine."""

SIGNS = ("unlike", "edges", "debris", "brightness")
AROUND_M = 3.0
NEIGHBOURS = 30


@dataclass(frozen=True, eq=False)
class Ranked:
    """Of n buildings: ``signs`` (n, 4) of change as in ``SIGNS``, ``evidence`` (n,) against the neighbours, ``rank``.

    ``evidence`` is the mean of the signs in robust deviations from the 30 nearest buildings of the pair, nan where it
    could not be assessed; rank 1 has changed most, 0 could not be assessed.
    """

    signs: Floats
    evidence: Floats
    rank: NDArray[np.int64]


def footprints(file: Path) -> list[Any]:
    """Footprints in a file of any kind that GDAL knows, as polygons of longitude and latitude. Raises BadInput."""
    import pyogrio.raw  # noqa: PLC0415 (only who asks for buildings pays for it)

    try:
        meta, _, geometry, _ = pyogrio.raw.read(file)
    except Exception as error:  # GDAL's errors have no common class
        raise BadInput("imagery.footprints", file=str(file), detail=str(error)) from error
    if "4326" not in str(meta["crs"]):
        raise BadInput("imagery.footprints", file=str(file), detail=f"{meta['crs']} ≠ EPSG:4326")
    return list(shapely.from_wkb(geometry))


def ranked(before: Picture, after: Picture, shapes: Sequence[Any], found: Shifts) -> Ranked:
    """Evidence of change of each footprint between two scenes on one grid, once shifted, against its neighbours.

    Signs: unlike (1 − correlation), edges lost, debris (fine texture gained), brightness changed. Assumes that most
    neighbours of a destroyed building changed less; where a whole quarter is gone, ranks say little. A person grades.
    """
    polygons = [_on_grid(after, one) for one in shapes]
    middles = np.array([one.centroid.coords[0] for one in polygons]).reshape(-1, 2)
    dx, dy, holds = found.at(middles[:, 0], middles[:, 1])
    signs = np.full((len(polygons), len(SIGNS)), np.nan)
    for n, one in enumerate(polygons):
        if holds[n]:
            signs[n] = _signs(before, after, one, (dy[n], dx[n]))
    evidence = _against_neighbours(signs, middles)
    rank = np.zeros(len(polygons), np.int64)
    order = np.argsort(-np.nan_to_num(evidence, nan=-np.inf), kind="stable")[: int(np.isfinite(evidence).sum())]
    rank[order] = np.arange(1, len(order) + 1)
    return Ranked(signs, evidence, rank)


def _on_grid(picture: Picture, shape: Any) -> Any:
    return shapely.transform(shape, lambda at: np.column_stack(picture.squares(at[:, 0], at[:, 1])))


def _signs(before: Picture, after: Picture, shape: Any, shift: tuple[float, float]) -> Floats:
    """The signs of one building; nan where either scene does not know all of it."""
    pad = math.ceil(AROUND_M / after.step) + ALIGN // 2
    x0, y0, x1, y1 = (math.floor(one) for one in shape.bounds)
    box = Box(
        *(one // ALIGN * ALIGN for one in (x0 - pad, y0 - pad)),
        *(-(-one // ALIGN) * ALIGN for one in (x1 + pad, y1 + pad)),
    )
    (old, known), (new, known_) = told(before, box), told(after, box)
    rows, cols = np.mgrid[box.y0 : box.y1, box.x0 : box.x1] + 0.5
    inside = shapely.contains_xy(shapely.buffer(shape, AROUND_M / after.step), cols, rows)
    if inside.sum() < 16 or not (known & known_)[inside].all():
        return np.full(len(SIGNS), np.nan)
    new = ndimage.shift(new, shift, order=1, mode="nearest")
    a, b = old[inside], new[inside]
    edges = [float(ndimage.gaussian_gradient_magnitude(one, 1.0)[inside].mean()) for one in (old, new)]
    fine = [float((one - ndimage.gaussian_filter(one, 1.5))[inside].std()) for one in (old, new)]
    unlike = 1 - float(np.corrcoef(a, b)[0, 1]) if a.std() > 0 and b.std() > 0 else 1.0
    lost, gained = math.log((edges[0] + 0.01) / (edges[1] + 0.01)), math.log((fine[1] + 0.01) / (fine[0] + 0.01))
    return np.array([unlike, lost, gained, abs(float(np.median(b) - np.median(a)))])


def _against_neighbours(signs: Floats, middles: Floats) -> Floats:
    evidence = np.full(len(signs), np.nan)
    rows = np.nonzero(np.isfinite(signs).all(axis=1))[0]
    if len(rows) < 5:
        return evidence
    near = np.asarray(KDTree(middles[rows]).query(middles[rows], k=min(NEIGHBOURS + 1, len(rows)))[1])
    around = signs[rows[near[:, 1:]]]
    middle = np.median(around, axis=1)
    spread = np.median(np.abs(around - middle[:, None]), axis=1) * 1.4826 + 0.05
    evidence[rows] = ((signs[rows] - middle) / spread).mean(axis=1)
    return evidence
