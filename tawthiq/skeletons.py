"""Skeletons: the consonants that an Arabic, Persian or Kurdish name and each of its Latin transliterations share.

A skeleton is for finding and comparing, never for showing: different names may have the same one (Hassan, Hussein).
"""

import re
from functools import cache
from typing import Any

import polars as pl
import pyarrow as pa

from tawthiq.text import fold, fold_column, script

_ARABIC = str.maketrans(
    "بتثجحخدذرزسشصضطظغفقكلمنه",
    "bttjhxdzrzs$sdtzgfkklmnh",
    "اعوي",
)
_LATIN = (
    ("$", "tsch|tch|sch|sh|ch"),
    ("x", "kh"),
    ("g", "gh"),
    ("z", "dh"),
    ("t", "th"),
    ("f", "ph"),
    ("j", "dj"),
    ("k", "ck|qu?"),
    ("s", "c(?=[eiy])"),
    ("k", "c"),
    ("ks", "x"),
    ("j", "g"),
    ("b", "p"),
    ("f", "v"),
)
_TOKENS = re.compile("|".join(f"({written})" for _, written in _LATIN) + "|([bdfhjklmnrstz])|([aeiouwy]+)")
_SOUNDS = tuple(sound for sound, _ in _LATIN)
_ABBREVIATED = {"mhd": "mohamad", "mohd": "mohamad", "muhd": "mohamad", "moh": "mohamad", "mohmd": "mohamad"}
_NO_ARTICLE = frozenset({"الهام", "elham", "alham", "الفت", "elfat", "الماس", "almas", "elmas"})
_JOINED = "ابو", "ابي", "ابا"
_NO_VOWEL = "a"
_SERVANT = re.compile(r"abd[aeiou]*(?:l(?=[^aeiouy])|l(?![aeiouy]+t[aeiouy]+f))?")
_FATHER = re.compile(r"(ab[ou]+)[ae]?l(?=[^aeiouyl])")
_FAITH = re.compile(r"(?<=[^aeiouy])[aeiou]*l[ -]?(?=dd?(?:ee?|i|ie|ei|y)ne?$)")


def skeleton(word: str) -> str:
    """The consonants of a name as small ASCII letters: ``x`` kh, ``$`` sh, ``g`` gh; ``a`` where there are none.

    Vowels, a final h, doubling and the article go; w and y stay at the beginning only. Several words are read as one
    (``Abd al-Rahman``, ``Abdulrahman``, ``عبد الرحمن`` are ``bdrhmn``). Another script gives its folded letters.
    """
    plain = "".join(fold(word).split())
    letters = script(plain)
    if letters == "Arab":
        return _arabic(plain) or _NO_VOWEL
    if letters == "Latn":
        return _latin(_ABBREVIATED.get(plain, plain)) or _NO_VOWEL
    return plain


def skeleton_column(column: "pa.Array[Any] | pa.ChunkedArray[Any]") -> "pa.Array[Any]":
    """``skeleton`` of every value of a column of strings, null where it is null; each distinct word is read once."""
    said = pl.Series(column).cast(pl.String)
    distinct = said.unique().drop_nulls()
    plain = pl.Series(fold_column(distinct.to_arrow()))
    read = pl.Series([skeleton(one) for one in plain], dtype=pl.String)
    return said.replace_strict(distinct, read, default=None, return_dtype=pl.String).to_arrow().cast(pa.string())


def sounds(word: str) -> list[str]:
    """The consonant that each character of a word stands for, as in its skeleton; empty for those that stand for none.

    ``khalid`` is ``x``, nothing, nothing, ``l``, nothing, ``d``: it shows where two spellings in two scripts part.
    """
    folded = [fold(char) for char in word]
    if script(word) == "Arab":
        said = ["".join(one for one in char.translate(_ARABIC) if one.isascii()) for char in folded]
        return [*said[:-1], "" if word[-1] in "هحة" else said[-1]]
    places = [place for place, plain in enumerate(folded) for _ in plain]
    made = [""] * len(word)
    for sound, at in _tokens("".join(folded)):
        made[places[at]] = sound
    return made


def bare(word: str) -> str:
    """A folded word without the Arabic article and without the article inside *Abd al-X*, *X al-Din* and *Abu al-X*.

    A word that only looks as if it had one stays (``Ali``, ``Elias``): two consonants must remain.
    """
    return _bare_arabic(word) if script(word) == "Arab" else _bare_latin(word)


@cache
def _arabic(word: str) -> str:
    plain = _bare_arabic(word)
    first = {"و": "w", "ي": "y"}.get(plain[:1], "")
    return first + _consonants(plain)


def _consonants(plain: str) -> str:
    said = plain.translate(_ARABIC)
    kept = "".join(char for char in said if char.isascii())
    return kept.removesuffix("h") if plain[-1:] in "هح" else kept


def _bare_arabic(word: str) -> str:
    if word.startswith("عبد") and len(word) > 4:
        return "عبد" + word[3:].removeprefix("ال")
    if word.startswith(_JOINED) and word[3:5] == "ال" and len(word) > 6:
        return word[:3] + word[5:]
    for faith in ("الدين", "الله"):
        if word.endswith(faith) and len(word) > len(faith) + 1:
            return word.removesuffix(faith) + faith[2:]
    if word.startswith("ال") and word not in _NO_ARTICLE:
        rest = word[2:]
        if len(_consonants(rest)) > 1:
            return rest
    return word


@cache
def _latin(word: str) -> str:
    plain = _bare_latin(word)
    head = re.match(r"ou(?=[aei])|w|y", plain)
    first = "" if head is None else "y" if head[0] == "y" else "w"
    return first + _sounds(plain)


def _sounds(plain: str) -> str:
    return "".join(sound for sound, _ in _tokens(plain))


def _tokens(plain: str) -> list[tuple[str, int]]:
    """Consonants and where they begin, doubling dropped; a final h belongs to no sound."""
    said: list[tuple[str, int]] = []
    before = ""
    for found in _TOKENS.finditer(plain):
        index = found.lastindex or 0
        sound = _SOUNDS[index - 1] if index <= len(_SOUNDS) else found[0] if index == len(_SOUNDS) + 1 else ""
        if sound and sound != before:
            said.append((sound, found.start()))
        before = sound
    return said[:-1] if before == "h" else said


def _bare_latin(word: str) -> str:
    if (servant := _SERVANT.match(word)) and len(word) > 4:
        return "abd" + word[servant.end() :]
    if father := _FATHER.match(word):
        return father[1] + word[father.end() :]
    if faith := _FAITH.search(word, 2):
        return word[: faith.start()] + word[faith.end() :]
    if word[:2] in ("al", "el") and word not in _NO_ARTICLE:
        rest = word[2:]
        if len(_sounds(rest)) > 1:
            return rest
    return word
