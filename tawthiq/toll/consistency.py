"""Internal consistency: each list is hidden in turn, and its known size estimated from the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tawthiq.toll.shape import Estimate, Estimator, Overlap

Reals = NDArray[np.float64]

HALF = 0.5


@dataclass(frozen=True, slots=True)
class Hidden:
    """A hidden list: how many it names (the truth), and what a method says of that from the other lists."""

    name: str
    truth: int
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Score:
    """How the hidden lists were met, over those with an estimate.

    ``covered`` is the share of intervals that hold the truth, ``error`` the root mean square of log(point / truth),
    ``width`` the median of log(upper / lower); ``hidden`` counts all, ``refused`` those without an estimate.
    """

    hidden: int
    refused: int
    covered: float
    error: float
    width: float


def hide(overlap: Overlap, name: str) -> tuple[Overlap, int]:
    """The overlap of the other lists among the people on one, and how many people that one names."""
    index = overlap.lists.index(name)
    on = overlap.patterns[:, index] == 1
    others = tuple(one for one in overlap.lists if one != name)
    patterns = np.delete(overlap.patterns[on], index, axis=1)
    counts, seen = overlap.counts[on], patterns.any(axis=1)
    return Overlap(others, patterns[seen], counts[seen]), int(counts.sum())


def hide_each(overlap: Overlap, method: Estimator, *, seed: int) -> tuple[Hidden, ...]:
    """What a method says of every list from the others (Binette & Steorts 2022, JRSS-A 185:S123)."""
    return tuple(Hidden(name, truth, method.estimate(table, seed=seed)) for name, table, truth in _tables(overlap))


def score(hidden: Sequence[Hidden]) -> Score:
    """How a method met the hidden lists. NaN where it gave no estimate at all."""
    given = np.array([(h.truth, h.estimate.lower, h.estimate.point, h.estimate.upper) for h in hidden if _met(h)])
    if len(given) == 0:
        return Score(len(hidden), len(hidden), np.nan, np.nan, np.nan)
    truth, lower, point, upper = given.astype(float).T
    error = float(np.sqrt(np.mean(np.log(point / truth) ** 2)))
    covered = float(np.mean((lower <= truth) & (truth <= upper)))
    return Score(len(hidden), len(hidden) - len(given), covered, error, float(np.median(np.log(upper / lower))))


def stretch_of(hidden: Iterable[Hidden], *, level: float = 0.95) -> float:
    """How many times longer the intervals must be to hold the truth of hidden lists at a level.

    Split conformal (Vovk, Gammerman & Shafer 2005) on the logarithm of the unseen, each side in units of its own
    length. Learn it from *other* data sets than the one that it is applied to. Infinite where the lists are too few.
    """
    far = np.sort([_distance(one) for one in hidden if _met(one)])
    rank = int(np.ceil((len(far) + 1) * level))
    return float(far[rank - 1]) if 0 < rank <= len(far) else np.inf


def calibrated(estimate: Estimate, stretch: float) -> tuple[float, float]:
    """The interval of an estimate, both sides ``stretch`` times as long in the logarithm of the unseen."""
    lower, point, upper = _log_unseen(estimate, [estimate.lower, estimate.point, estimate.upper])
    sides = np.exp([point - stretch * (point - lower), point + stretch * (upper - point)])
    low, high = np.maximum(estimate.documented + sides - HALF, estimate.documented)
    return float(low), float(high)


def _tables(overlap: Overlap) -> Iterable[tuple[str, Overlap, int]]:
    for name in overlap.lists:
        yield name, *hide(overlap, name)


def _met(hidden: Hidden) -> bool:
    return hidden.estimate.point is not None


def _distance(hidden: Hidden) -> float:
    """How far the truth lies from the point, in lengths of the interval's side."""
    one = hidden.estimate
    lower, point, upper, truth = _log_unseen(one, [one.lower, one.point, one.upper, hidden.truth])
    side = upper - point if truth > point else point - lower
    return float(abs(truth - point) / side) if side > 0 else float(np.inf if truth != point else 0.0)


def _log_unseen(estimate: Estimate, totals: Sequence[float | None]) -> Reals:
    return np.log(np.array(totals, float) - estimate.documented + HALF)
