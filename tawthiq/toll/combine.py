"""The headline: one range over stated assumptions, where each single method is known to fail somewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from tawthiq.messages import Sentence
from tawthiq.toll.decomposable import Decomposable
from tawthiq.toll.latent.latent_class import LatentClasses
from tawthiq.toll.shape import Draws, Estimate, Estimator, Overlap

POOLED = (LatentClasses.name, Decomposable.name)
DRAWS = 4_000
STEPS: Literal["inverted_cdf"] = "inverted_cdf"
HALF, TINY = 0.5, 1e-9


@dataclass(frozen=True, slots=True)
class Combined:
    """Half a belief that people fall into hidden classes, half a belief that lists depend on one another directly.

    The linear opinion pool (Stone 1961, Ann. Math. Stat. 32:1339) of the posteriors of the latent classes and of the
    decomposable graphs: the one fails where lists lean on one another, the other where people differ.

    Assumes that one of the two is about right, and that every person could have been listed. Where both happen at
    once and strongly, it misses, always from below; so the upper limit of the unseen is moved up ``further`` times, as
    random populations taught (docs/toll/combine.md). Without the latent classes, which alone allow for people who
    differ, there is no headline; beyond six lists they stand alone, and a warning says so.
    """

    level: float = 0.95
    further: float = 1.7
    name: ClassVar[str] = "combined"
    version: ClassVar[str] = "3"

    def estimate(self, overlap: Overlap, *, seed: int) -> Estimate:
        """The pooled median, its interval and draws; a reason on a table to refuse or when the gates fail."""
        methods: tuple[Estimator, ...] = (LatentClasses(level=self.level), Decomposable(level=self.level))
        return self.of([method.estimate(overlap, seed=seed) for method in methods])

    def of(self, estimates: Sequence[Estimate]) -> Estimate:
        """The headline over estimates that were made already; others than the two pooled are passed over."""
        given = [one for one in estimates if one.method in POOLED]
        classes = next(one for one in given if one.method == LatentClasses.name)
        if classes.why is not None:
            return Estimate(self.name, classes.documented, why=classes.why, warnings=classes.warnings)
        draws = [one.draws for one in given if one.draws is not None]
        weights = np.concatenate([np.full(len(one), 1 / len(one)) for one in draws])
        at, pooled = [(1 - self.level) / 2, 0.5, (1 + self.level) / 2], np.concatenate(draws)
        limits = np.quantile(pooled, at[1:], weights=weights, method=STEPS)
        pooled = _further(pooled, classes.documented, *limits, by=self.further)
        lower, point, upper = np.quantile(pooled, at, weights=weights, method=STEPS)
        alone = () if len(draws) == len(POOLED) else (Sentence("toll.one_assumption"),)
        return Estimate(
            self.name, classes.documented, float(point), float(lower), float(upper), self.level,
            draws=_drawn(pooled, weights), details={"methods": [one.method for one in given if one.draws is not None]},
            warnings=(Sentence("toll.unreachable"), *alone, *_once(given)),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Swing:
    """What an estimate becomes without one list (``lists`` has one name), or with two counted as one (two names)."""

    lists: tuple[str, ...]
    estimate: Estimate


def swings(overlap: Overlap, method: Estimator, *, seed: int) -> tuple[Swing, ...]:
    """The estimate of a method without each list in turn, then with each two lists counted as one."""
    names = overlap.lists
    left_out = [((name,), overlap.without(name)) for name in names]
    merged = [((a, b), overlap.merge(a, b)) for i, a in enumerate(names) for b in names[i + 1 :]]
    return tuple(Swing(lists, method.estimate(table, seed=seed)) for lists, table in [*left_out, *merged])


def _further(pooled: Draws, documented: int, point: float, upper: float, *, by: float) -> Draws:
    """The draws with the unseen of those above the point moved up on the logarithm.

    That of the upper limit moves ``by`` times, those between in proportion: their order and the point stay, and so do
    draws under the documented, which linkages with fewer people give.
    """
    unseen = np.log(np.maximum(pooled - documented, 0.0) + HALF)
    middle, highest = np.log(np.maximum(np.array([point, upper]) - documented, 0.0) + HALF)
    way = np.clip((unseen - middle) / max(highest - middle, TINY), 0.0, 1.0)
    return np.asarray(pooled + (pooled - documented) * (by**way - 1))


def _drawn(pooled: Draws, weights: Draws) -> Draws:
    """As many draws as a posterior has, evenly from the pool, in an order that says nothing."""
    even = np.quantile(pooled, (np.arange(DRAWS) + 0.5) / DRAWS, weights=weights, method=STEPS)
    return np.random.default_rng(DRAWS).permutation(even)


def _once(given: Sequence[Estimate]) -> tuple[Sentence, ...]:
    """Each warning once, however many methods give it."""
    return tuple({str(one): one for estimate in given for one in estimate.warnings}.values())
