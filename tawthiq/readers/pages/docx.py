"""Word documents (DOCX): the words of every paragraph, also those that Word keeps in tables, boxes and notes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from tawthiq.errors import BadInput
from tawthiq.readers import zips

PARAGRAPH, TEXT = qn("w:p"), qn("w:t")
SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BESIDE = ("footnotes", "endnotes", "comments", "header", "footer")


def paragraphs(file: Path, name: str) -> Iterator[str]:
    """The paragraphs of the body in their order, empty ones too, then those of notes, comments, headers and footers.

    Words that a tracked change put in are there, words that it struck out are not. Raises BadInput for a zip bomb,
    for a document type declaration (ECMA-376 part 2 forbids it, an entity bomb needs it) and for what is no DOCX.
    """
    _guard(file, name)
    try:
        for root in _parts(docx.Document(str(file))):
            yield from map(_words, root.iter(PARAGRAPH))
    except (OpcError, KeyError, ValueError, SyntaxError) as error:
        raise BadInput("docx.broken", file=name, detail=str(error)[:200]) from error


def _guard(file: Path, name: str) -> None:
    with zips.opened(file, name) as archive:
        for member in archive.namelist():
            if member.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(member).replace(b"\0", b""):
                raise BadInput("docx.entities", file=name, value=member)


def _parts(document: Any) -> Iterator[Any]:
    yield document.part.element
    parts = sorted(document.part.package.iter_parts(), key=lambda part: str(part.partname))
    for kind in BESIDE:
        yield from (parse_xml(part.blob) for part in parts if part.content_type.endswith(f".{kind}+xml"))


def _words(paragraph: Any) -> str:
    """The text of a paragraph without that of a box that stands in it, which is a paragraph of its own."""
    own = (e for e in paragraph.iter(TEXT, *SIGNS) if next(e.iterancestors(PARAGRAPH)) is paragraph and not _second(e))
    return "".join(SIGNS.get(e.tag) or e.text or "" for e in own)


def _second(element: Any) -> bool:
    return next(element.iterancestors(TWICE), None) is not None
