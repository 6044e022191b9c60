"""A corpus of accounts to be compared: their details, words and shingles, and how common each of them is.

What many accounts share (the background that everybody repeats, an agency's figure of the whole war) tells nothing of
who draws on whom; it is left out of every comparison.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, pairwise

from datasketch import MinHash, MinHashLSH

from tawthiq.claims.shape import Known
from tawthiq.claims.texts.details import Detail, Details, details
from tawthiq.claims.texts.lexicon import Lexicon, sentences, words
from tawthiq.claims.texts.phrases import Mention, attributions, mentions, named
from tawthiq.nouns import Account, Span

SHINGLE = 4
"""Words in a shingle (Broder 1997)."""
COMMON_FROM, COMMON_SHARE = 8, 0.05
"""What more accounts than this share (the larger of a number and a share) is background."""
LINE = 12
"""How many words an entry of a list has at most."""
NEAR_COPY = 0.3
"""The Jaccard similarity from which MinHash offers a pair to be compared."""
PERMUTATIONS = 64
MOST_DAYS = 3
"""A name or a run of words that is told of more days is background."""
CHANCE, CHANCE_SHARE = frozenset({"number", "role"}), 0.25
"""What two accounts may have in common by chance; a larger share of accounts makes these background."""
MOST_WITH_DETAIL = 60
"""A detail that more accounts have brings no pair of its own to be compared."""

NEAR = 24
"""How many characters after a name a number may stand that belongs to it."""

Shingle = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Read:
    """An account as it is compared."""

    account: Account
    details: Details
    words: tuple[str, ...]
    shingles: frozenset[Shingle]
    mentions: tuple[Mention, ...]
    ends: tuple[int, ...] = ()

    passing_on: tuple[Span, ...] = ()

    @cached_property
    def entries(self) -> int:
        """How many entries an account has that is a list of names: its short lines after the first, 0 for a text."""
        lines = [line for line in self.account.text.splitlines()[1:] if line.strip()]
        return len(lines) if len(lines) > 2 and all(len(line.split()) <= LINE for line in lines) else 0

    @cached_property
    def days(self) -> frozenset[str]:
        """The days of which it speaks."""
        return frozenset(d.key for d in self.details.told if d.kind == "day" and len(d.key) > len("2012-02"))

    @cached_property
    def ages(self) -> Mapping[str, str]:
        """Each full name with the number that follows it at once."""
        told = pairwise(self.details.told)
        return {name.key: number.key for name, number in told if _followed(name, number)}

    @cached_property
    def sentences(self) -> Sequence[Span]:
        """The sentences of its text."""
        return sentences(self.account.text)

    def sentence(self, where: Span) -> int:
        """The number of the sentence in which a span begins."""
        return bisect_right(self.ends, where.start)


def _followed(name: Detail, number: Detail) -> bool:
    gap = number.span.start - name.span.end
    return name.kind == "name" and " " in name.key and number.kind == "number" and 0 <= gap <= NEAR


@dataclass(frozen=True, eq=False)
class Corpus:
    """All accounts with what is common among them; made by ``corpus``."""

    read: tuple[Read, ...]
    known: Known
    shingles: Counter[Shingle] = field(repr=False)
    keys: Counter[tuple[str, str]] = field(repr=False)
    words: Counter[str] = field(repr=False)

    @property
    def common(self) -> float:
        """What more accounts than this share is background."""
        return max(COMMON_FROM, COMMON_SHARE * len(self.read))

    def telling(self, one: Read) -> list[Detail]:
        """The details of an account that are no background."""
        return [d for d in one.details.told if d.kind == "day" or not self.is_background(d)]

    def is_background(self, detail: Detail) -> bool:
        """Whether too many accounts have a detail, or a name comes back on many days: an agency, no informant."""
        key = detail.kind, detail.key
        if detail.kind in CHANCE:
            return self.keys[key] > max(COMMON_FROM, CHANCE_SHARE * len(self.read))
        return self.keys[key] > self.common or (detail.kind == "name" and len(self.days.get(key, ())) > MOST_DAYS)

    @cached_property
    def days(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """The days of which those accounts speak that have each detail."""
        found: dict[tuple[str, str], set[str]] = {}
        for one in self.read:
            for d in one.details.told:
                found.setdefault((d.kind, d.key), set()).update(one.days)
        return {key: frozenset(days) for key, days in found.items()}

    def rare(self, one: Read) -> frozenset[Shingle]:
        """The shingles of an account that are no background."""
        return frozenset(s for s in one.shingles if self.shingles[s] <= self.common and s not in self.everywhere)

    @cached_property
    def everywhere(self) -> frozenset[Shingle]:
        """The shingles that come back in accounts of many days."""
        found: dict[Shingle, set[str]] = {}
        for one in self.read:
            days = one.days
            for shingle in one.shingles:
                if self.shingles[shingle] > MOST_DAYS:
                    found.setdefault(shingle, set()).update(days)
        return frozenset(shingle for shingle, days in found.items() if len(days) > MOST_DAYS)

    def neighbours(self, one: Read, other: Read, detail: Detail) -> tuple[int, int]:
        """How many further accounts speak of a day of ``one``, and how many of them have a detail."""
        near = {at for day in one.days for at in self.by_key.get(("day", day), ())}
        near -= {at for at in near if self.read[at] is one or self.read[at] is other}
        having = self.by_key.get((detail.kind, detail.key), frozenset())
        return len(near), len(near & having)

    @cached_property
    def by_key(self) -> Mapping[tuple[str, str], frozenset[int]]:
        """The accounts that have each detail; a name is also met in Arabic words by its skeleton."""
        having: dict[tuple[str, str], set[int]] = {}
        for at, one in enumerate(self.read):
            for d in one.details.told:
                having.setdefault((d.kind, d.key), set()).add(at)
        for at, one in enumerate(self.read):
            for key in one.details.arabic:
                if ("name", key) in having:
                    having["name", key].add(at)
        return {key: frozenset(members) for key, members in having.items()}

    def candidates(self) -> list[tuple[int, int]]:
        """Pairs that may draw on one another.

        Near copies by MinHash, and those that share a rare shingle or detail, a link or a print, or name one another.
        """
        found = {*self._near_copies(), *self._sharing(), *self._naming(), *self._showing()}
        return sorted((min(pair), max(pair)) for pair in found if pair[0] != pair[1])

    def _near_copies(self) -> Iterator[tuple[int, int]]:
        index: MinHashLSH = MinHashLSH(threshold=NEAR_COPY, num_perm=PERMUTATIONS)
        for at, one in enumerate(self.read):
            if not one.shingles:
                continue
            hashed = MinHash(num_perm=PERMUTATIONS)
            hashed.update_batch([" ".join(shingle).encode() for shingle in one.shingles])
            for other in index.query(hashed):
                yield int(other), at
            index.insert(at, hashed)

    def _sharing(self) -> Iterator[tuple[int, int]]:
        """Pairs with something rare in common that do not speak of different days only."""
        days = [one.days for one in self.read]
        having: dict[object, list[int]] = {}
        for at, one in enumerate(self.read):
            keys: set[object] = {(d.kind, d.key) for d in self.telling(one) if d.kind != "role"}
            keys |= {("name", key) for key in one.details.arabic if " " in key and ("name", key) in self.keys}
            keys |= self.rare(one)
            keys |= {("link", link) for link in (*one.account.links, one.account.address) if link}
            for key in keys:
                having.setdefault(key, []).append(at)
        for members in having.values():
            if 1 < len(members) <= MOST_WITH_DETAIL:
                yield from (pair for pair in combinations(members, 2) if _agree(days, *pair))

    def _naming(self) -> Iterator[tuple[int, int]]:
        by_source: dict[str, list[int]] = {}
        for at, one in enumerate(self.read):
            by_source.setdefault(one.account.source, []).append(at)
        for at, one in enumerate(self.read):
            for mention in one.mentions:
                told = by_source.get(mention.handle, [])
                yield from ((other, at) for other in told if _overlap(self.read[other], one))

    def _showing(self) -> Iterator[tuple[int, int]]:
        shows = [at for at, one in enumerate(self.read) if one.account.prints]
        yield from combinations(shows, 2)


def corpus(accounts: Sequence[Account], known: Known | None = None) -> Corpus:
    """The accounts read once; ``known`` are the names of the sources and who is known to draw on whom."""
    known = known or Known()
    names = named(known.names)
    read = tuple(_read(one, known, names) for one in accounts)
    return Corpus(
        read,
        known,
        Counter(shingle for one in read for shingle in one.shingles),
        Counter((d.kind, d.key) for one in read for d in one.details.told),
        Counter(word for one in read for word in {*one.words}),
    )


def _read(account: Account, known: Known, names: Lexicon) -> Read:
    said = tuple(one.folded for one in words(account.text))
    shingles = frozenset(said[i : i + SHINGLE] for i in range(len(said) - SHINGLE + 1))
    others = tuple(one for one in mentions(account.text, known.names) if one.handle != account.source)
    ends = tuple(one.end for one in sentences(account.text))
    passing_on = tuple(one.span for one in attributions(account.text))
    return Read(account, details(account, names), said, shingles, others, ends, passing_on)


def _agree(days: Sequence[frozenset[str]], a: int, b: int) -> bool:
    return not days[a] or not days[b] or not days[a].isdisjoint(days[b])


def _overlap(one: Read, other: Read) -> bool:
    """Whether two accounts speak of a day in common, or one of them of none."""
    return not one.days or not other.days or bool(one.days & other.days)
