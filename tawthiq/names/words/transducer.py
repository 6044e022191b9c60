"""Learning what variants of spelling cost, from pairs of one name in both scripts.

Once learnt, the numbers stand in ``variants.csv``; nothing here runs when lists are linked.
"""

from collections.abc import Sequence
from itertools import accumulate, chain

import numpy as np
from numba import njit
from numpy.typing import NDArray

from tawthiq.names.words.variants import ARABIC, NAMES, SYMBOLS, Costs, encode
from tawthiq.skeletons import skeleton

SAME_SPELLING = {"Arab": 0.95, "Latn": 0.5}
"""Assumed, not learnt (no pairs are at hand): how often two list-keepers of one script write a sound alike."""

MAQSURA = 0.15
"""Assumed: the share of final ya in Arabic names that is an alef maqsura, said a (Musa, Layla, Huda); the foreign names
that most pairs consist of hardly have it."""

NO_VOWEL, SLIP, PRIOR, ROUNDS = 0.15, 0.01, 0.02, 15
OWN = set("حعصضطظذقخث")
"""Letters that foreign names written in Arabic seldom need."""

_FIRST_LATIN = len(ARABIC) + 1
_NO_LATIN, _NO_ARABIC = 0, len(NAMES) - 1

Reals = NDArray[np.float64]


def learn(pairs: Sequence[tuple[str, str]], rounds: int = ROUNDS) -> Costs:
    """The costs from pairs of one name in Arabic and in Latin letters, folded.

    Two memoryless stochastic transducers (Ristad and Yianilos 1998) are fitted by EM as a mixture: one of Arabic names,
    which begins with the names that have letters of Arabic alone, and one of foreign names written in Arabic, where
    short vowels are written too. The first is kept. The cost of two symbols is how much likelier names are different
    than the same, log2 P(x) P(y) / P(x, y); two symbols of one script are related through those of the other that they
    stand for, and through ``SAME_SPELLING``; any may be a ``SLIP``.
    """
    arabic, latin = (_flat([encode(pair[side]) for pair in pairs]) for side in (0, 1))
    own = np.array([0.9 if OWN & set(one) else 0.2 for one, _ in pairs])
    joints = [_start(), _start()]
    for _ in range(rounds):
        for k, share in enumerate((own, 1 - own)):
            counts = _expected(arabic, latin, joints[k], share) + (joints[k] > 0) * PRIOR
            joints[k] = counts / counts.sum()
        likely = [_likelihoods(arabic, latin, joint) for joint in joints]
        own = 1 / (1 + (1 - own.mean()) * likely[1] / (own.mean() * likely[0]))
    return _costs(_with_maqsura(joints[0]))


def _with_maqsura(joint: Reals) -> Reals:
    final, a = NAMES.index("ي$"), NAMES.index("a")
    blended = joint.copy()
    blended[final] *= 1 - MAQSURA
    blended[final, a] += MAQSURA * joint[final].sum()
    return blended


def _flat(coded: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    ends = accumulate((len(one) for one in coded), initial=0)
    return np.array([*chain.from_iterable(coded)], np.int64), np.array([*ends], np.int64)


def _start() -> Reals:
    """Any Arabic symbol with any Latin one, those of one skeleton twenty times as often."""
    joint = np.zeros((len(NAMES) - 1, len(NAMES) - 1))
    joint[:_FIRST_LATIN, _FIRST_LATIN:] = 1
    joint[1:_FIRST_LATIN, 0] = 1
    for one in ARABIC:
        for other in SYMBOLS[len(ARABIC) :]:
            if skeleton(one) == skeleton(other):
                joint[NAMES.index(one), NAMES.index(other)] = 20
    return np.asarray(joint / joint.sum())


def _costs(joint: Reals) -> Costs:
    """From the joint probability of Arabic symbols (rows) and Latin ones (columns), 0 for none."""
    arab, latn = slice(1, _FIRST_LATIN), slice(_FIRST_LATIN, len(NAMES) - 1)
    both, no_latn, no_arab = joint[arab, latn], joint[arab, 0], joint[0, latn]
    of_arab, of_latn = both.sum(1) + no_latn, both.sum(0) + no_arab
    cost = np.zeros((len(NAMES), len(NAMES)))
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
    typical = np.zeros(len(NAMES))
    typical[arab] = ((both * cost[arab, latn]).sum(1) + no_latn * cost[_NO_LATIN, arab]) / of_arab
    typical[latn] = ((both * cost[arab, latn]).sum(0) + no_arab * cost[latn, _NO_ARABIC]) / of_latn
    return Costs((np.triu(cost) + np.triu(cost, 1).T).astype(np.float32), typical.astype(np.float32))


def _within(alike: Reals, none: Reals, often: Reals, same: float) -> tuple[Reals, Reals]:
    """Costs within one script: of each symbol as another, and as none."""
    joint = (1 - same) * alike + same * np.diag(often)
    return _bits(joint, np.outer(often, often)), _bits((1 - same) * none, often)


def _bits(joint: Reals, apart: Reals) -> Reals:
    return np.asarray(-np.log2((1 - SLIP) * joint / apart + SLIP))


def written(told: Costs) -> str:
    """Costs as the content of ``variants.csv``: two symbols (``-`` none, ``*`` typically) and the bits a line."""
    size = range(len(NAMES))
    pairs = [(NAMES[i], NAMES[j], told.pair[i, j]) for i in size for j in size if i <= j]
    typical = [(NAMES[i], "*", told.typical[i]) for i in size]
    return "".join(f"{one},{other},{bits:.2f}\n" for one, other, bits in [*pairs, *typical])


@njit(cache=True)
def _likelihoods(arabic, latin, joint):  # type: ignore[no-untyped-def]
    """The probability of each pair of words under a memoryless transducer, by forward sums."""
    likely = np.zeros(len(arabic[1]) - 1)
    for k in range(len(likely)):
        a = arabic[0][arabic[1][k] : arabic[1][k + 1]]
        likely[k] = _sums(a, latin[0][latin[1][k] : latin[1][k + 1]], joint)[-1, -1]
    return likely


@njit(cache=True)
def _expected(arabic, latin, joint, weights):  # type: ignore[no-untyped-def]
    """How often each symbol is expected to stand for each other in pairs of words, each with its weight."""
    counts = np.zeros(joint.shape)
    for k in range(len(weights)):
        a = arabic[0][arabic[1][k] : arabic[1][k + 1]]
        b = latin[0][latin[1][k] : latin[1][k + 1]]
        ahead, behind = _sums(a, b, joint), _sums(a[::-1], b[::-1], joint)[::-1, ::-1]
        for i in range(len(a) + 1):
            for j in range(len(b) + 1):
                share = weights[k] * ahead[i, j] / ahead[-1, -1]
                if i < len(a):
                    counts[a[i], 0] += share * joint[a[i], 0] * behind[i + 1, j]
                if j < len(b):
                    counts[0, b[j]] += share * joint[0, b[j]] * behind[i, j + 1]
                if i < len(a) and j < len(b):
                    counts[a[i], b[j]] += share * joint[a[i], b[j]] * behind[i + 1, j + 1]
    return counts


@njit(cache=True)
def _sums(a, b, joint):  # type: ignore[no-untyped-def]
    sums = np.zeros((len(a) + 1, len(b) + 1))
    sums[0, 0] = 1
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            if i > 0:
                sums[i, j] += sums[i - 1, j] * joint[a[i - 1], 0]
            if j > 0:
                sums[i, j] += sums[i, j - 1] * joint[0, b[j - 1]]
            if i > 0 and j > 0:
                sums[i, j] += sums[i - 1, j - 1] * joint[a[i - 1], b[j - 1]]
    return sums
