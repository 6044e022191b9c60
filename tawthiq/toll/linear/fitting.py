"""Poisson log-linear fits by iteratively reweighted least squares, over models × tables at once.

Terms with an empty margin are at minus infinity; their cells leave the table (the extended estimate of
Fienberg & Rinaldo 2012, Chan, Silverman & Vincent 2021). Whether an estimate exists is not told here but by
``existence``: where it does not, the numbers are those where the climb stopped.
"""

import numpy as np
from numpy.typing import NDArray

from tawthiq.toll.linear import kernels

Cells = NDArray[np.float64]
Models = NDArray[np.bool_]


def fit(models: Models, tables: Cells | NDArray[np.int64]) -> tuple[Cells, Cells]:
    """The expected unseen and the deviance of every model (M, 2^K) on every table (T, 2^K), each (M, T).

    Cell 0 of a table is ignored. The unseen is nan where the normal equations are singular.
    """
    fits = [fit_pairs(models, np.broadcast_to(table, models.shape)) for table in tables]
    return np.stack([cells[:, 0] for cells, _ in fits], axis=1), np.stack([deviance for _, deviance in fits], axis=1)


def fit_pairs(models: Models, tables: Cells | NDArray[np.int64]) -> tuple[Cells, Cells]:
    """The expected cells (T, 2^K), cell 0 the unseen, and deviance (T,) of each model on its row's table."""
    cells, deviance = kernels.fit_pairs(np.ascontiguousarray(models), np.ascontiguousarray(tables, np.float64))
    return cells, deviance


def profile(model: Models, table: Cells | NDArray[np.int64], unseen: float) -> float:
    """The deviance of a model (2^K,) on a table (2^K,) that counts so many unseen."""
    return float(kernels.fit_one(model, np.asarray(table, np.float64), float(unseen))[1])


def spread(model: Models, table: Cells | NDArray[np.int64]) -> float:
    """The standard error of the logarithm of the unseen under a model (2^K,) on a table (2^K,)."""
    return float(np.sqrt(kernels.variance(model, np.asarray(table, np.float64))))
