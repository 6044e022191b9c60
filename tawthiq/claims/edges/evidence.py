"""Evidence that one account draws on another: each kind a small function that gives bits and words.

The bits are log2 of likelihood ratios (Fellegi and Sunter 1969), kept in ``evidence.toml``: how often the sign is seen
where the one derives from the other, and where two people saw the same event for themselves. They are summed as if
the signs were independent, which they are not: the sum ranks and proposes, a person decides.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import inf, log2
from typing import Any
from urllib.parse import urlsplit

from tawthiq.claims.shape import Evidence, first_day, last_day
from tawthiq.claims.texts.corpus import SMALL, Corpus
from tawthiq.claims.texts.details import Detail
from tawthiq.claims.texts.lexicon import table, words
from tawthiq.claims.texts.reading import SHINGLE, Read
from tawthiq.messages import Sentence
from tawthiq.nouns import Span

KINDS = ("number", "time", "year", "name", "role")
LEAST_BITS = -3.0
SHOWN = 6
_QUOTED = re.compile(r"[\"“«„]\s*([^\"“”«»„]{12,}?)\s*[\"”»“]")
SMOOTHING = 4
"""So many imagined accounts stand beside those of the same day, so that few of them do not decide."""


def weights() -> Mapping[str, Any]:
    """The bits of every kind of evidence."""
    return table("evidence")


def evidence(corpus: Corpus, later: Read, earlier: Read) -> list[Evidence]:
    """Everything that speaks for or against ``later`` drawing on ``earlier``."""
    naming = [*attribution(corpus, later, earlier), *links(corpus, later, earlier), *quotation(corpus, later, earlier)]
    named = any(one.bits > 0 for one in naming)
    told = [replace(one, bits=max(0.0, one.bits)) if named else one for one in verbatim(corpus, later, earlier)]
    copied = bool(told) and told[0].bits >= weights()["verbatim"]["levels"][0][1]
    least = 0.0 if copied else weights()["details"]["least"] if named else -inf
    return [
        *told,
        *kept_details(corpus, later, earlier, least),
        *order(corpus, later, earlier),
        *naming,
        *days(later, earlier),
        *gap(later, earlier),
        *sources(corpus, later, earlier),
    ]


def verbatim(corpus: Corpus, later: Read, earlier: Read) -> Iterator[Evidence]:
    """Runs of four words that are no background, found in both; where few are, the uncommon words."""
    if later.details.lang != earlier.details.lang:
        return
    rare = corpus.rare(later)
    both = rare & earlier.shingles
    share = len(both) / len(rare) if rare else 0.0
    facts = {"later": later.account.id, "earlier": earlier.account.id}
    if both:
        run = _longest(later, both)
        told = {**facts, "share": share, "words": run.said}
        surprise = sum(map(corpus.surprise, _runs(later.words, both)))
        bits = min(_level(weights()["verbatim"]["levels"], share) + share, _beyond(surprise))
        yield Evidence("verbatim", bits, Sentence("derivation.verbatim", told), (run,))
    elif rare:
        yield Evidence("verbatim", weights()["verbatim"]["none"], Sentence("derivation.own_words", facts))
    if share < weights()["verbatim"]["levels"][1][0]:
        yield from _shared_words(corpus, later, earlier, facts)


def kept_details(corpus: Corpus, later: Read, earlier: Read, least: float = -inf) -> Iterator[Evidence]:
    """The details of the later account that the earlier has too, and those that it has not.

    Details of its own speak against, yet whoever copies or names a source may add some: ``least`` bits then.
    """
    pairs, own = shared(corpus, later, earlier)
    bits = sum(kept(corpus, one, later, earlier) for one, _ in pairs) + sum(
        _own(one, bool(later.entries and earlier.entries)) for one in own
    )
    if not pairs and (not own or not earlier.details.told):
        return
    said = ", ".join(one.span.said for one, _ in pairs[:SHOWN])
    facts = {"kept": len(pairs), "total": len(pairs) + len(own), "own": len(own), "shared": said or "—"}
    told = Sentence("derivation.details", {**facts, "later": later.account.id, "earlier": earlier.account.id})
    ends = tuple(one.span for one, _ in pairs), tuple(span for _, span in pairs)
    yield Evidence("details", max(least, bits), told, *ends)


def order(corpus: Corpus, later: Read, earlier: Read) -> Iterator[Evidence]:
    """Whether the details of both stand in one order. A list sorted by a rule that both follow says nothing here."""
    pairs, _ = shared(corpus, later, earlier)
    facts = {d.key: d.span for d in earlier.details.of("fact")}
    both = [(one.span, where) for one, where in pairs]
    both += [(one.span, facts[one.key]) for one in later.details.of("fact") if one.key in facts]
    agree, against, count = _in_order([(later.sentence(one), earlier.sentence(where)) for one, where in both])
    told = weights()["order"]
    if count < told["least"] or not agree + against:
        return
    share = agree / (agree + against)
    if share >= told["agree"]:
        bits = min(told["most"], told["each"] * (count - 1))
        yield Evidence("order", bits, Sentence("derivation.order", {"count": count}))
    elif share <= told["against"]:
        bits = max(-told["most"], -told["each"] * (count - 2))
        yield Evidence("order", bits, Sentence("derivation.disorder", {"count": count}))


def attribution(corpus: Corpus, later: Read, earlier: Read) -> Iterator[Evidence]:
    """Whether the later account attributes what it says to the source of the earlier, or to another.

    A source tells of many things: the attribution is worth less where nothing else joins the two, and one that the
    earlier account makes as well was taken over with its words.
    """
    told, source = weights()["attribution"], earlier.account.source
    found = [one for one in later.mentions if one.handle == source and one.how != "refused"]
    spans = tuple(one.span for one in found)
    facts = {"later": later.account.id, "source": source}
    for one in found:
        if one.how == "attributed":
            words = Sentence("derivation.attributed", {**facts, "words": f"{one.phrase} … {one.span.said}"})
            bits = told["attributed"] if _joined(corpus, later, earlier) else told["elsewhere"]
            yield Evidence("attribution", bits, words, spans)
            return
    if found:
        yield Evidence("attribution", told["named"], Sentence("derivation.named", facts), spans)
        return
    taken_over = {one.handle for one in earlier.mentions}
    others = sorted({one.handle for one in later.mentions if one.how == "attributed"} - taken_over)
    if others:
        words = Sentence("derivation.names_another", {**facts, "source": ", ".join(others)})
        yield Evidence("attribution", told["another"], words)


def quotation(corpus: Corpus, later: Read, earlier: Read) -> Iterator[Evidence]:
    """Words in quotation marks of the later account that stand in the earlier, without marks there."""
    told = {*zip(*(earlier.words[i:] for i in range(SHINGLE)), strict=False)}
    own = {one[1] for one in _QUOTED.finditer(earlier.account.text)}
    for one in _QUOTED.finditer(later.account.text):
        said = tuple(word.folded for word in words(one[1]))
        runs = [said[i : i + SHINGLE] for i in range(len(said) - SHINGLE + 1)]
        if runs and all(run in told for run in runs) and one[1] not in own and not all(map(corpus.repeated, runs)):
            facts = {"later": later.account.id, "earlier": earlier.account.id, "words": one[1].strip()}
            where = Span(one.start(1), one.end(1), one[1])
            yield Evidence(
                "quotation", weights()["quotation"]["bits"], Sentence("derivation.quotation", facts), (where,)
            )
            return


def gap(later: Read, earlier: Read) -> Iterator[Evidence]:
    """How long after the earlier account the later one appeared: news is taken over soon."""
    told, begun, ended = weights()["gap"], last_day(earlier.account), first_day(later.account)
    if begun is None or ended is None:
        return
    after = max(0, (ended - begun).days)
    bits = next((bits for most, bits in told["levels"] if after <= most), told["long"])
    if bits:
        yield Evidence("gap", bits, Sentence("derivation.gap", {"days": after}))


def links(corpus: Corpus, later: Read, earlier: Read) -> Iterator[Evidence]:
    """Whether the later account links to the earlier, or to a page of its host that is of one source alone."""
    here, told = earlier.account.address, weights()["links"]
    if not here or not later.links:
        return
    facts = {"later": later.account.id, "address": here}
    if _plain(here) in map(_plain, later.links):
        yield Evidence("link", told["address"], Sentence("derivation.link", facts))
    elif (host := corpus.site(here)) in {corpus.site(one) for one in later.links}:
        yield Evidence("link", told["host"], Sentence("derivation.link", facts | {"address": host}))


def days(later: Read, earlier: Read) -> Iterator[Evidence]:
    """Whether both speak of the same days."""
    told = [sorted(one.days) for one in (later, earlier)]
    if told[0] and told[1] and not {*told[0]} & {*told[1]}:
        facts = {"later_days": ", ".join(told[0]), "earlier_days": ", ".join(told[1])}
        yield Evidence("days", weights()["days"]["apart"], Sentence("derivation.days_apart", facts))


def sources(corpus: Corpus, later: Read, earlier: Read) -> Iterator[Evidence]:
    """What the case knows of the two sources."""
    told, here, there = weights()["source"], later.account.source, earlier.account.source
    if there in corpus.known.draws_on.get(here, ()):
        yield Evidence("source", told["draws_on"], Sentence("derivation.draws_on", {"source": here, "other": there}))
    if here == there:
        yield Evidence("source", told["same"], Sentence("derivation.same_source", {"source": here}))


def shared(corpus: Corpus, later: Read, earlier: Read) -> tuple[list[tuple[Detail, Span]], list[Detail]]:
    """The telling details of the later account with their places in the earlier, and those that it has alone.

    A Latin name is looked for among the words of an Arabic text by its skeleton. Of an Arabic text beside a Latin one
    the names that it has alone cannot be told, and are not counted.
    """
    there = {(d.kind, d.key): d.span for d in earlier.details.told}
    pairs, own = [], []
    for one in corpus.telling(later):
        if one.kind not in KINDS:
            continue
        where = there.get((one.kind, one.key)) or _among_arabic(one, earlier)
        if where:
            pairs.append((one, where))
        elif not any(span.start <= one.span.start < span.end for span in later.passing_on):
            own.append(one)
    if later.details.arabic and not earlier.details.arabic:
        for one in corpus.telling(earlier):
            if found := _among_arabic(one, later):
                pairs.append((Detail("name", one.key, found), one.span))
    return sorted(pairs, key=lambda pair: pair[0].span.start), own


def _in_order(places: Sequence[tuple[int, int]]) -> tuple[int, int, int]:
    """How many pairs of places agree in order, how many do not, and in how many sentences they lie.

    A place is a sentence of the one and of the other; within one sentence a language has its own order.
    """
    agree = against = 0
    for (a, b), (c, d) in combinations(sorted(set(places)), 2):
        if a != c and b != d:
            agree += (a < c) == (b < d)
            against += (a < c) != (b < d)
    return agree, against, min(len({a for a, _ in places}), len({b for _, b in places}))


def _joined(corpus: Corpus, later: Read, earlier: Read) -> bool:
    """Whether both speak of a day, or share a telling detail or an uncommon run of words.

    An original without details (a film, a broadcast of which no words are kept) shares none: it is joined by time.
    """
    if not earlier.details.told:
        return any(one.bits > 0 for one in gap(later, earlier))
    return bool(later.days & earlier.days or shared(corpus, later, earlier)[0] or corpus.rare(later) & earlier.shingles)


def _among_arabic(one: Detail, other: Read) -> Span | None:
    found = other.details.arabic.get(one.key) if one.kind == "name" else None
    if not found:
        return None
    start, end = found[0].start, found[-1].end
    return Span(start, end, other.account.text[start:end])


def kept(corpus: Corpus, one: Detail, later: Read, earlier: Read) -> float:
    """The bits of a detail in both: the more of the others who speak of that day have it, the fewer."""
    told = weights()["details"]["list" if later.entries and earlier.entries else one.kind]
    others, having = corpus.neighbours(later, earlier, one)
    shared = (having + told["shared"] * SMOOTHING) / (others + SMOOTHING)
    chance = max(0, corpus.keys[one.kind, one.key] - 2) / (len(corpus.read) + SMALL)
    return log2(told["kept"] / min(told["kept"], max(shared, told["shared"] + chance)))


def _own(one: Detail, lists: bool) -> float:
    told = weights()["details"]["list" if lists else one.kind]
    return max(LEAST_BITS, log2((1 - told["kept"]) / (1 - told["shared"])))


def _shared_words(corpus: Corpus, later: Read, earlier: Read, facts: Mapping[str, Any]) -> Iterator[Evidence]:
    told = weights()["words"]
    rare = {word for word in later.words if corpus.words[word] <= corpus.common}
    if len(rare) < told["least"]:
        return
    share = len(rare & {*earlier.words}) / len(rare)
    yield Evidence("words", _level(told["levels"], share), Sentence("derivation.words", {**facts, "share": share}))


def _level(levels: Sequence[Sequence[float]], share: float) -> float:
    return next(bits for least, bits in levels if share >= least)


def _beyond(surprise: float) -> float:
    """What a shared surprise is worth beyond what two who saw the same event say alike: its place, what befell."""
    return max(0.0, surprise - float(weights()["verbatim"]["event"]))


def _runs(said: Sequence[str], both: frozenset[tuple[str, ...]]) -> Iterator[Sequence[str]]:
    """The longest runs of words that are made of shared shingles."""
    start = end = 0
    for at in range(len(said) - SHINGLE + 1):
        if tuple(said[at : at + SHINGLE]) not in both:
            continue
        if at > end or not end:
            if end:
                yield said[start:end]
            start = at
        end = at + SHINGLE
    if end:
        yield said[start:end]


def _longest(later: Read, both: frozenset[tuple[str, ...]]) -> Span:
    """The longest run of words of the later account that both share."""
    said = words(later.account.text)
    size = len(next(iter(both)))
    best, start = (0, 0), None
    for at in range(len(said) + 1):
        meets = tuple(word.folded for word in said[at : at + size]) in both
        if meets and start is None:
            start = at
        if not meets and start is not None:
            best, start = max(best, (at - start, -start)), None
    first, last = -best[1], -best[1] + best[0] + size - 2
    text = later.account.text[said[first].start : said[last].end]
    return Span(said[first].start, said[last].end, text)


def _plain(address: str) -> str:
    parts = urlsplit(address)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}"
