"""The compiled kernels of the comparison of names, all in one file: a change in any compiles all anew."""

from typing import NamedTuple

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

LINKS, ALIASES = 6, 2
ARAB, LATN = 1, 2
STEM, TAIL = 3, 2
LETTER_A, LETTER_O = ord("a"), ord("o")
UNSAID, GIVEN, FATHER, GRANDFATHER, FAMILY = range(5)
MISSING, CONFLICT, PARTIAL, INITIAL, CONSONANTS, TYPO, VARIANT, SAME, EXACT = range(9)

SAME_SHARE = 0.75
VARIANT_SHARE, VARIANT_SHARE_ACROSS = 0.68, 0.6
LEAST_BITS = 2.0
LONGEST = 40
WORTH = np.array([0, -9, 0, 1.0, 1.2, 2.5, 3.0, 3.5, 4.0], np.float32)
IN_PLACE = np.float32(0.1)
TOGETHER = np.float32(0.5)
CHUNK, CACHE = 32_768, 1 << 14


class Letters(NamedTuple):
    """What the comparison of words needs: ``symbols`` of word w at ``start[w]`` to ``start[w + 1]`` (``variants``).

    ``skeleton`` are codes, ``mask`` one bit a letter of the skeleton and
    bit 62 for a word of one letter, ``script`` as in ``chains.Words``, ``cost`` bits
    a pair of symbols; ``own`` and ``typical`` are what each word costs as itself, and typically in the other script;
    ``spelt`` from ``spelt_start[w]`` are its letters one by one.
    """

    symbols: NDArray[np.int32]
    start: NDArray[np.int64]
    skeleton: NDArray[np.int32]
    mask: NDArray[np.int64]
    script: NDArray[np.int8]
    cost: NDArray[np.float32]
    own: NDArray[np.float32]
    typical: NDArray[np.float32]
    spelt: NDArray[np.int32]
    spelt_start: NDArray[np.int64]


class Table(NamedTuple):
    """The columns of ``chains.Chains`` that an alignment reads."""

    links: NDArray[np.int32]
    roles: NDArray[np.int8]
    long: NDArray[np.int8]
    aliases: NDArray[np.int32]


class Rarity(NamedTuple):
    """-log2 of the share of records that have each skeleton at a place, by the skeleton's code."""

    given: NDArray[np.float32]
    family: NDArray[np.float32]
    middle: NDArray[np.float32]


class Scratch(NamedTuple):
    """Memory for one thread: grades of links, the best alignment, and words compared before."""

    grades: NDArray[np.int8]
    best: NDArray[np.float32]
    work: NDArray[np.float32]
    with_a: NDArray[np.int64]
    with_b: NDArray[np.int64]
    keys: NDArray[np.int64]
    kept: NDArray[np.int8]


@njit(cache=True)
def _apart(x, y):  # type: ignore[no-untyped-def]
    """Whether two skeletons have too few consonants in common to be worth a closer look; initials always are."""
    if (x | y) >> 62:
        return False
    differ = _bits(x ^ y)
    return differ > 3 or differ > _bits(x & y) + 1


@njit(cache=True)
def _bits(mask):  # type: ignore[no-untyped-def]
    mask = mask - ((mask >> 1) & 0x5555555555555555)
    mask = (mask & 0x3333333333333333) + ((mask >> 2) & 0x3333333333333333)
    return (((mask + (mask >> 4)) & 0x0F0F0F0F0F0F0F0F) * 0x0101010101010101) >> 56


@njit(cache=True)
def graded(told, x, y):  # type: ignore[no-untyped-def]
    """The grade of each pair of words (k,)."""
    work = np.empty((3, LONGEST + 1), np.float32)
    grades, mask = np.empty(len(x), np.int8), told.mask
    for i in range(len(x)):
        grades[i] = CONFLICT if _apart(mask[x[i]], mask[y[i]]) else _grade(told, x[i], y[i], work)
    return grades


@njit(cache=True)
def likenesses(told, x, y):  # type: ignore[no-untyped-def]
    """How alike each pair of words (k,) is: the evidence as a share of what one name would give, 1 or more at best."""
    work = np.empty((3, LONGEST + 1), np.float32)
    alike = np.empty(len(x), np.float32)
    for i in range(len(x)):
        alike[i] = _likeness(told, x[i], y[i], work)
    return alike


@njit(cache=True)
def _grade(told, x, y, work):  # type: ignore[no-untyped-def]
    if x == y:
        return EXACT
    if _his_or_hers(told, x, y):
        return CONFLICT
    alike, one_script = told.skeleton[x] == told.skeleton[y], told.script[x] == told.script[y]
    shortest = min(told.start[x + 1] - told.start[x], told.start[y + 1] - told.start[y])
    if shortest <= 1 and _initial(told, x, y):
        return INITIAL
    likeness = _likeness(told, x, y, work) if shortest else 0.0
    if shortest and likeness >= (VARIANT_SHARE if one_script else VARIANT_SHARE_ACROSS):
        return SAME if alike and likeness >= SAME_SHARE else VARIANT
    return CONSONANTS if shortest and alike else _written(told, x, y, work)


@njit(cache=True)
def _written(told, x, y, work):  # type: ignore[no-untyped-def]
    """The grade of two words that do not sound alike, by how they are written."""
    if told.script[x] == told.script[y] and _slipped(told, x, y, work):
        return TYPO
    return INITIAL if _short_form(told, x, y) else CONFLICT


@njit(cache=True)
def _his_or_hers(told, x, y):  # type: ignore[no-untyped-def]
    """Whether two words in Latin letters differ in the last letter alone, o in the one and a in the other."""
    p, q = told.spelt_start[x], told.spelt_start[y]
    n = told.spelt_start[x + 1] - p
    if n != told.spelt_start[y + 1] - q or n < STEM or told.script[x] != LATN or told.script[y] != LATN:
        return False
    one, other = told.spelt[p + n - 1], told.spelt[q + n - 1]
    if min(one, other) != LETTER_A or max(one, other) != LETTER_O:
        return False
    return bool(np.all(told.spelt[p : p + n - 1] == told.spelt[q : q + n - 1]))


@njit(cache=True)
def _short_form(told, x, y):  # type: ignore[no-untyped-def]
    """Whether one is the beginning of the other (Fred, Frederick), or both begin alike and one ends as pet names do.

    In Latin letters alone: where vowels are not written the beginning of a name is another name.
    """
    p, q = told.spelt_start[x], told.spelt_start[y]
    n, m = told.spelt_start[x + 1] - p, told.spelt_start[y + 1] - q
    if told.script[x] != LATN or told.script[y] != LATN:
        return False
    same = 0
    while same < min(n, m) and told.spelt[p + same] == told.spelt[q + same]:
        same += 1
    return same >= STEM and (same == min(n, m) or (same > STEM and min(n, m) - same <= TAIL))


@njit(cache=True)
def _initial(told, x, y):  # type: ignore[no-untyped-def]
    i, j = told.start[x], told.start[y]
    single = told.start[x + 1] - i == 1 or told.start[y + 1] - j == 1
    some = told.start[x + 1] > i and told.start[y + 1] > j
    return some and single and told.cost[told.symbols[i], told.symbols[j]] < 0


@njit(cache=True)
def _likeness(told, x, y, work):  # type: ignore[no-untyped-def]
    best = told.own if told.script[x] == told.script[y] else told.typical
    return -_spent(told, x, y, work) / max(LEAST_BITS, -(best[x] + best[y]) / 2)


@njit(cache=True)
def _spent(told, x, y, work):  # type: ignore[no-untyped-def]
    """The cheapest way to read one word as the other, bits (edit distance with learnt costs)."""
    symbols, cost = told.symbols, told.cost
    p, q = told.start[x], told.start[y]
    n, m = told.start[x + 1] - p, told.start[y + 1] - q
    none_a = len(cost) - 1 if told.script[x] == ARAB else 0
    none_b = len(cost) - 1 if told.script[y] == ARAB else 0
    work[0, 0] = 0
    for j in range(m):
        work[0, j + 1] = work[0, j] + cost[none_a, symbols[q + j]]
    for i in range(n):
        a, before, now = symbols[p + i], i & 1, ~i & 1
        gap = cost[a, none_b]
        work[now, 0] = work[before, 0] + gap
        for j in range(m):
            b = symbols[q + j]
            least = min(work[before, j] + cost[a, b], work[before, j + 1] + gap)
            work[now, j + 1] = min(least, work[now, j] + cost[none_a, b])
    return work[n & 1, m]


@njit(cache=True)
def _slipped(told, x, y, work):  # type: ignore[no-untyped-def]
    """Whether one slip in four letters, or two in seven, make one word of the other; in Arabic five and nine.

    There vowels are not written, and of two short words that differ in one letter most are two names.
    """
    n, m = told.spelt_start[x + 1] - told.spelt_start[x], told.spelt_start[y + 1] - told.spelt_start[y]
    one, two = (5, 9) if told.script[x] == ARAB else (4, 7)
    allowed = 2 if min(n, m) >= two else 1 if min(n, m) >= one else 0
    return abs(n - m) <= allowed and _slips(told, x, y, work) <= allowed


@njit(cache=True)
def _slips(told, x, y, work):  # type: ignore[no-untyped-def]
    """The number of letters put in, left out, changed or swapped with the next (optimal string alignment)."""
    symbols, p, q = told.spelt, told.spelt_start[x], told.spelt_start[y]
    n, m = told.spelt_start[x + 1] - p, told.spelt_start[y + 1] - q
    for j in range(m + 1):
        work[0, j] = j
    for i in range(n):
        a, twice, before, now = symbols[p + i], (i + 2) % 3, i % 3, (i + 1) % 3
        work[now, 0] = i + 1
        for j in range(m):
            b = symbols[q + j]
            least = min(work[before, j] + (a != b), work[before, j + 1] + 1, work[now, j] + 1)
            if i > 0 and j > 0 and a == symbols[q + j - 1] and symbols[p + i - 1] == b:
                least = min(least, work[twice, j - 1] + 1)
            work[now, j + 1] = least
    return work[n % 3, m]


@njit(cache=True, parallel=True)
def align(table, told, rare, pairs, out):  # type: ignore[no-untyped-def]
    """Align the chains of pairs of rows (k, 2); ``out`` are grades (k, 7) and bits (k, 3), zero before."""
    grades, bits = out
    for chunk in prange((len(pairs) + CHUNK - 1) // CHUNK):
        scratch = Scratch(
            np.zeros((LINKS, LINKS), np.int8),
            np.zeros((LINKS + 1, LINKS + 1), np.float32),
            np.zeros((3, LONGEST + 1), np.float32),
            np.zeros(LINKS, np.int64),
            np.zeros(LINKS, np.int64),
            np.full(CACHE, -1, np.int64),
            np.zeros(CACHE, np.int8),
        )
        for k in range(chunk * CHUNK, min((chunk + 1) * CHUNK, len(pairs))):
            a, b = _ordered(table, pairs[k, 0], pairs[k, 1])
            if table.long[a] > 0 and table.long[b] > 0:
                _pair(table, told, (a, b), scratch, grades[k])
                _rarities(table, (a, b), (told.skeleton, rare, scratch), grades[k], bits[k])


@njit(cache=True)
def _ordered(table, a, b):  # type: ignore[no-untyped-def]
    """The pair in an order that does not depend on which is named first: ties between alignments fall the same way."""
    for at in range(LINKS):
        if table.links[a, at] != table.links[b, at]:
            return (a, b) if table.links[a, at] < table.links[b, at] else (b, a)
    return a, b


@njit(cache=True)
def _pair(table, told, pair, scratch, grades):  # type: ignore[no-untyped-def]
    a, b = pair
    n, m = table.long[a], table.long[b]
    mask, links, found = told.mask, table.links, scratch.grades
    for i in range(n):
        x = links[a, i]
        for j in range(m):
            y = links[b, j]
            found[i, j] = CONFLICT if _apart(mask[x], mask[y]) else _known(told, x, y, scratch)
    _walk(n, m, scratch)
    _counts(n, m, scratch, grades)
    roles = table.roles[a, :n], table.roles[b, :m]
    grades[0] = _end(roles, scratch, GIVEN)
    grades[1] = _end(roles, scratch, FAMILY) if n > 1 and m > 1 else MISSING
    grades[2] = _middle(roles, scratch)
    if grades[0] <= PARTIAL and grades[1] <= PARTIAL and n > 1 and m > 1:
        _crossed(n, m, scratch, grades)
    _by_alias(table, told, pair, scratch, grades)


@njit(cache=True, inline="always")
def _known(told, x, y, scratch):  # type: ignore[no-untyped-def]
    """The grade of two words, from the cache where it is there."""
    if x == y:
        return EXACT
    key = (np.int64(min(x, y)) << 32) | np.int64(max(x, y))
    at = (key ^ (key >> 17) ^ (key >> 31)) & (CACHE - 1)
    if scratch.keys[at] != key:
        scratch.keys[at] = key
        scratch.kept[at] = _grade(told, min(x, y), max(x, y), scratch.work)
    return scratch.kept[at]


@njit(cache=True, inline="always")
def _walk(n, m, scratch):  # type: ignore[no-untyped-def]
    """The alignment in order that is worth most: ``with_a[i]`` is the link of b beside link i of a, or -1."""
    best, last = scratch.best, (n - 1, m - 1)
    best[n, : m + 1], best[: n + 1, m] = 0, 0
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            best[i, j] = max(_beside(scratch, i, j, last), best[i + 1, j], best[i, j + 1])
    scratch.with_a[:], scratch.with_b[:] = -1, -1
    i = j = 0
    while i < n and j < m:
        if _beside(scratch, i, j, last) >= max(best[i + 1, j], best[i, j + 1]):
            scratch.with_a[i], scratch.with_b[j] = j, i
            i, j = i + 1, j + 1
        elif best[i + 1, j] >= best[i, j + 1]:
            i += 1
        else:
            j += 1


@njit(cache=True, inline="always")
def _beside(scratch, i, j, last):  # type: ignore[no-untyped-def]
    worth = scratch.best[i + 1, j + 1] + WORTH[scratch.grades[i, j]]
    return worth + IN_PLACE * ((i == 0) == (j == 0)) + IN_PLACE * ((i == last[0]) == (j == last[1]))


@njit(cache=True, inline="always")
def _counts(n, m, scratch, grades):  # type: ignore[no-untyped-def]
    """Agreed, missing and conflicting links: between two anchors as many conflict as both leave over."""
    over, j = 0, 0
    for i in range(n + 1):
        if i < n and scratch.with_a[i] < 0:
            over += 1
            continue
        until = scratch.with_a[i] if i < n else m
        grades[3] += i < n
        grades[4] += abs(over - (until - j))
        grades[5] += min(over, until - j)
        over, j = 0, until + 1


@njit(cache=True, inline="always")
def _is(role, roles, at):  # type: ignore[no-untyped-def]
    """Whether a link is a given name or a family name; where the list does not say, the first and the last are."""
    if roles[at] != UNSAID:
        return roles[at] == role
    return at == 0 if role == GIVEN else at > 0 and at == len(roles) - 1


@njit(cache=True, inline="always")
def _end(roles, scratch, role):  # type: ignore[no-untyped-def]
    """The grade of the given name or of the family."""
    agreed, elsewhere, left_a, left_b = MISSING, False, False, False
    for i in range(len(roles[0])):
        if _is(role, roles[0], i):
            j = scratch.with_a[i]
            if j < 0:
                left_a = True
            elif _is(role, roles[1], j):
                agreed = max(agreed, scratch.grades[i, j])
            else:
                elsewhere = True
    for j in range(len(roles[1])):
        if _is(role, roles[1], j):
            i = scratch.with_b[j]
            left_b |= i < 0
            elsewhere |= i >= 0 and not _is(role, roles[0], i)
    if agreed:
        return CONFLICT if left_a and left_b else agreed
    return PARTIAL if elsewhere else CONFLICT if left_a and left_b else MISSING


@njit(cache=True, inline="always")
def _between(roles, at):  # type: ignore[no-untyped-def]
    return not _is(GIVEN, roles, at) and not _is(FAMILY, roles, at)


@njit(cache=True, inline="always")
def _middle(roles, scratch):  # type: ignore[no-untyped-def]
    poorest, left_a, left_b = 100, False, False
    for i in range(len(roles[0])):
        if _between(roles[0], i):
            j = scratch.with_a[i]
            left_a |= j < 0
            if j >= 0 and _between(roles[1], j):
                poorest = min(poorest, scratch.grades[i, j])
    for j in range(len(roles[1])):
        if _between(roles[1], j):
            left_b |= scratch.with_b[j] < 0
    return poorest if poorest < 100 else CONFLICT if left_a and left_b else MISSING


@njit(cache=True)
def _crossed(n, m, scratch, grades):  # type: ignore[no-untyped-def]
    first, last = scratch.grades[0, m - 1], scratch.grades[n - 1, 0]
    if first >= VARIANT and last >= VARIANT:
        grades[0], grades[1], grades[6] = first, last, 1
        grades[3], grades[4], grades[5] = 2, abs(n - m), min(n, m) - 2


@njit(cache=True)
def _by_alias(table, told, pair, scratch, grades):  # type: ignore[no-untyped-def]
    """A given name or family that conflicts may agree with a word in brackets of the other."""
    for one, other in (pair, (pair[1], pair[0])):
        for x in table.aliases[one]:
            for which, at in ((0, 0), (1, table.long[other] - 1)):
                if x >= 0 and grades[which] == CONFLICT and not _apart(told.mask[x], told.mask[table.links[other, at]]):
                    found = _known(told, x, table.links[other, at], scratch)
                    if found >= VARIANT:
                        grades[which] = found
                        grades[3] += 1
                        grades[5] = max(0, grades[5] - 1)


@njit(cache=True, inline="always")
def _rarities(table, pair, known, grades, bits):  # type: ignore[no-untyped-def]
    """How rare what agrees is in the given name, the family and between; names said together tend to go together."""
    (a, b), (skeleton, rare, scratch) = pair, known
    n, m = table.long[a], table.long[b]
    roles = table.roles[a, :n], table.roles[b, :m]
    for i in range(n):
        j = (m - 1 if i == 0 else 0 if i == n - 1 else -1) if grades[6] else scratch.with_a[i]
        if j >= 0 and scratch.grades[i, j] >= VARIANT:
            x, y = skeleton[table.links[a, i]], skeleton[table.links[b, j]]
            swapped = grades[6] > 0
            if _is(GIVEN, roles[0], i) and (swapped or _is(GIVEN, roles[1], j)):
                bits[0] = _both(bits[0], min(rare.given[x], rare.given[y]), grades[0])
            elif _is(FAMILY, roles[0], i) and (swapped or _is(FAMILY, roles[1], j)):
                bits[1] = _both(bits[1], min(rare.family[x], rare.family[y]), grades[1])
            elif _between(roles[0], i) and _between(roles[1], j):
                bits[2] += min(rare.middle[x], rare.middle[y])


@njit(cache=True, inline="always")
def _both(bits, more, grade):  # type: ignore[no-untyped-def]
    return max(bits, more) + min(bits, more) * TOGETHER if grade >= VARIANT else bits
