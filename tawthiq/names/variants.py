"""Variants: what it costs to read one spelling of a name as another, letter by letter, in bits."""

import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tawthiq.skeletons import bare
from tawthiq.text import script

SYMBOLS = (
    *"ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    *"abcdefghijklmnopqrstuvwxyz",
    "sh",
    "kh",
    "gh",
    "th",
    "dh",
    "ch",
    "ou",
    "oo",
    "ee",
)
_CODE = {symbol: code for code, symbol in enumerate(SYMBOLS, 1)}
_LATIN = re.compile("sh|kh|gh|th|dh|ch|ou|oo|ee|([a-z])(?:\\1)?")


def encode(word: str) -> list[int]:
    """The letters of a folded word as codes from 1 (``SYMBOLS``), digraphs as one, doubling and the article dropped."""
    plain = bare(word)
    if script(plain) != "Latn":
        return [_CODE[letter] for letter in plain if letter in _CODE]
    return [_CODE[found[1] or found[0]] for found in _LATIN.finditer(plain)]


@cache
def costs() -> NDArray[np.float32]:
    """What each symbol costs as another, bits; row and column 0 are no symbol at all."""
    return _by_hand()


def _by_hand() -> NDArray[np.float32]:
    vowels = {"a", "e", "i", "o", "u", "y", "w", "ou", "oo", "ee", "ا", "و", "ي", "ع"}
    long = {"و", "ي", "ou", "oo", "ee", "i", "u", "o", "y", "w"}
    groups = [
        {"ا", "ع", "a", "e"}, {"و", "o", "u", "w", "ou", "oo"}, {"ي", "i", "e", "y", "ee"}, {"ب", "b", "p"},
        {"ت", "ط", "t", "th", "ث"}, {"ث", "th", "s", "س", "ص"}, {"ج", "j", "g"}, {"ح", "ه", "h"}, {"خ", "kh", "x"},
        {"د", "ض", "d"}, {"ذ", "ز", "ظ", "z", "dh", "ض", "د"}, {"ر", "r"}, {"ش", "sh", "ch"}, {"غ", "gh", "g"},
        {"ف", "f", "v"}, {"ق", "ك", "k", "q", "c"}, {"ل", "l"}, {"م", "m"}, {"ن", "n"},
    ]  # fmt: skip
    n = len(SYMBOLS) + 1
    cost = np.full((n, n), 5.0, np.float32)
    for group in groups:
        for one in group:
            for other in group:
                cost[_CODE[one], _CODE[other]] = 0.7
    for one in vowels:
        for other in vowels:
            cost[_CODE[one], _CODE[other]] = min(2.5, cost[_CODE[one], _CODE[other]])
    for symbol, code in _CODE.items():
        cost[code, code] = 0
        cost[0, code] = cost[code, 0] = (
            2.0 if symbol in long else 0.7 if symbol in vowels else 2.0 if symbol == "h" else 5.0
        )
    cost[0, 0] = 0
    return cost
