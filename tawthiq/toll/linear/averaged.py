"""The average of every log-linear model."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import ndtr

from tawthiq.errors import Refused
from tawthiq.messages import Sentence
from tawthiq.toll.answers import disagreement, no_estimate
from tawthiq.toll.linear import hierarchy
from tawthiq.toll.linear.fitting import spread
from tawthiq.toll.linear.loglinear import criterion, usual_order, weights_of
from tawthiq.toll.shape import Estimate, Overlap

Array = NDArray[np.float64]

DRAWS = 4_000


@dataclass(frozen=True, slots=True)
class Averaged:
    """The average of every hierarchical log-linear model, weighted by AIC or BIC.

    Burnham & Anderson (2002), as for Gaza (Jamaluddine et al. 2025) and Sudan (Dahab et al. 2024). The
    interval is the model-averaged tail area (Turek & Fletcher 2012, Comput. Stat. Data Anal. 56:2809) on the
    logarithm of the unseen, the point its median; the weighted mean is in the details. Models whose estimate
    does not exist have no weight.

    Assumes that the truth is among the models. Not to be used where its models disagree: the average of an
    answer that is right and one that is wrong is wrong.
    """

    criterion: Literal["AIC", "BIC"] = "BIC"
    order: int | None = None
    level: float = 0.95
    name: ClassVar[str] = "log-linear-averaged"
    version: ClassVar[str] = "1"

    def estimate(self, overlap: Overlap, *, seed: int) -> Estimate:
        """The estimate with its interval and draws; a reason on a table to refuse or with too many models."""
        if (why := overlap.refusal()) is not None:
            return no_estimate(self, overlap, why)
        try:
            models = hierarchy.every_model(len(overlap.lists), self.order or usual_order(overlap))
        except Refused as refused:
            return no_estimate(self, overlap, Sentence(refused.key, refused.facts))
        unseen, values = criterion(self.criterion, models, overlap)
        kept, weights = weights_of(models, overlap, values)
        if len(kept) == 0:
            return no_estimate(self, overlap, Sentence("toll.no_model_exists"))
        spreads = np.array([spread(models[m], overlap.cells) for m in kept])
        return self._mixture(overlap, weights, unseen[kept], spreads, seed)

    def _mixture(self, overlap: Overlap, weights: Array, unseen: Array, spreads: Array, seed: int) -> Estimate:
        tail, centres, totals = (1 - self.level) / 2, np.log(unseen), overlap.documented + unseen
        lower, point, upper = (
            overlap.documented + _quantile(weights, centres, spreads, at) for at in (tail, 0.5, 1 - tail)
        )
        rng = np.random.default_rng(seed)
        drawn = rng.choice(len(weights), DRAWS, p=weights)
        return Estimate(
            self.name, overlap.documented, point, lower, upper, self.level,
            draws=overlap.documented + np.exp(rng.normal(centres[drawn], spreads[drawn])),
            details={"models": len(weights), "mean": float(weights @ totals)},
            warnings=overlap.cautions() + disagreement(weights, totals),
        )  # fmt: skip


def _quantile(weights: Array, centres: Array, spreads: Array, at: float) -> float:
    """The quantile of a mixture of log-normal distributions."""
    low, high = (centres - 9 * spreads).min(), (centres + 9 * spreads).max()
    return float(np.exp(brentq(lambda x: weights @ ndtr((x - centres) / spreads) - at, low, high)))
