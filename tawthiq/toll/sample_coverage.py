"""The toll from the coverage of the lists, and the bound that it is where they cover too little."""

from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from tawthiq.messages import Sentence
from tawthiq.toll.answers import log_normal, no_estimate
from tawthiq.toll.shape import Estimate, Overlap

Array = NDArray[np.float64]

ENOUGH = 0.55


@dataclass(frozen=True, slots=True)
class SampleCoverage:
    """The sample coverage estimate for lists that depend on one another.

    Chao & Tsay (1998, Biometrics 54:283), Tsay & Chao (2001, J. Appl. Stat. 28:25), Chao et al. (2001,
    Statistics in Medicine 20:3123): where the lists cover 55 % or more, the estimate; below, the one-step
    estimate, which only bounds. Dependence is taken pair by pair. The interval is log-normal, its error from
    ``bootstraps`` populations.

    Assumes that dependence between three lists or more adds nothing to that between pairs; below 55 %
    coverage it bounds where dependence is positive, and lists of opposed sides break it.
    """

    bootstraps: int = 1000
    level: float = 0.95
    name: ClassVar[str] = "sample-coverage"
    version: ClassVar[str] = "1"

    def estimate(self, overlap: Overlap, *, seed: int) -> Estimate:
        """The estimate or bound with its interval and draws; a reason on a table to refuse."""
        if (why := overlap.refusal()) is not None:
            return no_estimate(self, overlap, why)
        (point,), (coverage,) = _sample_coverage(overlap.cells[None, :])
        if not overlap.documented <= point < np.inf:
            return no_estimate(self, overlap, Sentence("toll.no_model_exists"), coverage=float(coverage))
        draws = _populations(overlap, point, self.bootstraps, seed)
        lower, upper = log_normal(overlap.documented, point - overlap.documented, draws.std(), self.level)
        low = bool(coverage < ENOUGH)
        facts = {"coverage": f"{coverage:.0%}", "enough": f"{ENOUGH:.0%}"}
        return Estimate(
            self.name, overlap.documented, float(point), lower, upper, self.level,
            bounds="below" if low else None, draws=draws, details={"coverage": float(coverage)},
            warnings=overlap.cautions() + ((Sentence("toll.low_coverage", facts),) if low else ()),
        )  # fmt: skip


def _populations(overlap: Overlap, total: float, populations: int, seed: int) -> Array:
    """The estimates from populations drawn from the estimated one, those without an estimate left out."""
    cells = overlap.cells.astype(float)
    cells[0] = total - overlap.documented
    tables = np.random.default_rng(seed).multinomial(round(total), cells / cells.sum(), populations)
    tables[:, 0] = 0
    draws = _sample_coverage(tables)[0]
    return np.asarray(draws[np.isfinite(draws) & (draws >= tables.sum(axis=1))])


def _sample_coverage(tables: NDArray[np.int64]) -> tuple[Array, Array]:
    """The estimate and the coverage of each table (T, 2^K), each (T,)."""
    lists = int(np.log2(tables.shape[1]))
    codes = np.arange(tables.shape[1])
    size = np.array([tables[:, codes >> k & 1 == 1].sum(axis=1) for k in range(lists)])
    alone = np.array([tables[:, 1 << k] for k in range(lists)])
    coverage = 1 - (alone / np.maximum(size, 1)).mean(axis=0)
    near, bends = np.zeros(len(tables)), np.zeros(len(tables))
    for i, j in combinations(range(lists), 2):
        pair = 1 << i | 1 << j
        weight = alone[i] + alone[j] + 2 * tables[:, pair]
        near += weight
        bends += weight * tables[:, codes & pair == pair].sum(axis=1) / np.maximum(size[i] * size[j], 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        independent = (tables.sum(axis=1) - alone.mean(axis=0)) / coverage
        base, bend = independent - near / (lists * coverage), bends / (lists * coverage)
        once = base + bend * independent
        return np.where(coverage >= ENOUGH, base / (1 - bend), base + bend * once), coverage
