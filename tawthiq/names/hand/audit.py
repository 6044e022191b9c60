"""The honest error rate: a probability sample of pairs, judged blind by two people, never trained on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from tawthiq.names.hand.evaluate import Figure
from tawthiq.names.shape import Rows, Scores

Reals64 = NDArray[np.float64]
Verdicts = NDArray[np.int8]
SAME, DIFFERENT, UNSURE = 1, 0, -1
EDGES = np.array([0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999])
LEAST, MOST_SHARE, FLOOR = 8, 0.4, 1e-5
RESAMPLES = 4000
LINKED, UNCOMPARED = 100, 50


@dataclass(frozen=True, eq=False)
class Sample:
    """Pairs ``a < b`` drawn at random from strata, shuffled, for two people to judge.

    ``stratum`` (k,) tells where each was drawn; for each stratum ``pairs`` is how many it holds, ``linked`` whether the
    register joins them, ``stated`` the mean of their probabilities, ``reached`` whether anything compared them or could
    have (the last stratum is every other pair of records).
    """

    a: Rows
    b: Rows
    stratum: Rows
    pairs: Reals64
    linked: NDArray[np.bool_]
    stated: Reals64
    reached: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Audited:
    """Precision and recall of a register by an audit, and how far two reviewers agreed.

    ``agreement`` is the share of pairs on which both said the same (of those that both decided), ``disputed`` the
    number on which they did not, ``lowest`` and ``highest`` the precision if every disputed pair were different, or the
    same. Recall is among pairs within reach; ``beyond`` is the most true pairs there may be, at the level, among all
    others.
    """

    precision: Figure
    recall: Figure
    agreement: float | None
    disputed: int
    lowest: float | None
    highest: float | None
    beyond: float


def sample(labels: Rows, scores: Scores, *, size: int, seed: int, wider: Rows | None = None) -> Sample:
    """Draw about ``size`` pairs around a register ``labels`` (n,), the same for the same seed.

    Strata by whether the register joins a pair and by its probability: those joined, those below the threshold, those
    joined without a comparison, ``wider`` pairs (m, 2) that a looser search found and blocking did not compare, and all
    other pairs of records. Each gets pairs in proportion to its size times the spread of its probability (Neyman 1934),
    eight at least and two fifths of the sample at most.
    """
    rng = np.random.default_rng(seed)
    rows, stated, stratum = _universe(labels, scores, wider)
    kinds, place = np.unique(stratum, return_inverse=True)
    pairs = np.bincount(place, minlength=len(kinds)).astype(np.float64)
    mean = np.bincount(place, stated, len(kinds)) / np.maximum(pairs, 1)
    drawn = [
        rng.choice(np.flatnonzero(place == k), take, replace=False)
        for k, take in enumerate(_shares(pairs, mean, size - LEAST))
    ]
    others = _others(len(labels), rows, rng)
    chosen = np.concatenate([rows[np.concatenate([*drawn, np.empty(0, np.int64)]).astype(np.int64)], others])
    where = np.repeat(np.arange(len(kinds) + 1), [*(len(one) for one in drawn), len(others)])
    order = rng.permutation(len(chosen))
    total = len(labels) * (len(labels) - 1) / 2
    return Sample(
        chosen[order, 0], chosen[order, 1], where[order].astype(np.int32),
        np.append(pairs, total - len(rows)), np.append(kinds >= LINKED, False),
        np.append(mean, 0.0), np.append(np.ones(len(kinds), np.bool_), False),
    )  # fmt: skip


def _universe(labels: Rows, scores: Scores, wider: Rows | None) -> tuple[Rows, Reals64, NDArray[np.int64]]:
    """Every pair within reach once: its rows, its stated probability and its stratum."""
    n = len(labels)
    scored = np.stack([scores.a, scores.b], axis=1)
    extra = np.concatenate([_joined(labels), np.empty((0, 2), np.int32) if wider is None else wider])
    keys = scored[:, 0].astype(np.int64) * n + scored[:, 1]
    extra_keys = np.unique(extra.min(axis=1).astype(np.int64) * n + extra.max(axis=1))
    extra_keys = extra_keys[~np.isin(extra_keys, keys)]
    rows = np.concatenate([scored, np.stack([extra_keys // max(n, 1), extra_keys % max(n, 1)], axis=1)]).astype(
        np.int32
    )
    linked = labels[rows[:, 0]] == labels[rows[:, 1]]
    stated = np.concatenate([scores.probability.astype(np.float64), np.full(len(extra_keys), np.nan)])
    stratum = np.where(np.isnan(stated), UNCOMPARED, np.digitize(stated, EDGES)) + LINKED * linked
    unlinked = max(int((np.isnan(stated) & ~linked).sum()), 1)
    guess = min(0.5, scores.missed * float(np.nansum(stated)) / unlinked)
    return rows, np.where(np.isnan(stated), np.where(linked, 0.5, guess), stated), stratum


def _joined(labels: Rows) -> Rows:
    """Every pair of records that a register joins (k, 2)."""
    order = np.argsort(labels, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
    found = [np.stack(np.triu_indices(len(one), 1), axis=1) for one in groups]
    pairs = [np.sort(one[at], axis=1) for one, at in zip(groups, found, strict=True) if len(one) > 1]
    return np.concatenate([*pairs, np.empty((0, 2), np.int64)]).astype(np.int32)


def _shares(pairs: Reals64, mean: Reals64, size: int) -> list[int]:
    """How many pairs to draw from each stratum."""
    spread = pairs * np.sqrt(np.maximum(mean * (1 - mean), FLOOR))
    share = np.minimum(spread / max(spread.sum(), 1e-300), MOST_SHARE)
    wanted = np.maximum(np.round(size * share / max(share.sum(), 1e-300)), LEAST)
    return [int(one) for one in np.minimum(wanted, pairs)]


def _others(n: int, rows: Rows, rng: np.random.Generator) -> Rows:
    """A few random pairs of records (k, 2) that are not among ``rows``."""
    if n * (n - 1) // 2 <= len(rows) + LEAST:
        return np.empty((0, 2), np.int32)
    known = np.sort(rows[:, 0].astype(np.int64) * n + rows[:, 1])
    drawn = np.sort(rng.integers(n, size=(50 * LEAST, 2)), axis=1)
    keys = drawn[:, 0] * n + drawn[:, 1]
    fit = (drawn[:, 0] < drawn[:, 1]) & ~np.isin(keys, known)
    return drawn[fit][:LEAST].astype(np.int32)


def estimate(drawn: Sample, verdicts: Verdicts, *, seed: int, level: float = 0.95) -> Audited:
    """Precision and recall from the ``verdicts`` (k, 2) of two people: SAME, DIFFERENT or UNSURE.

    What both say stands; a pair on which they differ, or that one left unsure, counts one half, and is drawn either way
    in the interval. The interval is of the posterior of each stratum's share, with one pair's worth of prior at the
    probability stated: a stratum in which ten pairs were all right is not thereby known to be.
    """
    rng, strata = np.random.default_rng(seed), len(drawn.pairs)
    true, told = _truth(verdicts)
    tried = np.bincount(drawn.stratum[told], minlength=strata).astype(np.float64)
    right = np.bincount(drawn.stratum[told], true[told], strata)
    half = np.bincount(drawn.stratum[told], true[told] == 0.5, strata)
    flipped = right + rng.binomial(half.astype(np.int64), 0.5, (RESAMPLES, strata)) - half / 2
    prior = np.clip(drawn.stated, FLOOR, 1 - FLOOR)
    shares = rng.beta(flipped + prior, tried - flipped + 1 - prior)
    with np.errstate(invalid="ignore"):
        seen = np.where(tried > 0, right / np.maximum(tried, 1), drawn.stated)
    point, spread = _ratios(drawn, seen[None, :]), _ratios(drawn, shares)
    bounds = [_ratios(drawn, ((right + sign * half / 2) / np.maximum(tried, 1))[None, :])[0][0] for sign in (-1, 1)]
    decided = (verdicts >= 0).all(axis=1)
    agreed = verdicts[decided, 0] == verdicts[decided, 1]
    lowest, highest = (None if np.isnan(one) else float(one) for one in bounds)
    return Audited(
        _figure(point[0], spread[0], level), _figure(point[1], spread[1], level),
        float(agreed.mean()) if len(agreed) else None, int(half.sum()), lowest, highest,
        _beyond(drawn, tried[-1], right[-1], level),
    )  # fmt: skip


def _truth(verdicts: Verdicts) -> tuple[Reals64, NDArray[np.bool_]]:
    """For each pair 1, 0 or one half, and whether anybody decided it at all."""
    decided = verdicts >= 0
    same = (verdicts == SAME).all(axis=1).astype(np.float64)
    differ = decided.any(axis=1) & ~((verdicts == SAME).all(axis=1) | (verdicts == DIFFERENT).all(axis=1))
    return np.where(differ, 0.5, same), np.asarray(decided.any(axis=1), np.bool_)


def _ratios(drawn: Sample, shares: Reals64) -> tuple[Reals64, Reals64]:
    """Precision and recall (k,) from the share of true pairs in each stratum (k, strata)."""
    found = shares * drawn.pairs * drawn.reached
    right = (found * drawn.linked).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return right / drawn.pairs[drawn.linked].sum(), right / found.sum(axis=1)


def _figure(point: Reals64, spread: Reals64, level: float) -> Figure:
    if np.isnan(point[0]):
        return Figure(None)
    lower, upper = np.quantile(spread, [(1 - level) / 2, (1 + level) / 2])
    return Figure(float(point[0]), float(min(lower, point[0])), float(max(upper, point[0])))


def _beyond(drawn: Sample, tried: float, right: float, level: float) -> float:
    """The upper limit of the true pairs out of reach (Clopper & Pearson 1934)."""
    most = 1.0 if right >= tried else float(beta.ppf(level, right + 1, tried - right))
    return float(drawn.pairs[-1]) * most
