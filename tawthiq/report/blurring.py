"""The verb of blurring: an offset for each person who lives, drawn once, so that editions cannot be averaged."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tawthiq import tables
from tawthiq.case import Case, Signer
from tawthiq.report.door.tabled import Offset

SLOT = "blurring"
OFFSETS = (
    pa.schema([("id", pa.string())]).append(pa.field("east_m", pa.float64())).append(pa.field("north_m", pa.float64()))
)


@dataclass(frozen=True, slots=True)
class Blurring:
    """Displaces by a distance drawn evenly by area between two radii, in any direction (donut masking).

    Hampton et al. 2010, American Journal of Epidemiology 172. It hides a house, not a village: where few people live
    publish the settlement instead.
    """

    name: ClassVar[str] = "donut"
    version: ClassVar[str] = "1"

    nearest_m: float = 300.0
    farthest_m: float = 1_000.0

    def drawn(self, ids: Collection[str], seed: int) -> list[dict[str, Any]]:
        """An offset for each id, in their order."""
        draw = np.random.default_rng(seed)
        far = np.sqrt(draw.uniform(self.nearest_m**2, self.farthest_m**2, len(ids)))
        way = draw.uniform(0, 2 * np.pi, len(ids))
        moved = zip(ids, far * np.sin(way), far * np.cos(way), strict=True)
        return [{"id": id_, "east_m": float(east), "north_m": float(north)} for id_, east, north in moved]


def offsets(case: Case, ids: Collection[str], by: Signer, method: Blurring | None = None) -> dict[str, Offset]:
    """The offsets of these people; who has none is drawn one, which is put into the case."""
    chosen = method or Blurring()
    held = _held(case)
    fresh = sorted(set(ids) - {row["id"] for row in held})
    if fresh:
        seed = secrets.randbelow(2**53)
        held = [*held, *chosen.drawn(fresh, seed)]
        path = case.scratch(SLOT) / "offsets.parquet"
        tables.write(path, OFFSETS, [tables.rows(OFFSETS, held)])
        case.find(SLOT, case.recipe(chosen, "report", seed=seed), {"offsets": path}, by)
    known = {row["id"]: row for row in held}
    return {one: Offset(known[one]["east_m"], known[one]["north_m"], chosen.farthest_m) for one in ids}


def _held(case: Case) -> list[dict[str, Any]]:
    standing = case.current(SLOT)
    if standing is None:
        return []
    with case.open_table(standing, "offsets") as path:
        return list(pq.read_table(path).to_pylist())
