r"""Contents: every text that a file holds, wherever in it, so that nothing leaves unread.

Text in any escape (HTML entities, ``\uXXXX``, ``%XX``), pictures inside pages, the members of archives, the layers of
PDF, the rows, geometries and metadata of tables, the metadata of pictures, and the readable bytes of all of them. A
file that cannot be looked into is refused: what nobody can read must not leave.
"""

import base64
import codecs
import gzip
import html
import io
import json
import mmap
import re
import tempfile
import urllib.parse
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyogrio
import pypdfium2
import shapely
from PIL import Image

from tawthiq.errors import Refused

_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
CODEPAGES = ("cp1256", "cp1252", "mac_arabic")

Text = tuple[str, str]
"""Where in the file, and the text there."""

PIECE, OVERLAP = 1 << 20, 1 << 10
ROWS = 10_000
STRETCH, LINES = 4 << 20, 20
MOST = 4 << 30
DEEPEST = 4
TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
"""A TIFF writes all that it tells of itself as plain bytes, which are read anyway; few readers know all its kinds."""
_DATA = re.compile(r"data:[\w/+.-]*(?:;[\w=-]+)*;base64,([A-Za-z0-9+/=\s]+)")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_ARABIC = re.compile(r"[\u0600-\u06ff]{2,}")
_LAM_ALEF = re.compile(r"ا([أإآا])ل")
_PACKED = re.compile(r"[A-Za-z0-9+/]{1000,}")
"""Base64, whose letters say nothing before it is unpacked; what it holds in a page is read by itself."""
_READABLE = re.compile(r"[^\x00-\x08\x0e-\x1f\x7f\ufffd]{7,}|[^\W\d_]{4,}|\d{5,}")
"""What is meant to be read, among bytes that are not: shorter runs stand in every packed file by chance."""
_WIDE = re.compile(r"[\t\n\r -~\u00a0-\u024f\u0600-\u06ff\u2000-\u206f\ufb50-\ufeff]{4,}")
"""The same in UTF-16, where any two bytes are a letter of some script: these are of the scripts of names."""
READINGS = (("utf-8", 0, _READABLE), ("utf-16-le", 0, _WIDE), ("utf-16-le", 1, _WIDE), ("utf-16-be", 0, _WIDE))
_STREAM = re.compile(rb"\bstream\r?\n(.*?)endstream", re.DOTALL)


def texts(path: Path, name: str = "", depth: int = 0) -> Iterator[Text]:
    """Every text of a file with its place in it. Raises Refused for a file that cannot be looked into."""
    name = name or path.name
    if depth > DEEPEST:
        raise Refused("contents.deep", file=name)
    with path.open("rb") as file:
        head = file.read(4096)
    yield from _bytes(path)
    try:
        yield from _inside(path, name, head, depth)
    except Refused:
        raise
    except Exception as error:
        raise Refused("contents.unreadable", file=name, detail=f"{type(error).__name__}: {error}") from error


def _inside(path: Path, name: str, head: bytes, depth: int) -> Iterator[Text]:
    if head.startswith(b"PK"):
        yield from _archive(path, name, depth)
    elif head.startswith(b"\x1f\x8b"):
        with gzip.open(path) as packed:
            yield from _member(packed.read(MOST + 1), "unpacked", name, depth)
    elif head.startswith(b"%PDF"):
        yield from _pdf(path, name, depth)
    elif head.startswith(b"PAR1"):
        yield from _parquet(path)
    elif head.startswith(b"SQLite format 3"):
        yield from _layers(path)
    elif _is_text(head):
        yield from _escapes(path, name, depth)
    elif head[:4] in TIFF:
        return
    elif not _CONTROLS.search(head):
        yield from _old_text(path)
    else:
        yield from _picture(path)


def _bytes(path: Path) -> Iterator[Text]:
    """What can be read in the bytes as they stand, in UTF-8 and in both orders of UTF-16."""
    at = 0
    for piece in _bare(path):
        wide = b"\x00" in piece and not piece.endswith(b"PAR1")
        for encoding, shift, readable in READINGS if wide else READINGS[:1]:
            plain = piece[shift:].decode(encoding, "replace")
            clear = encoding == "utf-8" and "\ufffd" not in plain[4:-4] and not _CONTROLS.search(piece)
            if said := _PACKED.sub(" ", plain) if clear else "\n".join(readable.findall(plain)):
                yield f"byte {at}", said
        at += len(piece)


def _bare(path: Path) -> Iterator[bytes]:
    """The bytes of a file in overlapping pieces, without packed parts that are unpacked elsewhere.

    Those are the streams of a PDF, the pages of a Parquet and the pixels of a PNG.
    """
    with path.open("rb") as file:
        head = file.read(8)
        if head.startswith((b"%PDF", b"\x89PNG\r\n\x1a\n")):
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
                yield b"".join(_outside_streams(whole) if head[:1] == b"%" else _chunks(whole))
            return
        file.seek(_footer(path) if head.startswith(b"PAR1") else 0)
        before = b""
        while piece := file.read(PIECE):
            yield before + piece
            before = piece[-OVERLAP:]


def _outside_streams(whole: mmap.mmap) -> Iterator[bytes]:
    end = 0
    for found in _STREAM.finditer(whole):
        packed = _CONTROLS.search(found[1])
        yield whole[end : found.start() if packed else found.end()]
        end = found.end()
    yield whole[end:]


def _chunks(whole: mmap.mmap) -> Iterator[bytes]:
    """The chunks of a PNG (its specification, 5.3) without those of pixels, and what stands behind its end."""
    at = 8
    while at + 12 <= len(whole):
        end = at + 12 + int.from_bytes(whole[at : at + 4], "big")
        kind = whole[at + 4 : at + 8]
        yield b"" if kind == b"IDAT" else whole[at:end]
        at = end
        if kind == b"IEND":
            break
    yield whole[at:]


def _footer(path: Path) -> int:
    """Where in a Parquet begins what it tells of itself."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 8))
        return max(0, size - 8 - int.from_bytes(file.read(4), "little"))


def _is_text(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return head[:2] in (b"\xff\xfe", b"\xfe\xff")
    return b"\x00" not in head


def _escapes(path: Path, name: str, depth: int) -> Iterator[Text]:
    """The text without its escapes and tags, where it has any, and the files that stand in it as ``data:``."""
    number = 0
    for said in _stretches(path):
        for found in _DATA.finditer(said):
            number += 1
            yield from _member(base64.b64decode(found[1]), f"data {number}", name, depth)
        bare = _DATA.sub(" ", said)
        plain = html.unescape(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), bare))
        if (unquoted := urllib.parse.unquote(plain)) != said:
            yield "text", unquoted
        if "<" in plain:
            yield "words", re.sub(r"<[^>]*>", "", plain)
            yield "cells", re.sub(r"<[^>]*>", " ", plain)


def _stretches(path: Path) -> Iterator[str]:
    """A text in stretches of whole lines; each begins with the last lines of the one before."""
    wide = path.open("rb").read(2) in (b"\xff\xfe", b"\xfe\xff")
    with path.open(encoding="utf-16" if wide else "utf-8", errors="replace") as file:
        before: list[str] = []
        while lines := file.readlines(STRETCH):
            yield "".join([*before, *lines])
            before = [line for line in lines[-LINES:] if len(line) < OVERLAP]


def _old_text(path: Path) -> Iterator[Text]:
    """Text in a code page of before Unicode, as each of them would read it."""
    said = path.read_bytes()
    yield from ((codepage, said.decode(codepage, "replace")) for codepage in CODEPAGES)


def _member(content: bytes, where: str, name: str, depth: int) -> Iterator[Text]:
    if len(content) > MOST:
        raise Refused("contents.large", file=name, value=where)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "member")
        file.write_bytes(content)
        for place, said in texts(file, f"{name}: {where}", depth + 1):
            yield f"{where}, {place}", said


def _archive(path: Path, name: str, depth: int) -> Iterator[Text]:
    with zipfile.ZipFile(path) as archive:
        yield "comment", archive.comment.decode("utf-8", "replace")
        for info in archive.infolist():
            yield "name", info.filename
            if info.file_size > MOST or info.flag_bits & 1:
                raise Refused("contents.large", file=name, value=info.filename)
            if info.file_size:
                yield from _member(archive.read(info), info.filename, name, depth)


def _pdf(path: Path, name: str, depth: int) -> Iterator[Text]:
    with pypdfium2.PdfDocument(path) as pdf:
        yield "metadata", json.dumps(pdf.get_metadata_dict(), ensure_ascii=False)
        yield "bookmarks", "\n".join(one.get_title() for one in pdf.get_toc())
        for number, page in enumerate(pdf, 1):
            said = page.get_textpage().get_text_bounded()
            yield f"page {number}", said
            yield f"page {number}, without breaks", re.sub(r"-?\s*\n\s*", " ", said)
            if turned := _turned(said):
                yield f"page {number}, turned", turned
        for index in range(pdf.count_attachments()):
            part = pdf.get_attachment(index)
            yield "attachment", part.get_name()
            yield from _member(bytes(part.get_data()), f"attachment {index + 1}", name, depth)


def _turned(said: str) -> str:
    """Arabic as it is read, where the page gave its letters in the order in which they stand; lam-alef put right."""
    if not _ARABIC.search(said):
        return ""
    mended = _LAM_ALEF.sub(r"ال\1", said)
    return mended + "\n" + _ARABIC.sub(lambda word: word[0][::-1], said)


def _parquet(path: Path) -> Iterator[Text]:
    file = pq.ParquetFile(path)
    told: Mapping[bytes, bytes] = {**(file.schema_arrow.metadata or {}), **(file.metadata.metadata or {})}
    yield "metadata", "\n".join(f"{key!r}: {value.decode('utf-8', 'replace')}" for key, value in told.items())
    yield "columns", "\n".join(file.schema_arrow.names)
    for number, batch in enumerate(file.iter_batches(batch_size=ROWS)):
        yield f"rows from {number * ROWS}", _rows(batch)


def _layers(path: Path) -> Iterator[Text]:
    for layer in pyogrio.list_layers(path)[:, 0]:
        told, table = pyogrio.read_arrow(path, layer=layer)
        yield f"layer {layer}", json.dumps(told, ensure_ascii=False, default=str)
        for number, batch in enumerate(table.to_batches(ROWS)):
            yield f"layer {layer}, rows from {number * ROWS}", _rows(batch)


def _rows(batch: pa.RecordBatch) -> str:
    """Rows as lines of values; a geometry as its positions, latitude first."""
    if not batch.num_columns:
        return ""
    lines: pa.Array[Any] = pc.binary_join_element_wise(  # type: ignore[call-overload]
        *map(_column, batch.columns), " | ", null_handling="skip"
    )
    return "\n".join(str(one) for one in lines.to_pylist())


def _column(values: "pa.Array[Any]") -> "pa.Array[Any]":
    kind = values.type
    if pa.types.is_string(kind):
        return values
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return pa.array([None if one is None else _value(one) for one in values.to_pylist()], pa.string())
    return values.cast(pa.string())


def _value(value: Any) -> str:
    if not isinstance(value, bytes):
        return str(value)
    try:
        return "; ".join(f"{y:.6f}, {x:.6f}" for x, y in shapely.get_coordinates(shapely.from_wkb(value)))
    except shapely.GEOSException:
        return value.decode("utf-8", "replace")


def _picture(path: Path) -> Iterator[Text]:
    """The metadata of a picture. Raises Refused where it is none: such a file nobody can look into."""
    try:
        with Image.open(io.BytesIO(path.read_bytes())) as picture:
            told = [*map(str, picture.info.items()), *map(str, picture.getexif().items())]
            told += [str(value) for part in (0x8769, 0x8825) for value in picture.getexif().get_ifd(part).items()]
    except (OSError, Image.DecompressionBombError) as error:
        raise Refused("contents.unknown", file=path.name) from error
    yield "metadata", "\n".join(told)
