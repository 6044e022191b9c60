"""Video: what a film says of itself, and its key frames, each with its time code and its fingerprints."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import Any, ClassVar

import pyarrow as pa
from PIL import Image

from tawthiq import tables
from tawthiq.coordinates import coordinates
from tawthiq.errors import BadInput
from tawthiq.prints import PRINTS, prints
from tawthiq.readers import film
from tawthiq.readers.entries import Entry, put, when
from tawthiq.readers.metadata import metres, moment
from tawthiq.readers.photo import Photo
from tawthiq.readers.shape import About, Sink

MARKS = (b"\x1aE\xdf\xa3", b"\0\0\x01\xba", b"\0\0\x01\xb3", b"FLV\x01", b"0&\xb2u\x8ef\xcf\x11", b"OggS")
WHERE = "film"
TAKEN = ("film com.apple.quicktime.creationdate", "film creation_time", "stream 0 creation_time")
PLACE = ("film com.apple.quicktime.location.ISO6709", "film location")
ERROR = "film com.apple.quicktime.location.accuracy.horizontal"
UNSET = ("1904-01-01", "1970-01-01")

FRAMES = (
    pa.schema([(name, pa.string()) for name in ("locator", "made_with")])
    .insert(0, pa.field("row", pa.int64()))
    .append(pa.field("seconds", pa.float64()))
    .append(pa.field("score", pa.float64()))
    .append(pa.field("jpeg", pa.binary()))
)
"""The pictures: ``seconds`` from the start, ``score`` how much it differs from the frame before (0 to 1), ``made_with``
the ffmpeg whose JPEG it is: another version may write other bytes."""


@dataclass(frozen=True, slots=True)
class Video:
    """MP4, MOV, Matroska, WebM, AVI, MPEG, FLV, ASF and Ogg by ffprobe and ffmpeg, where they are on the PATH.

    Key frames: the first, each that differs from the one before by over ``change`` (ffmpeg's scene score, 0 to 1),
    and one at least ``every_s`` seconds, up to ``frames``. ``radius_m`` is taken for the error of a position that
    states none. Where ffmpeg is missing the film is a record without frames, and a doubt says what to install.
    """

    name: ClassVar[str] = "video"
    version: ClassVar[str] = "1"
    every_s: float = 10.0
    change: float = 0.4
    frames: int = 500
    radius_m: float = 100.0

    @classmethod
    def accepts(cls, head: bytes, about: About) -> bool:
        """By the first bytes, whatever the name says."""
        iso = head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide") and not Photo.accepts(head, about)
        avi = head[:4] == b"RIFF" and head[8:12] == b"AVI "
        transport = head[:1] == b"G" and head[188:189] == b"G" and head[376:377] == b"G"
        return head.startswith(MARKS) or iso or avi or transport

    def read(self, file: Path, about: About, sink: Sink) -> None:
        """Read it. Raises BadInput where ffprobe is there and finds no film."""
        said = self._said(file, about, sink)
        shown = self._frames(file, about, sink)
        whole = Entry("video", WHERE, said, " ".join(said.values()), {**_when(said), **self._where(said, sink)}, WHERE)
        put(_entries(whole, shown), sorted(said), about, sink)

    def _said(self, file: Path, about: About, sink: Sink) -> dict[str, str]:
        if ffprobe := which("ffprobe"):
            return film.said(ffprobe, file, about.name)
        sink.reject("video.no_ffprobe", level="doubt", row=0, locator=WHERE)
        return {"film size": str(file.stat().st_size)}

    def _frames(self, file: Path, about: About, sink: Sink) -> list[str]:
        """Write the frames and their prints; returns their time codes."""
        sink.add("frames", FRAMES.empty_table())
        sink.add("prints", PRINTS.empty_table())
        ffmpeg = which("ffmpeg")
        if not ffmpeg:
            sink.reject("video.no_ffmpeg", level="doubt", row=0, locator=WHERE)
            return []
        choice = film.Choice(self.every_s, self.change, self.frames + 1)
        try:
            found, trouble = film.frames(ffmpeg, file, about.name, choice)
        except BadInput as error:
            sink.reject(error.key, level="value", row=0, locator=WHERE, **error.facts)
            return []
        if trouble:
            sink.reject("video.trouble", level="doubt", row=0, locator=WHERE, detail=trouble)
        if len(found) > self.frames:
            rest = f"{timecode(found[self.frames].seconds)}–"
            sink.reject("video.more", level="row", locator=rest, limit=self.frames)
        return [_put(frame, row, film.version(ffmpeg), sink) for row, frame in enumerate(found[: self.frames], 1)]

    def _where(self, said: Mapping[str, str], sink: Sink) -> dict[str, Any]:
        written = next((said[key] for key in PLACE if key in said), "")
        try:
            place = coordinates(written) if written else None
        except BadInput as error:
            sink.reject(error.key, level="value", row=0, locator=WHERE, column="lat", **error.facts)
            return {}
        radius = metres(said, ERROR) or self.radius_m
        return {"lat": place.lat, "lon": place.lon, "radius_m": radius} if place else {}


def timecode(seconds: float) -> str:
    """Hours, minutes, seconds and thousandths: ``00:01:23.400``."""
    milliseconds = round(seconds * 1_000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1_000:02}.{rest % 1_000:03}"


def _put(frame: film.Frame, row: int, made_with: str, sink: Sink) -> str:
    locator = timecode(frame.seconds)
    told = {"row": row, "locator": locator, "seconds": frame.seconds, "score": frame.score, "jpeg": frame.jpeg}
    sink.add("frames", tables.rows(FRAMES, [{**told, "made_with": made_with}]))
    with Image.open(BytesIO(frame.jpeg), formats=["JPEG"]) as picture:
        sink.add("prints", prints(picture, row, locator))
    return locator


def _entries(whole: Entry, frames: list[str]) -> Iterator[Entry]:
    yield whole
    yield from (Entry("frame", locator, {}, "", key=locator) for locator in frames)


def _when(said: Mapping[str, str]) -> dict[str, Any]:
    """The time that the film says it was made, unless it is a clock that was never set."""
    times = (said[key] for key in TAKEN if key in said and not said[key].startswith(UNSET))
    taken = moment(next(times, ""), "taken")
    return when(taken) if taken else {}
