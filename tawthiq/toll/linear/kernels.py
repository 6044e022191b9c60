"""The compiled kernels of log-linear fits, all in one file: a change in any compiles all anew.

With terms and cells coded as sets of lists, a cell's linear predictor is the sum of the coefficients over its
subsets, and every entry of the normal equations is a sum over supersets (of the union of two terms): one fast
zeta transform an iteration replaces the design matrix.
"""

import numpy as np
from numba import njit

UNSEEN = -1.0
SLACK = 1e-6
MOST_STEPS, MOST_HALVINGS = 40, 12
TOLERANCE, TINY = 1e-10, 1e-9
YES, NO, UNSETTLED = 1, 0, -1


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
    terms, active = _finite_part(model, table > 0)
    active[0] = unseen >= 0
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
    terms, active = _finite_part(model, table > 0)
    weight = fit_one(model, table, UNSEEN)[0]
    weight[~active] = 0.0
    _sum_over_supersets(weight)
    right = np.zeros(len(terms))
    right[0] = 1.0
    return right[0] if _solve(_information(terms, weight), right) else np.nan


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
def search(models, tables, barred, order, guides):  # type: ignore[no-untyped-def]
    """The index of the best model by BIC in each table and its unseen, each (T,), among those not barred.

    ``barred`` is (T, M). Branch and bound over ``order``: no model fits better than one that contains it, so the first
    ``guides`` are fitted even where they do not exist, for the bound that they are.
    """
    found, unseen = np.full(len(tables), -1), np.full(len(tables), np.nan)
    sizes = np.array([model.sum() for model in models])
    packed = _packed(models)
    for t in range(len(tables)):
        price = np.log(tables[t].sum())
        filled = tables[t] > 0
        floor = sizes * price
        least = np.inf
        for visit, m in enumerate(order):
            if floor[m] >= least or barred[t, m]:
                continue
            if visit >= guides and _runs_off(models[m], filled):
                continue
            mu, deviance = fit_one(models[m], tables[t], UNSEEN)
            if np.isnan(mu[0]):
                continue
            _raise_floor(floor, packed, m, deviance - SLACK + sizes * price)
            if deviance + sizes[m] * price < least and settle(models[m], filled) != NO:
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


@njit(cache=True)
def settle(model, filled):  # type: ignore[no-untyped-def]
    """Whether the estimate of a model exists where some cells are filled: ``YES``, ``NO`` or ``UNSETTLED``."""
    if _runs_off(model, filled):
        return NO
    terms, left = _finite_part(model, filled)
    rows = np.flatnonzero(left & filled)
    design = np.empty((len(rows), len(terms)))
    for i in range(len(rows)):
        for j in range(len(terms)):
            design[i, j] = rows[i] & terms[j] == terms[j]
    pivots = _reduce(design)
    if len(pivots) == len(terms):
        return YES
    alone = len(pivots) == len(terms) - 1
    for free in range(len(terms)):
        if free not in pivots:
            falls, rises = _moves(design, pivots, free, terms, np.flatnonzero(left & ~filled))
            if not (falls and rises):
                return NO
            if alone:
                return YES
    return UNSETTLED


@njit(cache=True)
def _finite_part(model, filled):  # type: ignore[no-untyped-def]
    """The terms that are not at minus infinity, and the cells that are left, the unseen not among them."""
    finite, left = np.zeros(len(model), np.bool_), np.ones(len(model), np.bool_)
    left[0] = False
    for term in np.flatnonzero(model):
        for cell in range(1, len(model)):
            finite[term] |= filled[cell] and cell & term == term
        for cell in range(len(model)):
            left[cell] &= finite[term] or cell & term != term
    return np.flatnonzero(finite), left


@njit(cache=True)
def _runs_off(model, filled):  # type: ignore[no-untyped-def]
    """Whether a margin of a term of the model is empty, so that its estimate runs off to infinity."""
    terms, left = _finite_part(model, filled)
    for term in terms:
        part = term
        while True:
            if _is_empty(term, part, left, filled):
                return True
            if part == 0:
                break
            part = (part - 1) & term
    return False


@njit(cache=True)
def _is_empty(term, part, left, filled):  # type: ignore[no-untyped-def]
    """Whether one cell of the margin over the lists of a term is empty though cells of the table make it up."""
    any_left = False
    for cell in range(1, len(left)):
        if left[cell] and cell & term == part:
            if filled[cell]:
                return False
            any_left = True
    return any_left


@njit(cache=True)
def _reduce(matrix):  # type: ignore[no-untyped-def]
    """Reduce to row echelon form in place; returns the columns of the pivots."""
    pivots = [0][:0]
    for column in range(matrix.shape[1]):
        row = len(pivots)
        if row == len(matrix):
            break
        best = row + np.argmax(np.abs(matrix[row:, column]))
        if abs(matrix[best, column]) < TINY:
            continue
        swap = matrix[best].copy()
        matrix[best] = matrix[row]
        matrix[row] = swap / swap[column]
        for other in range(len(matrix)):
            if other != row:
                matrix[other] -= matrix[other, column] * matrix[row]
        pivots.append(column)
    return pivots


@njit(cache=True)
def _moves(reduced, pivots, free, terms, empty):  # type: ignore[no-untyped-def]
    """Whether some empty cell falls, and some rises, where the filled ones stay and a free coefficient grows."""
    falls, rises = False, False
    for cell in empty:
        move = 1.0 if cell & terms[free] == terms[free] else 0.0
        for row, column in enumerate(pivots):
            if cell & terms[column] == terms[column]:
                move -= reduced[row, free]
        falls |= move < -TINY
        rises |= move > TINY
    return falls, rises
