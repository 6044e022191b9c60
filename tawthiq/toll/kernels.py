"""The compiled kernels of log-linear fits, all in one file: a change in any compiles all anew.

With terms and cells coded as sets of lists, a cell's linear predictor is the sum of the coefficients over its
subsets, and every entry of the normal equations is a sum over supersets (of the union of two terms): one fast
zeta transform an iteration replaces the design matrix.
"""

import numpy as np
from numba import njit

UNSEEN = -1.0
SLACK = 1e-6
MOST_STEPS, MOST_HALVINGS = 60, 12
TOLERANCE = 1e-10


@njit(cache=True)
def fit_all(models, tables):  # type: ignore[no-untyped-def]
    """The expected unseen and the deviance, each (M, T), of every model on every table."""
    unseen, deviance = np.empty((len(models), len(tables))), np.empty((len(models), len(tables)))
    for m in range(len(models)):
        for t in range(len(tables)):
            mu, deviance[m, t] = fit_one(models[m], tables[t], UNSEEN)
            unseen[m, t] = mu[0]
    return unseen, deviance


@njit(cache=True)
def fit_pairs(models, tables):  # type: ignore[no-untyped-def]
    """The expected cells (T, 2^K) and the deviance (T,) of each model on the table of its row."""
    cells, deviance = np.empty(tables.shape), np.empty(len(tables))
    for t in range(len(tables)):
        cells[t], deviance[t] = fit_one(models[t], tables[t], UNSEEN)
    return cells, deviance


@njit(cache=True)
def fit_one(model, table, unseen):  # type: ignore[no-untyped-def]
    """The expected cells of one model on one table, and the deviance; ``unseen`` is counted or ``UNSEEN``."""
    terms, active = _finite_part(model, table, unseen)
    data, mu, eta = _start(table, active, unseen)
    beta, last, now = np.zeros(len(terms)), np.inf, np.inf
    for _ in range(MOST_STEPS):
        step, solved = _weighted_least_squares(terms, data, mu, eta)
        if not solved:
            mu[0] = np.nan
            return mu, last
        for _ in range(MOST_HALVINGS):
            eta, mu, now = _evaluate(terms, step, data, active)
            if now <= last + 1e-9 * (abs(last) + 1.0):
                break
            step = (step + beta) / 2
        beta = step
        if abs(last - now) < TOLERANCE * (abs(now) + 1.0):
            break
        last = now
    mu[0] = np.exp(beta[0])
    return mu, now


@njit(cache=True)
def _start(table, active, unseen):  # type: ignore[no-untyped-def]
    data, mu, eta = np.zeros(len(table)), np.zeros(len(table)), np.zeros(len(table))
    for cell in range(len(table)):
        if active[cell]:
            data[cell] = table[cell] if cell else unseen
            mu[cell] = data[cell] + 0.5
            eta[cell] = np.log(mu[cell])
    return data, mu, eta


@njit(cache=True)
def variance(model, table):  # type: ignore[no-untyped-def]
    """The variance of the logarithm of the unseen, nan where the equations are singular."""
    terms, active = _finite_part(model, table, UNSEEN)
    weight = fit_one(model, table, UNSEEN)[0]
    for cell in range(len(table)):
        if not active[cell]:
            weight[cell] = 0.0
    _sum_over_supersets(weight)
    right = np.zeros(len(terms))
    right[0] = 1.0
    return right[0] if _solve(_information(terms, weight), right) else np.nan


@njit(cache=True)
def _finite_part(model, table, unseen):  # type: ignore[no-untyped-def]
    """The terms whose margin is not empty, and the cells that hold no other term of the model."""
    margins = table.copy()
    margins[0] = max(unseen, 0.0)
    _sum_over_supersets(margins)
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
    _sum_over_supersets(weight)
    _sum_over_supersets(target)
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
def _evaluate(terms, beta, data, active):  # type: ignore[no-untyped-def]
    """The linear predictor and the expected value of each cell, and the deviance, at some coefficients."""
    eta, mu, deviance = np.zeros(len(data)), np.zeros(len(data)), 0.0
    eta[terms] = beta
    _sum_over_subsets(eta)
    for cell in range(len(data)):
        if active[cell]:
            mu[cell] = np.exp(min(eta[cell], 50.0))
            deviance += mu[cell] - data[cell]
            if data[cell] > 0:
                deviance += data[cell] * np.log(data[cell] / mu[cell])
    return eta, mu, 2 * deviance


@njit(cache=True)
def _sum_over_supersets(values):  # type: ignore[no-untyped-def]
    """Replace each cell (2^K,) by the sum over the cells whose lists include its lists."""
    bit = 1
    while bit < len(values):
        for code in range(len(values)):
            if not code & bit:
                values[code] += values[code | bit]
        bit *= 2


@njit(cache=True)
def _sum_over_subsets(values):  # type: ignore[no-untyped-def]
    """Replace each cell (2^K,) by the sum over the cells whose lists are among its lists."""
    bit = 1
    while bit < len(values):
        for code in range(len(values)):
            if code & bit:
                values[code] += values[code ^ bit]
        bit *= 2


@njit(cache=True)
def search(models, tables, barred, order):  # type: ignore[no-untyped-def]
    """The index of the best model by BIC in each table and its unseen, each (T,), among those not barred.

    ``barred`` is (T, M). Branch and bound over ``order``: no model fits better than one that contains it.
    """
    found, unseen = np.full(len(tables), -1), np.full(len(tables), np.nan)
    sizes = np.array([model.sum() for model in models])
    packed = _packed(models)
    for t in range(len(tables)):
        price = np.log(tables[t].sum())
        floor = sizes * price
        least = np.inf
        for m in order:
            if floor[m] >= least or barred[t, m]:
                continue
            mu, deviance = fit_one(models[m], tables[t], UNSEEN)
            if np.isnan(mu[0]):
                continue
            _raise_floor(floor, packed, m, deviance - SLACK + sizes * price)
            if deviance + sizes[m] * price < least:
                least, found[t], unseen[t] = deviance + sizes[m] * price, m, mu[0]
    return found, unseen


@njit(cache=True)
def _packed(models):  # type: ignore[no-untyped-def]
    """Each model as the bits of one integer: six lists have 64 terms."""
    packed = np.zeros(len(models), np.uint64)
    for m in range(len(models)):
        for term in np.flatnonzero(models[m]):
            packed[m] |= np.uint64(1) << np.uint64(term)
    return packed


@njit(cache=True)
def _raise_floor(floor, packed, fitted, floors):  # type: ignore[no-untyped-def]
    outside = ~packed[fitted]
    for m in range(len(packed)):
        if packed[m] & outside == 0:
            floor[m] = max(floor[m], floors[m])
