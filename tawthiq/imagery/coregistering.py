"""Co-registering: how far a scene lies beside an earlier one, place by place, and where that cannot be told."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import KDTree
from skimage.registration import phase_cross_correlation

from tawthiq.errors import BadInput
from tawthiq.imagery.normalising import Grey, Mask, halo_squares, normalised
from tawthiq.imagery.shape import Floats
from tawthiq.rasters.ground import Box, Picture

TILE = 256
FINE = 50
LIMIT = 4.0
LEAST_M = 12.0
AGREE_M = 1.5
ALIKE = 0.15
NEIGHBOURS = 8
FEW = 25
ALIGN = 32


@dataclass(frozen=True, eq=False)
class Shifts:
    """How far the after-scene lies from the before-scene at places on their grid, n rows, all in squares.

    ``x``, ``y`` (n,) are the middles of tiles; ``dx``, ``dy`` what must be added to a place of the after-scene to find
    it in the before-scene; ``alike`` the correlation of the two once shifted; ``holds`` whether that can be relied on.
    """

    x: Floats
    y: Floats
    dx: Floats
    dy: Floats
    alike: Floats
    holds: Mask

    def at(self, x: Floats, y: Floats) -> tuple[Floats, Floats, Mask]:
        """The shift at places: of the nearest tile that holds, and whether there is one within a tile and a half."""
        if not self.holds.any() or not len(x):
            return np.zeros(len(x)), np.zeros(len(x)), np.zeros(len(x), np.bool_)
        held = np.nonzero(self.holds)[0]
        away, nearest = KDTree(np.column_stack([self.x[held], self.y[held]])).query(np.column_stack([x, y]))
        row = held[nearest]
        return self.dx[row], self.dy[row], np.asarray(away <= 1.5 * TILE, np.bool_)


def shifts(before: Picture, after: Picture) -> Shifts:
    """Shifts of tiles of 128 m by phase correlation (Guizar-Sicairos, Thurman, Fienup 2008), to 1/50 of a square.

    Tiles overlap by half where there are few. A tile holds where its pictures are known, the shift is under 12 m, the
    two are alike once shifted, and at least half of its neighbours say the same to 1.5 m. Raises BadInput where the
    scenes do not overlap.
    """
    boxes = list(_shared(before, after))
    if not boxes:
        raise BadInput("imagery.no_overlap", file=after.name, other=before.name)
    rows = [_shift(before, after, box) for box in boxes]
    told = np.array([one for one in rows if one is not None]).reshape(-1, 5)
    x, y, dx, dy, alike = told.T
    holds = (np.hypot(dx, dy) * after.step <= LEAST_M) & (alike >= ALIKE)
    return Shifts(x, y, dx, dy, alike, holds & _agreed(told[:, :2], told[:, 2:4] * after.step, holds))


def _shared(before: Picture, after: Picture) -> Iterator[Box]:
    a, b = before.box, after.box
    low, high = (max(a.x0, b.x0), max(a.y0, b.y0)), (min(a.x1, b.x1), min(a.y1, b.y1))
    columns, rows = (range(low[n] // TILE, -(-high[n] // TILE)) if low[n] < high[n] else range(0) for n in (0, 1))
    every = TILE if len(rows) * len(columns) >= FEW else TILE // 2
    many = TILE // every
    down, across = (range(one.start * many, one.stop * many) for one in (rows, columns))
    starts = product(down, across)
    for j, i in starts:
        yield Box(i * every, j * every, i * every + TILE, j * every + TILE)


def told(picture: Picture, box: Box) -> tuple[Grey, Mask]:
    """The normalised grey of a box, and where it is known."""
    halo = ALIGN * -(-halo_squares(32.0, picture.step) // ALIGN)
    layer = picture.read(box.grown(halo))
    seen = normalised(layer.pixels.mean(axis=0), layer.valid, picture.step)
    inside = (slice(halo, -halo), slice(halo, -halo))
    return seen.values[inside], layer.valid[inside]


def _shift(before: Picture, after: Picture, box: Box) -> tuple[float, ...] | None:
    (old, known), (new, known_) = told(before, box), told(after, box)
    if (known & known_).mean() < 0.9:
        return None
    soft = [_window() * np.clip(ndimage.gaussian_filter(one, 1.0), -LIMIT, LIMIT) for one in (old, new)]
    (dy, dx), *_ = phase_cross_correlation(soft[0], soft[1], upsample_factor=FINE, normalization=None)  # type: ignore[no-untyped-call]
    moved = ndimage.shift(new, (dy, dx), order=1)
    inner = slice(TILE // 8, -TILE // 8)
    alike = float(np.corrcoef(moved[inner, inner].ravel(), old[inner, inner].ravel())[0, 1])
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, float(dx), float(dy), np.nan_to_num(alike)


def _window() -> NDArray[np.float64]:
    return np.outer(np.hanning(TILE), np.hanning(TILE))


def _agreed(at: Floats, shift_m: Floats, holds: Mask) -> Mask:
    """Whether at least half of the nearest tiles that hold say nearly the same."""
    rows = np.nonzero(holds)[0]
    agreed = np.zeros(len(at), np.bool_)
    if len(rows) < 3:
        return agreed
    near = np.asarray(KDTree(at[rows]).query(at[rows], k=min(NEIGHBOURS + 1, len(rows)))[1])
    off = np.hypot(*(shift_m[rows[near[:, 1:]]] - shift_m[rows][:, None]).transpose(2, 0, 1))
    agreed[rows] = np.median(off, axis=1) <= AGREE_M
    return agreed
