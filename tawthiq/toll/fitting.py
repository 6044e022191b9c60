"""Poisson log-linear fits by iteratively reweighted least squares, compiled, over models × tables at once.

With terms and cells coded as sets of lists, a cell's linear predictor is the sum of the coefficients over its
subsets, and every entry of the normal equations is a sum over supersets (of the union of two terms): one fast zeta
transform an iteration replaces the design matrix.

Terms with an empty margin are at minus infinity; their cells leave the table (the extended estimate of Fienberg &
Rinaldo 2012, Chan, Silverman & Vincent 2021). Whether an estimate exists is not told here but by ``existence``:
where it does not, the numbers are those where the climb stopped.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Cells = NDArray[np.float64]
Models = NDArray[np.bool_]

MOST_STEPS = 60
TOLERANCE = 1e-10
UNSEEN = -1.0


def fit(models: Models, tables: Cells | NDArray[np.int64]) -> tuple[Cells, Cells]:
    """The expected unseen (people) and the deviance of every model (M, 2^K) on every table (T, 2^K), each (M, T).

    Cell 0 of a table is ignored. The unseen is nan where the normal equations are singular.
    """
    return _fit_all(np.ascontiguousarray(models), np.ascontiguousarray(tables, np.float64))


def fit_pairs(models: Models, tables: Cells | NDArray[np.int64]) -> tuple[Cells, Cells]:
    """The expected cells (T, 2^K), cell 0 the unseen, and the deviance (T,) of each model on the table of its row."""
    return _fit_pairs(np.ascontiguousarray(models), np.ascontiguousarray(tables, np.float64))


def profile(model: Models, table: Cells | NDArray[np.int64], unseen: float) -> float:
    """The deviance of a model (2^K,) on a table (2^K,) that counts so many unseen."""
    return float(fit_one(model, np.asarray(table, np.float64), float(unseen))[1])


def spread(model: Models, table: Cells | NDArray[np.int64]) -> float:
    """The standard error of the logarithm of the unseen under a model (2^K,) on a table (2^K,)."""
    return float(np.sqrt(_variance(model, np.asarray(table, np.float64))))


@njit(cache=True)
def _fit_all(models, tables):  # type: ignore[no-untyped-def]
    unseen, deviance = np.empty((len(models), len(tables))), np.empty((len(models), len(tables)))
    for m in range(len(models)):
        for t in range(len(tables)):
            mu, deviance[m, t] = fit_one(models[m], tables[t], UNSEEN)
            unseen[m, t] = mu[0]
    return unseen, deviance


@njit(cache=True)
def _fit_pairs(models, tables):  # type: ignore[no-untyped-def]
    cells, deviance = np.empty(tables.shape), np.empty(len(tables))
    for t in range(len(tables)):
        cells[t], deviance[t] = fit_one(models[t], tables[t], UNSEEN)
    return cells, deviance


@njit(cache=True)
def fit_one(model, table, unseen):  # type: ignore[no-untyped-def]
    """The expected cells of one model on one table, and its deviance; ``unseen`` is counted, or ``UNSEEN``."""
    terms, active = _finite_part(model, table, unseen)
    data, mu, eta = np.zeros(len(table)), np.zeros(len(table)), np.zeros(len(table))
    for cell in range(len(table)):
        if active[cell]:
            data[cell] = table[cell] if cell else unseen
            mu[cell] = data[cell] + 0.5
            eta[cell] = np.log(mu[cell])
    beta, last = np.zeros(len(terms)), np.inf
    for _ in range(MOST_STEPS):
        step, ok = _weighted_least_squares(terms, data, mu, eta)
        if not ok:
            mu[0] = np.nan
            return mu, last
        now = _not_uphill(terms, beta, step, active, data, last, eta, mu)
        beta = step
        if abs(last - now) < TOLERANCE * (abs(now) + 1.0):
            break
        last = now
    mu[0] = np.exp(beta[0])
    return mu, now


@njit(cache=True)
def _variance(model, table):  # type: ignore[no-untyped-def]
    terms, active = _finite_part(model, table, UNSEEN)
    weight = fit_one(model, table, UNSEEN)[0]
    for cell in range(len(table)):
        if not active[cell]:
            weight[cell] = 0.0
    sum_over_supersets(weight)
    right = np.zeros(len(terms))
    right[0] = 1.0
    return right[0] if _solve(_information(terms, weight), right) else np.nan


@njit(cache=True)
def _finite_part(model, table, unseen):  # type: ignore[no-untyped-def]
    """The terms whose margin is not empty, and the cells that hold no other term of the model."""
    margins = table.copy()
    margins[0] = max(unseen, 0.0)
    sum_over_supersets(margins)
    active = np.ones(len(table), np.bool_)
    active[0] = unseen >= 0
    for term in range(len(table)):
        if model[term] and margins[term] == 0:
            for cell in range(len(table)):
                if cell & term == term:
                    active[cell] = False
    return np.flatnonzero(model & (margins > 0)), active


@njit(cache=True)
def _weighted_least_squares(terms, data, mu, eta):  # type: ignore[no-untyped-def]
    weight, target = mu.copy(), mu * eta + data - mu
    sum_over_supersets(weight)
    sum_over_supersets(target)
    right = target[terms]
    return right, _solve(_information(terms, weight), right)


@njit(cache=True)
def _information(terms, weight):  # type: ignore[no-untyped-def]
    """The lower triangle of the information matrix, from the weights summed over supersets."""
    left = np.empty((len(terms), len(terms)))
    for i in range(len(terms)):
        for j in range(i + 1):
            left[i, j] = weight[terms[i] | terms[j]]
    return left


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
def _not_uphill(terms, beta, step, active, data, last, eta, mu):  # type: ignore[no-untyped-def]
    """Move to the new coefficients, halved towards the old until the deviance does not rise; returns it."""
    now = np.inf
    for _ in range(12):
        eta[:] = 0.0
        eta[terms] = step
        sum_over_subsets(eta)
        for cell in range(len(mu)):
            mu[cell] = np.exp(min(eta[cell], 50.0)) if active[cell] else 0.0
        now = _deviance(data, mu, active)
        if now <= last + 1e-9 * (abs(last) + 1.0):
            break
        step += beta
        step /= 2
    return now


@njit(cache=True)
def _deviance(data, mu, active):  # type: ignore[no-untyped-def]
    total = 0.0
    for cell in range(len(data)):
        if active[cell]:
            total += mu[cell] - data[cell]
            if data[cell] > 0:
                total += data[cell] * np.log(data[cell] / mu[cell])
    return 2 * total


@njit(cache=True)
def sum_over_supersets(values):  # type: ignore[no-untyped-def]
    """Replace each cell (2^K,) by the sum over the cells whose lists include its lists."""
    bit = 1
    while bit < len(values):
        for code in range(len(values)):
            if not code & bit:
                values[code] += values[code | bit]
        bit *= 2


@njit(cache=True)
def sum_over_subsets(values):  # type: ignore[no-untyped-def]
    """Replace each cell (2^K,) by the sum over the cells whose lists are among its lists."""
    bit = 1
    while bit < len(values):
        for code in range(len(values)):
            if code & bit:
                values[code] += values[code ^ bit]
        bit *= 2
