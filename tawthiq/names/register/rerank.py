"""What people judged teaches the scores: trees that correct the unsupervised weight, as far as they have proved to."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.special import expit
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from tawthiq.names.register.clusters import log_odds
from tawthiq.names.shape import Known, Reals, Rows, Scores

Reals64 = NDArray[np.float64]
FEWEST, FOLDS, BINS, CHUNK = 30, 5, 10, 500_000
ANCHORS, ANCHOR_WEIGHT = 300, 0.3
TRUSTS = (0.25, 0.5, 0.75, 1.0)
BANDS, SAMPLED = np.arange(-6.0, 6.5, 1.0), 20_000
TREES: dict[str, Any] = {"n_estimators": 60, "learning_rate": 0.1, "max_depth": 3, "min_samples_leaf": 8}


@dataclass(frozen=True, eq=False)
class Ranked:
    """Scores after people judged some of their pairs.

    ``trust`` is the share of the trees' correction that was taken over (0: none), ``reviewed`` the number of judged
    pairs, ``loss_before`` and ``loss`` the mean log loss on them out of fold, ``error`` the expected calibration error
    out of fold and ``reliability`` its bins: the mean stated, the share seen, and the pairs. They are figures on chosen
    pairs, not of accuracy.
    """

    scores: Scores
    trust: float = 0.0
    reviewed: int = 0
    loss_before: float | None = None
    loss: float | None = None
    error: float | None = None
    reliability: tuple[tuple[float, float, int], ...] = ()


class _Stated:
    """Where the trees start from: the log odds in the first column."""

    def fit(self, x: Reals64, y: Reals64, sample_weight: Reals64 | None = None) -> "_Stated":
        return self

    def predict_proba(self, x: Reals64) -> Reals64:
        chance = expit(x[:, 0])
        return np.column_stack([1 - chance, chance])


def rerank(scores: Scores, known: Known, *, seed: int) -> Ranked:
    """Scores whose probabilities have learnt from judgements, the same for the same seed.

    Gradient boosting (Friedman 2001) on the levels and bits of the comparisons, which starts from the log odds as they
    were and is held to them by anchors: pairs from all over with what was stated as their label. Its correction is
    made relative: on average over all pairs with about the same score it is nothing, for the pairs that people are
    asked about are chosen, and their share of matches is not that of the others. How much of it is taken, if anything,
    is decided out of fold, no record being in two folds: whatever is not better than the scores as they were by a
    standard error is left. Below 30 judged pairs, or where all say the same, nothing is learnt.
    """
    at, same = _judged(scores, known)
    if len(at) < FEWEST or len(np.unique(same)) < 2:
        return Ranked(scores, reviewed=len(at))
    stated, folds = log_odds(scores.probability), _folds(scores, at)
    kept = [_learn(scores, stated, at[folds != fold], same[folds != fold], seed) for fold in range(FOLDS)]
    choices = [_Choice(0.0, None)] * FOLDS
    best, told = choices, _told(scores, stated, at, folds, choices)
    before = told
    for trust in TRUSTS:
        tried = [replace(one, trust=trust) for one in kept]
        given = _told(scores, stated, at, folds, tried)
        if _loss(given, same).mean() < _loss(told, same).mean() and _better(given, before, same):
            best, told = tried, given
    final = replace(_learn(scores, stated, at, same, seed), trust=best[0].trust) if best is not choices else choices[0]
    probability = np.concatenate([_apply(final, scores, stated, part) for part in _parts(len(stated))] or [stated])
    error, bins = calibration(told, same)
    return Ranked(
        replace(scores, probability=probability.astype(np.float32)), final.trust, len(at),
        float(_loss(before, same).mean()), float(_loss(told, same).mean()), error, bins,
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Choice:
    """How to correct log odds: a share of what the trees add, beyond what they add to pairs of its band anyway."""

    trust: float
    trees: GradientBoostingClassifier | None
    usual: Reals64 = field(default_factory=lambda: np.zeros(len(BANDS) + 1))


def _judged(scores: Scores, known: Known) -> tuple[NDArray[np.int64], Reals64]:
    """Where among the scores the judged pairs stand, and whether they are the same person."""
    rows = np.concatenate([known.same, known.different]).astype(np.int64)
    same = np.repeat([1.0, 0.0], [len(known.same), len(known.different)])
    span = int(max(scores.b.max(initial=0), rows.max(initial=0))) + 1
    keys = scores.a.astype(np.int64) * span + scores.b
    wanted = rows[:, 0] * span + rows[:, 1]
    at = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
    found = keys[at] == wanted if len(keys) else np.zeros(len(wanted), np.bool_)
    return at[found], same[found]


def _folds(scores: Scores, at: NDArray[np.int64]) -> Rows:
    """The fold of each judged pair: pairs that share a record, directly or through others, share a fold."""
    ends = np.unique(np.concatenate([scores.a[at], scores.b[at]]), return_inverse=True)[1].reshape(2, -1)
    nodes = int(ends.max()) + 1
    groups = connected_components(coo_array((np.ones(len(at)), (ends[0], ends[1])), (nodes, nodes)), directed=False)[1]
    folds = np.zeros(len(at), np.int32)
    count = min(FOLDS, len(np.unique(groups[ends[0]])))
    if count > 1:
        for fold, (_, test) in enumerate(GroupKFold(count).split(at, groups=groups[ends[0]])):
            folds[test] = fold
    return folds


def _features(scores: Scores, stated: Reals64, at: NDArray[np.int64]) -> Reals64:
    levels = [scores.levels[name][at].astype(np.float64) for name in sorted(scores.levels)]
    bits = [scores.bits[name][at].astype(np.float64) for name in sorted(scores.bits)]
    return np.column_stack([stated[at], scores.weight[at], *levels, *bits])


def _learn(scores: Scores, stated: Reals64, at: NDArray[np.int64], same: Reals64, seed: int) -> _Choice:
    """Trees from judged pairs, with anchors all over the scores."""
    if len(np.unique(same)) < 2:
        return _Choice(0.0, None)
    rng = np.random.default_rng(seed)
    anchors = rng.choice(len(stated), min(ANCHORS, len(stated)), replace=False)
    chance = expit(stated[anchors])
    x = _features(scores, stated, np.concatenate([at, anchors, anchors]))
    y = np.concatenate([same, np.ones(len(anchors)), np.zeros(len(anchors))])
    weight = np.concatenate([np.ones(len(at)), ANCHOR_WEIGHT * chance, ANCHOR_WEIGHT * (1 - chance)])
    trees = GradientBoostingClassifier(init=_Stated(), random_state=seed, **TREES)
    trees.fit(x, y, sample_weight=weight)
    return _Choice(1.0, trees, _usual(trees, scores, stated, rng))


def _usual(trees: GradientBoostingClassifier, scores: Scores, stated: Reals64, rng: np.random.Generator) -> Reals64:
    """What trees add on average to the log odds of pairs in each band of scores."""
    some = rng.choice(len(stated), min(SAMPLED, len(stated)), replace=False)
    added = trees.decision_function(_features(scores, stated, some)) - stated[some]
    band = np.digitize(stated[some], BANDS)
    count = len(BANDS) + 1
    return np.asarray(np.bincount(band, added, count) / np.maximum(np.bincount(band, minlength=count), 1), np.float64)


def _apply(choice: _Choice, scores: Scores, stated: Reals64, at: NDArray[np.int64]) -> Reals64:
    """The probabilities of pairs after a correction."""
    odds = stated[at]
    if choice.trust and choice.trees is not None and len(at):
        added = choice.trees.decision_function(_features(scores, stated, at)) - odds
        odds = odds + choice.trust * (added - choice.usual[np.digitize(odds, BANDS)])
    return np.asarray(expit(odds), np.float64)


def _parts(count: int) -> list[NDArray[np.int64]]:
    return [np.arange(start, min(start + CHUNK, count)) for start in range(0, count, CHUNK)]


def _told(scores: Scores, stated: Reals64, at: NDArray[np.int64], folds: Rows, choices: list[_Choice]) -> Reals64:
    """The probability of each judged pair by what was learnt without its fold."""
    told = np.empty(len(at))
    for fold in range(FOLDS):
        told[folds == fold] = _apply(choices[fold], scores, stated, at[folds == fold])
    return told


def _loss(told: Reals64, same: Reals64) -> Reals64:
    chance = np.clip(np.where(same > 0, told, 1 - told), 1e-3, 1)
    return np.asarray(-np.log(chance), np.float64)


def _better(told: Reals64, before: Reals64, same: Reals64) -> bool:
    """Whether the loss is lower than before by more than a standard error."""
    gain = _loss(before, same) - _loss(told, same)
    return bool(gain.mean() > gain.std(ddof=1) / np.sqrt(len(gain)))


def calibration(told: Reals64 | Reals, same: Reals64) -> tuple[float, tuple[tuple[float, float, int], ...]]:
    """The expected calibration error (ten bins of equal width) and each bin: mean stated, share seen, pairs."""
    place = np.minimum((told * BINS).astype(np.int64), BINS - 1)
    pairs = np.bincount(place, minlength=BINS)
    stated, seen = np.bincount(place, told, BINS), np.bincount(place, same, BINS)
    error = float(np.abs(stated - seen).sum() / max(len(told), 1))
    return error, tuple(
        (float(stated[k] / pairs[k]), float(seen[k] / pairs[k]), int(pairs[k])) for k in range(BINS) if pairs[k]
    )
