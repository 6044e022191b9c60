"""Linkage uncertainty: the toll over many drawn linkages, the doubt about who is whom in the interval."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from tawthiq.messages import Sentence
from tawthiq.toll.chao import ChaoBound
from tawthiq.toll.shape import Estimate, Estimator, Overlap

Reals = NDArray[np.float64]

DRAWS = 4_000
HALF = 0.5


def over_linkages(overlaps: Iterable[Overlap], method: Estimator, *, seed: int, level: float = 0.95) -> Estimate:
    """The pooled draws of a method over the overlaps of drawn linkages, each with the same weight.

    Linkage averaging (Sadinle 2018, Biometrics 74:1058). ``documented`` is the median over the linkages; a linkage
    without an estimate is left out and counted in the details, and with none left the first reason stands.
    """
    given = [method.estimate(overlap, seed=seed + number) for number, overlap in enumerate(overlaps)]
    drawn = [one.draws for one in given if one.point is not None and one.draws is not None]
    documented = int(np.median([one.documented for one in given]))
    details = {"linkages": len(given), "refused": len(given) - len(drawn)}
    if not drawn:
        return Estimate(method.name, documented, why=next(one.why for one in given), details=details)
    weights = np.concatenate([np.full(len(one), 1 / len(one)) for one in drawn])
    at, pooled = [(1 - level) / 2, 0.5, (1 + level) / 2], np.concatenate(drawn)
    lower, point, upper = np.quantile(pooled, at, weights=weights, method="inverted_cdf")
    told: dict[str, Sentence] = {str(sentence): sentence for one in given for sentence in one.warnings}
    return Estimate(
        method.name, documented, float(point), float(lower), float(upper), level,
        details=details, warnings=tuple(told.values()),
    )  # fmt: skip


def widened(estimate: Estimate, own: Overlap, others: Sequence[Overlap], *, seed: int) -> Estimate:
    """An estimate from one table with what lies between the linkages (or imputations) added to its draws.

    The quick form: each draw of the unseen moves on the logarithm as Chao's bound moves from the table ``own`` to one
    of the ``others`` drawn at random; what lies between them counts (1 + 1/m) times. A method whose answer moves more
    than Chao's between linkages gets too little: compare ``over_linkages``. Others that are to be refused are counted.
    """
    if (drawn := seen_and_unseen(estimate, own, others, seed=seed)) is None:
        return estimate
    draws = drawn[0] + drawn[1]
    tail = (1 - estimate.level) / 2
    lower, point, upper = (float(one) for one in np.quantile(draws, [tail, 0.5, 1 - tail]))
    refused = sum(one.refusal() is not None for one in others)
    details = {**estimate.details, "linkages": len(others), "refused": refused}
    return replace(estimate, point=point, lower=lower, upper=upper, draws=draws, details=details)


def seen_and_unseen(
    estimate: Estimate, own: Overlap, others: Sequence[Overlap], *, seed: int
) -> tuple[Reals, Reals] | None:
    """Draws of the documented and of the unseen as ``widened`` adds them up, or None where there is nothing to add.

    The same seed picks the same of the ``others`` in every draw, so that strata of the same linkages stay together.
    """
    moves = [(one.documented, _log_unseen(one)) for one in others if one.refusal() is None]
    if estimate.draws is None or len(moves) < 2 or own.refusal() is not None:
        return None
    documented, logs = np.array(moves).T
    shifts = logs.mean() + np.sqrt(1 + 1 / len(logs)) * (logs - logs.mean()) - _log_unseen(own)
    rng = np.random.default_rng(seed)
    picked = rng.integers(0, len(logs), DRAWS)
    unseen = (rng.choice(estimate.draws, DRAWS) - own.documented) * np.exp(shifts[picked])
    return documented[picked], unseen


def _log_unseen(overlap: Overlap) -> float:
    point = ChaoBound().estimate(overlap, seed=0).point
    return float(np.log((point or 0.0) - overlap.documented + HALF))


def quick(documented: Reals, unseen: Reals, errors: Reals, *, level: float = 0.95) -> tuple[float, float, float]:
    """The lower limit, the point and the upper limit of the toll from m linkages by Rubin's rules (1987).

    ``documented``, ``unseen`` and ``errors`` (standard errors of log unseen) are (m,), m ≥ 2. On the logarithm of the
    unseen the variance is that within, plus (1 + 1/m) times that between; the documented stand at their mean.
    """
    logs, count = np.log(unseen), len(unseen)
    between = (1 + 1 / count) * logs.var(ddof=1)
    total = np.mean(errors**2) + between
    freedom = (count - 1) * (total / between) ** 2 if between > 0 else np.inf
    half = student.ppf((1 + level) / 2, freedom) * np.sqrt(total)
    lower, point, upper = documented.mean() + np.exp(logs.mean() + np.array([-half, 0.0, half]))
    return float(lower), float(point), float(upper)
