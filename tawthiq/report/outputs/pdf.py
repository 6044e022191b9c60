"""PDF: an edition set by typst, tagged for readers (PDF/UA-1); the same edition gives the same bytes."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import matplotlib
import typst

from tawthiq.errors import BadInput
from tawthiq.messages import say
from tawthiq.report.drawn.images import Ready
from tawthiq.report.edition import Block, Edition, Grid, Heading, Listing, Paragraph, Picture, Span
from tawthiq.report.outputs.html import MARK, apart, direction

PAGE = "page.typ"
STANDARD: Literal["ua-1"] = "ua-1"
WIDE = 1.2
"""Pictures wider than this, by height, take the whole width of the page."""
WORDS = ("notes", "simulated", "data_of", "about")


def pdf(edition: Edition, ready: Mapping[Path, Ready]) -> bytes:
    """The edition as PDF; ``ready`` are its pictures by their files.

    The letters are DejaVu's, which matplotlib brings with it: they have Arabic, and are the same on every machine.
    Raises BadInput where typst refuses it, with what it says.
    """
    names = {file: f"picture-{n}{one.ending}" for n, (file, one) in enumerate(ready.items(), 1)}
    given = {"data.json": json.dumps(_document(edition, ready, names), ensure_ascii=False).encode()}
    given |= {names[file]: one.data for file, one in ready.items()}
    given[PAGE] = files(__package__).joinpath(PAGE).read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        for name, content in given.items():
            Path(folder, name).write_bytes(content)
        return _compiled(Path(folder))


def _compiled(folder: Path) -> bytes:
    try:
        made = typst.compile(
            str(folder / PAGE), root=str(folder), format="pdf", font_paths=[_fonts()], ignore_system_fonts=True,
            pdf_standards=[STANDARD],
        )  # fmt: skip
    except typst.TypstError as error:
        raise BadInput("page.typst", detail=str(error)) from error
    return made


def _document(edition: Edition, ready: Mapping[Path, Ready], names: Mapping[Path, str]) -> dict[str, Any]:
    lang = edition.language
    return {
        "title": edition.title,
        "language": lang,
        "direction": direction(lang),
        "mark": MARK[direction(lang)],
        "stamp": edition.stamp,
        "dated": say("page.dated", lang, date=apart(edition.date)),
        "words": {name: say(f"page.{name}", lang) for name in WORDS},
        "sections": [[*_blocks(section.blocks, edition, ready, names)] for section in edition.sections],
        "notes": [
            {"number": one.number, "title": one.title, "trace": one.trace,
             "lines": [*one.lines, *([(say("page.ids", lang), " ".join(one.ids))] if one.ids else [])]}
            for one in edition.notes
        ],
        "facts": [*edition.facts, (say("page.head", lang), edition.head)],
    }  # fmt: skip


def _blocks(
    blocks: tuple[Block, ...], edition: Edition, ready: Mapping[Path, Ready], names: Mapping[Path, str]
) -> Iterator[dict[str, Any]]:
    noted = {one.number for one in edition.notes}
    for one in blocks:
        if isinstance(one, Heading):
            if (one.level, one.text) != (1, edition.title):
                yield {"kind": "Heading", "level": max(one.level, 2), "text": one.text}
        elif isinstance(one, Paragraph):
            told = [_spans(sentence, noted) for sentence in one.sentences]
            yield {"kind": "Paragraph", "quoted": one.quoted, "sentences": told}
        elif isinstance(one, Listing):
            yield {"kind": "Listing", "points": [_spans(point, noted) for point in one.points]}
        elif isinstance(one, Grid):
            yield {"kind": "Grid", "caption": one.caption, "head": one.head, "rows": one.rows, "notes": one.notes}
        else:
            yield _picture(one, ready[one.file], names[one.file])


def _spans(sentence: tuple[Span, ...], noted: set[int]) -> list[dict[str, Any]]:
    return [{"text": one.text, "notes": [n for n in one.notes if n in noted]} for one in sentence]


def _picture(one: Picture, ready: Ready, name: str) -> dict[str, Any]:
    return {
        "kind": "Picture", "file": name, "alt": one.alt, "caption": one.caption, "notes": one.notes,
        "simulated": one.simulated, "data": one.data.name if one.data else "",
        "wide": ready.width > WIDE * ready.height,
    }  # fmt: skip


@cache
def _fonts() -> str:
    return str(Path(matplotlib.get_data_path(), "fonts/ttf"))
