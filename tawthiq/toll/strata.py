"""Strata (place × period × sex and age): each borrows from the others, and the total is drawn jointly."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from tawthiq.messages import Sentence
from tawthiq.toll.shape import Estimate

Reals = NDArray[np.float64]

DRAWS = 4_000
SPREADS = np.linspace(0.0, 5.0, 1_001)
HALF = 0.5
NO_SIZES: Mapping[str, Reals] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Strata:
    """The estimate of every stratum after pooling, by name, and that of the total, from the same draws."""

    by: Mapping[str, Estimate]
    total: Estimate


def partly_pooled(
    estimates: Mapping[str, Estimate], *, seed: int, level: float = 0.95, sizes: Mapping[str, Reals] = NO_SIZES
) -> Strata:
    """The strata under a common normal distribution of log(unseen / documented), and their total.

    The normal hierarchical model (Gelman et al. 2013, Bayesian Data Analysis, 5.4), a half-Cauchy(0, 1) prior on the
    spread between strata (Gelman 2006, Bayesian Analysis 1:515), drawn without chains; each stratum comes in with the
    mean and variance of its own draws. A stratum without an estimate is drawn from the others, and a warning says so;
    with fewer than two estimates in all nothing can be pooled, and the total gets the reason. ``sizes`` are draws
    (``DRAWS``,) of the documented of strata where linkage or imputation leave them in doubt, the same draw for all.
    """
    names = list(estimates)
    documented = np.array([estimates[name].documented for name in names], float)
    known = np.array([estimates[name].draws is not None for name in names])
    if known.sum() < 2:
        why = Sentence("toll.nothing_to_pool", {"strata": int(known.sum())})
        return Strata(estimates, Estimate("partly-pooled", int(documented.sum()), why=why))
    rng = np.random.default_rng(seed)
    logs = [_log_ratio(estimates[name]) for name in names if estimates[name].draws is not None]
    ratios = rng.normal(size=(DRAWS, len(names)))
    centre, spread = _common(rng, np.array([one.mean() for one in logs]), np.array([one.var() for one in logs]))
    ratios = centre[:, None] + spread[:, None] * ratios
    for column, one in zip(np.flatnonzero(known), logs, strict=True):
        ratios[:, column] = _shrunk(rng, one.mean(), one.var(), centre, spread)
    grown = np.column_stack([sizes.get(n, np.full(DRAWS, size)) for n, size in zip(names, documented, strict=True)])
    totals = grown * (1 + np.exp(ratios))
    borrowed = [Sentence("toll.stratum_borrowed", {"stratum": n}) for n, k in zip(names, known, strict=True) if not k]
    by = {name: _estimate(int(n), draws, level) for name, n, draws in zip(names, documented, totals.T, strict=True)}
    return Strata(by, _estimate(int(documented.sum()), totals.sum(axis=1), level, tuple(borrowed)))


def _log_ratio(estimate: Estimate) -> Reals:
    return np.log((np.asarray(estimate.draws) - estimate.documented + HALF) / estimate.documented)


def _common(rng: np.random.Generator, means: Reals, variances: Reals) -> tuple[Reals, Reals]:
    """Draws of the centre and of the spread between strata, the strata themselves integrated out."""
    precision = 1 / (variances + SPREADS[:, None] ** 2 + 1e-12)
    centres = (precision @ means) / precision.sum(axis=1)
    fit = 0.5 * (np.log(precision) - precision * (means - centres[:, None]) ** 2).sum(axis=1)
    fit -= 0.5 * np.log(precision.sum(axis=1)) + np.log1p(SPREADS**2)
    mass = np.exp(fit - fit.max())
    picked = rng.choice(len(SPREADS), DRAWS, p=mass / mass.sum())
    return rng.normal(centres[picked], 1 / np.sqrt(precision.sum(axis=1)[picked])), SPREADS[picked]


def _shrunk(rng: np.random.Generator, mean: float, variance: float, centre: Reals, spread: Reals) -> Reals:
    """Draws of one stratum, between its own mean and the common centre."""
    own = spread**2 / (spread**2 + variance + 1e-12)
    return rng.normal(centre + own * (mean - centre), np.sqrt(own * variance))


def _estimate(documented: int, draws: Reals, level: float, warnings: tuple[Sentence, ...] = ()) -> Estimate:
    lower, point, upper = (float(one) for one in np.quantile(draws, [(1 - level) / 2, 0.5, (1 + level) / 2]))
    return Estimate("partly-pooled", documented, point, lower, upper, level, draws=draws, warnings=warnings)
