"""Dates with their precision: what people write, as EDTF (ISO 8601-2:2019) and the days that it may mean.

A date in words becomes marks (``20 g02 2012``) by the vocabulary of ``dates.toml``, and the marks become EDTF;
a word that the vocabulary does not know makes the date unreadable, so that nothing of it is silently lost.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, cast, get_args

import polars as pl
import pyarrow as pa

from tawthiq.calendars import PLAIN, days, hijri, is_edtf
from tawthiq.errors import BadInput
from tawthiq.nouns import Date
from tawthiq.text import digits, fold, tidy

Order = Literal["dmy", "mdy"]
_Parts = dict[str, str]

_DAY = timedelta(days=1)
_HIJRI_YEAR = re.compile(r"(?<![0-9X])(?:1[34][0-9X]{2}|1500)(?![0-9X])")
_NUMBER = r"([0-9]+|[xX?]{2})"
_NUMBERS = re.compile(rf"(?<![0-9]){_NUMBER}([-/.]|\s[-/.]\s){_NUMBER}(?:\2{_NUMBER})?(?![0-9])")
_BASIC = re.compile(r"^((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})$")
_CLOCK = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AaPp]\.?[Mm]\.?| ?[صم])?"
_TIME = re.compile(rf"(?:T|[ ,،]+)(?:at |الساعة )?{_CLOCK}(?: ?Z| ?[+-][0-9]{{2}}:?[0-9]{{2}})?$")
_DOUBTS = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}
_SIGNS = {"~": " circa ", "?": " possibly ", "؟": " possibly ", " - ": " to ", "–": " to ", "—": " to "}
_GLUED = re.compile(r"(?<=[0-9])(?=[a-z]{3}|[ء-ي])|(?<=[a-z]{3})(?=[0-9])|(?<=[ء-ي]{2})(?=[0-9])|(?<=و)(?=[0-9])")
_MARK = re.compile(
    r"(?P<year>[0-9]{4})|(?P<day>[0-9]{1,2}|xx)(?:st|nd|rd|th|er)?|(?:m|s|(?P<calendar>[gh]))(?P<month>[0-9]{2}|xx)"
    r"|(?P<era>[gh])|(?P<about>about)|(?P<maybe>maybe)|(?P<part>part)|from"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a column says of the order of its days and months: in how many values only one order is possible.

    ``order`` is ``None`` where no value decides, and where some allow only the one and some only the other.
    ``ambiguous`` counts the values that the order decides.
    """

    order: Order | None
    dmy_only: int
    mdy_only: int
    ambiguous: int


def parse(said: str, *, order: Order | None = None, kind: str = "") -> Date:
    """The date that somebody wrote, in digits or words, Gregorian or Hijri, in Arabic, English or French.

    ``order`` says whether ``3/2/2012`` is 3 February (``dmy``) or 2 March (``mdy``). Raises BadInput where the date
    cannot be read, has no such day, or can be read in two ways.
    """
    return Date(said, *_read(said, order), kind)


def order_of(values: "Iterable[str | None] | pa.Array[Any] | pa.ChunkedArray[Any]") -> Evidence:
    """The order of day and month in a column, from the values that allow only one."""
    counted = pl.Series(values, dtype=pl.String).drop_nulls().value_counts()
    votes: Counter[str] = Counter()
    for said, count in counted.iter_rows():
        votes[_vote(tidy(digits(said)))] += count
    decided = [order for order in get_args(Order) if votes[order]]
    return Evidence(decided[0] if len(decided) == 1 else None, votes["dmy"], votes["mdy"], votes["both"])


def _vote(text: str) -> str:
    found = _NUMBERS.search(text)
    if not found or _shape(found) != "nny" or found[1] == found[3]:
        return ""
    possible = _orders(found[1], found[3])
    return possible[0] if len(possible) == 1 else "both" if possible else ""


class _Unreadable(Exception):
    """Why a date cannot be read: the name of its sentence in the messages."""


@lru_cache(maxsize=65_536)
def _read(said: str, order: Order | None) -> tuple[str, date | None, date | None]:
    text = _BASIC.sub(r"\1-\2-\3", _TIME.sub("", tidy(digits(said))))
    try:
        edtf = _edtf(text, order)
    except _Unreadable as why:
        raise BadInput(f"dates.{why}", value=text) from None
    except OverflowError:
        raise BadInput("dates.unreadable", value=text) from None
    return edtf, *days(edtf)


def _edtf(text: str, order: Order | None) -> str:
    if is_edtf(text.upper()):
        if _HIJRI_YEAR.search(text):
            raise _Unreadable("calendar")
        return text.upper()
    if ".." in text.strip("."):
        raise _Unreadable("unreadable")
    return _phrase(_marks(text, order))


def _marks(text: str, order: Order | None) -> list[str]:
    said = _NUMBERS.sub(lambda found: _numbers(found, order), text)
    for sign, word in _SIGNS.items():
        said = said.replace(sign, word)
    words = _GLUED.sub(" ", fold(said))
    marks = _known().sub(lambda found: _vocabulary()[found[0]], words).split()
    return [mark for mark in marks if mark != "filler"]


@cache
def _vocabulary() -> dict[str, str]:
    tables = tomllib.loads(files("tawthiq").joinpath("dates.toml").read_text("utf-8"))
    return {fold(word): mark for table in tables.values() for mark, words in table.items() for word in words}


@cache
def _known() -> re.Pattern[str]:
    longest_first = sorted(_vocabulary(), key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(longest_first)})(?!\S)")


def _shape(found: re.Match[str]) -> str:
    numbers = [number for number in (found[1], found[3], found[4]) if number]
    return "".join({1: "n", 2: "n", 4: "y"}.get(len(number), "?") for number in numbers)


def _numbers(found: re.Match[str], order: Order | None) -> str:
    first, second, third = (re.sub(r"^[0?xX]{1,2}$", "xx", number or "") for number in found.group(1, 3, 4))
    match _shape(found):
        case "ynn" | "yn":
            return _numbered(first, second, third)
        case "ny":
            return _numbered(second, first)
        case "nny":
            return _ordered(first, second, third, order)
        case "nn" | "yy" if "-" in found[2]:
            return f" {first} to {second} "
        case shape:
            raise _Unreadable("two_digits" if shape == "nnn" else "unreadable")


def _numbered(year: str, month: str, day: str = "") -> str:
    return f" {year} m{month:0>2} {day} "


def _ordered(first: str, second: str, year: str, order: Order | None) -> str:
    possible = [one for one in _orders(first, second) if order in (None, one)]
    if not possible:
        raise _Unreadable("impossible")
    if len(possible) == 2 and first != second:
        both = {"dmy": f"{year}-{second:0>2}-{first:0>2}", "mdy": f"{year}-{first:0>2}-{second:0>2}"}
        raise BadInput("dates.ambiguous", value=f"{first}/{second}/{year}", **both)
    day, month = (first, second) if possible[0] == "dmy" else (second, first)
    return _numbered(year, month, day)


def _orders(first: str, second: str) -> list[Order]:
    months: dict[Order, str] = {"dmy": second, "mdy": first}
    possible = [order for order, month in months.items() if month.isdigit() and 1 <= int(month) <= 12]
    return possible or (["dmy"] if second == "xx" else [])


def _phrase(marks: list[str]) -> str:
    match marks:
        case ["between", *rest]:
            return _one_of(*_pair(rest, "and"))
        case ["before" | "after" | "since" | "to" as relation, *rest]:
            return _open(relation, _parts(rest))
        case ["from", *rest]:
            return "{}/{}".format(*_pair(rest, "to"))
        case _ if "to" in marks:
            return "{}/{}".format(*_pair(marks, "to"))
        case _ if "same" in marks:
            return _agreed(marks)
        case ["unknown"]:
            raise _Unreadable("nothing")
    return _point(_parts(marks))


def _pair(marks: list[str], between: str) -> tuple[str, str]:
    """Two dates as ends of an interval or a set; what the one leaves out, the other says (``3 to 5 g02 2012``)."""
    first, last = _split(marks, between)
    return _end(_point(_filled(first, last)), 0), _end(_point(_filled(last, first)), 1)


def _one_of(first: str, last: str) -> str:
    if len(first) != len(last):
        first, last = str(_closed(first)[0]), str(_closed(last)[1])
    return f"[{first}..{last}]"


def _split(marks: list[str], between: str) -> tuple[_Parts, _Parts]:
    if between not in marks:
        raise _Unreadable("unreadable")
    at = marks.index(between)
    return _parts(marks[:at]), _parts(marks[at + 1 :])


def _filled(parts: _Parts, other: _Parts) -> _Parts:
    month = ("month", "calendar") if "day" in parts and "month" not in parts else ()
    return {key: other[key] for key in ("year", "era", *month) if key in other} | parts


def _end(point: str, side: Literal[0, 1]) -> str:
    return point if re.fullmatch(PLAIN, point) else str(_closed(point)[side])


def _closed(point: str) -> tuple[date, date]:
    return cast(tuple[date, date], days(point))


def _open(relation: str, parts: _Parts) -> str:
    point = _point(parts)
    start, end = _closed(point)
    strict = re.fullmatch(PLAIN, point) and "part" not in parts
    match relation:
        case "before":
            return f"[..{start - _DAY if strict else end}]"
        case "after":
            return f"[{end + _DAY if strict else start}..]"
        case "since":
            return f"{_end(point, 0)}/.."
    return f"../{_end(point, 1)}"


def _agreed(marks: list[str]) -> str:
    """The more precise of two dates that are said to be the same day, in two calendars or two names of a month."""
    points = [_point(parts) for parts in _split(marks, "same")]
    (start, end), (other_start, other_end) = map(_closed, points)
    if start > other_end or other_start > end:
        raise _Unreadable("disagree")
    return points[0] if end - start < other_end - other_start else points[1]


def _parts(marks: list[str]) -> _Parts:
    if [len(mark) < 3 for mark in marks if mark.isdigit()] == [True, True]:
        raise _Unreadable("two_digits")
    parts: _Parts = {}
    for mark in marks:
        found = _MARK.fullmatch(mark)
        if not found:
            raise _Unreadable("unreadable")
        for key, value in found.groupdict().items():
            if value and parts.setdefault(key, value) != value:
                raise _Unreadable("unreadable")
    return parts


def _point(parts: _Parts) -> str:
    year, month, day = (parts.get(key, "") for key in ("year", "month", "day"))
    calendars = {parts[key] for key in ("calendar", "era") if key in parts}
    doubt = _DOUBTS["about" in parts, "maybe" in parts]
    if not year.strip("0"):
        raise _Unreadable("no_year" if {month, day} - {"", "xx"} else "nothing")
    if year[0] == "0":
        raise _Unreadable("two_digits")
    if (day and not month) or len(calendars) > 1 or (doubt and ("h" in calendars or month > "12")):
        raise _Unreadable("unreadable")
    if "h" in calendars:
        return hijri(int(year), *(int(part) if part.isdigit() else None for part in (month, day)))
    if _HIJRI_YEAR.search(year) and "era" not in parts:
        raise _Unreadable("calendar")
    return "-".join(part.upper().zfill(2) for part in (year, month, day) if part) + doubt
