"""Explaining: a score in words, step by step, with the very numbers that made it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tawthiq.messages import say
from tawthiq.names.register.scored import START
from tawthiq.names.scoring.comparisons import COMPARISONS
from tawthiq.pictures import Step, signed

BY_NAME = {one.name: one for one in COMPARISONS}


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a score: what was compared, how it came out, and what it added to the weight in bits."""

    name: str
    said: str
    level: str
    bits: float


def reasons(why: str, lang: str = "en") -> tuple[Reason, ...]:
    """The steps of a score from the column ``why`` of ``tables.PAIRS``, in ``en`` or ``ar``: they add up to the weight.

    Comparisons that had nothing to compare and added nothing are left out.
    """
    told = json.loads(why)
    made = (_reason(name, level, bits, lang) for name, (level, bits) in told.items())
    return tuple(one for one in made if one.bits or one.name == START)


def _reason(name: str, level: int, bits: float, lang: str) -> Reason:
    comparison = BY_NAME.get(name)
    if comparison is None:
        return Reason(name, _said(f"said_{name}", name, lang), "", bits)
    levels = comparison.levels
    phrase = levels[level].name if 0 <= level < len(levels) else str(level)
    words = (_said(f"level_{re.sub(r'[^a-z]+', '_', part)}", part, lang) for part in phrase.split(", "))
    came_out = ("، " if lang == "ar" else ", ").join(words)
    return Reason(name, _said(f"said_{name}", comparison.said, lang), came_out, bits)


def _said(name: str, else_: str, lang: str) -> str:
    """A sentence of ours, else the words that a stranger's linker brings."""
    try:
        return say(f"explain.{name}", lang)
    except KeyError:
        return else_


def in_words(steps: tuple[Reason, ...], weight: float, probability: float, lang: str = "en") -> Iterator[str]:
    """The score as lines to be read, its sum and what that means last."""
    for one in steps:
        yield say("explain.step", lang, bits=signed(one.bits), said=one.said, level=one.level).rstrip(" →←")
    chance = f"{100 * probability:.1f}".removesuffix(".0")
    yield say("explain.sum", lang, bits=signed(weight), probability=chance)


def as_steps(steps: tuple[Reason, ...], lang: str = "en") -> tuple[Step, ...]:
    """The same steps for the picture."""
    return tuple(Step(_label(one, lang), one.bits) for one in steps)


def _label(one: Reason, lang: str) -> str:
    short = _said(f"name_{one.name}", one.name, lang)
    return f"{short}: {one.level}" if one.level else short
