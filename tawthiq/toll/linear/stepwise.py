"""The log-linear model that grows pair by pair."""

from dataclasses import dataclass
from typing import ClassVar

from tawthiq.toll.answers import no_estimate
from tawthiq.toll.linear import walks
from tawthiq.toll.linear.loglinear import bootstrapped
from tawthiq.toll.shape import Estimate, Overlap


@dataclass(frozen=True, slots=True)
class Stepwise:
    """Forward stepwise selection of interactions between pairs of lists, repeated in every bootstrap table.

    Chan, Silverman & Vincent (2021, JASA 116:1297): a pair comes in while its overlap is surprising at
    ``threshold``; BCa interval. For any number of lists. Assumes that no three lists interact and one model
    is right for everybody.
    """

    threshold: float = 0.02
    bootstraps: int = 1000
    level: float = 0.95
    name: ClassVar[str] = "log-linear-stepwise"
    version: ClassVar[str] = "1"

    def estimate(self, overlap: Overlap, *, seed: int) -> Estimate:
        """The estimate with its interval and draws; a reason where refused or no model exists."""
        if (why := overlap.refusal()) is not None:
            return no_estimate(self, overlap, why)
        return bootstrapped(
            self, overlap, lambda tables: walks.stepwise(tables, self.threshold),
            bootstraps=self.bootstraps, level=self.level, seed=seed,
        )  # fmt: skip
