"""A corpus of accounts to be compared: their details, words and shingles, and how common each of them is.

What many accounts share (the background that everybody repeats, an agency's figure of the whole war) tells nothing of
who draws on whom; it is left out of every comparison. Of all accounts only small signs are kept, so that there may be
hundreds of thousands; an account is read again where its pairs are compared.
"""

from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from math import log2
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from tawthiq.claims.shape import Known
from tawthiq.claims.texts.details import Detail
from tawthiq.claims.texts.reading import Read, Reading, Shingle
from tawthiq.nouns import Account

COMMON_FROM, COMMON_SHARE = 8, 0.05
"""What more accounts than this share (the larger of a number and a share) is background."""
MOST_DAYS, DAY_SHARE = 3, 0.1
"""A name or a run of words that is told of more days (the larger of a number and a share) is background."""
CHANCE, CHANCE_SHARE = frozenset({"number", "role"}), 0.25
"""What two accounts may have in common by chance; a larger share of accounts makes these background."""
SMALL = 20
"""So many accounts without a detail are imagined beside the corpus, so that a small one does not decide."""
Key = tuple[str, str]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Signs:
    """What is kept of an account for comparing it with all others; ``shingles`` and ``arabic`` are hashes."""

    source: str
    moment: frozenset[str]
    days: frozenset[str]
    keys: tuple[Key, ...]
    shingles: Numbers
    arabic: Numbers
    mentions: tuple[str, ...]
    links: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Corpus:
    """All accounts with what is common among them; made by ``corpus``.

    ``keys`` and ``words`` tell how many accounts have a detail or word, ``pairs`` (by hash) two words that follow one
    another, where more than two accounts have them. ``background`` are the hashes of runs of words that tell nothing.
    ``ages`` gives what each account that names a person puts beside the name, ``lists`` the lists of each source.
    """

    read: Reading
    known: Known
    signs: Sequence[Signs]
    keys: Counter[Key] = field(repr=False)
    words: Counter[str] = field(repr=False)
    pairs: Mapping[int, int] = field(repr=False)
    background: frozenset[int] = field(repr=False)
    names: frozenset[str] = field(repr=False)
    ages: Mapping[str, Mapping[int, str]] = field(repr=False)
    lists: Mapping[str, Sequence[tuple[int, int]]] = field(repr=False)
    _near: dict[frozenset[str], frozenset[int]] = field(default_factory=dict, repr=False)
    _rare: OrderedDict[int, frozenset[Shingle]] = field(default_factory=OrderedDict, repr=False)

    @cached_property
    def common(self) -> float:
        """What more accounts than this share is background."""
        return common(len(self.read))

    def telling(self, one: Read) -> list[Detail]:
        """The details of an account that are no background."""
        return [d for d in one.details.told if d.kind == "day" or not self.is_background((d.kind, d.key))]

    def is_background(self, key: Key) -> bool:
        """Whether too many accounts have a detail, or a name comes back on many days: an agency, no informant."""
        if key[0] in CHANCE:
            return self.keys[key] > max(COMMON_FROM, CHANCE_SHARE * len(self.read))
        return self.keys[key] > self.common or (key[0] == "name" and len(self.days.get(key, ())) > self.many_days)

    @cached_property
    def many_days(self) -> float:
        """What comes back on more days is background."""
        return many_days(self.signs)

    @cached_property
    def days(self) -> Mapping[Key, frozenset[str]]:
        """The days of which those accounts speak that have each name."""
        found: dict[Key, set[str]] = {}
        for one in self.signs:
            for key in one.keys:
                if key[0] == "name":
                    found.setdefault(key, set()).update(one.days)
        return {key: frozenset(days) for key, days in found.items()}

    def site(self, address: str) -> str:
        """Whose a page is: its host, or, where several sources publish at one host, the first step of its path too."""
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
        step = parts.path.strip("/").partition("/")[0]
        return f"{host}/{step}" if len(self.hosts.get(host, ())) > 1 else host

    @cached_property
    def hosts(self) -> Mapping[str, frozenset[str]]:
        """The sources that publish at each host."""
        found: dict[str, set[str]] = {}
        for one in self.read.accounts:
            if one.address:
                host = (urlsplit(one.address).hostname or "").removeprefix("www.")
                found.setdefault(host, set()).add(one.source)
        return {host: frozenset(sources) for host, sources in found.items()}

    def rare(self, one: Read) -> frozenset[Shingle]:
        """The shingles of an account that are no background."""
        if one.at not in self._rare:
            self._rare[one.at] = frozenset(run for run in one.shingles if not self.repeated(run))
            if len(self._rare) > self.read.held + 1:
                self._rare.popitem(last=False)
        return self._rare[one.at]

    def repeated(self, run: Shingle) -> bool:
        """Whether a run of words is background."""
        return _steady(run) in self.background

    def surprise(self, run: Sequence[str]) -> float:
        """How little two accounts of this corpus may be expected to share a run of words by chance, in bits.

        The first word by how many other accounts have it, each further one by how often it follows the one before.
        """
        others = len(self.read) - 2
        alone = [max(0, self.words[word] - 2) for word in run]
        chance = [(count + 0.5) / (others + SMALL) for count in alone]
        follows = [max(0, self.pairs.get(hash(two), 0) - 2) for two in pairwise(run)]
        goes_on = [max((both + p) / (first + 1), p) for both, first, p in zip(follows, alone, chance[1:], strict=False)]
        return -sum(map(log2, [*chance[:1], *goes_on]))

    def neighbours(self, one: Read, other: Read, detail: Detail) -> tuple[int, int]:
        """How many further accounts speak of a day of ``one``, and how many of them have a detail."""
        near = self._of_days(one.moment)
        having = self.by_key.get((detail.kind, detail.key), frozenset())
        two = {one.at, other.at}
        return len(near) - len(near & two), len(near & having) - len(near & having & two)

    def _of_days(self, days: frozenset[str]) -> frozenset[int]:
        if days not in self._near:
            self._near[days] = frozenset(at for day in days for at in self.by_day.get(day, ()))
        return self._near[days]

    @cached_property
    def by_day(self) -> Mapping[str, Sequence[int]]:
        """The accounts that speak of each day, or that appeared on it and name none."""
        found: dict[str, list[int]] = {}
        for at, one in enumerate(self.signs):
            for day in one.moment:
                found.setdefault(day, []).append(at)
        return found

    @cached_property
    def by_key(self) -> Mapping[Key, frozenset[int]]:
        """The accounts that have each detail; a name is also met in Arabic words by its skeleton."""
        having: dict[Key, set[int]] = {}
        for at, one in enumerate(self.signs):
            for key in one.keys:
                having.setdefault(key, set()).add(at)
        for key, at in self.in_arabic:
            having[key].add(at)
        return {key: frozenset(members) for key, members in having.items()}

    @cached_property
    def in_arabic(self) -> list[tuple[Key, int]]:
        """Where names of the other script may stand among Arabic words."""
        wanted = {hash(key[1]): key for key in self.keys if key[0] == "name"}
        hashes = np.fromiter(wanted, np.int64, len(wanted))
        found = ((at, one.arabic[np.isin(one.arabic, hashes)]) for at, one in enumerate(self.signs) if len(one.arabic))
        return [(wanted[int(value)], at) for at, values in found for value in values]


def common(accounts: int) -> float:
    """What more of so many accounts share is background."""
    return max(COMMON_FROM, COMMON_SHARE * accounts)


def many_days(signs: Iterable[Signs]) -> float:
    """What accounts tell of more days, of all days that they tell of, is background."""
    return max(MOST_DAYS, DAY_SHARE * len({day for one in signs for day in one.moment}))


def corpus(accounts: Sequence[Account], known: Known | None = None) -> Corpus:
    """The accounts read once; ``known`` are the names of the sources and who is known to draw on whom."""
    reading = Reading(accounts, known or Known())
    keys: Counter[Key] = Counter()
    said: Counter[str] = Counter()
    names: set[str] = set()
    ages: dict[str, dict[int, str]] = {}
    lists: dict[str, list[tuple[int, int]]] = {}
    signs, pairs = [], []
    for at, one in enumerate(reading):
        signs.append(_signs(one))
        pairs.append(_hashes(set(pairwise(one.words))))
        keys.update(signs[-1].keys)
        said.update({*one.words})
        names |= one.named_words
        for name, age in one.ages.items():
            ages.setdefault(name, {})[at] = age
        if one.entries:
            lists.setdefault(one.account.source, []).append((at, one.entries))
    return Corpus(
        reading, reading.known, signs, keys, said, _counted(pairs, 3), _background(signs), frozenset(names), ages, lists
    )  # fmt: skip


def _signs(one: Read) -> Signs:
    return Signs(
        one.account.source, one.moment, one.days, tuple((d.kind, d.key) for d in one.details.told),
        np.fromiter(map(_steady, one.shingles), np.int64, len(one.shingles)), _hashes(one.details.arabic),
        tuple(dict.fromkeys(m.handle for m in one.mentions)), one.links,
    )  # fmt: skip


def _hashes(values: Collection[object]) -> Numbers:
    return np.fromiter(map(hash, values), np.int64, len(values))


def _steady(run: Shingle) -> int:
    """A hash that is the same in every process: MinHash must find the same pairs again."""
    return int.from_bytes(blake2b(" ".join(run).encode(), digest_size=8).digest(), "big", signed=True)


def _counted(of: Sequence[Numbers], least: int) -> dict[int, int]:
    """How many accounts have each hash, of those that some have at least."""
    values, counts = np.unique(np.concatenate([*of, np.zeros(0, np.int64)]), return_counts=True)
    kept = counts >= least
    return dict(zip(values[kept].tolist(), counts[kept].tolist(), strict=True))


def _background(signs: Sequence[Signs]) -> frozenset[int]:
    """The shingles of too many accounts, and those that come back in accounts of many days."""
    often = _counted([one.shingles for one in signs], MOST_DAYS + 1)
    hashes = np.fromiter(often, np.int64, len(often))
    days: dict[int, set[str]] = {one: set() for one in often}
    for one in signs:
        for value in one.shingles[np.isin(one.shingles, hashes)].tolist():
            days[value] |= one.moment
    most, on_days = common(len(signs)), many_days(signs)
    return frozenset(one for one, count in often.items() if count > most or len(days[one]) > on_days)
