"""The layout of a PDF's page: its lines gathered into paragraphs, the words of each line in their reading order."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

import pypdfium2 as pdfium

APART = 1.3
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\ufffe]")
"""PDFium puts U+0002 or U+FFFE where a word is hyphenated at the end of a line."""
CHANGE = re.compile("(?<=[A-Za-z0-9])(?=[\u0620-\u064a])|(?<=[\u0620-\u064a])(?=[A-Za-z0-9])")


class Word(NamedTuple):
    """A word and its first letter's number on the page."""

    text: str
    at: int


Line = Sequence[Word]


def paragraphs(page: pdfium.PdfTextPage) -> list[str]:
    """The paragraphs of a page from top to bottom; empty where it has no text layer.

    Lines further apart than 1.3 times the usual distance on that page, or higher up again (another column), belong
    to different paragraphs.
    """
    text = page.get_text_range()
    lines = [_words(line) for line in re.finditer(r"[^\r\n]*[^\s][^\r\n]*", text)]
    if len(text) != page.count_chars():
        return [UNSEEN.sub("", " ".join(word.text for line in lines for word in line))] if lines else []
    feet = [page.get_charbox(line[0].at, loose=True)[1] for line in lines]
    steps = [upper - lower for upper, lower in pairwise(feet)]
    usual = median([step for step in steps if step > 0] or [0])
    ends = [0, *(i for i, step in enumerate(steps, 1) if not 0 < step <= APART * usual), len(lines)]
    return [_joined(page, lines[start:end]) for start, end in pairwise(ends) if end > start]


def _words(line: re.Match[str]) -> Line:
    return [Word(word[0], line.start() + word.start()) for word in re.finditer(r"\S+", line[0])]


def _joined(page: pdfium.PdfTextPage, lines: Sequence[Line]) -> str:
    words = (word.text for line in lines for word in _in_order(page, line))
    return CHANGE.sub(" ", UNSEEN.sub("", " ".join(words)))


def _in_order(page: pdfium.PdfTextPage, line: Line) -> Iterator[Word]:
    """The words of a line as they are read.

    In a line of two scripts PDFium gives the words of the rarer one from the wrong end; where they stand tells.
    """
    for rightward, group in groupby(line, key=lambda word: _rightward(word.text)):
        words = list(group)
        backward = rightward is not None and len(words) > 1 and rightward != _runs_rightward(page, words)
        yield from reversed(words) if backward else words


def _runs_rightward(page: pdfium.PdfTextPage, words: Line) -> bool:
    first, second = (page.get_charbox(word.at, loose=True)[0] for word in words[:2])
    return bool(second >= first)


def _rightward(word: str) -> bool | None:
    """Whether a word is written from left to right, by its first letter that has a direction (UAX #9, P2)."""
    directions = (unicodedata.bidirectional(letter) for letter in word)
    return next((direction == "L" for direction in directions if direction in ("L", "R", "AL")), None)
