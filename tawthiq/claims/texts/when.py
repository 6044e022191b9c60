"""Dates in running text: the spans that are dates, read as ``tawthiq.dates`` reads them.

A date without a year takes the last one that lies before the day of publication; yesterday counts from it.
"""

import re
import tomllib
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from tawthiq import dates
from tawthiq.calendars import days
from tawthiq.claims.texts.lexicon import Found, Lexicon, Word, span, words
from tawthiq.errors import BadInput
from tawthiq.nouns import Date, Span
from tawthiq.text import digits, fold

_NUMERIC = re.compile(r"(?<![\d/.-])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?![\d/-]|\.\d)")
_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d/-]|[.,]\d)")
_FILLERS = frozenset({"of", "de", "من", "the", "st", "nd", "rd", "th", "er", "عام", "سنه", "شهر", "du"})
_YESTERDAY = frozenset({"yesterday", "hier", "ayer", "امس"})


def dates_in(
    text: str, published: Date | None = None, order: dates.Order | None = None, *, years: bool = False
) -> list[tuple[Span, Date]]:
    """The dates of a text with their spans, in their order; what cannot be read, or in two ways, is left out.

    A year alone is a date only where ``years`` asks for it.
    """
    found = [*_numeric(text, order), *_in_words(text, published), *_relative(text, published)]
    if years:
        found += [one for one in _alone(text) if not any(_overlap(one[0], other) for other, _ in found)]
    return sorted(found, key=lambda one: one[0].start)


def is_month(folded: str) -> bool:
    """Whether a folded word is, or begins, the name of a month."""
    return folded in _first_words()


def _alone(text: str) -> list[tuple[Span, Date]]:
    spans = (Span(one.start(), one.end(), text[one.start() : one.end()]) for one in _YEAR.finditer(digits(text)))
    return [(one, Date(one.said, digits(one.said), *days(digits(one.said)))) for one in spans]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _numeric(text: str, order: dates.Order | None) -> list[tuple[Span, Date]]:
    found = []
    for one in _NUMERIC.finditer(digits(text)):
        try:
            found.append(
                (Span(one.start(), one.end(), text[one.start() : one.end()]), dates.parse(one[0], order=order))
            )
        except BadInput:
            continue
    return found


def _in_words(text: str, published: Date | None) -> list[tuple[Span, Date]]:
    said = words(text)
    months = _together(_months().find(said), text, said)
    read = (_around(text, said, month, published) for month in months)
    return [one for one in read if one]


def _together(found: Sequence[Found], text: str, said: Sequence[Word]) -> list[tuple[str, int, int]]:
    """Names of months; two names of one month (``شباط/فبراير``) are one."""
    kept: list[tuple[str, int, int]] = []
    for one in found:
        if kept and kept[-1][0] == one.label and one.first == kept[-1][2]:
            kept[-1] = (one.label, kept[-1][1], one.last)
        else:
            kept.append((one.label, one.first, one.last))
    return kept


def _around(
    text: str, said: Sequence[Word], found: tuple[str, int, int], published: Date | None
) -> tuple[Span, Date] | None:
    """The date of which a month is part: the day before it or after it, the year after that."""
    month, first, last = int(found[0]), found[1], found[2]
    day, start = _day_before(text, said, first)
    end = last
    if day is None and last < len(said) and _is_day(said[last]) and _near(text, said, last):
        day, end = int(said[last].folded), last + 1
    while end < len(said) and said[end].folded in _FILLERS and _near(text, said, end):
        end += 1
    year = None
    if end < len(said) and re.fullmatch(r"(?:19|20)\d\d", said[end].folded) and _near(text, said, end):
        year, end = int(said[end].folded), end + 1
    while end > last and said[end - 1].folded in _FILLERS:
        end -= 1
    if day is None and year is None:
        return None
    whole = span(text, said[start:end])
    edtf = _edtf(year or _year(month, day, published), month, day)
    return (whole, Date(whole.said, edtf, *days(edtf))) if edtf else None


def _day_before(text: str, said: Sequence[Word], first: int) -> tuple[int | None, int]:
    at = first
    while at > 0 and said[at - 1].folded in _FILLERS and _near(text, said, at):
        at -= 1
    if at > 0 and _is_day(said[at - 1]) and _near(text, said, at):
        return int(said[at - 1].folded), at - 1
    return None, first


def _is_day(word: Word) -> bool:
    return word.number and word.folded.isdigit() and 1 <= int(word.folded) <= 31


def _near(text: str, said: Sequence[Word], at: int) -> bool:
    return re.fullmatch(r"[\s,،./-]{0,3}", text[said[at - 1].end : said[at].start]) is not None


def _year(month: int, day: int | None, published: Date | None) -> int | None:
    """The year in which a day lies last before the end of the publication's interval."""
    if published is None or published.end is None:
        return None
    end = published.end
    return end.year if (month, day or 1) <= (end.month, end.day) else end.year - 1


def _edtf(year: int | None, month: int, day: int | None) -> str:
    if year is None:
        return ""
    try:
        date(year, month, day or 1)
    except ValueError:
        return ""
    return f"{year}-{month:02}" + (f"-{day:02}" if day else "")


def _relative(text: str, published: Date | None) -> list[tuple[Span, Date]]:
    if published is None or published.start is None or published.start != published.end:
        return []
    found = []
    for one in words(text):
        if one.folded in _YESTERDAY:
            day = published.start - timedelta(1)
            found.append((span(text, [one]), Date(text[one.start : one.end], day.isoformat(), day, day)))
    return found


@cache
def _months() -> Lexicon:
    return Lexicon((name, month[1:]) for month, names in _table().items() for name in names)


@cache
def _first_words() -> frozenset[str]:
    return frozenset(fold(name).split()[0] for names in _table().values() for name in names)


@cache
def _table() -> dict[str, list[str]]:
    """The Gregorian months of ``dates.toml``; an abbreviation is also a word, but needs a number beside it."""
    told: dict[str, list[str]] = tomllib.loads(files("tawthiq").joinpath("dates.toml").read_text("utf-8"))["months"]
    return {month: names for month, names in told.items() if month.startswith("g")}
