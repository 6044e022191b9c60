"""The ladder of tempered states that the latent-class sampler climbs, and where chains start."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tawthiq.toll.shape import Counts, Overlap, Patterns

Reals = NDArray[np.float64]

SMALLEST_TABLE, SHRINK = 350, 0.6


class Model(NamedTuple):
    """The data and the priors: Beta(rate_prior, rate_prior) on rates, Gamma(alpha_shape, alpha_rate) on alpha.

    ``patterns`` is (P × lists), ``tables`` (levels × P) the counts that each level sees.
    """

    patterns: Patterns
    tables: Counts
    rate_prior: float = 1.0
    alpha_shape: float = 0.25
    alpha_rate: float = 0.25


class State(NamedTuple):
    """One state: ``rates`` (classes × lists), ``log_left`` (log(1 − V) of the sticks; the last is −∞) and ``alpha``.

    Worked out from them: the ``shares`` of the classes, the ``cells`` P(class and pattern) (classes × P + 1; the last
    pattern is that of those on no list) and their ``sums`` over classes. A ladder has one axis more, in front.
    """

    rates: Reals
    log_left: Reals
    alpha: Reals
    shares: Reals
    cells: Reals
    sums: Reals


def model_of(overlap: Overlap) -> Model:
    """The model of a table, with ever smaller copies of it down to about 350 people as the tempered levels.

    Smaller tables are flatter posteriors with the same modes: states cross there and are handed down.
    """
    steps = max(0, int(np.log(SMALLEST_TABLE / overlap.documented) / np.log(SHRINK)))
    tables = np.round(overlap.counts * SHRINK ** np.arange(steps + 1)[:, None]).astype(np.int64)
    return Model(overlap.patterns, tables)


def start(rng: np.random.Generator, model: Model, classes: int, highest: float) -> State:
    """A ladder with rates uniform up to ``highest``: where they are low it starts with very many on no list."""
    levels, patterns, lists = len(model.tables), *model.patterns.shape
    log_left = np.full((levels, classes), np.log(0.5))
    log_left[:, -1] = -np.inf
    rates = rng.uniform(highest / 100, highest * 0.99, (levels, classes, lists))
    shares, cells = np.zeros((levels, classes)), np.zeros((levels, classes, patterns + 1))
    return State(rates, log_left, np.ones((levels, 1)), shares, cells, np.zeros((levels, patterns + 1)))
