"""Coordinates: every usual way of writing a position, read with the radius that its precision leaves open.

Degrees, minutes and seconds with any signs or words (English, French, Arabic), decimal degrees, MGRS (NGA.STND.0037),
UTM, ``geo:`` (RFC 5870), ISO 6709 as cameras write it, and links to maps. The datum is taken to be WGS 84.
"""

import re
from dataclasses import dataclass, replace
from math import asin, cos, hypot, radians, sin, sqrt

import mgrs  # type: ignore[import-untyped]
import utm  # type: ignore[import-untyped]

from tawthiq.errors import BadInput
from tawthiq.nouns import Place
from tawthiq.text import digits, fold, tidy

EARTH_M = 6_371_008.8
"""Mean radius of the Earth in metres (IUGG)."""

FINEST_M = 1.0
"""No radius is smaller: decimals beyond it are a machine's habit, not knowledge."""

_SIGNS = str.maketrans(
    {sign: to for to, signs in {"°": "º˚∘ᵒ", "'": "′’‘ʹʼ´`", '"': "″“”„ʺ"}.items() for sign in signs}
    | {"−": "-", "–": "-", "‐": "-", "٫": ".", "،": ",", "؛": ";", "(": " ", ")": " ", "[": " ", "]": " "}
    | dict.fromkeys("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652", "")
)
_WORDS = {
    word: sign
    for sign, words in {
        "N": "n north nord norte شمال شمالا شمالي ش",
        "S": "south sud sur جنوب جنوبا جنوبي ج",
        "E": "e east est este شرق شرقا شرقي ق",
        "W": "w west ouest oeste o غرب غربا غربي غ",
        "φ": "lat latitude عرض العرض φ",
        "λ": "lon lng long longitude طول الطول λ",
        "°": "d deg degree degrees degre degres درجه درجات",
        "'": "m min minute minutes دقيقه دقايق د",
        '"': "sec second seconds seconde secondes ثانيه ثواني ث",
        "s": "s",
        " ": "خط دايره و gps wgs coordinates احداثيات",
    }.items()
    for word in words.split()
}
_LINK = re.compile(
    r"(?:geo:|[?&](?:q|ll|query|mlat)=|!3d)(-?\d+(?:\.\d+)?)(?:,|%2c|!4d|&mlon=)(-?\d+(?:\.\d+)?)"
    r"(?:[^ ]*;u=(?P<radius>\d+(?:\.\d+)?))?",
    re.IGNORECASE,
)
_ISO6709 = re.compile(r"([+-]\d\d(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)(?:[+-]\d+(?:\.\d+)?)?(?:CRS\w+)?/?")
_MGRS = re.compile(r"(?:MGRS\W*)?(\d{1,2} ?[C-HJ-NP-X]) ?([A-HJ-NP-Z] ?[A-HJ-NP-V]) ?(\d{2,10}|\d{1,5} \d{1,5})")
_ZONE = r"(?:UTM\W*)?(?:ZONE\W*)?(?P<zone>\d{1,2})\s*(?P<band>NORTH|SOUTH|[C-HJ-NP-X])"
_GRID = (
    r"(?:E(?:ASTING)?\W*)?(?P<east>\d{6}(?:\.\d+)?)\s*M?\s*E?[\s,;/]+"
    r"(?:N(?:ORTHING)?\W*)?(?P<north>\d{1,8}(?:\.\d+)?)\s*M?\s*N?"
)
_UTM = re.compile(rf"{_ZONE}[\s,;:/]+{_GRID}"), re.compile(rf"{_GRID}[\s,;:/]+{_ZONE}")
_ANGLE = re.compile(
    r"(?P<axis>[φλ]?)[\s:=]*(?P<before>[NSEW]?)[\s:.]*(?P<sign>[+-]?)(?P<d>\d{1,3}(?:[.,]\d+)?)"
    r"(?:(?:\s*[°:]\s*|\s+)(?P<m>\d{1,2}(?:[.,]\d+)?)(?:(?:\s*[':]\s*|\s+)(?P<s>\d{1,2}(?:[.,]\d+)?))?)?"
    r"\s*[°'\"]?\s*(?P<after>[NSEW]?)\.?"
)
_SEPARATORS = r"\s*[;|/]\s*", r",\s+", r"(?<=\d)\s+(?=[+-]?\d+,\d)", r"\s*,\s*"


@dataclass(frozen=True, slots=True)
class _Angle:
    axis: str
    degrees: float
    unit: float
    parts: int


def coordinates(said: str) -> Place:
    """The position that a text writes in numbers, in WGS 84 degrees.

    ``radius_m`` is the half-diagonal, on the ground at that latitude, of the rectangle of all positions that would
    be written so: half a unit of the last digit each way (a whole MGRS square), at least ``FINEST_M``. Two numbers
    without a hemisphere are latitude, longitude. Raises BadInput where the text cannot be read, lies outside the
    Earth, gives the numbers in the other order, or has a UTM letter S that may be the band or the south.
    """
    text = digits(tidy(said.translate(_SIGNS)))
    place = _link(said, text) or _mgrs(said, text) or _utm(said, text) or _angles(said, text)
    if place is None:
        raise BadInput("coordinates.unreadable", value=said)
    return place


def looks_like(said: str) -> bool:
    """Whether a text is meant as coordinates, readable or not, and not as a name or a code."""
    text = digits(tidy(said.translate(_SIGNS)))
    if _LINK.search(text) or any(form.fullmatch(text.upper()) for form in (_ISO6709, _MGRS, *_UTM)):
        return True
    plain = _plain(text)
    marks = len(re.findall("[NSEWφλ°]", plain))
    return "?" not in plain and (marks > 1 or len(re.findall(r"\d[.,]\d", plain)) > 1)


def metres_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Distance over the ground between two positions in degrees, in metres, on a sphere (haversine formula)."""
    north, east = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    chord = sin(north) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east) ** 2
    return 2 * EARTH_M * asin(min(1.0, sqrt(chord)))


def degrees(lat: float, lon: float) -> str:
    """A position as investigators write it: ``34 42 43N 36 40 58E``."""
    return f"{_written(lat, 'N', 'S')} {_written(lon, 'E', 'W')}"


def _written(value: float, plus: str, minus: str) -> str:
    seconds = round(abs(value) * 3600)
    return f"{seconds // 3600} {seconds // 60 % 60:02d} {seconds % 60:02d}{plus if value >= 0 else minus}"


def _place(said: str, lat: float, lon: float, radius_m: float) -> Place:
    return Place(said=said, name="", lat=lat, lon=lon, radius_m=max(FINEST_M, radius_m))


def _on_earth(said: str, lat: float, lon: float, lat_unit: float, lon_unit: float) -> Place:
    if abs(lat) > 90 or abs(lon) > 180:
        raise BadInput("coordinates.range", value=said, lat=lat, lon=lon)
    widest = cos(radians(max(0.0, abs(lat) - lat_unit / 2)))
    return _place(said, lat, lon, radians(hypot(lat_unit / 2, lon_unit / 2 * widest)) * EARTH_M)


def _unit(number: str) -> float:
    return 10.0 ** -len(number.replace(",", ".").partition(".")[2])


def _link(said: str, text: str) -> Place | None:
    if not (found := _LINK.search(text) or _ISO6709.fullmatch(text)):
        return None
    lat, lon = found[1], found[2]
    place = _on_earth(said, float(lat), float(lon), _unit(lat), _unit(lon))
    radius = found.groupdict().get("radius") or 0
    return replace(place, radius_m=max(place.radius_m or 0, float(radius)))


def _mgrs(said: str, text: str) -> Place | None:
    if not (found := _MGRS.fullmatch(text.upper())):
        return None
    zone, square, grid = found.groups()
    east, _, north = grid.partition(" ")
    figures = len(grid.replace(" ", ""))
    if figures % 2 or (north and len(east) != len(north)):
        raise BadInput("coordinates.mgrs", value=said)
    try:
        lat, lon = mgrs.MGRS().toLatLon((zone + square + grid).replace(" ", ""))
    except mgrs.core.MGRSError:
        raise BadInput("coordinates.mgrs", value=said) from None
    return _place(said, lat, lon, hypot(1, 1) * 10.0 ** (5 - figures // 2) / 2)


def _utm(said: str, text: str) -> Place | None:
    if not (found := _UTM[0].fullmatch(text.upper()) or _UTM[1].fullmatch(text.upper())):
        return None
    east, north, zone = found["east"], found["north"], int(found["zone"])
    northern = _northern(said, zone, found["band"], float(north))
    try:
        lat, lon = utm.to_latlon(float(east), float(north), zone, northern=northern)
    except utm.OutOfRangeError:
        raise BadInput("coordinates.utm", value=said) from None
    return _place(said, lat, lon, hypot(_unit(east), _unit(north)) / 2)


def _northern(said: str, zone: int, band: str, north: float) -> bool:
    """Whether a zone's letter, a band (C to X) or a word, is north of the equator.

    Band S is 32–40° north; S for the south at the same northings is 50–58° south, where people live only in zones 17
    to 25 (Patagonia, the Falklands, South Georgia).
    """
    in_band = 3_540_000 <= north <= 4_432_000
    if band == "S" and in_band and 17 <= zone <= 25:
        raise BadInput("coordinates.south", value=said)
    return in_band if band == "S" else band == "NORTH" or (len(band) == 1 and band >= "N")


def _angles(said: str, text: str) -> Place | None:
    halves = _halves(_plain(text))
    first, second = (_angle(half) for half in halves) if len(halves) == 2 else (None, None)
    if first is None or second is None or (first.axis, second.axis) not in {("", ""), ("φ", "λ"), ("λ", "φ")}:
        return None
    if not first.axis:
        if first.parts != second.parts:
            return None
        if abs(first.degrees) > 90 >= abs(second.degrees):
            raise BadInput("coordinates.order", value=said)
    lat, lon = (second, first) if first.axis == "λ" else (first, second)
    return _on_earth(said, lat.degrees, lon.degrees, lat.unit, lon.unit)


def _plain(text: str) -> str:
    """The text with every word as the sign it stands for: ``φ λ N S E W ° ' "``; ``?`` for a word unknown here."""
    plain = re.sub(r"[^\W\d_]+", lambda word: _sign(word[0]), text).replace("''", '"')
    plain = re.sub(r"('\s*[\d.,]+\s*)(?:s|S(?=\s*[NSEW]))", r'\1"', plain).replace("s", "S")
    plain = re.sub(r"(?<![\d.,])(\d\d)(\d\d)(\d\d(?:\.\d+)?)?(?=\s*[NS])", r"\1 \2 \3", plain)
    plain = re.sub(r"(?<![\d.,])(\d{3})(\d\d)(\d\d(?:\.\d+)?)?(?=\s*[EW])", r"\1 \2 \3", plain)
    plain = re.sub(r"(\d+)\.(\d+)\.(\d+)", r"\1 \2 \3", plain)
    return re.sub(r"\s+", " ", plain).strip(" ,;/|.")


def _sign(word: str) -> str:
    if word == "S":
        return "S"
    folded = fold(word)
    if folded in _WORDS:
        return _WORDS[folded]
    if folded[:1] in "dmsو" and folded[1:] in _WORDS:
        unit = '"' if folded[0] == "s" else _WORDS[folded[0]]
        return unit + _WORDS[folded[1:]].upper()
    return "?"


def _halves(plain: str) -> list[str]:
    marks = [mark.start() for mark in re.finditer("[φλ]", plain)] or [
        mark.start() for mark in re.finditer("[NSEW]", plain)
    ]
    if len(marks) == 2:
        cut = marks[1] if marks[0] == 0 else marks[0] + 1
        return [plain[:cut], re.sub(r"^[\s,;/|]*(?:-\s+)?", "", plain[cut:])]
    if marks:
        return []
    for separator in _SEPARATORS:
        if len(parts := re.split(separator, plain)) == 2:
            return parts
    words = plain.split()
    half = len(words) // 2
    return [" ".join(words[:half]), " ".join(words[half:])] if len(words) % 2 == 0 else []


def _angle(half: str) -> _Angle | None:
    found = _ANGLE.fullmatch(half.strip(" ,;/|"))
    if not found or (found["before"] and found["after"]):
        return None
    mark = found["before"] or found["after"]
    axis = {"N": "φ", "S": "φ", "E": "λ", "W": "λ"}.get(mark, found["axis"])
    if (mark and found["sign"]) or (found["axis"] and axis != found["axis"]):
        return None
    parts = [part.replace(",", ".") for part in found.group("d", "m", "s") if part]
    if any("." in part for part in parts[:-1]) or any(float(part) >= 60 for part in parts[1:]):
        return None
    size = sum(float(part) / 60**power for power, part in enumerate(parts))
    negative = mark in ("S", "W") or found["sign"] == "-"
    return _Angle(axis, -size if negative else size, _unit(parts[-1]) / 60 ** (len(parts) - 1), len(parts))
