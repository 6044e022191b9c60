"""Every method on one table, side by side, the documented count first, and how far the answer rests on each list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tawthiq.messages import Sentence, say
from tawthiq.toll.chao import ChaoBound
from tawthiq.toll.combine import Combined, Swing, swings
from tawthiq.toll.consistency import Learnt, learnt
from tawthiq.toll.decomposable import Decomposable
from tawthiq.toll.identifying import Curve, IdentifyingAssumption
from tawthiq.toll.latent.diagnostics import ESS_ABOVE, RHAT_BELOW
from tawthiq.toll.latent.latent_class import LatentClasses
from tawthiq.toll.linear.averaged import Averaged
from tawthiq.toll.linear.best_bic import BestBIC
from tawthiq.toll.linear.stepwise import Stepwise
from tawthiq.toll.sample_coverage import SampleCoverage
from tawthiq.toll.shape import Estimate, Estimator, Overlap

ESTIMATORS: tuple[Estimator, ...] = (
    ChaoBound(),
    SampleCoverage(),
    BestBIC(),
    Stepwise(),
    Averaged(),
    Decomposable(),
    LatentClasses(),
)
QUICK_UP_TO = 5
SHOWN_XI = (0.1, 0.5, 1.0, 2.0, 10.0)


@dataclass(frozen=True, eq=False)
class SideBySide:
    """The documented count, what every method says, and why none can where the table is to be refused.

    ``headline`` is the range over stated assumptions, or why there is none; None where its methods were not asked.
    ``calibrated`` is the headline moved as the test of hidden lists teaches, ``swings`` what one list or two lists as
    one do to the answer, ``curve`` the toll over the assumption ξ; ``told`` are warnings of the whole.
    """

    documented: int
    estimates: tuple[Estimate, ...]
    why: Sentence | None = None
    headline: Estimate | None = None
    calibrated: Learnt | None = None
    swings: tuple[Swing, ...] = ()
    curve: Curve | None = None
    told: tuple[Sentence, ...] = ()

    def say(self, lang: str = "en") -> str:
        """In ``en`` or ``ar``, a line a method: its interval, point and assumption, or why it has none."""
        lines = [say("toll.documented", lang, documented=f"{self.documented:,}")]
        if self.why:
            lines.append(self.why.say(lang))
        else:
            lines += [_line(one, lang) for one in self._shown()]
        return "\n".join([*lines, *self._below(lang), *self.warnings(lang)])

    def __str__(self) -> str:
        return self.say()

    def warnings(self, lang: str = "en") -> list[str]:
        """Each warning once: bare where every method gives it, else after the names of those that do."""
        shown, givers = self._shown(), dict[str, list[str]]()
        for one in shown:
            for sentence in one.warnings:
                givers.setdefault(sentence.say(lang), []).append(one.method)
        told = [text if len(by) == len(shown) else f"{', '.join(by)}: {text}" for text, by in givers.items()]
        return [*(sentence.say(lang) for sentence in self.told), *told]

    def document(self, lang: str = "en") -> dict[str, Any]:
        """The same as plain values: documented, headline or why there is none, methods, sensitivity, warnings."""
        given = self.headline if self.headline and self.headline.point is not None else None
        why = self.why or (self.headline.why if self.headline else None)
        calibrated = self.calibrated
        return {
            "documented": self.documented,
            "headline": given and {key: value for key, value in _numbers(given).items() if key != "method"},
            "why": None if given or why is None else why.say(lang),
            "methods": [_told(one, lang) for one in self.estimates],
            "calibrated": calibrated and {"lower": calibrated.lower, "upper": calibrated.upper,
                                          "level": calibrated.level, "lists": calibrated.lists},
            "swings": [{"lists": list(one.lists), "change": "left out" if len(one.lists) == 1 else "merged",
                        **_told(one.estimate, lang)} for one in self.swings],
            "xi": [] if self.curve is None else [
                {"xi": float(xi), "estimate": _finite(point), "lower": _finite(low), "upper": _finite(high)}
                for xi, point, low, high in zip(self.curve.xi, self.curve.point, self.curve.lower, self.curve.upper,
                                                strict=True)],
            "warnings": self.warnings(lang),
        }  # fmt: skip

    def _shown(self) -> list[Estimate]:
        return [*([self.headline] if self.headline else []), *self.estimates]

    def _below(self, lang: str) -> Iterator[str]:
        """What stands below the methods: calibration, swings, the curve, the gates."""
        if self.calibrated:
            limits = {"lower": f"{self.calibrated.lower:,.0f}", "upper": f"{self.calibrated.upper:,.0f}"}
            level, lists = f"{self.calibrated.level:.0%}", self.calibrated.lists
            yield say("toll.calibrated", lang, **limits, level=level, lists=lists)
        for swing in self.swings:
            key = "toll.swing_without" if len(swing.lists) == 1 else "toll.swing_merged"
            yield say(key, lang, lists=" + ".join(swing.lists), method=swing.estimate.method, said=_short(swing, lang))
        if self.curve is not None:
            told = [_at(self.curve, xi) for xi in SHOWN_XI]
            yield say("toll.xi_line", lang, told="; ".join(told))
        for one in self.estimates:
            if "rhat" in one.details:
                yield _gates(one, lang)


def estimate(overlap: Overlap, methods: Sequence[Estimator] = ESTIMATORS, *, seed: int = 0) -> SideBySide:
    """What every method says of a table, and how far that rests on each list; the same seed gives the same numbers."""
    given = tuple(method.estimate(overlap, seed=seed) for method in methods)
    return side_by_side(overlap, given, seed=seed)


def side_by_side(overlap: Overlap, given: tuple[Estimate, ...], *, seed: int) -> SideBySide:
    """Estimates that were made already, with the headline where its methods are among them, and what stands below."""
    pools = any(one.method == LatentClasses.name for one in given)
    headline, why = Combined().of(given) if pools else None, overlap.refusal()
    if headline is None or why is not None:
        return SideBySide(overlap.documented, given, why, headline)
    quick: Estimator = Decomposable() if len(overlap.lists) <= QUICK_UP_TO else ChaoBound()
    return SideBySide(
        overlap.documented, given, None, headline, learnt(headline, overlap),
        swings(overlap, quick, seed=seed), IdentifyingAssumption().curve(overlap, seed=seed),
    )  # fmt: skip


def _line(one: Estimate, lang: str) -> str:
    facts = {"method": one.method, "assumes": say(f"assumptions.{one.method}", lang)}
    if one.why is not None or one.point is None:
        return say("toll.line_without", lang, **facts, why=one.why and one.why.say(lang))
    key = "toll.line_bound" if one.bounds else "toll.line"
    numbers = {"point": one.point, "lower": one.lower, "upper": one.upper}
    rounded = {name: f"{value:,.0f}" for name, value in numbers.items() if value is not None}
    return say(key, lang, **facts, **rounded, level=f"{one.level:.0%}")


def _short(swing: Swing, lang: str) -> str:
    one = swing.estimate
    if one.why is not None or one.point is None:
        return one.why.say(lang) if one.why else ""
    numbers = {"point": f"{one.point:,.0f}", "lower": f"{one.lower:,.0f}", "upper": f"{one.upper:,.0f}"}
    return say("toll.range", lang, **numbers)


def _at(curve: Curve, xi: float) -> str:
    at = int(np.argmin(np.abs(np.log(curve.xi / xi))))
    point, lower, upper = curve.point[at], curve.lower[at], curve.upper[at]
    where = f"ξ = {curve.xi[at]:.2g}: "
    return where + ("–" if np.isnan(point) else f"{point:,.0f} ({lower:,.0f}–{upper:,.0f})")


def _gates(one: Estimate, lang: str) -> str:
    key = "toll.gates_passed" if one.details["gates_passed"] else "toll.gates_not_passed"
    ess = min(one.details["ess_bulk"], one.details["ess_tail"])
    facts = {"rhat": f"{one.details['rhat']:.3f}", "ess": f"{ess:,.0f}", "below": RHAT_BELOW, "above": ESS_ABOVE}
    return say(key, lang, method=one.method, **facts)


def _numbers(one: Estimate) -> dict[str, Any]:
    return {"method": one.method, "estimate": one.point, "lower": one.lower, "upper": one.upper, "level": one.level}


def _told(one: Estimate, lang: str) -> dict[str, Any]:
    why = one.why and one.why.say(lang)
    return {**_numbers(one), "why": why, "bounds": one.bounds, "assumes": say(f"assumptions.{one.method}", lang)}


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
