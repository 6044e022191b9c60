"""The identifying assumption: what nobody can check about those on no list, as a curve."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from tawthiq.messages import Sentence
from tawthiq.toll.answers import no_estimate
from tawthiq.toll.shape import Draws, Estimate, Overlap

DRAWS = 4_000
MOST = 1e15
FEWEST = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """The toll over ξ: for each ξ (X,) the median and the limits of the interval (X,), in people."""

    xi: NDArray[np.float64]
    point: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class IdentifyingAssumption:
    """The cells that were seen left free, and one assumption on the cell that was not: its odds ratio ξ.

    Aleshin-Guendel, Sadinle & Wakefield (2024, Biometrics 80:ujad028): the highest-order interaction of ``lists``
    (none named: of all) is log ξ, signed so that ξ multiplies the unseen; ξ = 1 is no highest-order interaction, for
    two lists independence. With fewer lists the assumption is about their margins, and the cells are fuller. A
    Dirichlet prior of ``prior`` people a cell, 1/N on the toll. ``curve`` runs ξ from 1/``reach`` to ``reach``.

    Assumes the ξ that is named, nothing else: the data say nothing on it. Not to be read as an estimate, but as the
    answer to how wrong the assumption of another method must be before the toll is another. Where cells are empty the
    prior fills them.
    """

    lists: tuple[str, ...] = ()
    xi: float = 1.0
    reach: float = 10.0
    prior: float = 0.5
    level: float = 0.95
    name: ClassVar[str] = "identifying-assumption"
    version: ClassVar[str] = "1"

    def estimate(self, overlap: Overlap, *, seed: int) -> Estimate:
        """The posterior at ξ = ``xi`` with its draws, the curve in the details; a reason on a table to refuse."""
        if (why := overlap.refusal()) is not None:
            return no_estimate(self, overlap, why)
        draws = self._draws(overlap, self.xi, seed)
        if len(draws) < FEWEST * DRAWS:
            return no_estimate(self, overlap, Sentence("toll.xi_contradicted", {"xi": f"{self.xi:g}"}))
        tail = (1 - self.level) / 2
        lower, point, upper = (float(one) for one in np.quantile(draws, [tail, 0.5, 1 - tail]))
        details = {"xi": self.xi, "curve": self.curve(overlap, seed=seed)}
        return Estimate(
            self.name, overlap.documented, point, lower, upper, self.level, draws=draws, details=details,
            warnings=overlap.cautions() + self._emptiness(overlap),
        )  # fmt: skip

    def curve(self, overlap: Overlap, *, seed: int, points: int = 21) -> Curve:
        """The toll at ``points`` values of ξ, evenly spread in log ξ; NaN where the lists contradict a ξ."""
        tail = (1 - self.level) / 2
        xi = np.geomspace(1 / self.reach, self.reach, points)
        rows = [self._draws(overlap, float(one), seed) for one in xi]
        limits = [np.quantile(one, [0.5, tail, 1 - tail]) if len(one) else np.full(3, np.nan) for one in rows]
        return Curve(xi, *np.array(limits).T)

    def _draws(self, overlap: Overlap, xi: float, seed: int) -> Draws:
        """Draws of the toll, without those that leave no room for people on other lists alone."""
        cells = self._margin(overlap)
        rng = np.random.default_rng(seed)
        chances = rng.standard_gamma(cells + self.prior, (DRAWS, len(cells)))
        odds = xi * np.exp(np.log(chances) @ _signs(len(cells)) - np.log(chances.sum(axis=1)))
        rate = np.minimum(rng.standard_gamma(cells.sum(), DRAWS) * odds, MOST)
        totals = cells.sum() + rng.poisson(rate).astype(float)
        return np.asarray(totals[totals >= overlap.documented])

    def _margin(self, overlap: Overlap) -> NDArray[np.int64]:
        """The people in each cell of ``lists``, those on none of them left out."""
        for name in overlap.lists:
            if self.lists and name not in self.lists:
                overlap = overlap.without(name)
        return overlap.cells[1:]

    def _emptiness(self, overlap: Overlap) -> tuple[Sentence, ...]:
        cells = self._margin(overlap)
        empty = int((cells == 0).sum())
        return (Sentence("toll.empty_cells", {"empty": empty, "cells": len(cells)}),) if empty else ()


def _signs(cells: int) -> NDArray[np.float64]:
    """For every cell but the unseen one: +1 where an odd number of lists name it, else −1."""
    return np.array([1.0 if code.bit_count() % 2 else -1.0 for code in range(1, cells + 1)])
