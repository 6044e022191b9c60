"""Whether chains agree: the gates that draws must pass before anybody sees a number from them."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]

RHAT_BELOW = 1.01
ESS_ABOVE = 400
APART = 2.0


@dataclass(frozen=True, slots=True)
class Gates:
    """Rank-normalised split R-hat and the effective draws of the bulk and of the tails (5 % and 95 %).

    Vehtari, Gelman, Simpson, Carpenter & Bürkner (2021, Bayesian Analysis 16:667), who set the limits: R-hat below
    1.01 and more than 400 effective draws.
    """

    rhat: float
    ess_bulk: float
    ess_tail: float

    @property
    def passed(self) -> bool:
        """Whether the draws may be used."""
        return self.rhat < RHAT_BELOW and min(self.ess_bulk, self.ess_tail) > ESS_ABOVE


def gates(chains: Reals) -> Gates:
    """The gates of draws (chains × draws) of one quantity. Chains that all stand still on one value have converged."""
    if np.ptp(chains) == 0:
        return Gates(1.0, float(chains.size), float(chains.size))
    stats, axes = _stats(), {"chain_axis": 0, "draw_axis": 1}
    bulk = stats.ess(chains, method="bulk", **axes)
    tail = stats.ess(chains, method="tail", prob=(0.05, 0.95), **axes)
    return Gates(float(stats.rhat(chains, **axes)), float(bulk), float(tail))


def settled(chains: Reals) -> int:
    """From which draw on (chains × draws) they may be used: the first or, where only the later half passes, its first.

    A chain that starts in a faint mode may take thousands of sweeps to leave it for good. Where neither passes, the
    middle: what the later half says is what stays wrong.
    """
    return 0 if gates(chains).passed else chains.shape[1] // 2


def two_answers(chains: Reals) -> tuple[Reals, Reals] | None:
    """The draws of the lower and of the upper group of chains (chains × draws), where the chains fall into two.

    They do when the widest gap between the medians of the chains is more than twice the spread within chains.
    """
    medians = np.median(chains, axis=1)
    order = np.argsort(medians)
    gaps = np.diff(medians[order])
    cut = int(np.argmax(gaps)) + 1
    within = float(np.sqrt(chains.var(axis=1).mean()))
    if gaps[cut - 1] <= APART * within:
        return None
    return chains[order[:cut]].ravel(), chains[order[cut:]].ravel()


@cache
def _stats() -> Any:
    """Loaded when first needed: it takes a second or two."""
    return import_module("arviz_stats.base").array_stats
