"""Text: one folding for search, for the matching of names and for the publishing scan.

Folding is one table, code point by code point: Unicode's compatibility decomposition (UAX #15, NFKD) and
full case folding (Unicode Standard 5.18) without marks, and the letters of ``_ALIKE``, which Unicode keeps
apart and people do not. The scalar and the column read the same table, so they cannot disagree.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain
from typing import Any, Literal

import polars as pl
import pyarrow as pa

from tawthiq.errors import BadInput

Script = Literal["Arab", "Latn", "Zzzz", "Zyyy"]

_ALIKE = {
    "": "ءٴۥۦ'’‘`´′ʹʻʼʽʾʿˈ",
    ".": ".·•‧∙⋅۔",
    "ا": "ٱٲٳ",
    "ب": "پٮ",
    "ت": "ٹ",
    "ج": "چ",
    "د": "ڈ",
    "ر": "ڕڑ",
    "ز": "ژ",
    "ف": "ڤڡڢ",
    "ق": "ڨٯڧ",
    "ك": "کڪګگڭ",
    "ل": "ڵ",
    "ن": "ں",
    "ه": "ةەھہۃ",
    "و": "ۆۇۈۋۏ",
    "ي": "ىیےېێ",
    "d": "đð",
    "e": "ə",
    "h": "ħ",
    "i": "ı",
    "l": "ł",
    "n": "ŋ",
    "o": "ø",
    "t": "ŧ",
    "ae": "æ",
    "oe": "œ",
    "th": "þ",
    "ـ": "ـ",
}
_LETTERS = {letter: to for to, letters in _ALIKE.items() for letter in letters}
_TATWEEL = "ـ"
_COMMON = range(0x700), range(0x1E00, 0x2070), range(0xFB50, 0xFF00)
_SELECTOR = re.compile("VARIATION SELECTOR|COMBINING GRAPHEME JOINER|MONGOLIAN FREE VARIATION")
_RARE = "[^" + "".join(f"{chr(codes[0])}-{chr(codes[-1])}" for codes in _COMMON) + "]"
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_UNSEEN = re.compile(f"[{_TATWEEL}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_CLITICS = "(?:[وف](?:لل|[بكل]?(?:ال)?)|لل|[بكل](?:ال)?|ال)"
_CLITIC = re.compile(rf"{_CLITICS}(\S{{3,}})")


def digits(said: str) -> str:
    """The text with Arabic-Indic and Persian digits as ASCII digits; nothing else changes."""
    return said.translate(_DIGITS)


def tidy(said: str) -> str:
    """The text in its own spelling, without what cannot be seen: NFKC (UAX #15) with single spaces.

    Bidi controls, zero-width spaces, soft hyphens and tatweel go; joiners stay: Persian spells with them.
    """
    seen = _UNSEEN.sub("", unicodedata.normalize("NFKC", said))
    return unicodedata.normalize("NFKC", _SPACES.sub(" ", seen)).strip()


def fold(said: str) -> str:
    """The text for matching and search: small letters and ASCII digits, one space between words.

    Folding twice changes nothing. Case, accents, Arabic vowel signs, hamza and apostrophes go; alef, ya, ta
    marbuta and the Persian and Kurdish letters become the plain Arabic ones; other signs become spaces; words
    broken up with dots or tatweel are whole again (``ق.ص.ف``, ``قصـ.ـف``), initials stay (``M.Ahmad``).
    """
    return " ".join(_mended(said.translate(_TABLE)).split())


def fold_column(column: "pa.Array[Any] | pa.ChunkedArray[Any]") -> "pa.Array[Any]":
    """``fold`` of every value of a column of strings, null where it is null; made for millions."""
    said = pl.Series(column).cast(pl.String)
    folded = said.str.replace_many(_patterns(said))
    folded = _where(folded, r"\S\.\S", lambda broken: broken.map_elements(_mended, pl.String))
    folded = folded.str.replace_many({".": " ", _TATWEEL: ""})
    folded = _where(folded, "  ", lambda spaced: spaced.str.replace_all(" +", " "))
    return folded.str.strip_chars(" ").to_arrow().cast(pa.string())


def index_column(folded: "pa.Array[Any] | pa.ChunkedArray[Any]") -> "pa.Array[Any]":
    """Folded text for the search index: after each word that Arabic clitics lead, the word without them.

    The clitics are و ف ب ك ل ال and what they make together (وال بال لل …); three letters must remain.
    """
    said = " " + pl.Series(folded).cast(pl.String)
    doubled = said.str.replace_all(rf"( {_CLITICS}([^ ]{{3,}}))", "$1 $2")
    return doubled.str.strip_chars(" ").to_arrow().cast(pa.string())


def match_expression(query: str) -> str:
    """The FTS5 query (sqlite.org/fts5.html, 3) for what a person searches in what ``index_column`` made.

    Every word must be there, as it is or without its clitics; ``hom*`` finds what begins so. Quotation marks
    say nothing: an index with ``detail=none`` knows no phrases. Raises BadInput where no word is left.
    """
    terms = [term for part in query.split() for term in _terms(part)]
    if not terms:
        raise BadInput("text.no_word", value=query)
    return " AND ".join(terms)


def script(said: str) -> Script:
    """The script of most letters (ISO 15924): ``Arab``, ``Latn``, ``Zzzz`` another, ``Zyyy`` no letters."""
    letters = Counter(_script(char) for char in said if char.isalpha())
    return letters.most_common(1)[0][0] if letters else "Zyyy"


@cache
def _script(letter: str) -> Script:
    name = unicodedata.name(letter, "")
    return "Arab" if name.startswith("ARABIC") else "Latn" if "LATIN" in name else "Zzzz"


class _Folding(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _folded(chr(code))
        return self[code]


_TABLE = _Folding()


@cache
def _common() -> dict[str, str]:
    return _changing(map(chr, chain(*_COMMON)))


def _changing(chars: Iterable[str]) -> dict[str, str]:
    return {char: to for char in chars if (to := _TABLE[ord(char)]) != char}


def _patterns(said: pl.Series) -> dict[str, str]:
    """What to replace in a column: the common letters, and of the rare ones those that are there."""
    rare = set("".join(said.filter(said.str.contains(_RARE))))
    return _common() | _changing(rare)


def _folded(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    category = unicodedata.category(char)
    if unicodedata.combining(char) or category in ("Cf", "Me") or _SELECTOR.match(unicodedata.name(char, "")):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    parts = unicodedata.normalize("NFKD", char).casefold()
    if parts != char:
        whole = "".join(map(_folded, parts))
        return whole.strip() if char.isalpha() else whole
    return " " if category[0] in "PSZ" or category == "Cc" else char


def _mended(text: str) -> str:
    if "." not in text:
        return text.replace(_TATWEEL, "")
    return " ".join(_whole(word) if "." in word or _TATWEEL in word else word for word in text.split(" "))


def _whole(word: str) -> str:
    pieces = [piece for piece in re.split(f"[.{_TATWEEL}]+", word) if piece]
    if all(len(piece) == 1 and piece.isalpha() for piece in pieces):
        return "".join(pieces)
    return re.sub(f"[.{_TATWEEL}]*{_TATWEEL}", "", word).replace(".", " ")


def _where(values: pl.Series, pattern: str, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    found = values.str.contains(pattern).arg_true()
    return values.scatter(found, change(values.gather(found))) if len(found) else values


def _terms(part: str) -> list[str]:
    words = fold(part).split()
    starred = len(words) - 1 if part.endswith("*") else None
    return [_term(word, "*" * (at == starred)) for at, word in enumerate(words)]


def _term(word: str, star: str) -> str:
    bare = _CLITIC.fullmatch(word)
    return f'("{word}"{star} OR "{bare[1]}"{star})' if bare else f'"{word}"{star}'
