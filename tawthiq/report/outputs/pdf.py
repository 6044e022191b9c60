"""PDF: an edition set by typst, tagged for readers (PDF/UA-1); the same edition gives the same bytes."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import matplotlib

from tawthiq.messages import say
from tawthiq.report.drawn.images import Ready
from tawthiq.report.edition import Block, Edition, Grid, Heading, Listing, Paragraph, Picture, Span, apart
from tawthiq.report.outputs import sparing
from tawthiq.report.outputs.html import MARK, direction
from tawthiq.report.outputs.setting import compiled

PAGE = "page.typ"
VOLUME = 1_000
"""So many cards at most stand in one file: typst holds a whole document in memory."""
WIDE = 1.5
"""Pictures wider than this, by height, take the whole width of the page."""
WORDS = ("notes", "simulated", "data_of", "about")


def pdfs(edition: Edition, ready: Mapping[Path, Ready]) -> Iterator[bytes]:
    """The edition as PDF; where it has very many cards they follow in volumes of their own.

    ``ready`` are its pictures by their files. The letters are DejaVu's, which matplotlib brings with it: they have
    Arabic, and are the same on every machine. Raises BadInput where typst refuses it, with what it says.
    """
    names = {file: f"picture-{n}{one.ending}" for n, (file, one) in enumerate(ready.items(), 1)}
    shown = {names[file]: one.data for file, one in ready.items()}
    told = [*_cards(edition)]
    many = len(told) > VOLUME
    yield _set(_document(edition, ready, names) | {"notes": [] if many else told}, shown)
    bare = replace(edition, sections=())
    for at in range(0, len(told) if many else 0, VOLUME):
        yield _set(_document(bare, {}, {}) | {"notes": told[at : at + VOLUME]}, {})


def _set(document: Mapping[str, Any], shown: Mapping[str, bytes]) -> bytes:
    linked = [one["number"] for one in document["notes"]]
    given = {"data.json": json.dumps({**document, "linked": linked}, ensure_ascii=False).encode(), **shown}
    given[PAGE] = files(__package__).joinpath(PAGE).read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        for name, content in given.items():
            Path(folder, name).write_bytes(content)
        return compiled(Path(folder), PAGE, Path(matplotlib.get_data_path(), "fonts/ttf"))


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
        **{
            name: [[*_blocks(one.blocks, edition, ready, names)] for one in edition.sections
                   if (one.role == "last") == (name == "last")]
            for name in ("sections", "last")
        },
        "facts": [*edition.facts, (say("page.head", lang), edition.head)],
    }  # fmt: skip


def _cards(edition: Edition) -> Iterator[dict[str, Any]]:
    """The cards, each thing that several tell of told by the first."""
    lang, notes = edition.language, edition.notes
    for one, lines, steps in zip(notes, sparing.cards(notes, lang), sparing.derivations(notes), strict=True):
        ids = [(say("page.ids", lang), " ".join(one.ids))] if one.ids else []
        seen = (say("page.see", lang, number=step.note) if step.note else "" for step in steps)
        trace = [(step.depth, f"{step.said} {see}".rstrip()) for step, see in zip(steps, seen, strict=True)]
        yield {"number": one.number, "title": one.title, "lines": [*lines, *ids], "trace": trace}


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
