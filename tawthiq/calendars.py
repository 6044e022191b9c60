"""Calendars: the days that an EDTF expression (ISO 8601-2:2019) may mean, and Hijri dates as EDTF."""

import re
from calendar import monthrange
from datetime import date, timedelta

import edtf
from hijridate import Hijri

from tawthiq.errors import BadInput

Days = tuple[date | None, date | None]
"""The first and the last day, both included; ``None`` is open or unknown."""

PLAIN = r"[1-9][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?"
"""A year, a month or a day without doubt, as a regular expression."""

_DAY = timedelta(days=1)
_SEASONS = {"21": (0, 3, 0, 5), "22": (0, 6, 0, 8), "23": (0, 9, 0, 11), "24": (-1, 12, 1, 2)}
_ATOM = r"[1-9X][0-9X]{3}(?:-[~?%]?(?:0[1-9]|[1-9][0-9]|XX)){0,2}[~?%]?"
_RUN = "|".join(rf"[0-9]{{4}}{rest}\.\.[0-9]{{4}}{rest}" for rest in ("", "-[0-9]{2}", "-[0-9]{2}-[0-9]{2}"))
_LISTED = rf"(?:{_RUN}|(?:{_RUN}|{PLAIN})(?:,(?:{_RUN}|{PLAIN})){{1,9}})"
_EDTF = re.compile(
    rf"{_ATOM}|(?:{_ATOM}|\.\.)?/(?:{_ATOM}|\.\.)?|\[(?:\.\.{PLAIN}|{PLAIN}\.\.|{_LISTED})\]|\{{{_LISTED}\}}"
)
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:-XX)*([~?%]?)")


def is_edtf(said: str) -> bool:
    """Whether a text has the form of EDTF: a date, interval or set with four-digit years (levels 0 to 2 in part)."""
    return _EDTF.fullmatch(said) is not None


def days(said: str) -> Days:
    """The first and the last day that an EDTF expression may mean.

    What is approximate (``~``, ``%``) reaches one unit of its own precision further on each side, as the library edtf
    pads it. Seasons are northern and meteorological (March to May, …); a winter may be the one that begins in its
    year or the one that ends in it. Raises BadInput where there is no such day, no year, or it is no EDTF.
    """
    if not is_edtf(said):
        raise BadInput("calendars.impossible", value=said)
    spans = [_span(atom) for atom in re.split(r"/|,|\.\.", said.strip("[]{}"))]
    start, end = spans[0][0], spans[-1][1]
    if start is end is None:
        raise BadInput("calendars.nothing", value=said)
    if start and end and start > end:
        raise BadInput("calendars.reversed", value=said)
    return start, end


def hijri(year: int, month: int | None = None, day: int | None = None) -> str:
    """A Hijri day, month or year as EDTF: one of the Gregorian days from a day before it to a day after it.

    By the Umm al-Qura calendar (library hijridate, 1343 to 1500 AH). Months begin where and when the crescent is seen,
    so that countries differ: R. H. van Gent, The Umm al-Qura Calendar of Saudi Arabia. For the same reason every
    month may have 30 days. Raises BadInput where there is no such day or its year cannot be converted.
    """
    if not (1 <= (month or 1) <= 12 and 1 <= (day or 1) <= 30) or (day and not month):
        raise BadInput("calendars.impossible", value=f"{day or ''}/{month}/{year} AH".lstrip("/"))
    try:
        first, last = Hijri(year, month or 1, 1), Hijri(year, month or 12, 1)
    except OverflowError:
        raise BadInput("calendars.hijri", value=year) from None
    start, end = first.to_gregorian(), last.to_gregorian() + (last.month_length() - 1) * _DAY
    if day:
        start = end = start + (day - 1) * _DAY
    return f"[{start - _DAY}..{end + _DAY}]"


def _span(atom: str) -> Days:
    if not atom:
        return None, None
    plain = _ISO.fullmatch(atom)
    if not plain or not (plain[3] or int(plain[2] or 1) <= (12 if plain[4] else 24)):
        return _span_by_library(atom)
    try:
        return _span_of(int(plain[1]), plain[2], plain[3], plain[4] in ("~", "%"))
    except (ValueError, OverflowError):
        raise BadInput("calendars.impossible", value=atom) from None


def _span_of(year: int, month: str | None, day: str | None, about: bool) -> Days:
    if month in _SEASONS and not day:
        back, first, on, last = _SEASONS[month]
        return _whole(year + back, first)[0], _whole(year + on, last)[1]
    start = date(year, int(month or 1), int(day or 1))
    end = start if day else _whole(year, int(month or 12))[1]
    return _widened(start, end, month, day) if about else (start, end)


def _widened(start: date, end: date, month: str | None, day: str | None) -> Days:
    before, after = start - _DAY, end + _DAY
    if day:
        return before, after
    return _whole(before.year, before.month if month else 1)[0], _whole(after.year, after.month if month else 12)[1]


def _whole(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _span_by_library(atom: str) -> Days:
    if atom.startswith("XXXX"):
        raise BadInput("calendars.nothing", value=atom)
    try:
        parsed = edtf.parse_edtf(atom)
        return date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])
    except (edtf.EDTFParseException, ValueError, AttributeError):
        raise BadInput("calendars.impossible", value=atom) from None
