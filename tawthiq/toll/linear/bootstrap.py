"""Bootstrap tables and the bias-corrected and accelerated interval that is read off them."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

Cells = NDArray[np.float64]
Counts = NDArray[np.int64]


def resample(cells: Counts, tables: int, seed: int) -> Counts:
    """Tables (T, 2^K) of as many people drawn with replacement from those of a table (2^K,)."""
    people = int(cells.sum())
    return np.random.default_rng(seed).multinomial(people, cells / people, tables)


def leave_one_out(cells: Counts) -> tuple[Counts, Counts]:
    """A table less one person of each pattern that anybody shows, and how many people show it."""
    shown = np.flatnonzero(cells)
    tables = np.repeat(cells[None, :], len(shown), axis=0)
    tables[np.arange(len(shown)), shown] -= 1
    return tables, cells[shown]


def bca(point: float, draws: Cells, jackknife: Cells, weights: Counts, level: float) -> tuple[float, float]:
    """The BCa interval (DiCiccio & Efron 1996, Statistical Science 11:189) of bootstrap draws (T,).

    ``jackknife`` are the estimates with one person left out, ``weights`` how many people each stands for.
    Draws and leave-outs without an estimate (nan) are left aside.
    """
    draws, kept = draws[np.isfinite(draws)], np.isfinite(jackknife)
    jackknife, weights = jackknife[kept], weights[kept]
    away = np.average(jackknife, weights=weights) - jackknife
    spread = float(weights @ away**2)
    acceleration = float(weights @ away**3) / (6 * spread**1.5) if spread > 0 else 0.0
    below = np.clip((draws < point).mean(), 0.5 / len(draws), 1 - 0.5 / len(draws))
    bias = ndtri(below)
    tails = bias + ndtri(np.array([(1 - level) / 2, (1 + level) / 2]))
    lower, upper = np.quantile(draws, ndtr(bias + tails / (1 - acceleration * tails)))
    return float(lower), float(upper)
