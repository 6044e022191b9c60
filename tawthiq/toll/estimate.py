"""Every method on one table, side by side, the documented count first."""

from collections.abc import Sequence
from dataclasses import dataclass

from tawthiq.messages import Sentence, say
from tawthiq.toll.averaged import Averaged
from tawthiq.toll.best_bic import BestBIC
from tawthiq.toll.chao import ChaoBound
from tawthiq.toll.combine import Combined
from tawthiq.toll.decomposable import Decomposable
from tawthiq.toll.latent_class import LatentClasses
from tawthiq.toll.sample_coverage import SampleCoverage
from tawthiq.toll.shape import Estimate, Estimator, Overlap
from tawthiq.toll.stepwise import Stepwise

ESTIMATORS: tuple[Estimator, ...] = (
    ChaoBound(),
    SampleCoverage(),
    BestBIC(),
    Stepwise(),
    Averaged(),
    Decomposable(),
    LatentClasses(),
)


@dataclass(frozen=True, eq=False)
class SideBySide:
    """The documented count, what every method says, and why none can where the table is to be refused.

    ``headline`` is the range over stated assumptions, or why there is none; None where its methods were not asked.
    """

    documented: int
    estimates: tuple[Estimate, ...]
    why: Sentence | None = None
    headline: Estimate | None = None

    def say(self, lang: str = "en") -> str:
        """In ``en`` or ``ar``, a line a method: its interval, point and assumption, or why it has none."""
        lines = [say("toll.documented", lang, documented=f"{self.documented:,}")]
        shown = [*([self.headline] if self.headline else []), *self.estimates]
        lines += [self.why.say(lang)] if self.why else [_line(one, lang) for one in shown]
        return "\n".join([*lines, *_warnings(shown, lang)])

    def __str__(self) -> str:
        return self.say()


def estimate(overlap: Overlap, methods: Sequence[Estimator] = ESTIMATORS, *, seed: int = 0) -> SideBySide:
    """What every method says of a table; the same seed gives the same numbers."""
    given = tuple(method.estimate(overlap, seed=seed) for method in methods)
    pools = any(one.method == LatentClasses.name for one in given)
    return SideBySide(overlap.documented, given, overlap.refusal(), Combined().of(given) if pools else None)


def _line(one: Estimate, lang: str) -> str:
    facts = {"method": one.method, "assumes": say(f"assumptions.{one.method}", lang)}
    if one.why is not None or one.point is None:
        return say("toll.line_without", lang, **facts, why=one.why and one.why.say(lang))
    key = "toll.line_bound" if one.bounds else "toll.line"
    numbers = {"point": one.point, "lower": one.lower, "upper": one.upper}
    rounded = {name: f"{value:,.0f}" for name, value in numbers.items() if value is not None}
    return say(key, lang, **facts, **rounded, level=f"{one.level:.0%}")


def _warnings(estimates: Sequence[Estimate], lang: str) -> list[str]:
    """Each warning once: bare where every method gives it, else after the names of those that do."""
    givers: dict[str, list[str]] = {}
    for one in estimates:
        for sentence in one.warnings:
            givers.setdefault(sentence.say(lang), []).append(one.method)
    return [
        text if len(methods) == len(estimates) else f"{', '.join(methods)}: {text}" for text, methods in givers.items()
    ]
