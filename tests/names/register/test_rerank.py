"""A re-ranker on pairs whose scores leave something out, and on pairs whose scores are all there is to know."""

from functools import cache

import numpy as np
import pytest

from tawthiq.names.register.clusters import log_odds
from tawthiq.names.register.rerank import Ranked, calibration, rerank
from tawthiq.names.shape import Known, Scores

PAIRS = 4000


def pairs(seed: int, blind: float) -> tuple[Scores, np.ndarray, np.ndarray]:
    """Pairs with stated log odds and a level (0 or 1) that adds ``blind`` to the true log odds unsaid; their truth."""
    rng = np.random.default_rng(seed)
    level = rng.integers(0, 2, PAIRS).astype(np.int8)
    stated = rng.normal(0, 2.5, PAIRS)
    chance = 1 / (1 + np.exp(-(stated + blind * (2 * level - 1))))
    a = np.arange(0, 2 * PAIRS, 2, dtype=np.int32)
    weight = (stated / np.log(2)).astype(np.float32)
    scores = Scores(
        a, a + 1, weight, (1 / (1 + np.exp(-stated))).astype(np.float32), {"sex": level}, {"sex": weight / 3}
    )
    return scores, rng.random(PAIRS) < chance, chance


def judged(scores: Scores, truth: np.ndarray, number: int) -> Known:
    """The most doubtful pairs, judged rightly."""
    at = np.argsort(np.abs(scores.weight), kind="stable")[:number]
    rows = np.stack([scores.a, scores.b], axis=1)
    return Known(rows[at[truth[at]]], rows[at[~truth[at]]])


def distance(scores: Scores, chance: np.ndarray, within: float = np.inf) -> float:
    """How far probabilities are from the true chances (Kullback and Leibler), where the weight is so near to 0."""
    near = np.abs(scores.weight) < within
    chance = chance[near]
    p = np.clip(scores.probability[near].astype(float), 1e-6, 1 - 1e-6)
    return float(np.mean(chance * np.log(chance / p) + (1 - chance) * np.log((1 - chance) / (1 - p))))


@cache
def ranked(seed: int, blind: float, number: int) -> tuple[Scores, Ranked, np.ndarray]:
    scores, truth, chance = pairs(seed, blind)
    return scores, rerank(scores, judged(scores, truth, number), seed=1), chance


def test_it_learns_what_the_scores_leave_out() -> None:
    scores, found, chance = ranked(1, 2.0, 600)
    assert found.trust > 0
    assert distance(found.scores, chance, within=1.5) < 0.6 * distance(scores, chance, within=1.5)
    assert distance(found.scores, chance) < distance(scores, chance)
    assert found.loss is not None and found.loss_before is not None and found.loss < found.loss_before


@pytest.mark.parametrize("number", [40, 100, 300])
def test_with_few_judgements_and_nothing_to_learn_it_is_hardly_worse(number: int) -> None:
    lost = [distance(found.scores, chance) for _, found, chance in (ranked(seed, 0.0, number) for seed in range(4))]
    assert np.mean(lost) < 0.02


def test_too_few_judgements_change_nothing() -> None:
    scores, found, _ = ranked(1, 2.0, 20)
    assert (found.trust, found.reviewed) == (0.0, 20)
    assert found.scores.probability is scores.probability


def test_what_it_says_is_calibrated_out_of_fold() -> None:
    _, found, _ = ranked(1, 2.0, 600)
    assert found.error is not None and found.error < 0.08, "600 pairs in ten bins stray by some 0.05 by chance"
    assert sum(number for _, _, number in found.reliability) == 600


def test_the_same_seed_learns_the_same() -> None:
    scores, truth, _ = pairs(1, 2.0)
    known = judged(scores, truth, 200)
    one, two = (rerank(scores, known, seed=7).scores.probability for _ in range(2))
    assert (one == two).all()


def test_far_from_what_was_judged_the_weight_still_speaks() -> None:
    scores, found, _ = ranked(1, 2.0, 600)
    sure = log_odds(scores.probability) > 6
    assert (found.scores.probability[sure] > 0.9).all()


def test_calibration_by_hand() -> None:
    # Two pairs stated 0.1 and none true; two stated 0.9, one true: (0.2 + 0.8) / 4.
    error, bins = calibration(np.array([0.1, 0.1, 0.9, 0.9]), np.array([0.0, 0, 1, 0]))
    assert error == pytest.approx(0.25)
    assert bins == (pytest.approx((0.1, 0.0, 2)), pytest.approx((0.9, 0.5, 2)))
