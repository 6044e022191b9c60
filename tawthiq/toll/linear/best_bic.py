"""The best log-linear model by BIC."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from tawthiq.errors import Refused
from tawthiq.messages import Sentence
from tawthiq.toll.answers import disagreement, no_estimate
from tawthiq.toll.linear import hierarchy, selection, walks
from tawthiq.toll.linear.loglinear import FULL_UP_TO, Selection, bootstrapped, criterion, usual_order, weights_of
from tawthiq.toll.shape import Estimate, Overlap

PROMISING = 20


@dataclass(frozen=True, slots=True)
class BestBIC:
    """The hierarchical model with the best BIC, the whole selection repeated in every bootstrap table.

    Silverman, Chan & Vincent (2024, Statistics and Computing 34:44), BCa interval. ``search`` is ``every`` model with
    terms of up to ``order`` lists, or ``downhill`` from independence; None: every up to five lists, beyond them
    downhill. ``order`` None: all short of the saturated up to five lists, beyond them pairs. Models whose estimate does
    not exist are passed over, in bootstrap tables too.

    Assumes that one log-linear model is right for everybody. Not to be used alone where people differ in how
    likely they are to be listed: the best BIC then misses, often far above, with an interval that does not
    say so.
    """

    order: int | None = None
    search: Literal["every", "downhill"] | None = None
    bootstraps: int = 1000
    level: float = 0.95
    name: ClassVar[str] = "log-linear-best-bic"
    version: ClassVar[str] = "1"

    def estimate(self, overlap: Overlap, *, seed: int) -> Estimate:
        """The estimate with its interval and draws; a reason on a table to refuse or with too many models."""
        if (why := overlap.refusal()) is not None:
            return no_estimate(self, overlap, why)
        order = self.order or usual_order(overlap)
        few = len(overlap.lists) <= FULL_UP_TO
        if (self.search or ("every" if few else "downhill")) == "downhill":
            return self._bootstrapped(overlap, seed, lambda tables: walks.downhill(tables, order))
        try:
            models = hierarchy.every_model(len(overlap.lists), order)
        except Refused as refused:
            return no_estimate(self, overlap, Sentence(refused.key, refused.facts))
        unseen, bic = criterion("BIC", models, overlap)
        first = np.argsort(bic, kind="stable")[:PROMISING]
        kept, weights = weights_of(models, overlap, bic)
        warnings = disagreement(weights, overlap.documented + unseen[kept])
        return self._bootstrapped(overlap, seed, lambda tables: selection.best(models, tables, first), warnings)

    def _bootstrapped(
        self, overlap: Overlap, seed: int, select: Selection, warnings: tuple[Sentence, ...] = ()
    ) -> Estimate:
        return bootstrapped(
            self, overlap, select, bootstraps=self.bootstraps, level=self.level, seed=seed, warnings=warnings
        )
