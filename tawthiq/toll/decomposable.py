"""The average over decomposable graphs of dependence between lists, in closed form."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp, softmax

from tawthiq.messages import Sentence
from tawthiq.toll.answers import disagreement, no_estimate
from tawthiq.toll.graphs import MOST_LISTS, decomposable
from tawthiq.toll.shape import Estimate, Overlap

Array = NDArray[np.float64]

NEGLIGIBLE, BEYOND = 1e-7, 1e-10
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
    version: ClassVar[str] = "2"

    def estimate(self, overlap: Overlap, *, seed: int) -> Estimate:
        """The posterior median, its interval and draws; a reason where refused or with over six lists."""
        why = overlap.refusal()
        if why is None and len(overlap.lists) > MOST_LISTS:
            why = Sentence("toll.too_many_for_graphs", {"lists": len(overlap.lists), "most": MOST_LISTS})
        if why is not None:
            return no_estimate(self, overlap, why)
        first = self._look(overlap)
        unseen = np.arange(first.lowest, first.highest + 1, -(-(first.highest - first.lowest) // FINEST) or 1)
        weights, medians, curve = _posterior(first.heavy, overlap, unseen, self.strength)
        tail = (1 - self.level) / 2
        lower, point, upper = (overlap.documented + _quantile(unseen, curve, at) for at in (tail, 0.5, 1 - tail))
        warnings = disagreement(weights, overlap.documented + medians)
        if first.at_ceiling > tail / 10:
            warnings += (Sentence("toll.ceiling", {"times": self.ceiling}),)
        if not 1 / FAR < first.moved < FAR:
            warnings += (Sentence("toll.prior_moves_it", {"stronger": STRONGER, "moved": f"{first.moved:.1f}"}),)
        return Estimate(
            self.name, overlap.documented, point, lower, upper, self.level,
            draws=overlap.documented + np.random.default_rng(seed).choice(unseen, DRAWS, p=curve),
            details={"saturated": first.saturated, "prior": first.moved}, warnings=overlap.cautions() + warnings,
        )  # fmt: skip

    def _look(self, overlap: Overlap) -> "_Look":
        """A first look on a rough grid at every graph, at a heavier prior, and at where the posterior lies."""
        top, graphs = self.ceiling * overlap.documented, decomposable(len(overlap.lists)).astype(np.float64)
        rough = _rough_grid(overlap, top)
        logs, curve = _rough(graphs if self.saturated else graphs[:-1], overlap, rough, self.strength)
        stronger = _rough(graphs if self.saturated else graphs[:-1], overlap, rough, self.strength * STRONGER)[1]
        every = logs if self.saturated else np.append(logs, _rough(graphs[-1:], overlap, rough, self.strength)[0])
        shares = softmax(logs)
        lightest = np.argsort(shares)
        light = lightest[np.cumsum(shares[lightest]) < NEGLIGIBLE]
        heavy = np.delete(graphs if self.saturated else graphs[:-1], light, axis=0)
        running = np.cumsum(curve)
        low, high = np.searchsorted(running, [BEYOND, 1 - BEYOND])
        moved = (1 + _quantile(rough, stronger, 0.5)) / (1 + _quantile(rough, curve, 0.5))
        return _Look(
            heavy, float(rough[max(low - 1, 0)]), float(rough[min(high + 1, len(rough) - 1)]), moved,
            float(softmax(every)[-1]), float(curve[rough >= 0.99 * top].sum()),
        )  # fmt: skip


class _Look(NamedTuple):
    """What the first look saw.

    The graphs with all but a negligible share, between which numbers of unseen the posterior lies, how many times
    the unseen grows when the prior weighs ``STRONGER`` times as much, the share of the saturated graph, and the share
    that lies at the ceiling.
    """

    heavy: Array
    lowest: float
    highest: float
    moved: float
    saturated: float
    at_ceiling: float


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
    """The weight and median (G,) of each graph, and the share (U,) of each number of unseen."""
    margins = _margins(overlap, unseen, strength)
    top = max(float((part @ margins).max()) for part in _parts(graphs))
    weights, medians, mass = np.empty(0), np.empty(0), np.zeros(len(unseen))
    for part in _parts(graphs):
        running = np.exp(part @ margins - top)
        mass += running.sum(axis=0)
        np.cumsum(running, axis=1, out=running)
        weights = np.append(weights, running[:, -1])
        medians = np.append(medians, [unseen[np.searchsorted(row, row[-1] / 2)] for row in running])
    return weights, medians, mass / mass.sum()


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
