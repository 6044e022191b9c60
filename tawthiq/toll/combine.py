"""The headline: one range over stated assumptions, where each single method is known to fail somewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tawthiq.toll.shape import Estimate, Estimator, Overlap, Sentence

POOLED = ("latent-classes", "decomposable")
NEEDED = "latent-classes"


@dataclass(frozen=True, slots=True)
class Headline:
    """A range in people, those on the lists included, or the reason why there is none.

    ``methods`` are the names of those pooled, ``warnings`` what must be told with it: whom no list could reach, always.
    """

    documented: int
    point: float | None = None
    lower: float | None = None
    upper: float | None = None
    level: float = 0.95
    why: Sentence | None = None
    methods: tuple[str, ...] = ()
    warnings: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Swing:
    """What an estimate becomes without one list (``lists`` has one name), or with two counted as one (two names)."""

    lists: tuple[str, ...]
    estimate: Estimate


def headline(estimates: Sequence[Estimate], *, level: float = 0.95) -> Headline:
    """The interval of half a belief that people fall into classes and half that lists depend directly.

    The linear opinion pool (Stone 1961, Ann. Math. Stat. 32:1339) of the posteriors of the latent classes and of the
    decomposable graphs: the one fails where lists lean on one another, the other where people differ. No headline
    without the latent classes, which alone allow for people who differ, when their gates fail; beyond six lists they
    stand alone, and a warning says so.
    """
    by_name = {one.method: one for one in estimates}
    needed = by_name[NEEDED]
    if needed.why is not None:
        return Headline(needed.documented, why=needed.why)
    given = [by_name[name] for name in POOLED if name in by_name and by_name[name].draws is not None]
    draws = [one.draws for one in given if one.draws is not None]
    weights = np.concatenate([np.full(len(one), 1 / len(one)) for one in draws])
    at = [(1 - level) / 2, 0.5, (1 + level) / 2]
    lower, point, upper = np.quantile(np.concatenate(draws), at, weights=weights, method="inverted_cdf")
    methods = tuple(one.method for one in given)
    warnings = _warnings(given) + (() if len(given) == len(POOLED) else (Sentence("toll.one_assumption"),))
    return Headline(needed.documented, float(point), float(lower), float(upper), level, None, methods, warnings)


def swings(overlap: Overlap, method: Estimator, *, seed: int) -> tuple[Swing, ...]:
    """The estimate of a method without each list in turn, then with each two lists counted as one."""
    names = overlap.lists
    left_out = [((name,), overlap.without(name)) for name in names]
    merged = [((a, b), overlap.merge(a, b)) for i, a in enumerate(names) for b in names[i + 1 :]]
    return tuple(Swing(lists, method.estimate(table, seed=seed)) for lists, table in [*left_out, *merged])


def _warnings(given: Sequence[Estimate]) -> tuple[Sentence, ...]:
    """Whom no list could reach, and each warning of the methods once."""
    told = {str(one): one for estimate in given for one in estimate.warnings}
    return Sentence("toll.unreachable"), *told.values()
