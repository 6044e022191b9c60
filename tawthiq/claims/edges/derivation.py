"""Derivation: proposed edges between accounts, each with its evidence, its score and its words; a person decides.

Every pair that shares something uncommon is compared in the direction of time. An account gets the source that
explains it best, and another only where it is attributed to that too, or where what the first leaves unexplained
speaks for it. Transparent rules: the bits of each sign stand in ``evidence.toml``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from tawthiq.claims.edges.candidates import candidates
from tawthiq.claims.edges.drift import drift
from tawthiq.claims.edges.evidence import days, evidence, weights
from tawthiq.claims.edges.footage import footage
from tawthiq.claims.edges.informants import informants, totals
from tawthiq.claims.edges.shared_errors import shared_errors
from tawthiq.claims.shape import Edge, Evidence, Known, Relation, first_day, hour, last_day
from tawthiq.claims.texts.corpus import Corpus, Signs, corpus
from tawthiq.claims.texts.reading import Read
from tawthiq.messages import Sentence
from tawthiq.nouns import Account

NAMES_IT = frozenset({"attribution", "link", "sums"})
CITED, TRANSLATED = 0.35, 3
SURE = 7.0


@dataclass(frozen=True, slots=True)
class Derivation:
    """Edges by rules over words, details, attributions, links, days and pictures (bits as in Fellegi and Sunter 1969).

    ``least`` is the evidence, in bits with the prior, from which an edge is proposed. Assumes that the accounts are of
    one case, and that what nearly all of them share is background; with fewer than about ten accounts background
    cannot be told from borrowing. A retelling without names, numbers or attribution in another language is missed.
    """

    least: float = 2.0
    name: ClassVar[str] = "rules"
    version: ClassVar[str] = "2"

    def edges(self, accounts: Sequence[Account], known: Known | None = None) -> list[Edge]:
        """The proposed edges among accounts, the strongest first."""
        read = corpus(accounts, known)
        directed, others = [], []
        for a, b in candidates(read):
            directed += [one for one in _directed(read, read.read[a], read.read[b]) if one.bits >= self.least]
            others += [one for one in _undirected(read, read.read[a], read.read[b]) if one.bits >= self.least]
        kept = _explained(directed, {one.id: signs for one, signs in zip(accounts, read.signs, strict=True)})
        return sorted([*kept, *_joining(others, kept)], key=lambda one: (-one.bits, one.later, one.earlier))


def _directed(read: Corpus, a: Read, b: Read) -> Iterable[Edge]:
    """The edge between two accounts in the direction that time allows; where it allows both, in the likelier."""
    both = [_edge(read, later, earlier) for later, earlier in ((b, a), (a, b)) if _may_follow(later, earlier)]
    if len(both) == 2:
        best = max(both, key=lambda one: one.bits)
        note = Evidence("time", 0.0, Sentence("derivation.same_day"))
        return [replace(best, evidence=(*best.evidence, note))]
    return both


def _edge(read: Corpus, later: Read, earlier: Read) -> Edge:
    signs = [*shared_errors(read, later, earlier), *totals(read, later, earlier), *drift(later, earlier)]
    found = [*evidence(read, later, earlier), *signs]
    bits = weights()["prior"] + sum(one.bits for one in found)
    return Edge(later.account.id, earlier.account.id, _relation(read, later, earlier, found), bits, tuple(found))


def _relation(read: Corpus, later: Read, earlier: Read, found: Sequence[Evidence]) -> Relation:
    by_kind = {one.kind: one for one in found}
    if "sums" in by_kind:
        return "aggregates"
    details = by_kind.get("details")
    if later.details.lang != earlier.details.lang:
        return "translates" if details and len(details.later) >= TRANSLATED else "cites"
    rare = read.rare(earlier)
    taken = len(rare & later.shingles) / len(rare) if rare else 0.0
    return "cites" if NAMES_IT & by_kind.keys() and taken < CITED else "copies"


def _may_follow(later: Read, earlier: Read) -> bool:
    at, since = hour(later.account), hour(earlier.account)
    if at and since:
        return since <= at
    begun, ended = first_day(earlier.account), last_day(later.account)
    return begun is None or ended is None or begun <= ended


def _explained(edges: Sequence[Edge], signs: Mapping[str, Signs]) -> list[Edge]:
    """One source for each account, the likeliest, and those that it names besides; never a circle."""
    above: dict[str, set[str]] = {}
    kept: list[Edge] = []
    for one in sorted(edges, key=lambda one: (-one.bits, one.later, one.earlier)):
        if one.later in _ancestors(one.earlier, above):
            continue
        if above.get(one.later) and not _besides(one, above[one.later], signs):
            continue
        kept.append(one)
        above.setdefault(one.later, set()).add(one.earlier)
    return kept


def _besides(edge: Edge, others: Iterable[str], signs: Mapping[str, Signs]) -> bool:
    """Whether an account names this source too, and did not take the name over from a source that it has."""
    sure = any(one.kind in NAMES_IT and one.bits >= SURE for one in edge.evidence)
    source = signs[edge.earlier].source
    told = {handle for other in others for handle in signs[other].mentions}
    same = {signs[other].source for other in others}
    return sure and source not in told | same


def _joining(edges: Sequence[Edge], kept: Sequence[Edge]) -> list[Edge]:
    """Edges without direction between accounts that nothing stronger joins already, directly or over others."""
    group: dict[str, str] = {}

    def root(account: str) -> str:
        while account in group:
            account = group[account]
        return account

    for one in kept:
        if root(one.later) != root(one.earlier):
            group[root(one.later)] = root(one.earlier)
    added = []
    for one in sorted(edges, key=lambda one: (-one.bits, one.later, one.earlier)):
        if root(one.later) != root(one.earlier):
            group[root(one.later)] = root(one.earlier)
            added.append(one)
    return added


def _ancestors(account: str, above: dict[str, set[str]]) -> set[str]:
    found, rest = {account}, [account]
    while rest:
        new = above.get(rest.pop(), set()) - found
        found |= new
        rest += new
    return found


def _undirected(read: Corpus, a: Read, b: Read) -> Iterable[Edge]:
    """That both show one picture, or let one person speak."""
    prior = weights()["prior"]
    first, second = sorted((a, b), key=lambda one: (last_day(one.account) or date.max, one.account.id))
    signs: dict[Relation, list[Evidence]] = {
        "same footage": [*footage(first.account, second.account)],
        "same informant": [*informants(read, second, first), *days(second, first)],
    }
    for relation, found in signs.items():
        if any(one.bits > 0 for one in found):
            bits = prior + sum(one.bits for one in found)
            yield Edge(second.account.id, first.account.id, relation, bits, tuple(found))
