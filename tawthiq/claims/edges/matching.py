"""Same event: whether two claims of different accounts are about one act; what is uncertain waits for a person.

By act, date interval, distance within the stated precision, doers, persons and numbers. A source tells of one act once:
within a source a claim has one partner, the likeliest. The bits of each part stand in ``matching.toml``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from math import log2
from typing import Any, ClassVar

from tawthiq.claims.shape import Decided, Match, probability
from tawthiq.claims.texts.lexicon import table
from tawthiq.messages import Sentence
from tawthiq.nouns import Account, Claim, Place, Quantity
from tawthiq.places import metres_between
from tawthiq.skeletons import skeleton
from tawthiq.text import fold
from tawthiq.typology import Act, typology

YEAR = 366
LONGEST = 62
"""A claim of a longer interval, in days, is compared by its place or persons only."""
_Part = tuple[float, Sentence | None]


@dataclass(frozen=True, slots=True)
class Matching:
    """Pairs of claims scored part by part (log2 odds as in Fellegi and Sunter 1969), by weights set by judgement.

    Assumes that parts are independent and that one day, one place and one act are seldom two events: not so during a
    siege, when a quarter is shelled every day and again in the afternoon. Do not use it to count events.
    """

    name: ClassVar[str] = "rules"
    version: ClassVar[str] = "1"

    def matches(
        self, claims: Sequence[Claim], accounts: Sequence[Account], acts: Mapping[str, Act] | None = None
    ) -> list[Match]:
        """The pairs that are one act or may be, the likeliest first; pairs that are plainly different are left out."""
        acts = acts or typology()
        sources = {one.id: one.source for one in accounts}
        scored = (score(claims[a], claims[b], acts) for a, b in _pairs(claims, acts))
        kept = sorted((one for one in scored if one.decided != "different"), key=lambda m: (-m.probability, m.a, m.b))
        return _one_to_one(kept, {one.id: sources.get(one.account, one.account) for one in claims})


def score(one: Claim, other: Claim, acts: Mapping[str, Act]) -> Match:
    """The bits of each part that two claims are about one act."""
    parts = {
        "what": _what(one, other, acts),
        "when": _when(one, other),
        "where": _where(one.where, other.where),
        "who": _who(one, other),
        "persons": _persons(one, other),
        "how many": _numbers(one, other),
    }
    bits = {"prior": float(_told("prior"))} | {part: found[0] for part, found in parts.items() if found[0]}
    said = tuple(found[1] for found in parts.values() if found[1])
    return Match(one.id, other.id, bits, _decided(sum(bits.values())), said)


def _told(key: str) -> Any:
    return table("matching")[key]


def _decided(bits: float) -> Decided:
    chance = probability(bits)
    return "same" if chance >= _told("same") else "different" if chance <= _told("different") else "waits"


def _pairs(claims: Sequence[Claim], acts: Mapping[str, Act]) -> list[tuple[int, int]]:
    """Pairs of different accounts that share a pattern of act with a day, a place or a person."""
    having: dict[tuple[str, str], list[int]] = {}
    for at, claim in enumerate(claims):
        for key in _keys(claim):
            having.setdefault((_pattern(acts, claim.act), key), []).append(at)
    pairs = {pair for members in having.values() for pair in combinations(members, 2)}
    return sorted((a, b) for a, b in pairs if claims[a].account != claims[b].account)


def _keys(claim: Claim) -> Iterator[str]:
    start, end = (claim.when.start, claim.when.end) if claim.when else (None, None)
    short = start and end and (end - start).days <= LONGEST
    if start and end and short:
        yield from {str(start + timedelta(n)) for n in range(-1, (end - start).days + 2)}
    elif claim.where:
        yield f"at {_name(claim.where)}"
    for person in claim.persons:
        yield f"of {skeleton(person)}"


def _pattern(acts: Mapping[str, Act], code: str) -> str:
    return (acts[code].pattern or code) if code in acts else code


def _what(one: Claim, other: Claim, acts: Mapping[str, Act]) -> _Part:
    told = _told("what")
    names = [acts[code].en if code in acts else code for code in (one.act, other.act)]
    if one.act == other.act:
        return told["same"], Sentence("matching.what", {"act": names[0]})
    same = _pattern(acts, one.act) == _pattern(acts, other.act)
    said = Sentence("matching.other_act", {"act": names[0], "other": names[1]})
    return (told["pattern"] if same else told["other"]), said


def _when(one: Claim, other: Claim) -> _Part:
    if not one.when or not other.when:
        return 0.0, None
    told, ends = _told("when"), [_days(one), _days(other)]
    if not ends[0] or not ends[1]:
        return 0.0, None
    (start, end), (begin, stop) = ends[0], ends[1]
    facts = {"one": one.when.said or one.when.edtf, "other": other.when.said or other.when.edtf}
    gap = max((begin - end).days, (start - stop).days)
    if gap > 0:
        return told["slip"] if gap == 1 else told["apart"], Sentence("matching.days_apart", {**facts, "days": gap})
    width = (max(end, stop) - min(start, begin)).days + 1
    return max(0.0, min(told["most"], log2(YEAR / width))), Sentence("matching.when", facts)


def _days(claim: Claim) -> tuple[date, date] | None:
    if claim.when and claim.when.start and claim.when.end:
        return claim.when.start, claim.when.end
    return None


def _where(one: Place | None, other: Place | None) -> _Part:
    if not one or not other:
        return 0.0, None
    told = _told("where")
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        same = _name(one) == _name(other)
        return (told["name"], Sentence("matching.place_name", {"place": one.said or one.name})) if same else (0.0, None)
    apart = metres_between(one.lat, one.lon, other.lat, other.lon)
    radius = max(told["least_radius"], (one.radius_m or 0) + (other.radius_m or 0))
    facts = {"one": one.name, "other": other.name, "km": apart / 1000}
    if apart <= radius:
        return max(0.0, min(told["most"], log2(told["reach"] / radius))), Sentence("matching.where", facts)
    return told["near"] if apart <= 2 * radius else told["apart"], Sentence("matching.places_apart", facts)


def _name(place: Place) -> str:
    return " ".join(skeleton(word) for word in fold(place.said or place.name).split() if word not in ("al", "el"))


def _who(one: Claim, other: Claim) -> _Part:
    here, there = {fold(a.name) for a in one.actors}, {fold(a.name) for a in other.actors}
    if not here or not there:
        return 0.0, None
    return _told("who")["same" if here & there else "other"], None


def _persons(one: Claim, other: Claim) -> _Part:
    known = {skeleton(person): person for person in other.persons}
    both = [person for person in one.persons if skeleton(person) in known]
    if not both:
        return 0.0, None
    return _told("persons")["same"], Sentence("matching.persons", {"persons": ", ".join(both)})


def _numbers(one: Claim, other: Claim) -> _Part:
    """The numbers of the same thing that fit best."""
    pairs = [(a, b) for a in one.numbers for b in other.numbers if a.of == b.of and a.of]
    found = [_number(a, b) for a, b in pairs]
    return max(found, key=lambda part: part[0], default=(0.0, None))


def _number(one: Quantity, other: Quantity) -> _Part:
    told = _told("numbers")
    facts = {"one": one.span.said, "other": other.span.said}
    low, high = max(one.low or 0, other.low or 0), min(_high(one), _high(other))
    if low <= high:
        exact = one.low == other.low and one.high == other.high
        return told["same" if exact else "near"], Sentence("matching.numbers", facts)
    if low - high <= told["within"] * low:
        return told["near"], Sentence("matching.numbers", facts)
    return told["apart"], Sentence("matching.numbers_apart", facts)


def _high(one: Quantity) -> float:
    return float("inf") if one.high is None else one.high


def _one_to_one(matches: Sequence[Match], source: Mapping[str, str]) -> list[Match]:
    """Of several claims of one source that fit a claim, the likeliest stays; the others wait for a person."""
    joined = {frozenset((one.a, one.b)) for one in matches if one.decided == "same"}
    taken: dict[tuple[str, str], str] = {}
    kept = []
    for match in matches:
        one = match
        ends = ((one.a, one.b), (one.b, one.a))
        rivals = [taken.get((mine, source[theirs])) for mine, theirs in ends]
        open_ = [
            rival is None or frozenset((rival, theirs)) in joined
            for rival, (_, theirs) in zip(rivals, ends, strict=True)
        ]
        if one.decided == "same" and not all(open_):
            words = (*one.words, Sentence("matching.one_to_one", {"claim": one.a if not open_[0] else one.b}))
            one = replace(one, decided="waits", words=words)
        elif one.decided == "same":
            taken |= {(mine, source[theirs]): theirs for mine, theirs in ends}
        kept.append(one)
    return kept
