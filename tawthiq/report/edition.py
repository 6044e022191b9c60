"""An edition: a report as it goes out, its sentences resolved and every figure in them tied to a note."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

_TURNED, _ARABIC = re.compile(r"[A-Za-z]|\d-\d"), re.compile(r"[\u0590-\u08ff]")
_FIGURES = re.compile(r"\d[\d\s°'′″\".]*[NS],?\s+\d[\d\s°'′″\".]*[EW]|\d+(?:-\d+)+")

Role = Literal["body", "elements", "unverified", "method", "corrections", "last"]


def apart(said: str) -> str:
    """Words that keep their own direction whatever stands around them: a date, a position, a name in another script."""
    return f"\u2068{said}\u2069"


def beside(said: str, lang: str) -> str:
    """Words as they stand in a text of a language: kept apart where they would be turned around in it."""
    return apart(said) if (_TURNED if lang == "ar" else _ARABIC).search(said) else said


def typed(said: str, lang: str) -> str:
    """Typed words with their positions and dates in figures kept apart, which Arabic would turn around."""
    return _FIGURES.sub(lambda one: apart(one[0]), said) if lang == "ar" else said


def plain(said: str) -> str:
    """Words without what keeps them apart: for letters in a picture, which have no sign for it."""
    return said.replace("\u2068", "").replace("\u2069", "")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a sentence: words, and the notes that stand behind them (1-based; none for plain words)."""

    text: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences one after the other, each its spans. ``quoted`` marks words of an item, set apart."""

    sentences: tuple[tuple[Span, ...], ...]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, of level 1 (the title) to 4."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Points of a list, each the spans of its sentence."""

    points: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table that stands in the text: words in every cell, a caption, and the notes behind it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure: its file (PNG or SVG), what it shows in words, its caption and the data that it draws (a file).

    ``simulated`` says that what it shows was invented; every output marks it.
    """

    file: Path
    alt: str
    caption: str
    data: Path | None = None
    notes: tuple[int, ...] = ()
    simulated: bool = False


Block = Heading | Paragraph | Listing | Grid | Picture


@dataclass(frozen=True, slots=True)
class Note:
    """An evidence card: what a footnote opens.

    ``lines`` are label and value in the report's language (source, item, hash, row or page or pixel, method,
    parameters, judgements, uncertainty); ``reference`` is what the draft wrote (``toll.total``), ``ids`` what
    ``tawthiq trace`` takes; ``trace`` the derivation down to the bytes, one line a step, indented by its depth.
    """

    number: int
    reference: str
    title: str
    lines: tuple[tuple[str, str], ...]
    ids: tuple[str, ...] = ()
    trace: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an edition, told apart by its role: the writer's text, what the tool wrote, corrections."""

    role: Role
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A whole report in one language, ready to be set as a page, a PDF or a bundle.

    ``head`` is the hash of the custody log's last line; ``stamp`` what is printed on every page (INTERNAL, SIMULATED).
    """

    title: str
    language: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    head: str
    date: str
    stamp: str = ""
    facts: tuple[tuple[str, str], ...] = field(default=())
