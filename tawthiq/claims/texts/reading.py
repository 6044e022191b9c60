"""Accounts as they are compared: words, shingles, details, sentences, whom they name; read when they are asked for."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import overload

from tawthiq.claims.shape import Known, first_day
from tawthiq.claims.texts.details import Detail, Details, details
from tawthiq.claims.texts.lexicon import Lexicon, links_in, sentences, words
from tawthiq.claims.texts.phrases import Mention, attributions, mentions, named
from tawthiq.nouns import Account, Span

SHINGLE = 4
"""Words in a shingle (Broder 1997)."""
LINE = 12
"""How many words an entry of a list has at most."""
NEAR = 24
"""How many characters after a name a number may stand that belongs to it."""
COMPARED = 1_000_000
"""Characters of an account that are compared, its first."""
HELD = 2_000_000
"""So many characters of accounts are held as read; others are read again when they are needed."""
Shingle = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Read:
    """An account as it is compared; ``at`` is its place among the accounts."""

    account: Account
    details: Details
    words: tuple[str, ...]
    shingles: frozenset[Shingle]
    mentions: tuple[Mention, ...]
    ends: tuple[int, ...] = ()
    passing_on: tuple[Span, ...] = ()
    at: int = 0

    @cached_property
    def entries(self) -> int:
        """How many entries an account has that is a list of names: its short lines after the first, 0 for a text."""
        lines = [line for line in self.account.text.splitlines()[1:] if line.strip()]
        listed = len(lines) > 2 and all(len(line.split()) <= LINE for line in lines)
        return len(lines) if listed else 0

    @cached_property
    def days(self) -> frozenset[str]:
        """The days of which it speaks."""
        return frozenset(d.key for d in self.details.told if d.kind == "day" and len(d.key) > len("2012-02"))

    @cached_property
    def moment(self) -> frozenset[str]:
        """The days of which it speaks; of none, the day on which it appeared: a post tells of today."""
        first = first_day(self.account)
        return self.days or frozenset([first.isoformat()] if first else ())

    @cached_property
    def links(self) -> tuple[str, ...]:
        """The pages to which it links: those that stand with it, else those in its words."""
        return self.account.links or links_in(self.account.text)

    @cached_property
    def ages(self) -> Mapping[str, str]:
        """Each full name with the number that follows it at once."""
        told = pairwise(self.details.told)
        return {name.key: number.key for name, number in told if _followed(name, number)}

    @cached_property
    def named_words(self) -> frozenset[str]:
        """The words of all names."""
        return frozenset(word.folded for name in self.details.of("name") for word in words(name.span.said))

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


class Reading(Sequence[Read]):
    """Accounts read when they are asked for; those asked for last are held, up to ``HELD`` characters."""

    def __init__(self, accounts: Sequence[Account], known: Known) -> None:
        self.accounts, self.known, self._names = accounts, known, named(known.names)
        self._held: OrderedDict[int, Read] = OrderedDict()
        self._size = 0

    def __len__(self) -> int:
        return len(self.accounts)

    @property
    def held(self) -> int:
        """How many accounts are held as read."""
        return len(self._held)

    @overload
    def __getitem__(self, at: int) -> Read: ...
    @overload
    def __getitem__(self, at: slice) -> list[Read]: ...
    def __getitem__(self, at: int | slice) -> Read | list[Read]:
        if isinstance(at, slice):
            return [self[n] for n in range(len(self))[at]]
        at = range(len(self))[at]
        if at in self._held:
            self._held.move_to_end(at)
            return self._held[at]
        account = self.accounts[at]
        if len(account.text) > COMPARED:
            account = replace(account, text=account.text[:COMPARED])
        one = self._held[at] = _read(account, at, self.known, self._names)
        self._size += len(one.account.text)
        while self._size > HELD and len(self._held) > 1:
            self._size -= len(self._held.popitem(last=False)[1].account.text)
        return one


def _read(account: Account, at: int, known: Known, names: Lexicon) -> Read:
    said = tuple(one.folded for one in words(account.text))
    shingles = frozenset(said[i : i + SHINGLE] for i in range(len(said) - SHINGLE + 1))
    others = tuple(one for one in mentions(account.text, known.names) if one.handle != account.source)
    ends = tuple(one.end for one in sentences(account.text))
    passing_on = tuple(one.span for one in attributions(account.text))
    return Read(account, details(account, names), said, shingles, others, ends, passing_on, at)
