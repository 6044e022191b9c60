"""The average over decomposable graphs of dependence between lists, in closed form."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp

from tawthiq.toll.answers import disagreement, no_estimate
from tawthiq.toll.graphs import MOST_LISTS, decomposable
from tawthiq.toll.shape import Estimate, Overlap, Sentence

Array = NDArray[np.float64]

NEGLIGIBLE = 1e-7
FINEST = 500_000
AT_ONCE = 500
DRAWS = 4_000


@dataclass(frozen=True, slots=True)
class Decomposable:
    """Bayesian model averaging over every decomposable graph on up to six lists.

    Madigan & York (1997, Biometrika 84:19), as in the R package dga (Lum, Johndrow & Ball): a hyper-Dirichlet
    prior worth ``strength`` people in all (dga's delta is ``strength`` / 2^K), graphs equally likely, 1/N on
    the toll, the unseen from 0 to ``ceiling`` times the documented.

    Assumes that some lists are independent given others. The saturated graph assumes nothing, so that its
    answer is the prior's: it stays out unless ``saturated``, and the weight it would have had is in the
    details. Not to be used where people differ much in how likely they are to be listed: its interval is then
    too narrow and too low.
    """

    strength: float = 1.0
    ceiling: int = 10
    saturated: bool = False
    level: float = 0.95
    name: ClassVar[str] = "decomposable"
    version: ClassVar[str] = "1"

    def estimate(self, overlap: Overlap, *, seed: int) -> Estimate:
        """The posterior median, its interval and draws; a reason where refused or with over six lists."""
        why = overlap.refusal()
        if why is None and len(overlap.lists) > MOST_LISTS:
            why = Sentence("toll.too_many_for_graphs", {"lists": len(overlap.lists), "most": MOST_LISTS})
        if why is not None:
            return no_estimate(self, overlap, why)
        top = self.ceiling * overlap.documented
        unseen = np.arange(0, top + 1, -(-top // FINEST), dtype=float)
        weights, medians, mass = _posterior(_heavy(overlap, top, self.strength), overlap, unseen, self.strength)
        details = {"saturated": float(weights[-1] / weights.sum())}
        if not self.saturated:
            weights, medians, mass = weights[:-1], medians[:-1], mass[:-1]
        warnings = overlap.cautions() + disagreement(weights, overlap.documented + medians)
        curve = mass.sum(axis=0) / mass.sum()
        tail = (1 - self.level) / 2
        if curve[-(len(curve) // 100) :].sum() > tail / 10:
            warnings += (Sentence("toll.ceiling", {"times": self.ceiling}),)
        lower, point, upper = (overlap.documented + _quantile(unseen, curve, at) for at in (tail, 0.5, 1 - tail))
        draws = overlap.documented + np.random.default_rng(seed).choice(unseen, DRAWS, p=curve)
        return Estimate(
            self.name, overlap.documented, point, lower, upper, self.level,
            draws=draws, details=details, warnings=warnings,
        )  # fmt: skip


def _heavy(overlap: Overlap, top: int, strength: float) -> Array:
    """The heaviest graphs, with all but a negligible share of the posterior, and the saturated one last.

    Their mass is taken at points of the unseen no further apart than the posterior is wide, its width in
    log(unseen) being at least 1/sqrt(documented).
    """
    graphs = decomposable(len(overlap.lists)).astype(np.float64)
    points = 100 + int(np.log1p(top) * np.sqrt(overlap.documented) / 2)
    unseen = np.unique(np.round(np.expm1(np.linspace(0, np.log1p(top), points)))).astype(np.float64)
    margins = _margins(overlap, unseen, strength)
    logs = np.concatenate([logsumexp(part @ margins, axis=1, b=np.gradient(unseen)) for part in _parts(graphs)])
    mass = np.exp(logs[:-1] - logs[:-1].max())
    lightest = np.argsort(mass)
    light = lightest[np.cumsum(mass[lightest]) < NEGLIGIBLE * mass.sum()]
    return np.delete(graphs, light, axis=0)


def _posterior(graphs: Array, overlap: Overlap, unseen: Array, strength: float) -> tuple[Array, Array, Array]:
    """The weight and median (G,) of each graph, and the mass (2, U) of all but the last, and of the last."""
    margins = _margins(overlap, unseen, strength)
    top = max(float((part @ margins).max()) for part in _parts(graphs))
    weights, medians, masses = np.empty(0), np.empty(0), []
    for part in [*_parts(graphs[:-1]), graphs[-1:]]:
        running = np.exp(part @ margins - top)
        masses.append(running.sum(axis=0))
        np.cumsum(running, axis=1, out=running)
        weights = np.append(weights, running[:, -1])
        medians = np.append(medians, [unseen[np.searchsorted(row, row[-1] / 2)] for row in running])
    return weights, medians, np.stack([np.sum(masses[:-1], axis=0), masses[-1]])


def _parts(graphs: Array) -> list[Array]:
    return [graphs[start : start + AT_ONCE] for start in range(0, len(graphs), AT_ONCE)]


def _margins(overlap: Overlap, unseen: Array, strength: float) -> Array:
    """The log likelihood (2^K, U) of the margin over each set of lists, by the number unseen.

    The margin over no list is the toll itself: its prior, and the ways to choose who of them is unseen.
    """
    documented, cells = overlap.documented, overlap.cells.astype(float)
    codes = np.arange(len(cells))
    logs = np.empty((len(cells), len(unseen)))
    logs[0] = gammaln(documented + unseen + 1) - gammaln(unseen + 1) - np.log(documented + unseen)
    for lists in codes[1:]:
        seen = np.bincount(codes & lists, cells)[np.unique(codes & lists)]
        prior = strength / len(seen)
        logs[lists] = gammaln(strength) - gammaln(strength + documented + unseen)
        logs[lists] += gammaln(prior + seen[0] + unseen) - gammaln(prior)
        logs[lists] += (gammaln(prior + seen[1:]) - gammaln(prior)).sum()
    return logs


def _quantile(unseen: Array, curve: Array, at: float) -> float:
    """The smallest unseen at which the share of the curve (U,) reaches a level."""
    return float(unseen[np.searchsorted(np.cumsum(curve), at)])
