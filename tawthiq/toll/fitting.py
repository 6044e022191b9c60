"""Poisson log-linear fits by iteratively reweighted least squares, compiled, over models × tables at once.

With terms and cells coded as sets of lists, a cell's linear predictor is the sum of the coefficients over its
subsets, and every entry of the normal equations is a sum over supersets (of the union of two terms): one fast zeta
transform an iteration replaces the design matrix.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Cells = NDArray[np.float64]
Models = NDArray[np.bool_]

MOST_STEPS = 60
TOLERANCE = 1e-10


def fit(models: Models, tables: Cells) -> tuple[Cells, Cells, NDArray[np.int64]]:
    """The unseen, the deviance and the number of finite parameters of every model on every table, each (M, T).

    ``models`` is (M, 2^K) and ``tables`` (T, 2^K), cell 0 ignored. Terms with an empty margin are at minus infinity
    and not counted; their cells leave the table (the extended estimate of Fienberg & Rinaldo 2012, Chan, Silverman &
    Vincent 2021). The unseen is nan where the equations are singular. Whether an estimate exists is not told here
    but by ``existence``: where it does not, the numbers are those where the climb stopped.
    """
    return _fit_all(np.ascontiguousarray(models), np.ascontiguousarray(tables, np.float64))


@njit(cache=True)
def _fit_all(models, tables):  # type: ignore[no-untyped-def]
    shape = (len(models), len(tables))
    unseen, deviance, size = np.empty(shape), np.empty(shape), np.empty(shape, np.int64)
    for m in range(shape[0]):
        for t in range(shape[1]):
            unseen[m, t], deviance[m, t], size[m, t] = fit_one(models[m], tables[t])
    return unseen, deviance, size


@njit(cache=True)
def fit_one(model, table):  # type: ignore[no-untyped-def]
    """One fit: the unseen, the deviance, the number of finite parameters."""
    terms, active = _finite_part(model, table)
    mu = np.where(active, table + 0.5, 0.0)
    eta = np.log(np.where(active, mu, 1.0))
    beta, last = np.zeros(len(terms)), np.inf
    for _ in range(MOST_STEPS):
        step, ok = _weighted_least_squares(terms, table, mu, eta, active)
        if not ok:
            return np.nan, max(last, 0.0), len(terms)
        beta, eta, mu, now = _not_uphill(terms, beta, step, active, table, last)
        if abs(last - now) < TOLERANCE * (abs(now) + 1.0):
            break
        last = now
    return np.exp(beta[0]), now, len(terms)


@njit(cache=True)
def _finite_part(model, table):  # type: ignore[no-untyped-def]
    """The terms whose margin is not empty, and the cells that hold no other term of the model (nor are unseen)."""
    margins = table.copy()
    margins[0] = 0.0
    _sum_over_supersets(margins)
    active = np.ones(len(table), np.bool_)
    active[0] = False
    for term in np.flatnonzero(model & (margins == 0)):
        for cell in range(len(table)):
            if cell & term == term:
                active[cell] = False
    return np.flatnonzero(model & (margins > 0)), active


@njit(cache=True)
def _weighted_least_squares(terms, table, mu, eta, active):  # type: ignore[no-untyped-def]
    weight = mu.copy()
    _sum_over_supersets(weight)
    target = np.where(active, mu * eta + table - mu, 0.0)
    _sum_over_supersets(target)
    size = len(terms)
    left, right = np.empty((size, size)), target[terms]
    for i in range(size):
        for j in range(i + 1):
            left[i, j] = weight[terms[i] | terms[j]]
    return right, _solve(left, right)


@njit(cache=True)
def _solve(left, right):  # type: ignore[no-untyped-def]
    """Solve in place by Cholesky on the lower triangle; false where it is singular."""
    size = len(right)
    for i in range(size):
        diagonal = left[i, i]
        for j in range(i + 1):
            total = left[i, j]
            for k in range(j):
                total -= left[i, k] * left[j, k]
            if i > j:
                left[i, j] = total / left[j, j]
            elif total <= 1e-13 * diagonal:
                return False
            else:
                left[i, i] = np.sqrt(total)
    for i in range(size):
        for k in range(i):
            right[i] -= left[i, k] * right[k]
        right[i] /= left[i, i]
    for i in range(size - 1, -1, -1):
        for k in range(i + 1, size):
            right[i] -= left[k, i] * right[k]
        right[i] /= left[i, i]
    return True


@njit(cache=True)
def _not_uphill(terms, beta, step, active, table, last):  # type: ignore[no-untyped-def]
    """The new coefficients, halved towards the old ones until the deviance does not rise."""
    eta = np.zeros(len(table))
    for _ in range(12):
        eta[:] = 0.0
        eta[terms] = step
        _sum_over_subsets(eta)
        mu = np.where(active, np.exp(np.minimum(eta, 50.0)), 0.0)
        now = _deviance(table, mu, active)
        if now <= last + 1e-9 * (abs(last) + 1.0):
            break
        step = (step + beta) / 2
    return step, eta, mu, now


@njit(cache=True)
def _deviance(table, mu, active):  # type: ignore[no-untyped-def]
    total = 0.0
    for cell in range(1, len(table)):
        if active[cell]:
            total += mu[cell] - table[cell]
            if table[cell] > 0:
                total += table[cell] * np.log(table[cell] / mu[cell])
    return 2 * total


@njit(cache=True)
def _sum_over_supersets(values):  # type: ignore[no-untyped-def]
    bit = 1
    while bit < len(values):
        for code in range(len(values)):
            if not code & bit:
                values[code] += values[code | bit]
        bit *= 2


@njit(cache=True)
def _sum_over_subsets(values):  # type: ignore[no-untyped-def]
    bit = 1
    while bit < len(values):
        for code in range(len(values)):
            if code & bit:
                values[code] += values[code ^ bit]
        bit *= 2
