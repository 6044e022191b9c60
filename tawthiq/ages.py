"""Ages: what a source says of how old somebody was, as an interval in years. The words stand in ``ages.toml``."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from tawthiq.errors import BadInput
from tawthiq.text import digits, fold, tidy

OLDEST = 130.0
"""No age is greater, in years; the oldest age that is documented is 122."""

ABOUT = 0.1
"""'About 30' leaves a tenth either way, at least one unit: our convention, no standard says."""

_YEARS = {"year": 1.0, "month": 1 / 12, "week": 7 / 365.25, "day": 1 / 365.25, "hour": 1 / 8766}
_TOKEN = re.compile(r"\d0['’]?s\b|\d+(?:[.,٫]\d+)?|(?:[^\W\d_]|[\u064b-\u0652])+|[^\s\w.,;:'’()]")

_LETTERS = {"number": "n", "decade": "n", "unit": "u", "twice": "t", "half": "h", "unknown": "?"}
_SUM = re.compile("hu|(?:(?:n?u|t)h?)+")

_Token = tuple[str, float]


def interval(said: str) -> tuple[float, float]:
    """The age that is said, in years, as a closed interval of the numbers that it may mean.

    ``34`` is (34, 34), ``3 months`` (0.25, 0.25), ``30-35`` (30, 35), ``40s`` (40, 49), ``over 60`` (60, 130),
    ``about 30`` (27, 33), ``infant`` (0, 1); units and words in English, Arabic and French. Raises BadInput where it
    cannot be read, is negative or above ``OLDEST``.
    """
    if span := _span(said):
        return span
    tokens = _tokens(said)
    sides = _sides(tokens)
    unit = next((value for kind, value in reversed(tokens) if kind == "unit"), 1.0)
    amounts = [_amount(side, unit) for side in sides]
    known = [amount for amount in amounts if amount is not None]
    if len(known) != len(sides) or len(sides) > 2:
        raise BadInput("ages.unreadable", value=said)
    low, high = _widened(known, {kind for kind, _ in tokens}, unit)
    if not 0 <= low <= high <= OLDEST:
        raise BadInput("ages.range", value=said, oldest=int(OLDEST))
    return low, high


def _widened(amounts: list[float], signs: set[str], unit: float) -> tuple[float, float]:
    low, high = amounts[0], amounts[-1]
    if "about" in signs:
        return max(0.0, low - max(unit, ABOUT * low)), high + max(unit, ABOUT * high)
    if "decade" in signs:
        return low, high + 9
    return (0.0 if "under" in signs else low), (OLDEST if "over" in signs else high)


def _sides(tokens: list[_Token]) -> list[list[_Token]]:
    """The tokens before and after the 'to' of a range ('and' after 'between')."""
    cuts = {"to", "and"} if ("between", 0.0) in tokens else {"to"}
    sides: list[list[_Token]] = [[]]
    for token in tokens:
        if token[0] in cuts:
            sides.append([])
        else:
            sides[-1].append(token)
    return sides


def _amount(side: list[_Token], unit: float) -> float | None:
    """Years of one side: its one number in ``unit``, or the sum of its parts ('2 years 3 months')."""
    kinds = "".join(_LETTERS.get(kind, "") for kind, _ in side)
    if kinds == "n":
        return unit * next(value for kind, value in side if kind in ("number", "decade"))
    if not _SUM.fullmatch(kinds):
        return None
    years, count, last = 0.0, 1.0, 0.0
    for kind, value in side:
        if kind == "number":
            count = value
        elif kind in ("unit", "twice"):
            years, count, last = years + count * value, 1.0, value
        elif kind == "half":
            years, count = (years + last / 2, 1.0) if last else (years, 0.5)
    return years


def _tokens(said: str) -> list[_Token]:
    return [_token(found) for found in _TOKEN.findall(digits(tidy(said)))]


def _token(text: str) -> _Token:
    if text.endswith("s") and text[0].isdigit():
        return "decade", float(text[:2])
    if text[0].isdigit():
        return "number", float(re.sub("[,٫]", ".", text))
    words, folded = _words(), fold(text)
    led = words.get(folded[1:]) if folded.startswith("و") else None
    return words.get(text) or words.get(folded) or led or ("unknown", 0.0)


def _span(said: str) -> tuple[float, float] | None:
    whole = fold(said)
    left = " ".join(word for word in whole.split() if _words().get(word) != ("filler", 0.0))
    return _spans().get(whole) or _spans().get(left)


@cache
def _vocabulary() -> dict[str, Any]:
    return tomllib.loads(files("tawthiq").joinpath("ages.toml").read_text("utf-8"))


@cache
def _words() -> dict[str, _Token]:
    told = _vocabulary()
    units = {"unit": (told["units"], 1), "twice": (told["twice"], 2)}
    signs = {word: (sign, 0.0) for sign, words in told["signs"].items() for word in words}
    signs |= {
        word: (kind, times * _YEARS[unit])
        for kind, (named, times) in units.items()
        for unit, words in named.items()
        for word in words
    }
    return signs | {fold(word): token for word, token in signs.items() if fold(word)}


@cache
def _spans() -> dict[str, tuple[float, float]]:
    spans = _vocabulary()["spans"]
    return {fold(word): (float(span["from"]), float(span["to"])) for span in spans for word in span["words"]}
