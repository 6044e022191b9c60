"""Numbers that somebody typed: in Latin or Arabic digits or in words, in English or Arabic; dates and places apart.

A number counts something; a year, a day, a clock time, a position, the number of an article or an id does not. "One"
is no number: it is a pronoun too often. Arabic duals (شاهدان) are not seen.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tawthiq import dates
from tawthiq.coordinates import coordinates
from tawthiq.errors import BadInput
from tawthiq.nouns import Date, Place
from tawthiq.text import digits, fold

_LINK = re.compile(r"\S+://\S+|www\.\S+")
_ID = re.compile(r"\b[a-z]-[0-9a-f]{4,16}\b|\b[0-9a-f]{12,64}\b")
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\b")
_ISO = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?(?:/\d{4}-\d{2}(?:-\d{2})?)?\b|\b\d{1,2}/\d{1,2}/\d{4}\b")
_DECIMALS = re.compile(r"-?\d{1,2}\.\d{3,}\s*[,،;]\s*-?\d{1,3}\.\d{3,}")
_ANGLES = re.compile(
    r"\d{1,3}[°º\s]\s*\d{1,2}[′'’\s]\s*\d{1,2}(?:\.\d+)?[\"″”]?\s*[NS][\s,]*"
    r"\d{1,3}[°º\s]\s*\d{1,2}[′'’\s]\s*\d{1,2}(?:\.\d+)?[\"″”]?\s*[EW]"
)
_GRID = re.compile(r"\b\d{1,2} ?[C-HJ-NP-X] ?[A-HJ-NP-Z][A-HJ-NP-V] ?\d{3,5} ?\d{3,5}\b")
_DIGITS = re.compile(r"(?<![A-Za-z_\d.,])(?:\d{1,3}(?:[,٬’\u202f\u00a0]\d{3})+|\d+)(?:[.٫]\d+)?")
_WORD = re.compile(r"[^\W\d_]+(?:[ًٌٍَُِّْ]+[^\W\d_]*)*")


@dataclass(frozen=True, slots=True)
class Typed:
    """A number as it stands in a text, from ``start`` to ``end``; ``value`` is ``None`` for dozens and hundreds."""

    start: int
    end: int
    words: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Found:
    """All that a text says in numbers: counts, dates with a day, positions."""

    numbers: tuple[Typed, ...]
    dates: tuple[Date, ...]
    places: tuple[Place, ...]


def found(text: str) -> Found:
    """The numbers, dates and positions of a text."""
    plain = digits(text)
    places, plain = _positions(plain)
    for pattern in (_LINK, _ID):
        plain = _blanked(plain, pattern)
    days, plain = _days(plain)
    plain = _blanked(plain, _CLOCK)
    numbers = sorted([*_in_digits(plain), *_in_words(plain)], key=lambda one: one.start)
    return Found(tuple(numbers), tuple(days), tuple(places))


def _blanked(plain: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda one: "\x00" * len(one[0]), plain)


def _positions(plain: str) -> tuple[list[Place], str]:
    places = []
    for pattern in (_ANGLES, _DECIMALS, _GRID):
        for one in pattern.finditer(plain):
            try:
                places.append(coordinates(one[0]))
            except BadInput:
                continue
            plain = plain.replace(one[0], "\x00" * len(one[0]), 1)
    return places, plain


def _days(plain: str) -> tuple[list[Date], str]:
    """The dates that name a day or a month, and the text without any date or year."""
    days = []
    for pattern in (_ISO, _written()):
        for one in pattern.finditer(plain):
            try:
                days.append(dates.parse(one[0]))
            except BadInput:
                continue
        plain = _blanked(plain, pattern)
    return days, _blanked(plain, _year())


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("numbers.toml").read_text("utf-8"))


def _any(words: list[str]) -> str:
    return "|".join(sorted((re.escape(one).replace(r"\ ", r"\s+") for one in words), key=len, reverse=True))


@cache
def _written() -> re.Pattern[str]:
    """A date with the name of a month: a day or days before or after it, a year after it."""
    month, day = rf"(?:{_any(_table()['months']['words'])})\.?", r"\d{1,2}(?:st|nd|rd|th)?"
    days = rf"{day}(?:\s*(?:-|–|—|to|and|,|إلى|و)\s*{day})*"
    ordinal = r"(?:ال\w+\s+(?:و?ال\w+\s+)?من\s+(?:شهر\s+)?)"
    year = r"(?:,?\s+(?:من\s+)?(?:عام\s+)?(?:19|20)\d\d)"
    after = rf"(?:\s+{day}(?:\s*[-–]\s*{day})?(?=,?\s+(?:19|20)\d\d|[\s.,;]|$)(?!\d))"
    before = rf"(?:(?:{days})\s+(?:of\s+|من\s+)?|{ordinal})"
    return re.compile(rf"(?i)(?<!\w)(?:{before}{month}{year}?|{month}{after}{year}?|{month}{year})(?!\w)")


@cache
def _year() -> re.Pattern[str]:
    """A year by itself: after a word of time or at the end of a clause, and not before what can be counted."""
    table = _table()["year"]
    counted = rf"(?!\s+(?:{_any(table['counted'])})\b)"
    led = rf"(?:(?<=\b)(?:{_any(table['before'])})\s+)(?:19|20)\d\d(?![\d,.]\d)\b{counted}"
    return re.compile(
        rf"(?i)\b{led}|(?<![\d.,])(?:19|20)\d\d(?=[–/-](?:19|20)?\d\d\b|[.,;:)؛،]|\s*$)|[–/-](?:19|20)\d\d\b"
    )


def _in_digits(plain: str) -> Iterator[Typed]:
    for one in _DIGITS.finditer(plain):
        if _label().search(plain[: one.start()]):
            continue
        value = float(re.sub(r"[,٬’\u202f\u00a0]", "", one[0]).replace("٫", "."))
        yield Typed(one.start(), one.end(), one[0], value)


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{_any(_table()['label']['words'])})\.?\s+$")


@cache
def _vocabulary() -> tuple[dict[str, int], dict[str, int], frozenset[str]]:
    """Values, multipliers and vague numbers by folded words."""
    table = _table()
    values, times = (
        {fold(word): value for lang in ("en", "ar") for word, value in table[lang][kind].items()}
        for kind in ("values", "times")
    )
    return values, times, frozenset(fold(word) for lang in ("en", "ar") for word in table[lang]["vague"]["words"])


def _in_words(plain: str) -> Iterator[Typed]:
    """Runs of number words, as one number each."""
    said = [(one.start(), one.end(), one[0]) for one in _WORD.finditer(plain)]
    at = 0
    while at < len(said):
        run = _run(plain, said, at)
        if run:
            yield Typed(said[at][0], said[run[0] - 1][1], plain[said[at][0] : said[run[0] - 1][1]], run[1])
        at = run[0] if run else at + 1


def _run(plain: str, said: list[tuple[int, int, str]], at: int) -> tuple[int, float | None] | None:
    """The word after the last of a number that begins here, and its value."""
    values, times, vague = _vocabulary()
    word = fold(said[at][2])
    if {word, word.removeprefix("و"), word.removeprefix("ب")} & (vague | {"الاف", "ملايين"}):
        return at + 1, None
    total = current = 0
    last = at
    while last < len(said):
        if last > at and plain[said[last - 1][1] : said[last][0]].strip("- \u00a0"):
            break
        two = " ".join(fold(one) for _, _, one in said[last : last + 2])
        word = two if two in values else _bare(said[last][2], first=last == at)
        step = len(two.split()) if two in values else 1
        one_of = word in ("one", "a") and last + 1 < len(said) and fold(said[last + 1][2]) in times
        if word == "and" and last > at and last + 1 < len(said) and _bare(said[last + 1][2], first=False) in values:
            last += 1
            continue
        if word in values or one_of:
            current += values.get(word, 1)
        elif word in times and (last > at or word != "الاف"):
            current = max(1, current) * times[word]
            total, current = (total + current, 0) if times[word] > 100 else (total, current)
        else:
            break
        last += step
    return (last, float(total + current)) if last > at else None


def _bare(word: str, *, first: bool) -> str:
    """A word without what Arabic writes before it: the article, and an 'and' inside a number."""
    values, times, _ = _vocabulary()
    folded = fold(word)
    forms = [folded, folded.removeprefix("ال") if not folded.endswith("ثنين") else folded]
    forms += [] if first and not folded.startswith("وال") else [folded.removeprefix("و"), folded.removeprefix("وال")]
    forms += [folded[1:]] if folded[:1] in ("ب", "ل", "و", "ف", "ك") else []
    return next((one for one in forms if one in values or one in times), folded)
