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


@dataclass(frozen=True, eq=False)
class Hexagons:
    """Cells of a grid of hexagons fixed to the ground: ``cells`` (n, 2) in axial coordinates (pointed up).

    Of each how many marks it holds (``counts``, summed weights) and how many km² of it could be assessed (``km2``).
    """

    cells: NDArray[np.int64]
    counts: Floats
    km2: Floats
    side_m: float

    def middles(self) -> Floats:
        """The middles in metres on the grid, (n, 2)."""
        q, r = self.cells[:, 0], self.cells[:, 1]
        return np.column_stack([np.sqrt(3) * (q + r / 2), 1.5 * r]) * self.side_m

    def outlines(self) -> Floats:
        """The closed outlines in metres on the grid, (n, 7, 2)."""
        turn = np.pi / 3 * np.arange(7) + np.pi / 6
        return self.middles()[:, None] + self.side_m * np.column_stack([np.cos(turn), np.sin(turn)])


def hexagons(x_m: Floats, y_m: Floats, weight: Floats, ground: Floats, side_m: float = 100.0) -> Hexagons:
    """Marks at metres on the grid counted in hexagons, with the ground of each that could be assessed.

    ``ground`` (n, 3) are columns, rows and assessable shares of cells of 32 m; each counts for the hexagon that holds
    its middle. Gives the hexagons that have ground or marks.
    """
    there = (ground[:, :2] + 0.5) * CELL_M
    of_marks, of_ground = _hexagon(x_m, y_m, side_m), _hexagon(there[:, 0], there[:, 1], side_m)
    cells, place = np.unique(np.concatenate([of_marks, of_ground]), axis=0, return_inverse=True)
    place = place.reshape(-1)
    counts = np.bincount(place[: len(x_m)], weight, len(cells)).astype(np.float64)
    km2 = np.bincount(place[len(x_m) :], ground[:, 2] * CELL_M**2 / 1e6, len(cells)).astype(np.float64)
    return Hexagons(cells, counts, km2, side_m)


def _hexagon(x_m: Floats, y_m: Floats, side_m: float) -> NDArray[np.int64]:
    """The hexagon of each place, (n, 2): cube coordinates are rounded, and the one that is most off follows."""
    q = (np.sqrt(3) / 3 * x_m - y_m / 3) / side_m
    r = 2 / 3 * y_m / side_m
    cube = np.column_stack([q, r, -q - r])
    whole = np.rint(cube)
    worst, at = np.abs(whole - cube).argmax(axis=1), np.arange(len(whole))
    whole[at, worst] -= whole.sum(axis=1)
    return np.asarray(whole[:, :2], np.int64)


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
