"""The average over decomposable graphs of dependence between lists, in closed form."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp, softmax

from tawthiq.messages import Sentence
from tawthiq.toll.answers import disagreement, no_estimate
from tawthiq.toll.graphs import MOST_LISTS, decomposable
from tawthiq.toll.shape import Estimate, Overlap

Array = NDArray[np.float64]

NEGLIGIBLE = 1e-7
FINEST = 500_000
AT_ONCE = 500
DRAWS = 4_000
STRONGER, FAR = 4, 1.5


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
        graphs = decomposable(len(overlap.lists)).astype(np.float64)
        heavy, moved = self._heavy(graphs, overlap, top)
        weights, medians, mass = _posterior(heavy, overlap, unseen, self.strength)
        details = {"saturated": float(weights[-1] / weights.sum()), "prior": moved}
        if not self.saturated:
            weights, medians, mass = weights[:-1], medians[:-1], mass[:-1]
        curve = mass.sum(axis=0) / mass.sum()
        tail = (1 - self.level) / 2
        lower, point, upper = (overlap.documented + _quantile(unseen, curve, at) for at in (tail, 0.5, 1 - tail))
        warnings = disagreement(weights, overlap.documented + medians)
        if curve[-max(1, len(curve) // 100) :].sum() > tail / 10:
            warnings += (Sentence("toll.ceiling", {"times": self.ceiling}),)
        if not 1 / FAR < moved < FAR:
            warnings += (Sentence("toll.prior_moves_it", {"stronger": STRONGER, "moved": f"{moved:.1f}"}),)
        return Estimate(
            self.name, overlap.documented, point, lower, upper, self.level,
            draws=overlap.documented + np.random.default_rng(seed).choice(unseen, DRAWS, p=curve),
            details=details, warnings=overlap.cautions() + warnings,
        )  # fmt: skip

    def _heavy(self, graphs: Array, overlap: Overlap, top: int) -> tuple[Array, float]:
        """The graphs with all but a negligible share of the posterior, and what a heavier prior would do.

        The saturated graph stays, and stays last. The second is how many times the unseen grows when the prior weighs
        ``STRONGER`` times as much.
        """
        rough = _rough_grid(overlap, top)
        counted = graphs if self.saturated else graphs[:-1]
        logs, curve = _rough(counted, overlap, rough, self.strength)
        stronger = _rough(counted, overlap, rough, self.strength * STRONGER)[1]
        shares = softmax(logs[: len(graphs) - 1])
        lightest = np.argsort(shares)
        light = lightest[np.cumsum(shares[lightest]) < NEGLIGIBLE]
        moved = (1 + _quantile(rough, stronger, 0.5)) / (1 + _quantile(rough, curve, 0.5))
        return np.delete(graphs, light, axis=0), moved


def _rough_grid(overlap: Overlap, top: int) -> Array:
    """Numbers of unseen no further apart than the posterior is wide: its log has a spread of 1/sqrt(documented)."""
    points = 100 + int(np.log1p(top) * np.sqrt(overlap.documented) / 2)
    return np.unique(np.round(np.expm1(np.linspace(0, np.log1p(top), points)))).astype(np.float64)


def _rough(graphs: Array, overlap: Overlap, unseen: Array, strength: float) -> tuple[Array, Array]:
    """The log mass of each graph (G,), and the share of each number of unseen (U,), on a rough grid."""
    margins, widths = _margins(overlap, unseen, strength), np.log(np.gradient(unseen))
    along, across = [], []
    for part in _parts(graphs):
        logs = part @ margins + widths
        along.append(logsumexp(logs, axis=1))
        across.append(logsumexp(logs, axis=0))
    return np.concatenate(along), softmax(logsumexp(across, axis=0))


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
