"""What a picture's file tells about itself: EXIF, XMP, IPTC and comments; and times as files write them."""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from PIL import ExifTags, Image, IptcImagePlugin
from PIL.ImageFile import ImageFile

from tawthiq.nouns import Date

Pairs = Iterator[tuple[str, str]]

POINTERS = {"MakerNote", "PrintImageMatching", "ExifOffset", "GPSInfo", "ExifInteroperabilityOffset"}
STRUCTURE = {"xmpmeta", "RDF", "Description", "Alt", "Seq", "Bag", "li", "text"}
ABOUT_XMP = {"about", "lang", "parseType", "xmptk"}
IPTC = {
    (2, 5): "ObjectName",
    (2, 25): "Keywords",
    (2, 55): "DateCreated",
    (2, 60): "TimeCreated",
    (2, 80): "By-line",
    (2, 90): "City",
    (2, 101): "Country",
    (2, 105): "Headline",
    (2, 110): "Credit",
    (2, 115): "Source",
    (2, 116): "CopyrightNotice",
    (2, 120): "Caption",
}
COMMENT = {b"ASCII\0\0\0": "ascii", b"\0" * 8: "utf-8", b"UNICODE\0": "utf-16"}
MOMENT = re.compile(
    r"(\d{4})[:-]?(\d\d)[:-]?(\d\d)(?:[T ]*(\d\d):?(\d\d)(?::?(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?", re.ASCII
)
UTC = ("Z", "+00:00", "+0000")
BEHIND, AHEAD = timedelta(hours=12), timedelta(hours=14)


def sources(picture: Image.Image) -> Mapping[str, Callable[[], dict[str, str]]]:
    """How to read what the file says, by the standard that says it; each reads for itself, and may fail for itself."""
    return {
        "EXIF": lambda: _joined("EXIF", _exif(picture.getexif(), (None, ExifTags.IFD.Exif), ExifTags.TAGS)),
        "GPS": lambda: _joined("GPS", _exif(picture.getexif(), (ExifTags.IFD.GPSInfo,), ExifTags.GPSTAGS)),
        "XMP": lambda: _joined("XMP", _xmp("", picture.getxmp())),
        "IPTC": lambda: _joined("IPTC", _iptc(picture)),
        "comment": lambda: _joined("comment", _comments(picture)),
    }


def _joined(standard: str, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in pairs:
        key, words = f"{standard} {name}", value.strip(" \0")
        if words:
            found[key] = f"{found[key]}; {words}" if key in found else words
    return found


def _exif(exif: Image.Exif, blocks: Iterable[ExifTags.IFD | None], names: Mapping[int, str]) -> Pairs:
    order = "-be" if exif.endian == ">" else "-le"
    for block in blocks:
        for tag, value in (exif.get_ifd(block) if block else exif).items():
            name = names.get(tag, f"0x{tag:04x}")
            if name not in POINTERS:
                yield name, _text(value, order)


def _text(value: Any, order: str = "") -> str:
    match value:
        case bytes():
            return _bytes(value, order)
        case str():
            return _mended(value)
        case tuple() | list():
            return ", ".join(_text(one, order) for one in value)
    return str(value)


def _bytes(value: bytes, order: str) -> str:
    """Words by the encoding that EXIF marks (UserComment), or UTF-8; other bytes as hexadecimal, cut at 64."""
    codec = COMMENT.get(value[:8])
    try:
        return value[8:].decode(codec.replace("16", "16" + order)) if codec else value.decode()
    except UnicodeDecodeError:
        return value[:64].hex()


def _mended(value: str) -> str:
    """EXIF promises ASCII, programs write UTF-8, and Pillow reads Latin-1."""
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return value


def _xmp(name: str, node: Any) -> Pairs:
    match node:
        case dict():
            for key, value in node.items():
                if key not in ABOUT_XMP:
                    yield from _xmp(name if key in STRUCTURE else f"{name} {key}".strip(), value)
        case list():
            for one in node:
                yield from _xmp(name, one)
        case str():
            yield name, node


def _iptc(picture: Image.Image) -> Pairs:
    for number, value in (IptcImagePlugin.getiptcinfo(cast(ImageFile, picture)) or {}).items():
        for one in value if isinstance(value, list) else [value]:
            yield IPTC.get(number, "{}:{}".format(*number)), _bytes(one, "")


def _comments(picture: Image.Image) -> Pairs:
    for key, value in picture.info.items():
        if isinstance(key, str) and (type(value) is str or key == "comment"):
            yield key, _text(value)


def moment(said: str, kind: str) -> Date | None:
    """A time as files write it (``2012:02:03 14:05:11``, ISO 8601, ``20120203``), with its offset where it says one.

    The day is that of the clock that wrote it. A time in UTC leaves open the day before and after: where it was
    taken, clocks are up to 14 hours ahead of it or 12 behind. None where it is no time.
    """
    found = MOMENT.match(said.strip())
    if not found:
        return None
    zone = found[7] or ""
    behind, ahead = (BEHIND, AHEAD) if zone in UTC else (timedelta(), timedelta())
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        time = datetime(year, month, day, hour, minute, second)
        first, last = (time - behind).date(), (time + ahead).date()
    except (ValueError, OverflowError):
        return None
    offset = f"{zone[:3]}:{zone[3:]}" if len(zone) == len("+0200") else zone
    return Date(said, time.isoformat() + offset if found[4] else time.date().isoformat(), first, last, kind)


def number(said: str | None) -> float:
    """A number as files write it; NaN where it is none."""
    try:
        return float(said or "nan")
    except ValueError:
        return math.nan


def metres(said: Mapping[str, str], key: str) -> float | None:
    """A distance in metres, where the file says one above zero."""
    found = number(said.get(key))
    return found if 0 < found < math.inf else None
