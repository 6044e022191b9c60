"""Greedy walks from independence to a model, in many tables at once, over existing estimates only."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.special import pdtr, pdtrc

from tawthiq.toll.linear.existence import exists
from tawthiq.toll.linear.fitting import fit_pairs
from tawthiq.toll.linear.hierarchy import facets, independence, sizes

Cells = NDArray[np.float64]
Models = NDArray[np.bool_]
Tables = NDArray[np.int64]
Scores = Callable[[Models, Tables], Cells]


def stepwise(tables: Tables, threshold: float) -> tuple[Models, Cells]:
    """The forward stepwise model of each table (T, 2^K), and its unseen (T,), nan where nothing exists.

    The pair of lists whose overlap has the smallest one-sided Poisson p-value under the model so far is added
    while that is at most ``threshold`` (Chan, Silverman & Vincent 2021, section 3.2).
    """

    def p_values(models: Models, some: Tables) -> Cells:
        p = _p_values(models, some)
        return np.where(models | (p > threshold), np.inf, p)

    return _walk(tables, p_values)


def downhill(tables: Tables, order: int) -> tuple[Models, Cells]:
    """The model of each table (T, 2^K) from which no term added or dropped lowers BIC, and its unseen (T,).

    Terms have up to ``order`` lists (Silverman, Chan & Vincent 2024, section 5.2).
    """

    def gains(models: Models, some: Tables) -> Cells:
        rows, terms = np.nonzero(_changeable(models, order))
        neighbours = models[rows]
        neighbours[np.arange(len(rows)), terms] ^= True
        gain = np.full(models.shape, np.inf)
        gain[rows, terms] = _bic(neighbours, some[rows]) - _bic(models, some)[rows]
        return np.where(gain < 0, gain, np.inf)

    return _walk(tables, gains)


def _walk(tables: Tables, scores: Scores) -> tuple[Models, Cells]:
    """Flip in each table the term with the lowest finite score whose model exists, until there is none."""
    tables = np.asarray(tables, np.int64)
    start = independence(int(np.log2(tables.shape[1])))
    models = np.repeat(start[None, :], len(tables), axis=0)
    walking = np.array([exists(start, table) for table in tables])
    lost = ~walking
    while walking.any():
        rows = np.flatnonzero(walking)
        for row, score in zip(rows, scores(models[rows], tables[rows]), strict=True):
            walking[row] = _step(models[row], tables[row], score)
    return models, np.where(lost, np.nan, fit_pairs(models, tables)[0][:, 0])


def _step(model: NDArray[np.bool_], table: NDArray[np.int64], score: Cells) -> bool:
    for term in np.argsort(score, kind="stable")[: np.isfinite(score).sum()]:
        model[term] ^= True
        if exists(model, table):
            return True
        model[term] ^= True
    return False


def _p_values(models: Models, tables: Tables) -> Cells:
    """The one-sided Poisson p-value of the people on both lists of each pair, infinite for other terms."""
    codes = np.arange(models.shape[1])
    pairs = np.flatnonzero(np.bitwise_count(codes) == 2)
    on_both = (codes[1:, None] & pairs) == pairs
    mean = fit_pairs(models, tables)[0][:, 1:] @ on_both
    seen = tables[:, 1:] @ on_both
    p = np.full(models.shape, np.inf)
    p[:, pairs] = np.where(seen > mean, pdtrc(seen - 1, mean), pdtr(seen, mean))
    return p


def _bic(models: Models, tables: Tables) -> Cells:
    deviance = fit_pairs(models, tables)[1]
    return np.asarray(deviance + models.sum(axis=1) * np.log(tables.sum(axis=1)))


def _changeable(models: Models, order: int) -> Models:
    """The terms that can come in or go while the model stays hierarchical."""
    lists = int(np.log2(models.shape[1]))
    size = sizes(lists)
    changeable = np.zeros(models.shape, np.bool_)
    for term in np.flatnonzero((size > 1) & (size <= min(order, lists - 1))):
        above = [int(term) | 1 << k for k in range(lists) if not term >> k & 1]
        below = facets(int(term), lists)
        changeable[:, term] = models[:, below].all(axis=1) & ~models[:, above].any(axis=1)
    return changeable
