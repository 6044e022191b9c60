"""What several estimators say in the same way: no estimate, an interval, models that disagree."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from tawthiq.messages import Sentence
from tawthiq.toll.shape import Estimate, Estimator, Overlap

LIGHT = 0.01
FAR = 2.0


def no_estimate(method: Estimator, overlap: Overlap, why: Sentence, **details: Any) -> Estimate:
    """The answer of a method that has none, with the reason."""
    return Estimate(method.name, overlap.documented, why=why, details=details, warnings=overlap.cautions())


def disagreement(weights: NDArray[np.float64], totals: NDArray[np.float64]) -> tuple[Sentence, ...]:
    """The warning that models of over 1 % weight (M,) give totals (M,) over two times apart, if they do."""
    heavy = totals[weights > LIGHT * weights.sum()]
    if len(heavy) == 0 or heavy.max() <= FAR * heavy.min():
        return ()
    facts = {"models": len(heavy), "lowest": f"{heavy.min():,.0f}", "highest": f"{heavy.max():,.0f}"}
    return (Sentence("toll.models_disagree", facts),)


def log_normal(documented: int, unseen: float, error: float, level: float) -> tuple[float, float]:
    """The interval whose unseen is log-normal (Chao 1987), never below the documented."""
    if unseen <= 0:
        return float(documented), float(documented)
    factor = np.exp(ndtri((1 + level) / 2) * np.sqrt(np.log1p((error / unseen) ** 2)))
    return float(documented + unseen / factor), float(documented + unseen * factor)
