"""Slips: words that differ in one letter put in, left out, changed or swapped with the next, letter by letter.

``wordpairs`` compares sounds, in which one wrong letter may change two (Koch, Kocn); here the letters are compared as
they stand. A slip makes a rare word of a common one; two common words that differ in a letter are two names.
"""

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from tawthiq.names.words.chains import Chains, strings

SHORTEST, SELDOM, SHARE = 3, 2, 1e-4
"""Words of three letters and more; of the two the rarer stands in at most so many links, or so great a share."""

Codes = NDArray[np.int32]


class Spelt(NamedTuple):
    """The letters of word w at ``start[w]`` to ``start[w + 1]``, and whether it is ``seldom`` in the lists."""

    letters: Codes
    start: NDArray[np.int64]
    seldom: NDArray[np.bool_]


def spelt(chains: Chains) -> Spelt:
    """The letters of the distinct words of chains."""
    words = strings(chains.words.folded)
    start = np.concatenate([[0], np.cumsum([len(word) for word in words], dtype=np.int64)])
    letters = np.array([ord(letter) for word in words for letter in word], np.int32)
    counts = np.bincount(chains.links[chains.links >= 0], minlength=len(words))
    return Spelt(letters, start, counts <= max(SELDOM, SHARE * len(chains)))


def slipped(told: Spelt, x: Codes, y: Codes) -> NDArray[np.bool_]:
    """Whether each two words (codes) differ by one slip that made one of them a rare word."""
    return np.asarray(_slipped(told, x, y))


@numba.njit(cache=True)
def _slipped(told: Spelt, x: Codes, y: Codes) -> NDArray[np.bool_]:
    found = np.zeros(len(x), np.bool_)
    for k in range(len(x)):
        one, other = x[k], y[k]
        if told.seldom[one] or told.seldom[other]:
            found[k] = one_slip(
                told.letters[told.start[one] : told.start[one + 1]],
                told.letters[told.start[other] : told.start[other + 1]],
            )
    return found


@numba.njit(cache=True)
def one_slip(one: Codes, other: Codes) -> bool:
    """What is left between the common beginning and the common end is one letter, or two swapped."""
    n, m = len(one), len(other)
    if min(n, m) < SHORTEST or abs(n - m) > 1:
        return False
    head = 0
    while head < min(n, m) and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < min(n, m) - head and one[n - 1 - tail] == other[m - 1 - tail]:
        tail += 1
    left = n - head - tail, m - head - tail
    if max(left) <= 1:
        return True
    return left == (2, 2) and one[head] == other[head + 1] and one[head + 1] == other[head]
