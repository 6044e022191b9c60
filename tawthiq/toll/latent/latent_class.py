"""Latent classes: people differ in how likely each list is to name them, in ways that nobody recorded."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from tawthiq.messages import Sentence
from tawthiq.toll.answers import no_estimate
from tawthiq.toll.latent import gibbs
from tawthiq.toll.latent.diagnostics import Gates, gates, settled, two_answers
from tawthiq.toll.latent.ladder import Reals, model_of, start
from tawthiq.toll.shape import Estimate, Overlap

THIN = 10
WARM_UP, FIRST_ROUND = 1_000, 1_500
LOWEST_START = 0.01
OFTEN = 0.05


@dataclass(frozen=True, slots=True)
class LatentClasses:
    """Bayesian latent classes, their number unknown: a Dirichlet process cut at ``classes``.

    Manrique-Vallier (2016, Biometrics 72:1246), as in the R package LCMCR: within a class the lists are independent;
    uniform rates, Gamma(0.25, 0.25) on the concentration, 1/N on the toll. ``chains`` start far apart, each on a
    ladder of smaller tables (tempering; exchanges after Syed et al. 2022, JRSS-B 84:321), and are prolonged until R-hat
    < 1.01 and more than 400 draws are effective, in all their draws or, where some settled late, in the later half;
    or until ``sweeps`` each are spent: then there is no estimate but the reason, and both answers where the chains
    fall into two.

    Assumes that classes explain all dependence between lists. Not to be used alone where lists copy or feed one
    another: such dependence is no class, and the estimate is then too low.
    """

    classes: int = 10
    chains: int = 8
    sweeps: int = 96_000
    level: float = 0.95
    name: ClassVar[str] = "latent-classes"
    version: ClassVar[str] = "3"

    def estimate(self, overlap: Overlap, *, seed: int) -> Estimate:
        """The posterior median, its interval and draws; a reason on a table to refuse or when the gates fail."""
        if (why := overlap.refusal()) is not None:
            return no_estimate(self, overlap, why)
        sampler = _Sampler(overlap, self, seed)
        sampler.advance_until(self.sweeps)
        totals, passed = sampler.totals(), sampler.gates()
        details = sampler.details(passed, self.classes)
        if not passed.passed:
            return no_estimate(self, overlap, _undecided(totals, passed), **details)
        tail = (1 - self.level) / 2
        lower, point, upper = np.quantile(totals, [tail, 0.5, 1 - tail])
        return Estimate(
            self.name, overlap.documented, float(point), float(lower), float(upper), self.level,
            draws=totals.ravel(), details=details, warnings=overlap.cautions() + sampler.cautions(self.classes),
        )  # fmt: skip


class _Sampler:
    """Chains that can be prolonged."""

    def __init__(self, overlap: Overlap, method: LatentClasses, seed: int) -> None:
        self._model = model_of(overlap)
        self._rngs = [np.random.default_rng(one) for one in np.random.SeedSequence(seed).spawn(method.chains)]
        highest = np.geomspace(1.0, LOWEST_START, method.chains)
        self._ladders = [
            start(rng, self._model, method.classes, top) for rng, top in zip(self._rngs, highest, strict=True)
        ]
        self._notes = np.empty((method.chains, 2, 0), np.int64)
        self._exchanged, self._first = 0.0, 0
        self._advance(WARM_UP // THIN)
        self._notes = self._notes[:, :, :0]

    def advance_until(self, sweeps: int) -> None:
        """Prolong every chain to twice its length, until the gates are passed or ``sweeps`` each are spent."""
        more = min(FIRST_ROUND, sweeps)
        while more > 0:
            self._advance(more // THIN)
            done = self.sweeps()
            self._first = 0
            self._first = settled(np.log(self.totals()))
            more = 0 if self.gates().passed else min(done, sweeps - done)

    def _advance(self, draws: int) -> None:
        notes = np.empty((len(self._rngs), 2, draws), np.int64)

        def one(chain: int) -> float:
            return gibbs.run(self._rngs[chain], self._model, self._ladders[chain], THIN, notes[chain])

        with ThreadPoolExecutor(os.cpu_count()) as threads:
            taken = list(threads.map(one, range(len(self._rngs))))
        self._notes = np.concatenate([self._notes, notes], axis=2)
        self._exchanged = float(np.mean(taken))

    def sweeps(self) -> int:
        """How many sweeps each chain has made after its warm-up."""
        return self._notes.shape[2] * THIN

    def totals(self) -> Reals:
        """The draws of the toll that are kept (chains × draws)."""
        return np.asarray(self._model.tables[0].sum() + self._notes[:, 0, self._first :], float)

    def gates(self) -> Gates:
        """The gates of the logarithm of the toll."""
        return gates(np.log(self.totals()))

    def full(self, classes: int) -> float:
        """The share of the draws in which every class is occupied, so that more might have been."""
        return float((self._notes[:, 1, self._first :] == classes).mean())

    def cautions(self, classes: int) -> tuple[Sentence, ...]:
        """The warning that the cut of the Dirichlet process may have been felt."""
        if (share := self.full(classes)) <= OFTEN:
            return ()
        return (Sentence("toll.classes_full", {"classes": classes, "share": f"{share:.0%}"}),)

    def details(self, passed: Gates, classes: int) -> dict[str, Any]:
        """The gates, how the chains ran, and their draws of the toll (chains × draws) for trace and rank plots."""
        return {
            "rhat": passed.rhat,
            "ess_bulk": passed.ess_bulk,
            "ess_tail": passed.ess_tail,
            "gates_passed": passed.passed,
            "levels": len(self._model.tables),
            "exchanged": self._exchanged,
            "sweeps": self.sweeps(),
            "settled_after": self._first * THIN,
            "classes_full": self.full(classes),
            "chains": self.totals(),
        }


def _undecided(totals: Reals, passed: Gates) -> Sentence:
    answers = two_answers(np.log(totals))
    if answers is None:
        return Sentence("toll.gates_failed", {"rhat": f"{passed.rhat:.3f}", "ess": f"{_least(passed):.0f}"})
    first, second = (f"{np.exp(np.median(one)):,.0f}" for one in answers)
    return Sentence("toll.two_answers", {"first": first, "second": second})


def _least(passed: Gates) -> float:
    return min(passed.ess_bulk, passed.ess_tail)
