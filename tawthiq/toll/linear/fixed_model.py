"""The log-linear model that the analyst chose beforehand."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize_scalar
from scipy.special import gammaln, ndtri, xlogy

from tawthiq.messages import Sentence
from tawthiq.toll.answers import no_estimate
from tawthiq.toll.linear import hierarchy
from tawthiq.toll.linear.existence import existence
from tawthiq.toll.linear.fitting import fit, profile
from tawthiq.toll.shape import Estimate, Overlap

WITHOUT = {"does not exist": "toll.model_does_not_exist", "is not identified": "toll.model_is_not_identified"}
SMALLEST, LARGEST = -10.0, 40.0


@dataclass(frozen=True, slots=True)
class FixedModel:
    """One hierarchical log-linear model that the analyst chose beforehand, such as ``[A.B, C]``.

    Fienberg (1972, Biometrika 59:591); the interval is Cormack's profile likelihood of the toll (1992,
    Biometrics 48:567). Assumes that exactly these interactions of lists matter and that the model was not
    chosen by looking: after a look its interval is too narrow.
    """

    model: str
    level: float = 0.95
    name: ClassVar[str] = "log-linear-fixed"
    version: ClassVar[str] = "1"

    def estimate(self, overlap: Overlap, *, seed: int) -> Estimate:
        """The estimate, or why it does not exist. BadInput: the model names a list that is not there."""
        if (why := overlap.refusal()) is not None:
            return no_estimate(self, overlap, why)
        model = hierarchy.parse(self.model, overlap.lists)
        if (verdict := existence(model, overlap.cells)) != "exists":
            return no_estimate(self, overlap, Sentence(WITHOUT[verdict], {"model": self.model}))
        unseen = float(fit(model[None, :], overlap.cells[None, :])[0][0, 0])
        lower, peak, upper = overlap.documented + _profile(model, overlap, unseen, self.level)
        return Estimate(
            self.name, overlap.documented, overlap.documented + unseen, lower, upper, self.level,
            details={"profile_peak": float(peak)}, warnings=overlap.cautions(),
        )  # fmt: skip


def _profile(model: NDArray[np.bool_], overlap: Overlap, unseen: float, level: float) -> NDArray[np.float64]:
    """The unseen at the peak of the profile likelihood, and where it fell as the level allows, in order."""

    def likelihood(log_unseen: float) -> float:
        return _profile_likelihood(model, overlap, float(np.exp(log_unseen)))

    around = np.log(unseen + 1)
    peak = minimize_scalar(lambda at: -likelihood(at), (around - 1, around), tol=1e-10)
    enough = -peak.fun - ndtri((1 + level) / 2) ** 2 / 2
    lower, upper = (_crossing(likelihood, peak.x, step, enough) for step in (-0.5, 0.5))
    return np.array([lower, np.exp(peak.x), upper])


def _crossing(likelihood: Callable[[float], float], peak: float, step: float, enough: float) -> float:
    """The unseen on one side of the peak where the likelihood is enough; 0 or infinity if it always is."""
    far = peak + step
    while likelihood(far) > enough:
        far += step
        if not SMALLEST < far < LARGEST:
            return 0.0 if step < 0 else np.inf
    return float(np.exp(brentq(lambda at: likelihood(at) - enough, peak, far)))


def _profile_likelihood(model: NDArray[np.bool_], overlap: Overlap, unseen: float) -> float:
    toll = overlap.documented + unseen
    ways = gammaln(toll + 1) - gammaln(unseen + 1) + xlogy(unseen, unseen) - xlogy(toll, toll)
    return float(ways - profile(model, overlap.cells, unseen) / 2)
