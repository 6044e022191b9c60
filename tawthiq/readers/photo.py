"""Photographs: what the file tells about itself, when and where it was taken, and fingerprints to find copies by."""

import math
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pillow_heif
from PIL import Image, UnidentifiedImageError

from tawthiq.errors import BadInput
from tawthiq.prints import PRINTS, prints
from tawthiq.readers import metadata
from tawthiq.readers.entries import Entry, put, when
from tawthiq.readers.shape import About, Sink

FORMATS = ("JPEG", "PNG", "GIF", "BMP", "WEBP", "AVIF", "HEIF")
MARKS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
AXES = ("Latitude", "Longitude")
HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1")
WHERE = "picture"
pillow_heif.register_heif_opener()
ERROR = "GPS GPSHPositioningError"
ZONE = re.compile(r"T.*(Z|[+-]\d\d:\d\d)$|^[\d-]{10}$")
TAKEN = (
    ("EXIF DateTimeOriginal", "EXIF OffsetTimeOriginal"),
    ("EXIF DateTimeDigitized", "EXIF OffsetTimeDigitized"),
    ("XMP DateTimeOriginal", ""),
    ("XMP DateCreated", ""),
    ("XMP CreateDate", ""),
    ("IPTC DateCreated", "IPTC TimeCreated"),
)


@dataclass(frozen=True, slots=True)
class Photo:
    """JPEG, PNG, GIF, BMP, WebP, AVIF and HEIC by Pillow; of moving ones the first picture.

    ``radius_m`` is taken for the error of a GPS position that states none (EXIF 2.31, GPSHPositioningError). What a
    file says of itself can be written by anybody: it is what the source says, no more. A time without an offset is
    taken as the local one, and listed as a doubt.
    """

    name: ClassVar[str] = "photo"
    version: ClassVar[str] = "2"
    radius_m: float = 100.0

    @classmethod
    def accepts(cls, head: bytes, about: About) -> bool:
        """By the first bytes, whatever the name says."""
        bitmap = head[:2] == b"BM" and head[6:10] == bytes(4)
        webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
        return head.startswith(MARKS) or bitmap or webp or head[4:12] in (*HEIC, b"ftypavif", b"ftypavis")

    def read(self, file: Path, about: About, sink: Sink) -> None:
        """Read it. Raises BadInput for over 179 million pixels, and for what Pillow cannot open."""
        with _opened(file, about) as picture:
            said = _said(picture, sink)
            fields = {**_when(said, sink), **self._where(said, sink)}
            put([Entry("photograph", WHERE, said, " ".join(said.values()), fields)], sorted(said), about, sink)
            try:
                sink.add("prints", prints(picture, 0, WHERE))
            except (OSError, SyntaxError, ValueError) as error:
                sink.add("prints", PRINTS.empty_table())
                sink.reject("photo.cut", level="value", row=0, locator=WHERE, detail=str(error))

    def _where(self, said: Mapping[str, str], sink: Sink) -> dict[str, Any]:
        if not all(f"GPS GPS{axis}" in said for axis in AXES):
            return {}
        lat, lon = (_degrees(said[f"GPS GPS{axis}"], said.get(f"GPS GPS{axis}Ref", "")) for axis in AXES)
        if not (abs(lat) <= 90 and abs(lon) <= 180 and (lat or lon)):
            value = " / ".join(said[f"GPS GPS{axis}"] for axis in AXES)
            sink.reject("photo.position", level="value", row=0, locator=WHERE, column="lat", value=value)
            return {}
        return {"lat": lat, "lon": lon, "radius_m": metadata.metres(said, ERROR) or self.radius_m}


def _opened(file: Path, about: About) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            return Image.open(file, formats=FORMATS)
        except Image.DecompressionBombError as error:
            raise BadInput("photo.bomb", file=about.name) from error
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
            raise BadInput("photo.unreadable", file=about.name) from error


def _said(picture: Image.Image, sink: Sink) -> dict[str, str]:
    size = f"{picture.width} × {picture.height}"
    said = {"picture format": str(picture.format), "picture size": size}
    for standard, read in metadata.sources(picture).items():
        try:
            said.update(read())
        except Exception as error:
            sink.reject("photo.metadata", level="value", row=0, locator=WHERE, column=standard, detail=str(error))
    return said


def _when(said: Mapping[str, str], sink: Sink) -> dict[str, Any]:
    """The time of taking by the first key that says one, else that of the satellites, which is in UTC."""
    for key, beside in TAKEN:
        taken = metadata.moment(said.get(key, "") + said.get(beside, ""), "taken")
        if taken:
            if not ZONE.search(taken.edtf):
                sink.reject("photo.zone", level="doubt", row=0, locator=WHERE, column=key, value=said[key])
            return when(taken)
    day, time = said.get("GPS GPSDateStamp", ""), said.get("GPS GPSTimeStamp", "")
    clock = ":".join(f"{metadata.number(part):02.0f}" for part in time.split(","))
    satellites = metadata.moment(f"{day} {clock}Z", "taken")
    return when(satellites) if satellites else {}


def _degrees(said: str, side: str) -> float:
    """Degrees from degrees, minutes and seconds as EXIF writes them; NaN where one is missing."""
    parts = [metadata.number(part) for part in said.split(",")]
    degrees = math.fsum(part / 60.0**power for power, part in enumerate(parts))
    return -degrees if side.upper() in ("S", "W") else degrees
