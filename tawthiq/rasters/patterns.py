"""Patterns: density inside what could be assessed, clusters, and the distance to protected objects.

No direction of fire is told from a pattern: experts could not tell it for most fields.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import KDTree

Floats = NDArray[np.float64]

CELL_M = 32.0
LEAST = 5


@dataclass(frozen=True, eq=False)
class Density:
    """Marks per km² of assessable ground in cells of 32 m, (H, W), nan where too little could be assessed.

    ``x0`` and ``y0`` are the first column and row of cells on the scene's grid.
    """

    per_km2: Floats
    x0: int
    y0: int


def density(x_m: Floats, y_m: Floats, weight: Floats, cells: Floats, radius_m: float = 100.0) -> Density:
    """A kernel density of marks at metres on the grid, corrected for what could not be assessed (Diggle 1985).

    ``cells`` (n, 3) are columns, rows and assessable shares of cells; ``weight`` is each mark's probability, or 1.
    The Gaussian kernel has a standard deviation of ``radius_m``. Refuses nothing: of no cells it makes an empty map.
    """
    if not len(cells):
        return Density(np.zeros((0, 0)), 0, 0)
    x0, y0 = (int(cells[:, axis].min()) for axis in (0, 1))
    shape = int(cells[:, 1].max()) - y0 + 1, int(cells[:, 0].max()) - x0 + 1
    area, count = np.zeros(shape), np.zeros(shape)
    area[cells[:, 1].astype(int) - y0, cells[:, 0].astype(int) - x0] = cells[:, 2] * CELL_M**2 / 1e6
    rows, cols = (np.floor(one / CELL_M).astype(int) - first for one, first in ((y_m, y0), (x_m, x0)))
    inside = (rows >= 0) & (rows < shape[0]) & (cols >= 0) & (cols < shape[1])
    np.add.at(count, (rows[inside], cols[inside]), weight[inside])
    near, ground = (ndimage.gaussian_filter(one, radius_m / CELL_M, mode="constant") for one in (count, area))
    enough = area > 0.25 * CELL_M**2 / 1e6
    return Density(np.divide(near, ground, out=np.full(shape, np.nan), where=enough), x0, y0)


def hexagons(x_m: Floats, y_m: Floats, side_m: float = 100.0) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Cells of a grid of hexagons of a side, fixed to the ground: each mark's (column, row), and how many it has.

    Gives the cells that hold marks, (n, 2) in axial coordinates (pointed up), and their counts, (n,).
    """
    q = (np.sqrt(3) / 3 * x_m - y_m / 3) / side_m
    r = 2 / 3 * y_m / side_m
    cube = np.column_stack([q, r, -q - r])
    whole = np.rint(cube)
    off = np.abs(whole - cube)
    worst = off.argmax(axis=1)
    at = np.arange(len(whole))
    whole[at, worst] -= whole.sum(axis=1)
    cells, counts = np.unique(whole[:, :2].astype(np.int64), axis=0, return_counts=True)
    return cells, counts


def clusters(x_m: Floats, y_m: Floats, least: int = LEAST) -> NDArray[np.int64]:
    """The cluster of each mark, (n,), −1 for none: HDBSCAN (Campello, Moulavi, Sander 2013) on metres.

    Assumes that clusters are denser than what lies between them; under ``least`` marks there is none.
    """
    if len(x_m) < max(least, 2):
        return np.full(len(x_m), -1, np.int64)
    from sklearn.cluster import HDBSCAN  # noqa: PLC0415 (heavy; only who asks pays for it)

    found = HDBSCAN(min_cluster_size=least, copy=True).fit_predict(np.column_stack([x_m, y_m]))
    return np.asarray(found, np.int64)


def distances(x_m: Floats, y_m: Floats, object_x: Floats, object_y: Floats) -> Floats:
    """Metres from each protected object to the nearest mark, inf where there is none."""
    if not len(x_m):
        return np.full(len(object_x), np.inf)
    return np.asarray(KDTree(np.column_stack([x_m, y_m])).query(np.column_stack([object_x, object_y]))[0], float)
