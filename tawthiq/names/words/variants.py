"""Variants: what it costs to read one spelling of a name as another, letter by letter, in bits.

The numbers stand in ``variants.csv``. They were learnt by ``transducer.learn`` from pairs of one name in both scripts;
the file holds letters and numbers, no names.
"""

import csv
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tawthiq.skeletons import bare
from tawthiq.text import script

ARABIC = (*"ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "^ا", "ه$", "ي$")
DIGRAPHS = ("sh", "kh", "gh", "th", "dh", "ch", "ou", "oo", "ee", "ai", "ei", "ay", "ey", "aa", "ii")
SYMBOLS = (*ARABIC, *"abcdefghijklmnopqrstuvwxyz", *DIGRAPHS)
"""Letters; an alef at the beginning, and at the end a ha (mostly ta marbuta) and a ya (also alef maqsura, which folding
makes a ya) are letters of their own."""

NAMES = ("-", *SYMBOLS, "-ا")
"""The symbols in the order of their codes, between no symbol in a Latin word and no symbol in an Arabic word."""

_CODE = {symbol: code for code, symbol in enumerate(SYMBOLS, 1)}
_LATIN = re.compile("|".join(DIGRAPHS) + "|([a-z])(?:\\1)?")
_SILENT = re.compile("(?<=[aeiou])h$")


class Costs(NamedTuple):
    """Bits, below 0 where they speak for one name.

    ``pair``: each symbol as each other, row and column 0 no symbol in a Latin word, the last ones no symbol in an
    Arabic word. ``typical``: what a symbol costs on average in a true pair of the two scripts.
    """

    pair: NDArray[np.float32]
    typical: NDArray[np.float32]


def encode(word: str) -> list[int]:
    """The letters of a folded word as codes from 1 (``SYMBOLS``), digraphs as one, doubling and the article dropped."""
    plain = bare(word)
    if script(plain) == "Latn":
        return [_CODE[found[1] or found[0]] for found in _LATIN.finditer(_SILENT.sub("", plain))]
    letters = list(plain)
    if len(letters) > 1:
        letters[0] = {"ا": "^ا"}.get(letters[0], letters[0])
        letters[-1] = {"ه": "ه$", "ي": "ي$"}.get(letters[-1], letters[-1])
    return [_CODE[letter] for letter in letters if letter in _CODE]


@cache
def costs() -> Costs:
    """What was learnt, from ``variants.csv``."""
    rows = csv.reader(files(__package__).joinpath("variants.csv").read_text("utf-8").splitlines())
    table = {(one, other): float(bits) for one, other, bits in rows}
    pair = [[table.get((x, y), table.get((y, x), 0)) for y in NAMES] for x in NAMES]
    return Costs(np.array(pair, np.float32), np.array([table[x, "*"] for x in NAMES], np.float32))
