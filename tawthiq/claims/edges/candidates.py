"""Candidates: the pairs of accounts that are worth comparing, found by what they share and never by trying all.

Near copies by MinHash (Broder 1997), what shares a rare run of words, a telling detail, a link or a print, and who
names whom. Of what very many share each account is compared with the first and with those shortly before it, so that
the pairs grow with the accounts, not with their square.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray

from tawthiq.claims.shape import first_day, last_day
from tawthiq.claims.texts.corpus import Corpus, Signs

PERMUTATIONS, BAND = 64, 3
"""Near copies share one of 21 bands of three hashes: of those alike by 0.3 half are met, by 0.5 nearly all."""
MOST = 60
"""What more accounts share brings no pair of its own to be compared; of near copies the first and last so many."""
FEW = 10
WITHIN = timedelta(days=62)
"""Who names a source is compared with what it told so long before at most."""
ALIKE = 31
"""Bits that differ in two prints of one picture at most (Meta 2019)."""
AT_ONCE = 20_000_000
"""So many pairs of prints are compared at once."""

Pairs = NDArray[np.int64]


def candidates(corpus: Corpus) -> list[tuple[int, int]]:
    """The pairs, each with the smaller place first, in their order."""
    size = len(corpus.signs)
    ways = (_near_copies(corpus), _sharing(corpus), _naming(corpus), _showing(corpus))
    numbered = (min(a, b) * size + max(a, b) for way in ways for a, b in way if a != b)
    found = np.unique(np.fromiter(numbered, np.int64))
    return [divmod(one, size) for one in found.tolist()]


def _near_copies(corpus: Corpus) -> Iterator[tuple[int, int]]:
    """Accounts that share a band of their MinHash."""
    members: dict[bytes, list[int]] = defaultdict(list)
    blank = MinHash(num_perm=PERMUTATIONS, hashfunc=_half)
    for at, one in enumerate(corpus.signs):
        if not len(one.shingles):
            continue
        hashed = blank.copy()
        hashed.update_batch(one.shingles.tolist())
        values = hashed.hashvalues.astype(np.uint32)
        for band in range(0, PERMUTATIONS - BAND + 1, BAND):
            members[bytes([band]) + values[band : band + BAND].tobytes()].append(at)
    for together in members.values():
        yield from _some(together)


def _half(value: int) -> int:
    return value & 0xFFFFFFFF


def _some(members: Sequence[int]) -> Iterator[tuple[int, int]]:
    """All pairs of a few; of many, each with the first and with those just before it."""
    if len(members) <= MOST:
        yield from combinations(members, 2)
        return
    for n, later in enumerate(members):
        for earlier in {*members[: min(FEW, n)], *members[max(0, n - FEW) : n]}:
            yield earlier, later


def _sharing(corpus: Corpus) -> Iterator[tuple[int, int]]:
    """Pairs with something rare in common that do not speak of different days only."""
    having: dict[object, list[int]] = defaultdict(list)
    for at, one in enumerate(corpus.signs):
        for link in {*one.links, corpus.read.accounts[at].address} - {""}:
            having["link", link].append(at)
        for key in one.keys:
            if key[0] == "day" or (key[0] != "role" and not corpus.is_background(key)):
                having[key].append(at)
    for key, at in corpus.in_arabic:
        if " " in key[1]:
            having[key].append(at)
    for members in (*having.values(), *_runs(corpus)):
        if 1 < len(members) <= MOST:
            yield from (pair for pair in combinations(members, 2) if _agree(corpus.signs, *pair))


def _runs(corpus: Corpus) -> Iterator[list[int]]:
    """The accounts that share each rare run of words."""
    signs = corpus.signs
    where = np.repeat(np.arange(len(signs)), [len(one.shingles) for one in signs])
    runs = np.concatenate([*(one.shingles for one in signs), np.zeros(0, np.int64)])
    order = np.argsort(runs, kind="stable")
    runs, where = runs[order], where[order]
    starts = np.flatnonzero(np.concatenate([[True], runs[1:] != runs[:-1]])) if len(runs) else np.zeros(0, np.int64)
    sizes = np.diff(np.concatenate([starts, [len(runs)]]))
    for start, size in zip(starts[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        if size <= MOST and int(runs[start]) not in corpus.background:
            yield where[start : start + size].tolist()


def _naming(corpus: Corpus) -> Iterator[tuple[int, int]]:
    """Each account with what the sources that it names told before it, the latest of very much."""
    told: dict[str, list[tuple[date, int]]] = defaultdict(list)
    accounts = corpus.read.accounts
    for at, one in enumerate(corpus.signs):
        told[one.source].append((first_day(accounts[at]) or date.min, at))
    for members in told.values():
        members.sort()
    for at, one in enumerate(corpus.signs):
        for handle in one.mentions:
            yield from ((other, at) for other in _before(corpus, told[handle], at))


def _before(corpus: Corpus, told: Sequence[tuple[date, int]], at: int) -> list[int]:
    """Of the accounts of a source in the order of time, those that one that names it may have used."""
    account = corpus.read.accounts[at]
    end = last_day(account)
    first = bisect_left(told, ((first_day(account) or date.max) - WITHIN, -1)) if first_day(account) else 0
    last = bisect_right(told, (end, len(corpus.signs))) if end else len(told)
    undated = bisect_right(told, (date.min, len(corpus.signs)))
    near = [other for _, other in (*told[:undated], *told[max(first, undated) : last])]
    return [other for other in near if _overlap(corpus.signs[other], corpus.signs[at])][-MOST:]


def _showing(corpus: Corpus) -> Iterator[tuple[int, int]]:
    """Pairs that show one picture: all prints against all, in pieces."""
    held = [(at, print_) for at, one in enumerate(corpus.read.accounts) for print_ in one.prints]
    at = np.array([one for one, _ in held], np.int64)
    bits = np.array([[int(print_[n : n + 16], 16) for n in range(0, 64, 16)] for _, print_ in held], np.uint64)
    step = max(1, AT_ONCE // max(1, len(held)))
    for start in range(0, len(held), step):
        piece = bits[start : start + step]
        apart = np.zeros((len(piece), len(held) - start), np.uint16)
        for n in range(4):
            apart += np.bitwise_count(piece[:, None, n] ^ bits[None, start:, n])
        for one, other in zip(*np.nonzero(apart <= ALIKE), strict=True):
            if at[start + one] != at[start + other]:
                yield int(at[start + one]), int(at[start + other])


def _agree(signs: Sequence[Signs], a: int, b: int) -> bool:
    return not signs[a].days or not signs[b].days or not signs[a].days.isdisjoint(signs[b].days)


def _overlap(one: Signs, other: Signs) -> bool:
    """Whether two accounts speak of a day in common, or one of them of none."""
    return not one.days or not other.days or bool(one.days & other.days)
