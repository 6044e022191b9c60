import numpy as np
import pytest
from scipy.stats import binom, chi2

from tawthiq.toll.latent import gibbs
from tawthiq.toll.latent.ladder import Model, start

PATTERNS = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [0, 1, 1], [1, 1, 1]], np.uint8)
COUNTS = np.array([9, 8, 5, 4, 3, 2])
CLASSES = 3


def sampled(classes: int, levels: int, draws: int) -> np.ndarray:
    rng = np.random.default_rng(7)
    tables = np.round(COUNTS * 0.5 ** np.arange(levels)[:, None]).astype(np.int64)
    model = Model(PATTERNS, tables)
    notes = np.empty((2, draws), np.int64)
    gibbs.run(rng, model, start(rng, model, classes, 0.9), 10, notes)
    return notes[0, draws // 10 :]


def test_one_class_gives_the_posterior_of_independent_lists() -> None:
    # Uniform rates integrate to beta functions: with N people, n_j of them on list j, 1/N before them,
    # p(n0) is proportional to (N - 1)! / n0! times the product over lists of (N - n_j)! / (N + 1)!.
    on_list, unseen = COUNTS @ PATTERNS, np.arange(4_000)
    total = unseen + COUNTS.sum()
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, 6_000)))])
    mass = log_factorial[total - 1] - log_factorial[unseen]
    mass = mass + sum(log_factorial[total - n] - log_factorial[total + 1] for n in on_list)
    exact = np.cumsum(np.exp(mass - mass.max()))
    expected = np.searchsorted(exact / exact[-1], [0.1, 0.25, 0.5, 0.75, 0.9])
    drawn = np.quantile(sampled(1, 1, 20_000), [0.1, 0.25, 0.5, 0.75, 0.9])
    assert drawn == pytest.approx(expected, abs=1.5)


def exact_draws(people: int) -> np.ndarray:
    """Draws of the unseen without any chain: parameters from the prior, weighted by the likelihood of the table."""
    rng = np.random.default_rng(3)
    alpha = np.maximum(rng.gamma(0.25, 4.0, people), 1e-12)
    sticks = np.column_stack([rng.beta(1.0, alpha), rng.beta(1.0, alpha), np.ones(people)])
    shares = sticks * np.cumprod(np.column_stack([np.ones(people), 1 - sticks[:, :-1]]), axis=1)
    rates = rng.random((people, CLASSES, 3))
    unseen = (shares * np.prod(1 - rates, axis=2)).sum(axis=1)
    fit = -COUNTS.sum() * np.log1p(-unseen)
    for pattern, count in zip(PATTERNS, COUNTS, strict=True):
        fit += count * np.log((shares * np.prod(np.where(pattern, rates, 1 - rates), axis=2)).sum(axis=1))
    weights = np.exp(fit - fit.max())
    odds = rng.choice(unseen / (1 - unseen), 40_000, p=weights / weights.sum())
    return rng.poisson(rng.standard_gamma(COUNTS.sum(), len(odds)) * odds)


@pytest.mark.parametrize("levels", [1, 2])
def test_several_classes_give_the_posterior_that_weighted_draws_from_the_prior_give(levels: int) -> None:
    at = [0.1, 0.25, 0.5, 0.75, 0.9]
    exact = np.quantile(exact_draws(1_000_000), at)
    assert np.quantile(sampled(CLASSES, levels, 40_000), at) == pytest.approx(exact, rel=0.06, abs=1)


def stick_density(shares: np.ndarray, alpha: float) -> float:
    """The log density of log shares under stick breaking, straight from its definition."""
    left = 1 - np.concatenate([[0.0], np.cumsum(shares)[:-1]])
    sticks = shares[:-1] / left[:-1]
    return float((np.log(alpha) + (alpha - 1) * np.log1p(-sticks) - np.log(left[:-1])).sum() + np.log(shares).sum())


@pytest.mark.parametrize("grown", [0, 1, 2])
def test_growing_a_class_keeps_the_sticks_and_their_density_in_step(grown: int) -> None:
    states = start(np.random.default_rng(1), Model(PATTERNS, COUNTS[None]), CLASSES, 0.9)
    state = gibbs.rung(states, 0)
    state.alpha[0], state.log_left[:2] = 0.7, np.log([0.6, 0.3])
    gibbs.refresh(PATTERNS, state)
    before = state.shares.copy()
    ratio = gibbs.scaling_ratio(state, grown, np.log(1.5))
    gibbs.scale_sticks(state, grown, np.log(1.5))
    gibbs.refresh(PATTERNS, state)
    after = before * np.where(np.arange(CLASSES) == grown, 1.5, 1.0)
    after /= after.sum()
    assert state.shares == pytest.approx(after)
    assert ratio == pytest.approx(stick_density(after, 0.7) - stick_density(before, 0.7))


@pytest.mark.parametrize(("count", "chance"), [(5, 0.3), (40, 0.9), (60, 0.5), (2_000, 0.02), (1, 0.5)])
def test_binomial_draws_have_the_frequencies_of_the_formula(count: int, chance: float) -> None:
    rng = np.random.default_rng(1)
    drawn = np.bincount([gibbs.binomial(rng, count, chance) for _ in range(40_000)], minlength=count + 1)
    expected = 40_000 * binom.pmf(np.arange(count + 1), count, chance)
    common = expected > 20
    assert (((drawn - expected) ** 2 / expected)[common]).sum() < chi2.ppf(0.9999, common.sum())
    assert gibbs.binomial(rng, count, 0.0) == 0
    assert gibbs.binomial(rng, count, 1.0) == count
