"""What passes between the files of this craft: evidence for edges of derivation, and pairs of one event."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from math import exp2
from typing import Literal

from tawthiq.messages import Sentence
from tawthiq.nouns import Account, Claim, Span

Relation = Literal["copies", "translates", "cites", "same footage", "same informant", "same organisation", "aggregates"]
DIRECTED: frozenset[str] = frozenset({"copies", "translates", "cites", "aggregates"})
"""Relations in which the one account draws on the other; in the others both draw on a third."""

Decided = Literal["same", "different", "waits"]

_TIMED = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for or against an edge.

    ``bits`` is what it adds to the log2 of the odds, negative where it speaks against; ``words`` say it to a person;
    ``later`` and ``earlier`` are the words of the two accounts that it rests on.
    """

    kind: str
    bits: float
    words: Sentence
    later: tuple[Span, ...] = ()
    earlier: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A proposed derivation between two accounts, until a person accepts or rejects it.

    ``later`` draws on ``earlier`` where the relation is directed. ``bits`` are those of the evidence and the prior.
    """

    later: str
    earlier: str
    relation: Relation
    bits: float
    evidence: tuple[Evidence, ...]

    @property
    def probability(self) -> float:
        """The odds as a probability."""
        return probability(self.bits)


@dataclass(frozen=True, slots=True)
class Match:
    """Whether two claims are about one act: the bits of each part, and what follows; ``waits`` is for a person."""

    a: str
    b: str
    bits: Mapping[str, float]
    decided: Decided
    words: tuple[Sentence, ...] = ()

    @property
    def probability(self) -> float:
        """The odds as a probability."""
        return probability(sum(self.bits.values()))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim that rules propose from the words of an account, and what the rules saw: nothing is a fact yet."""

    claim: Claim
    why: tuple[Sentence, ...]
    doubts: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the case knows beside the accounts themselves.

    ``names`` are the names by which texts may call each source (handle → names), ``draws_on`` the sources that each
    is known to use.
    """

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    draws_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def probability(bits: float) -> float:
    """The probability of odds given as their log2."""
    return 1 / (1 + exp2(-max(min(bits, 1000.0), -1000.0)))


def hour(account: Account) -> datetime | None:
    """The hour and minute at which the account was published, where its date was given with them; UTC if no zone is."""
    said = account.published.said.strip().replace("Z", "+00:00") if account.published else ""
    if not _TIMED.match(said):
        return None
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def first_day(account: Account) -> date | None:
    """The first day on which the account can have been published."""
    return account.published.start if account.published else None


def last_day(account: Account) -> date | None:
    """The last day on which the account can have been published."""
    return account.published.end if account.published else None
