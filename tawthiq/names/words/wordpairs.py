"""Two words of names: how alike they are, as one of a few grades, across scripts and spellings."""

from collections.abc import Sequence
from itertools import chain
from typing import cast

import numpy as np
from numpy.typing import NDArray

from tawthiq.names.words import kernels
from tawthiq.names.words.chains import Words, strings
from tawthiq.names.words.kernels import LONGEST, Letters
from tawthiq.names.words.variants import Costs, costs, encode

GRADES = ("missing", "conflict", "partial", "initial", "consonants", "typo", "variant", "same", "exact")
"""The grades of a comparison, the higher the more alike: nothing to compare; different; agrees in part or in another
place of the chain; an initial or a short form; the same consonants with other vowels (Hassan, Hussein); a slip of
one letter (two in seven); a likely variant; the same name spelt otherwise; the same word. Their numbers are in
``kernels``."""


def letters(words: Words, told: Costs | None = None) -> Letters:
    """The letters of the distinct words of chains, ready for comparison with these costs, else ``variants.costs()``."""
    folded = strings(words.folded)
    symbols, start = _flat([encode(word)[:LONGEST] for word in folded])
    spelt, spelt_start = _flat([[*map(ord, word[:LONGEST])] for word in folded])
    masks = np.array([_mask(one) for one in strings(words.skeletons)], np.int64)[words.skeleton]
    masks[np.diff(start) < 2] |= 1 << 62
    told = told or costs()
    own, typical = (_summed(bits[symbols], start) for bits in (np.diag(told.pair), told.typical))
    return Letters(symbols, start, words.skeleton, masks, words.script, told.pair, own, typical, spelt, spelt_start)


def _flat(coded: Sequence[Sequence[int]]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    start = np.concatenate([[0], np.cumsum([len(one) for one in coded], dtype=np.int64)])
    return np.array([*chain.from_iterable(coded)], np.int32), start


def _summed(bits: NDArray[np.float32], start: NDArray[np.int64]) -> NDArray[np.float32]:
    total = np.concatenate([[0], np.cumsum(bits, dtype=np.float64)])
    return np.diff(total[start]).astype(np.float32)


def grade_words(told: Letters, x: NDArray[np.int32], y: NDArray[np.int32]) -> NDArray[np.int8]:
    """The grade of each pair of words (k,), given as codes."""
    return cast(NDArray[np.int8], kernels.graded(told, x, y))


def _mask(skeleton: str) -> int:
    return sum({1 << (ord(letter) - 33) % 56 for letter in skeleton})
