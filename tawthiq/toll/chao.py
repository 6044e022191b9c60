"""Chao's lower bound on the toll."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from tawthiq.toll.answers import log_normal, no_estimate
from tawthiq.toll.shape import Estimate, Overlap


@dataclass(frozen=True, slots=True)
class ChaoBound:
    """Chao's lower bound, in the form for lists of unequal size, corrected for bias.

    Chao (1987, Biometrics 43:783; 1989, Biometrics 45:427): the unseen are at least the sum over pairs of
    lists of (people on the one alone × people on the other alone), over the people on exactly two lists plus
    one. The interval is Chao's log-normal one.

    Bounds where no two lists avoid each other (no negative dependence), however much people differ in how
    likely they are to be listed. Lists of opposed sides break it: then it is no bound at all.
    """

    level: float = 0.95
    name: ClassVar[str] = "chao-bound"
    version: ClassVar[str] = "1"

    def estimate(self, overlap: Overlap, *, seed: int) -> Estimate:
        """The bound with its interval; a reason on a table to refuse. Draws nothing at random."""
        if (why := overlap.refusal()) is not None:
            return no_estimate(self, overlap, why)
        on_lists = overlap.patterns.sum(axis=1)
        alone = overlap.counts[on_lists == 1] @ overlap.patterns[on_lists == 1].astype(float)
        once, twice = alone.sum(), float(overlap.counts[on_lists == 2].sum())
        unseen = (once**2 - (alone**2).sum()) / 2 / (twice + 1)
        variance = alone @ ((once - alone) / (twice + 1)) ** 2 + twice * (unseen / (twice + 1)) ** 2 + unseen
        lower, upper = log_normal(overlap.documented, unseen, np.sqrt(variance), self.level)
        return Estimate(
            self.name, overlap.documented, overlap.documented + unseen, lower, upper, self.level,
            bounds="below", warnings=overlap.cautions(),
        )  # fmt: skip
