"""Phrases: words as the lists of this room write them, met in folded text in English and Arabic."""

import re
from collections.abc import Iterable

from tawthiq.text import fold

_GAPS = {"_": r"\S+", "…": r"(?:\S+ ){0,6}?\S+"}


def phrase(written: str) -> str:
    """A phrase as a pattern over folded words: ``*`` any ending, ``_`` a word, ``…`` up to six."""
    return " ".join(_GAPS.get(word) or "[^ ]*".join(map(fold, word.split("*"))) for word in written.split())


def any_of(written: Iterable[str]) -> str:
    """Any of some phrases, the longest first."""
    return "|".join(map(phrase, sorted(written, key=len, reverse=True)))


def met(english: str, arabic: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """Two patterns as whole words, the Arabic one with and without what that language writes before a word."""
    return re.compile(rf"(?<!\S){before}(?:(?:{english})|[وفبلك]?(?:ال)?(?:{arabic}))(?!\S){after}")
