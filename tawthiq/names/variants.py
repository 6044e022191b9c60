"""Variants: what it costs to read one spelling of a name as another, letter by letter, in bits.

The numbers stand in ``variants.csv``. They were learnt by ``learn`` from pairs of one name in both scripts; the file
holds letters and numbers, no names.
"""

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tawthiq.names import kernels
from tawthiq.skeletons import bare, skeleton
from tawthiq.text import script

ARABIC = (*"ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "^ا", "ه$")
DIGRAPHS = tuple("sh kh gh th dh ch ou oo ee ai ei ay ey aa ii".split())
SYMBOLS = (*ARABIC, *"abcdefghijklmnopqrstuvwxyz", *DIGRAPHS)
"""Letters; an alef at the beginning and a ha at the end (mostly ta marbuta) are letters of their own."""

SAME_SPELLING = {"Arab": 0.95, "Latn": 0.5}
"""Assumed, not learnt (no pairs are at hand): how often two list-keepers of one script write a sound alike."""

NO_VOWEL, SLIP, PRIOR, ROUNDS = 0.15, 0.01, 0.02, 15

_OWN = set("حعصضطظذقخث")
_CODE = {symbol: code for code, symbol in enumerate(SYMBOLS, 1)}
_LATIN = re.compile("|".join(DIGRAPHS) + "|([a-z])(?:\\1)?")
_SILENT = re.compile("(?<=[aeiou])h$")
_FIRST_LATIN = len(ARABIC) + 1
_NAMES = ("-", *SYMBOLS, "-ا")
_NO_LATIN, _NO_ARABIC = 0, len(_NAMES) - 1

Reals = NDArray[np.float64]


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
        letters[-1] = {"ه": "ه$"}.get(letters[-1], letters[-1])
    return [_CODE[letter] for letter in letters if letter in _CODE]


@cache
def costs() -> Costs:
    """What was learnt, from ``variants.csv``."""
    rows = csv.reader(files(__package__).joinpath("variants.csv").read_text("utf-8").splitlines())
    table = {(one, other): float(bits) for one, other, bits in rows}
    pair = [[table.get((x, y), table.get((y, x), 0)) for y in _NAMES] for x in _NAMES]
    return Costs(np.array(pair, np.float32), np.array([table[x, "*"] for x in _NAMES], np.float32))


def written(told: Costs) -> str:
    """Costs as the content of ``variants.csv``: two symbols (``-`` none, ``*`` typically) and the bits a line."""
    size = range(len(_NAMES))
    pairs = [(_NAMES[i], _NAMES[j], told.pair[i, j]) for i in size for j in size if i <= j]
    typical = [(_NAMES[i], "*", told.typical[i]) for i in size]
    return "".join(f"{one},{other},{bits:.2f}\n" for one, other, bits in [*pairs, *typical])


def learn(pairs: Sequence[tuple[str, str]], rounds: int = ROUNDS) -> Costs:
    """The costs from pairs of one name in Arabic and in Latin letters, folded.

    Two memoryless stochastic transducers (Ristad and Yianilos 1998) are fitted by EM as a mixture: one of Arabic names,
    which begins with the names that have letters of Arabic alone, and one of foreign names written in Arabic, where
    short vowels are written too. The first is kept. The cost of two symbols is how much likelier names are different
    than the same, log2 P(x) P(y) / P(x, y); two symbols of one script are related through those of the other that they
    stand for, and through ``SAME_SPELLING``; any may be a ``SLIP``.
    """
    arabic, latin = (_flat([encode(pair[side]) for pair in pairs]) for side in (0, 1))
    own = np.array([0.9 if _OWN & set(one) else 0.2 for one, _ in pairs])
    joints = [_start(), _start()]
    for _ in range(rounds):
        for k, share in enumerate((own, 1 - own)):
            counts = kernels.expected(arabic, latin, joints[k], share) + (joints[k] > 0) * PRIOR
            joints[k] = counts / counts.sum()
        likely = [kernels.likelihoods(arabic, latin, joint) for joint in joints]
        own = 1 / (1 + (1 - own.mean()) * likely[1] / (own.mean() * likely[0]))
    return _costs(joints[0])


def _flat(coded: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    ends = accumulate((len(one) for one in coded), initial=0)
    return np.array([*chain.from_iterable(coded)], np.int64), np.array([*ends], np.int64)


def _start() -> Reals:
    """Any Arabic symbol with any Latin one, those of one skeleton twenty times as often."""
    joint = np.zeros((len(_NAMES) - 1, len(_NAMES) - 1))
    joint[:_FIRST_LATIN, _FIRST_LATIN:] = 1
    joint[1:_FIRST_LATIN, 0] = 1
    for one in ARABIC:
        for other in SYMBOLS[len(ARABIC) :]:
            if skeleton(one) == skeleton(other):
                joint[_CODE[one], _CODE[other]] = 20
    return joint / joint.sum()


def _costs(joint: Reals) -> Costs:
    """From the joint probability of Arabic symbols (rows) and Latin ones (columns), 0 for none."""
    arab, latn = slice(1, _FIRST_LATIN), slice(_FIRST_LATIN, len(_NAMES) - 1)
    both, no_latn, no_arab = joint[arab, latn], joint[arab, 0], joint[0, latn]
    of_arab, of_latn = both.sum(1) + no_latn, both.sum(0) + no_arab
    cost = np.zeros((len(_NAMES), len(_NAMES)))
    cost[arab, latn] = _bits(both, np.outer(of_arab, of_latn))
    cost[_NO_LATIN, arab], cost[latn, _NO_ARABIC] = _bits(no_latn, of_arab), _bits(no_arab, of_latn)
    by_latn, by_arab = both / of_latn, both.T / of_arab
    cost[arab, arab], cost[arab, _NO_ARABIC] = _within(
        by_latn @ both.T, by_latn @ no_arab, of_arab, SAME_SPELLING["Arab"]
    )
    vowels = np.outer(no_arab, no_arab) / no_arab.sum() * (1 - NO_VOWEL)
    cost[latn, latn], cost[_NO_LATIN, latn] = _within(
        by_arab @ both + vowels, by_arab @ no_latn + NO_VOWEL * no_arab, of_latn, SAME_SPELLING["Latn"]
    )
    typical = np.zeros(len(_NAMES))
    typical[arab] = ((both * cost[arab, latn]).sum(1) + no_latn * cost[_NO_LATIN, arab]) / of_arab
    typical[latn] = ((both * cost[arab, latn]).sum(0) + no_arab * cost[latn, _NO_ARABIC]) / of_latn
    return Costs((np.triu(cost) + np.triu(cost, 1).T).astype(np.float32), typical.astype(np.float32))


def _within(alike: Reals, none: Reals, often: Reals, same: float) -> tuple[Reals, Reals]:
    """Costs within one script: of each symbol as another, and as none."""
    joint = (1 - same) * alike + same * np.diag(often)
    return _bits(joint, np.outer(often, often)), _bits((1 - same) * none, often)


def _bits(joint: Reals, apart: Reals) -> Reals:
    return -np.log2((1 - SLIP) * joint / apart + SLIP)
