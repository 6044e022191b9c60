"""The encoding of a text file: found from its bytes, and the file opened by it as UTF-8 or line by line."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from tawthiq.errors import BadInput
from tawthiq.text import script

BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
LEGACY = ["cp1252", "cp1256", "iso8859_6", "cp1251", "cp1254"]
CHUNK = 1 << 23
SAMPLE = 1 << 15
LONGEST = 1_000_000
_WORD = re.compile(r"[^\W\d_]+")
_ICELANDIC = re.compile("[ðþýÐÞÝ]")
_FOREIGN = re.compile("[\udc00-\udcff]")


def _foreign(error: UnicodeError) -> tuple[str, int]:
    """Unlike Python's own handler it takes every byte, so that UTF-16 is served too."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error("tawthiq.foreign", _foreign)


class Line(NamedTuple):
    """A line with its end as it stands in the file, and what is wrong with it: ``too_long``, ``nul``, ``encoding``."""

    text: str
    flaw: str


class Found(NamedTuple):
    """An encoding by its Python name, and whether every byte of the file is known to be of it."""

    name: str
    whole: bool


def detect(file: Path, name: str) -> str:
    """The encoding that ``found`` finds."""
    return found(file, name).name


def found(file: Path, name: str) -> Found:
    """The encoding of a file: its byte order mark, UTF-16 by its zeros, UTF-8, else the likeliest.

    A UTF-8 file with a few bad bytes is still UTF-8: one damaged row does not turn every Arabic name to noise.
    Raises BadInput when no encoding fits.
    """
    with file.open("rb") as stream:
        head = stream.read(SAMPLE)
    marked = next((name for mark, name in BOMS.items() if head.startswith(mark)), "") or _wide(head)
    if marked:
        return Found(marked, False)
    return Found("utf-8", True) if is_utf8(file) else Found(_narrow(file, name), False)


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: many zero bytes, nearly all of them on one side."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even + odd < len(head) / 20:
        return ""
    return "utf-16-le" if odd > 9 * even else "utf-16-be" if even > 9 * odd else ""


def _narrow(file: Path, name: str) -> str:
    """UTF-8 where a few bytes are bad, else the likeliest encoding of one byte a letter."""
    sample = _around(file, _first_bad_byte(file))
    told = sample.decode("utf-8", "replace")
    if sum(letter > "\x7f" for letter in told) > 2 * told.count("\ufffd"):
        return "utf-8"
    decoded = {one: words for one in LEGACY if (words := _decoded(sample, one)) is not None}
    if not decoded:
        raise BadInput("encodings.unknown", file=name)
    return max(decoded, key=lambda encoding: _likelihood(decoded[encoding]))


def _decoded(sample: bytes, encoding: str) -> str | None:
    try:
        return sample.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likelihood(told: str) -> int:
    """How many letters beyond ASCII stand as people write them, less those that do not, and other signs.

    A word is of one script; in one of Latin letters few have accents, and none are Icelandic; Arabic has its article.
    (The library charset-normalizer took one short list in four for another encoding.)
    """
    good = 0
    for word, times in Counter(_WORD.findall(told)).items():
        beyond = sum(letter > "\x7f" for letter in word)
        scripts = {script(letter) for letter in word}
        fits = len(scripts) == 1 and ("Latn" not in scripts or 2 * beyond <= len(word) + 1)
        good += times * (beyond if fits and not _ICELANDIC.search(word) else -beyond)
    return good + told.count(" ال") - sum(sign > "\x7f" and not sign.isalpha() for sign in told)


def is_utf8(file: Path) -> bool:
    """Whether every byte of a file is of UTF-8."""
    rest = b""
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            data = rest + chunk
            last = next((at for at in range(1, 5) if data[-at:][0] & 0xC0 != 0x80), 0)
            data, rest = data[: len(data) - last], data[len(data) - last :]
            if not last or not _valid(data):
                return False
    return _valid(rest)


def _valid(data: bytes) -> bool:
    """Arrow's check of UTF-8, several times as fast as decoding."""
    ends: Any = pa.py_buffer(np.array([0, len(data)], np.int64).tobytes())
    try:
        pa.Array.from_buffers(pa.large_binary(), 1, [None, ends, pa.py_buffer(data)]).cast(pa.large_string())
    except pa.ArrowInvalid:
        return False
    return True


def _first_bad_byte(file: Path) -> int:
    decoder, at = codecs.getincrementaldecoder("utf-8")(), 0
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            held = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return at - held + error.start
            at += len(chunk)
    return at


def _around(file: Path, at: int) -> bytes:
    with file.open("rb") as stream:
        stream.seek(max(0, at - SAMPLE))
        return stream.read(2 * SAMPLE)


def utf8(file: Path, encoding: str) -> pa.NativeFile:
    """The file as a stream of UTF-8 bytes without a byte order mark; reading raises UnicodeDecodeError."""
    stream: Any = pa.OSFile(str(file), "rb")
    return stream if encoding == "utf-8" else pa.transcoding_input_stream(stream, encoding, "utf-8")


def lines(file: Path, encoding: str) -> Iterator[Line]:
    """The lines of a file; bytes that are not of this encoding become lone surrogates.

    Of a line longer than ``LONGEST`` characters only the beginning is given.
    """
    with file.open(encoding=encoding, errors="tawthiq.foreign", newline="") as stream:
        while text := stream.readline(LONGEST):
            flaw = _flaw(text)
            yield Line(text, flaw)
            while flaw == "too_long" and _unended(text):
                text = stream.readline(LONGEST)


def _flaw(text: str) -> str:
    if _unended(text):
        return "too_long"
    if "\0" in text:
        return "nul"
    return "" if text.isascii() or not _FOREIGN.search(text) else "encoding"


def _unended(text: str) -> bool:
    return len(text) == LONGEST and text[-1] not in "\r\n"


def printable(text: str) -> str:
    """The text with every lone surrogate, such as a byte of another encoding, spelled out (``udce9`` for E9)."""
    return text.encode("utf-8", "backslashreplace").decode()


def canonical(encoding: str) -> str:
    """Python's own name of an encoding; empty where it knows no encoding of text by this name."""
    try:
        "".encode(encoding)
    except LookupError:
        return ""
    return codecs.lookup(encoding).name
