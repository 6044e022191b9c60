"""The hierarchical model with the best BIC in each of many tables, existing estimates only."""

import numpy as np
from numpy.typing import NDArray

from tawthiq.toll.linear.existence import exists
from tawthiq.toll.linear.kernels import search

Cells = NDArray[np.float64]
Models = NDArray[np.bool_]
Indices = NDArray[np.int64]


def best(models: Models, tables: NDArray[np.int64], first: Indices) -> tuple[Indices, Cells]:
    """For each table (T, 2^K) the index of the best model by BIC and its estimate of the unseen, each (T,).

    BIC is deviance + terms × log(people on the lists), terms at minus infinity counted too (Silverman, Chan &
    Vincent 2024). A model whose estimate does not exist in a table is passed over there; the index is -1
    where none exists. ``first`` are indices to try first: the better they are, the fewer others must be
    fitted.
    """
    tables = np.ascontiguousarray(tables, np.int64)
    supports, support_of = np.unique(tables > 0, axis=0, return_inverse=True)
    barred = np.zeros((len(supports), len(models)), np.bool_)
    order, guides = _visiting_order(models, first)
    found, unseen = np.full(len(tables), -1), np.full(len(tables), np.nan)
    pending = np.arange(len(tables))
    while len(pending):
        chosen, value = search(models, tables[pending].astype(float), barred[support_of[pending]], order, guides)
        found[pending], unseen[pending] = chosen, value
        for model, support in sorted({*zip(chosen.tolist(), support_of[pending].tolist(), strict=True)}):
            barred[support, model] |= model >= 0 and not exists(models[model], supports[support])
        pending = pending[(chosen >= 0) & barred[support_of[pending], chosen]]
    return found, unseen


def _visiting_order(models: Models, first: Indices) -> tuple[Indices, int]:
    """The promising, the largest that lack a term (they bound all that lack it), the rest from large to small.

    Also how many the promising and the bounding are.
    """
    codes = np.arange(models.shape[1])
    lacking = ~((codes[:, None] & codes[None, :]) == codes[:, None])
    widest = models.any(axis=0)
    walls = [np.flatnonzero((models == (widest & lacking[term])).all(axis=1)) for term in np.flatnonzero(widest)]
    guides = np.unique(np.concatenate([first, *walls])).astype(np.int64)
    by_size = np.argsort(-models.sum(axis=1), kind="stable")
    visits = np.concatenate([first, guides, by_size]).astype(np.int64)
    _, position = np.unique(visits, return_index=True)
    return visits[np.sort(position)], len(guides)
