"""Windows: a detector over a whole scene, window by window, the same marks whatever their size and order."""

import math
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy.spatial import KDTree

from tawthiq.imagery.shape import Candidates, Detector, Floats, View
from tawthiq.rasters.ground import Box, Picture

SIZE = 2048
ALIGN = 32
CELL = 64
APART_M = 2.5

Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Window:
    """What a window gave: candidates, and of its core the squares that are ground.

    ``cells`` (h, w) is the share that can be assessed of each cell of 64 × 64 squares of the core.
    """

    box: Box
    found: Candidates
    ground: int
    cells: Floats

    @property
    def assessable(self) -> int:
        """How many squares of the core can be assessed."""
        return round(float(self.cells.sum()) * CELL**2)


def scan(picture: Picture, detector: Detector, boxes: Iterable[Box]) -> Iterator[Window]:
    """Each window with what the detector finds in it, in order; two windows a core are held at once."""
    workers = os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Future[Window]] = deque()
        for box in boxes:
            waiting.append(pool.submit(look, picture, detector, box))
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def look(picture: Picture, detector: Detector, box: Box) -> Window:
    """One window, read with the halo that the detector needs."""
    halo = ALIGN * math.ceil(detector.halo_m / picture.step / ALIGN)
    layer = picture.read(box.grown(halo))
    inside = (slice(halo, -halo), slice(halo, -halo))
    ground = int(layer.valid[inside].sum())
    if not ground:
        return Window(box, Candidates.none(), 0, np.zeros(_cells(box)))
    view = View(box, layer, picture.bands, picture.step)
    high, wide = _cells(box)
    cells = view.told.assessable[inside].reshape(high, CELL, wide, CELL).mean(axis=(1, 3))
    return Window(box, detector.candidates(view), ground, cells)


def _cells(box: Box) -> tuple[int, int]:
    return (box.y1 - box.y0) // CELL, (box.x1 - box.x0) // CELL


def single(found: Candidates, step: float, apart_m: float = APART_M) -> Candidates:
    """Without what lies within the scar, or within 2.5 m, of a stronger one of the same polarity; the strongest first.

    Each is compared with all that are stronger, dropped ones too: whether a mark stays depends only on what is near.
    """
    if not len(found):
        return found
    found = found.take(np.lexsort((found.x, found.y, -found.score)))
    tree = KDTree(np.column_stack([found.x, found.y]) * step)
    near = np.maximum(found.diameter / 2, apart_m)
    keep = np.ones(len(found), bool)
    for first, others in enumerate(tree.query_ball_point(tree.data, near)):
        weaker = [one for one in others if one > first and found.polarity[one] == found.polarity[first]]
        keep[weaker] = False
    return found.take(keep)
