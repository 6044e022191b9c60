"""Internal consistency: each list is hidden in turn, and its known size estimated from the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tawthiq.toll.shape import Estimate, Estimator, Overlap

Reals = NDArray[np.float64]

ROUNDING = 1e-9

HIDDEN = (
    (4_400, "EXH", 1_910, 779, 964.0, 2_868.0),
    (4_400, "ABA", 1_528, 683, 843.0, 1_147.0),
    (4_400, "OSCE", 1_786, 850, 1_087.0, 2_558.0),
    (4_400, "HRW", 685, 379, 462.0, 1_210.0),
    (2_428, "LA", 94, 40, 54.0, 501.0),
    (2_428, "NG", 567, 103, 218.0, 1_186.0),
    (2_428, "PFNCA", 1_169, 163, 576.0, 2_992.0),
    (2_428, "GO", 807, 104, 151.0, 1_229.0),
    (8_234, "IO", 929, 172, 307.0, 1_690.0),
    (8_234, "P", 4_812, 302, 924.0, 5_428.0),
    (8_234, "R", 742, 92, 118.0, 871.0),
    (8_234, "Z", 848, 212, 287.0, 2_442.0),
    (2_185, "A", 997, 408, 546.0, 1_295.0),
    (2_185, "B", 873, 339, 420.0, 900.0),
    (2_185, "C", 506, 225, 262.0, 492.0),
    (2_185, "D", 542, 334, 392.0, 830.0),
)
"""What ``Combined`` said of hidden lists of published tables (benchmarks/toll_hidden.py, seed 1): the people documented
in the table (Kosovo, the UK's four lists, the Netherlands' five, Allegheny County), the list, how many it names and how
many of them the others see, the limits."""


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


@dataclass(frozen=True, slots=True)
class Margins:
    """How far the lower limit must move down and the upper one up, in the logarithm of the toll; may be negative."""

    lower: float
    upper: float


def hide(overlap: Overlap, name: str) -> tuple[Overlap, int]:
    """The overlap of the other lists among the people on one, and how many people that one names.

    Lists that share nobody with another among these people are left out: they tell nothing of them.
    """
    index = overlap.lists.index(name)
    on = overlap.patterns[:, index] == 1
    others = tuple(one for one in overlap.lists if one != name)
    patterns = np.delete(overlap.patterns[on], index, axis=1)
    seen = patterns.any(axis=1)
    hidden = Overlap(others, patterns[seen], overlap.counts[on][seen])
    shared = hidden.patterns[hidden.patterns.sum(axis=1) >= 2].any(axis=0)
    for one, met in zip(others, shared, strict=True):
        hidden = hidden if met or not shared.any() else hidden.without(one)
    return hidden, int(overlap.counts[on].sum())


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


def margins_of(hidden: Iterable[Hidden], *, level: float = 0.95) -> Margins:
    """How far the limits must move for intervals to hold the truth of hidden lists at a level.

    Conformalised quantile regression (Romano, Patterson & Candès 2019) on the logarithm, each limit by itself; the
    misses that the level allows are shared out so that the interval is shortest. Learn it from *other* data sets than
    the one that it is applied to. Infinite where the lists are too few.
    """
    met = np.array([(h.estimate.lower, h.estimate.upper, h.truth) for h in hidden if _met(h)], float).reshape(-1, 3)
    lower, upper, truth = np.log(met).T
    below, above = np.sort(lower - truth)[::-1], np.sort(truth - upper)[::-1]
    allowed = int((len(met) + 1) * (1 - level) + ROUNDING)
    if allowed < 2:
        return Margins(np.inf, np.inf)
    share = int(np.argmin(below[: allowed - 1] + above[: allowed - 1][::-1]))
    return Margins(float(below[share]), float(above[allowed - 2 - share]))


def calibrated(estimate: Estimate, margins: Margins) -> tuple[float, float]:
    """The interval of an estimate with its limits moved, never below the documented."""
    lower, upper = np.array([estimate.lower, estimate.upper], float) * np.exp([-margins.lower, margins.upper])
    low = max(float(lower), float(estimate.documented))
    return low, max(float(upper), low)


@dataclass(frozen=True, slots=True)
class Learnt:
    """The interval of an estimate moved as so many ``lists`` of other tables teach, and its level."""

    lower: float
    upper: float
    level: float
    lists: int


def learnt(estimate: Estimate, overlap: Overlap) -> Learnt | None:
    """The calibrated interval, learnt from ``HIDDEN`` without the table that is estimated; at the level it can teach.

    It moves the limits of the unseen, so that a table that sees nearly everybody is moved little; the lower one never
    up, though hidden lists were always missed from below. None without an estimate. Published tables of killings,
    trafficking and an epidemic taught it: of another kind of list it may know little.
    """
    others = [
        Hidden(name, truth - seen, Estimate("unseen", 0, lower - seen, lower - seen, upper - seen))
        for people, name, truth, seen, lower, upper in HIDDEN
        if people != overlap.documented
    ]
    if estimate.point is None or estimate.lower is None or estimate.upper is None or not others:
        return None
    level, documented = 1 - 2 / (len(others) + 1), estimate.documented
    unseen = Estimate(
        "unseen", 0, estimate.point - documented, estimate.lower - documented, estimate.upper - documented
    )
    lower, upper = calibrated(unseen, margins_of(others, level=level))
    return Learnt(min(documented + lower, estimate.lower), documented + upper, level, len(others))


def _tables(overlap: Overlap) -> Iterable[tuple[str, Overlap, int]]:
    for name in overlap.lists:
        yield name, *hide(overlap, name)


def _met(hidden: Hidden) -> bool:
    return hidden.estimate.point is not None
