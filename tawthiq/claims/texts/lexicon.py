"""Words of a text with their places in it, and lists of phrases that are looked for among them.

A phrase may end words with ``*`` (whatever follows); Arabic words are also met without their clitics (و ف ب ل ك ال).
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from tawthiq.nouns import Span
from tawthiq.text import digits, fold

_MARKS = "\u0300-\u036f\u064b-\u065f\u0670"
_WORD = re.compile(
    rf"(?P<number>\d{{1,3}}(?:[,٬.'’ \u00a0\u202f]\d{{3}})+(?![\d])|\d+(?:[.,٫:]\d+)?)"
    rf"|(?:[ء-ي]\.){{2,}}[ء-ي]|[ء-ي]+ـ*(?:ـ\.|\.ـ)ـ*[ء-يـ]+"
    rf"|(?:[^\W\d_][{_MARKS}]*)+"
)
_SENTENCE = re.compile(r"[^.!?؟\n]*(?:\.(?=\d|[A-Za-z]\.)[^.!?؟\n]*)*[.!?؟]*[\"”»’)\]]*|\n")
_ABBREVIATED = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|janv|févr|avr|juil|déc|Mr|Mrs|Dr|St|Gen|Col|Lt|No|approx)\.$"
)
_LINK = re.compile(r"https?://[^\s<>\"'«»،]+")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A word or number: its place in the text, its folded letters, whether it is a number in digits."""

    start: int
    end: int
    folded: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase that was met: its label, and the first word and the one after the last, counted in the words."""

    label: str
    first: int
    last: int


class Lexicon:
    """Phrases with their labels, to be found among words: the longest first, none overlapping."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._starts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, label in phrases:
            keys = tuple(_keys(phrase))
            if keys:
                self._starts.setdefault(keys[0], []).append((keys, label))
        for kept in self._starts.values():
            kept.sort(key=lambda one: -len(one[0]))
        self._stems = sorted({len(key) - 1 for key in self._starts if key.endswith("*")})

    def find(self, words: Sequence[Word]) -> list[Found]:
        """Every phrase among the words, from left to right."""
        found, at = [], 0
        while at < len(words):
            best = self._at(words, at)
            if best:
                found.append(best)
            at = best.last if best else at + 1
        return found

    def _at(self, words: Sequence[Word], at: int) -> Found | None:
        best: Found | None = None
        for key in self._entries(words[at]):
            for keys, label in self._starts[key]:
                if (best is None or len(keys) > best.last - at) and _follow(words, at, keys):
                    best = Found(label, at, at + len(keys))
        return best

    def _entries(self, word: Word) -> list[str]:
        forms = forms_of(word.folded)
        starred = (f"{form[:size]}*" for form in forms for size in self._stems if len(form) >= size)
        return [key for key in dict.fromkeys((*forms, *starred)) if key in self._starts]


def words(text: str) -> list[Word]:
    """The words and numbers of a text in their order."""
    return list(_words(text))


@lru_cache(maxsize=8_192)
def _words(text: str) -> tuple[Word, ...]:
    return tuple(Word(one.start(), one.end(), _folded(one), bool(one["number"])) for one in _WORD.finditer(text))


def sentences(text: str) -> list[Span]:
    """The sentences of a text; a line break ends one too."""
    found: list[Span] = []
    for one in _SENTENCE.finditer(text):
        if not one[0].strip():
            continue
        goes_on = bool(found) and _ABBREVIATED.search(found[-1].said) and "\n" not in text[found[-1].end : one.start()]
        found.append(_trimmed(text, found.pop().start if goes_on else one.start(), one.end()))
    return found


def links_in(text: str) -> tuple[str, ...]:
    """The addresses of pages that stand in a text."""
    return tuple(dict.fromkeys(one.rstrip(".,;:!?)؟؛") for one in _LINK.findall(text)))


def span(text: str, found: Sequence[Word]) -> Span:
    """The span that a run of words covers."""
    return Span(found[0].start, found[-1].end, text[found[0].start : found[-1].end])


@lru_cache(maxsize=65_536)
def forms_of(folded: str) -> tuple[str, ...]:
    """A folded word, and if it is Arabic, without the clitics that may lead it (two letters must remain)."""
    if not folded or not "\u0600" <= folded[0] <= "\u06ff":
        return (folded,)
    forms = [folded]
    for clitics in ("وف", "بلك"):
        forms += [form[1:] for form in forms if form[0] in clitics and len(form) > _LEAST]
    forms += [form[2:] for form in forms if form.startswith("ال") and len(form) > _LEAST + 1]
    forms += [form[1:] for form in forms if form.startswith("لل") and len(form) > _LEAST + 1]
    return tuple(dict.fromkeys(forms))


@cache
def table(name: str) -> Mapping[str, Any]:
    """A table of words that lies beside this file."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


def lexicon(told: Mapping[str, Sequence[str]]) -> Lexicon:
    """The lexicon of a table: each label with its phrases."""
    return Lexicon((phrase, label) for label, phrases in told.items() for phrase in phrases)


def _follow(words: Sequence[Word], at: int, keys: Sequence[str]) -> bool:
    run = words[at : at + len(keys)]
    return len(run) == len(keys) and all(_meets(word, key) for word, key in zip(run, keys, strict=True))


def _meets(word: Word, key: str) -> bool:
    forms = forms_of(word.folded)
    return any(form.startswith(key[:-1]) for form in forms) if key.endswith("*") else key in forms


def _keys(phrase: str) -> list[str]:
    return [one.folded + ("*" if phrase[one.end : one.end + 1] == "*" else "") for one in words(phrase) if one.folded]


def _folded(found: re.Match[str]) -> str:
    if found["number"]:
        return digits(found[0])
    return "".join(fold(found[0]).split())


def _trimmed(text: str, start: int, end: int) -> Span:
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    return Span(start, start + len(said.strip()), said.strip())
