"""Identity: the id of a mark is made once, from the scene and its place, and stays when the mark is found again."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from scipy.spatial import KDTree

from tawthiq.imagery.shape import Floats

SAME_M = 5.0

Known = Sequence[tuple[str, float, float]]


def pairs(x: Floats, y: Floats, other_x: Floats, other_y: Floats, within: float) -> list[tuple[int, int]]:
    """Pairs of near points of two sets, nearest first, each point in one pair at most."""
    if not len(x) or not len(other_x):
        return []
    here, there = KDTree(np.column_stack([x, y])), KDTree(np.column_stack([other_x, other_y]))
    near = here.sparse_distance_matrix(there, within, output_type="ndarray")
    taken: tuple[set[int], set[int]] = set(), set()
    found = []
    for row in near[np.lexsort((near["j"], near["i"], near["v"]))]:
        i, j = int(row["i"]), int(row["j"])
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            found.append((i, j))
    return found


def named(item: str, x_px: Floats, y_px: Floats, known: Known, metres: float) -> tuple[list[str], Known]:
    """Ids of the marks at columns and rows of a scene, and the known ones that were not found again.

    A mark within 5 m of a known one is that one; ``metres`` is the size of a pixel.
    """
    kx, ky = (np.array([one[at] for one in known], float) for at in (1, 2))
    again = dict(pairs(x_px * metres, y_px * metres, kx * metres, ky * metres, SAME_M))
    ids = [known[again[n]][0] if n in again else _fresh(item, x, y)
           for n, (x, y) in enumerate(zip(x_px.tolist(), y_px.tolist(), strict=True))]  # fmt: skip
    gone = set(range(len(known))) - set(again.values())
    return ids, [known[n] for n in sorted(gone)]


def _fresh(item: str, x: float, y: float) -> str:
    return "m-" + sha256(f"{item}|{x:.2f}|{y:.2f}".encode()).hexdigest()[:16]
