"""Canaries: 200 invented names, each planted once somewhere in a file; every one of them must be found."""

import base64
import gzip
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from docx import Document
from openpyxl import Workbook
from PIL import Image, PngImagePlugin
from reportlab.pdfgen.canvas import Canvas

from tawthiq.errors import Refused
from tawthiq.report.door.contents import texts
from tawthiq.report.door.scan import Scanner, Secret

SYLLABLES = ("ba", "da", "fa", "ka", "la", "ma", "na", "ra", "sa", "ta")
CANARIES = [f"Zar{a}{b} Qu{c}dim" for a in SYLLABLES for b in SYLLABLES for c in ("baz", "lum")]
Plant = Callable[[Path, str], None]


def page(html: Callable[[str], str]) -> Plant:
    return lambda path, canary: path.with_suffix(".html").write_text(html(canary), "utf-8") and None


def picture(path: Path, canary: str, kind: str, **how: object) -> None:
    Image.new("RGB", (8, 8)).save(path.with_suffix(f".{kind}"), **how)


def exif(canary: str, tag: int, within: int = 0) -> Image.Exif:
    told = Image.Exif()
    (told.get_ifd(within) if within else told)[tag] = canary
    return told


def png(path: Path, canary: str) -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", canary, zip=True)
    picture(path, canary, "png", pnginfo=told)


def png_in_base64(canary: str) -> str:
    told, out = PngImagePlugin.PngInfo(), BytesIO()
    told.add_text("Author", canary, zip=True)
    Image.new("RGB", (8, 8)).save(out, "png", pnginfo=told)
    return base64.b64encode(out.getvalue()).decode()


def pdf(path: Path, canary: str, where: str) -> None:
    made = Canvas(str(path.with_suffix(".pdf")), pageCompression=1)
    if where == "author":
        made.setAuthor(canary)
    elif where == "bookmark":
        made.bookmarkPage("a")
        made.addOutlineEntry(canary, "a")
    elif where == "broken":
        for line, part in enumerate(canary.split()):
            made.drawString(100, 700 - 20 * line, part)
    else:
        made.drawString(100, 700, f"said {canary} twice")
    made.showPage()
    made.save()


def table(path: Path, canary: str, where: str) -> None:
    made = pa.table({"name": [canary if where == "cell" else "x"], "list": [[canary if where == "list" else "x"]]})
    if where == "metadata":
        made = made.replace_schema_metadata({"by": canary})
    if where == "column":
        made = made.rename_columns([canary, "list"])
    pq.write_table(made, path.with_suffix(".parquet"), compression="zstd")


def layer(path: Path, canary: str, where: str) -> None:
    file = path.with_suffix(".gpkg")
    made = pa.table(
        {"note": ["x", canary if where == "cell" else "y"], "at": shapely.to_wkb(shapely.points([[1, 2], [3, 4]]))}
    )
    name = canary if where == "layer" else "marks"
    pyogrio.write_arrow(
        made, file, layer=name, driver="GPKG", geometry_name="at", geometry_type="Point", crs="EPSG:4326"
    )
    if where == "deleted":
        with sqlite3.connect(file) as db:
            db.execute("pragma secure_delete=off")
            db.execute("create table gone (word text)")
            db.executemany("insert into gone values (?)", [(canary,)] * 100)
            db.commit()
            db.execute("delete from gone")


def word(path: Path, canary: str, where: str) -> None:
    made = Document()
    made.core_properties.author = canary if where == "author" else "x"
    made.add_paragraph(canary if where == "text" else "x")
    made.save(str(path.with_suffix(".docx")))


def sheet(path: Path, canary: str, where: str) -> None:
    made = Workbook()
    assert made.active
    made.active.title = canary if where == "title" else "x"
    made.active.append([canary if where == "cell" else "x"])
    made.save(path.with_suffix(".xlsx"))


def packed(path: Path, canary: str, where: str) -> None:
    with zipfile.ZipFile(path.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{canary}.txt" if where == "name" else "a.txt", canary if where == "member" else "x")
        inner = BytesIO()
        with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as nested:
            nested.writestr("b.json", json.dumps({"a": canary if where == "nested" else "x"}))
        archive.writestr("inner.zip", inner.getvalue())
        archive.comment = canary.encode() if where == "comment" else b""


def several(kind: str, plant: Callable[[Path, str, str], None], *where: str) -> dict[str, Plant]:
    return {f"{kind} {one}": lambda path, canary, one=one: plant(path, canary, one) for one in where}


PLANTS: dict[str, Plant] = {
    "text": lambda path, canary: path.with_suffix(".txt").write_text(canary) and None,
    "utf-16": lambda path, canary: path.with_suffix(".txt").write_text(canary, "utf-16") and None,
    "capitals": lambda path, canary: path.with_suffix(".csv").write_text(f"a;{canary.upper()};b") and None,
    "json": lambda path, canary: path.with_suffix(".json").write_text(json.dumps({"a": [canary]})) and None,
    "escaped": lambda path, canary: path.with_suffix(".json").write_text(
        "".join(f"\\u{ord(one):04x}" for one in canary)
    )
    and None,
    "geojson": lambda path, canary: path.with_suffix(".geojson").write_text(json.dumps({"properties": {canary: 1}}))
    and None,
    "html": page(lambda canary: f"<p>{canary}</p>"),
    "html tags": page(lambda canary: f"<p>{canary[:3]}<b>{canary[3:]}</b></p>"),
    "html cells": page(lambda canary: "<tr><td>" + "</td><td>".join(canary.split()) + "</td></tr>"),
    "html entities": page(lambda canary: "".join(f"&#{ord(one)};" for one in canary)),
    "html comment": page(lambda canary: f"<!-- {canary} -->"),
    "html attribute": page(lambda canary: f'<img alt="{canary}">'),
    "html link": page(lambda canary: f'<a href="x?q={canary.replace(" ", "%20")}">x</a>'),
    "html picture": page(lambda canary: f'<img src="data:image/png;base64,{png_in_base64(canary)}">'),
    "svg": lambda path, canary: path.with_suffix(".svg").write_text(f"<svg><title>{canary}</title></svg>") and None,
    "png": png,
    "jpeg comment": lambda path, canary: picture(path, canary, "jpg", comment=canary),
    "jpeg exif": lambda path, canary: picture(path, canary, "jpg", exif=exif(canary, 0x010E)),
    "jpeg gps": lambda path, canary: picture(path, canary, "jpg", exif=exif(canary, 0x001B, 0x8825)),
    "tiff": lambda path, canary: picture(path, canary, "tif", tiffinfo={270: canary}),
    "webp": lambda path, canary: picture(path, canary, "webp", xmp=canary.encode()),
    **several("pdf", pdf, "page", "broken", "author", "bookmark"),
    **several("parquet", table, "cell", "list", "metadata", "column"),
    **several("gpkg", layer, "cell", "layer", "deleted"),
    **several("docx", word, "text", "author"),
    **several("xlsx", sheet, "cell", "title"),
    **several("zip", packed, "name", "member", "nested", "comment"),
    "gzip": lambda path, canary: path.with_suffix(".csv.gz").write_bytes(gzip.compress(canary.encode())) and None,
    "file name": lambda path, canary: path.with_name(f"{canary}.txt").write_text("x") and None,
}  # fmt: skip


def planted(folder: Path) -> Iterator[tuple[str, str]]:
    """Each canary with where it was planted: in a file of its own, kind after kind."""
    kinds = list(PLANTS.items())
    for number, canary in enumerate(CANARIES):
        kind, plant = kinds[number % len(kinds)]
        plant(folder / f"file-{number:03}", canary)
        yield canary, kind


def test_no_canary_leaves(tmp_path: Path) -> None:
    told = dict(planted(tmp_path))
    assert len(told) == 200
    scanner = Scanner(Secret(canary, "person", canary) for canary in told)
    found = {leak.secret for leak in scanner.leaks(sorted(tmp_path.iterdir()))}
    assert {kind for canary, kind in told.items() if canary not in found} == set()


def test_where_nothing_is_planted_nothing_is_found(tmp_path: Path) -> None:
    for number, plant in enumerate(PLANTS.values()):
        plant(tmp_path / f"file-{number:03}", "plain words")
    scanner = Scanner(Secret(canary, "person", canary) for canary in CANARIES)
    assert list(scanner.leaks(sorted(tmp_path.iterdir()))) == []


def test_positions_of_a_layer_are_read(tmp_path: Path) -> None:
    layer(tmp_path / "a", "x", "")
    assert any("4.000000, 3.000000" in said for _, said in texts(tmp_path / "a.gpkg"))


@pytest.mark.parametrize("content", [b"\x00\x01\x02\xff" * 100, b"PK\x03\x04 no archive", b"%PDF-1.4 cut", b"PAR1 cut"])
def test_what_nobody_can_look_into_does_not_leave(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.bin").write_bytes(content)
    with pytest.raises(Refused):
        list(texts(tmp_path / "a.bin"))


def test_a_locked_archive_does_not_leave(tmp_path: Path) -> None:
    """Bit 0 of the flags of its member says that it is encrypted."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "x")
    raw = bytearray((tmp_path / "a.zip").read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(raw))
    with pytest.raises(Refused):
        list(texts(tmp_path / "a.zip"))


def test_pieces_of_a_large_file_overlap(tmp_path: Path) -> None:
    """The name lies across the end of the first piece of a file that is no text: noise with a picture's first bytes."""
    noise = np.random.default_rng(1).integers(128, 255, (1 << 20) - 5, np.uint8).tobytes()
    (tmp_path / "a.bmp").write_bytes(noise + b" Zarba Qubaz " + noise)
    found = []
    with suppress(Refused):
        for _, said in texts(tmp_path / "a.bmp"):
            found.append("Zarba Qubaz" in said)
    assert any(found)
