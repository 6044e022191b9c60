"""The tables of a weighing: accounts, claims, support by part, edges and matches."""

import json
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

import pyarrow as pa

from tawthiq import tables
from tawthiq.claims.grading.decided import ordered
from tawthiq.claims.grading.grades import credibility
from tawthiq.claims.grading.queueing import waiting
from tawthiq.claims.grading.weighing import Result, Weighed
from tawthiq.claims.plain import plain
from tawthiq.claims.shape import Edge, Evidence, Match
from tawthiq.nouns import Account, Claim

Row = dict[str, Any]
PIECE = 10_000


def tabulate(weighed: Weighed, letters: Mapping[str, str]) -> dict[str, pa.Table]:
    """Every table by name; ``letters`` is the reliability of each source."""
    results = [weighed.result(row) for row in range(len(weighed.told.claims))]
    made: dict[str, Iterable[Row]] = {
        "accounts": (_account(weighed, n, letters) for n in range(len(weighed.told.accounts))),
        "claims": (_claim(weighed, row, one) for row, one in enumerate(results)),
        "support": (part for row, one in enumerate(results) for part in _support(weighed, row, one)),
        "edges": edges(weighed),
        "matches": map(_match, matches(weighed)),
    }
    return {name: _table(name, rows) for name, rows in made.items()}


def _table(name: str, rows: Iterable[Row]) -> pa.Table:
    """A table of a schema, made piece by piece: there may be a million rows."""
    schema, left = tables.SCHEMAS[name], iter(rows)
    pieces = iter(lambda: list(islice(left, PIECE)), [])
    return pa.concat_tables([tables.rows(schema, []), *(tables.rows(schema, piece) for piece in pieces)])


def names(weighed: Weighed, row: int, origins: Iterable[int]) -> str:
    """The accounts by which origins behind a claim are named, parted by spaces."""
    return " ".join(weighed.name(row, one).id for one in origins)


def edges(weighed: Weighed) -> list[Row]:
    """Edges that wait, the most consequential first, then those that a person decided."""
    decided = weighed.told.decided.derivation
    proposed = {(one.later, one.earlier): one for one in weighed.told.edges}
    waits = waiting(weighed)
    told = [_edge(one.later, one.earlier, one.edge, "waits", one.consequence) for one in waits]
    known = {(one.later, one.earlier) for one in waits}
    for pair, one in sorted(decided.items()):
        found = _edge(*pair, proposed.get(pair), one.state, 0.0)
        found |= {"judgements": " ".join(sorted(each.id for each in one.judgements))}
        found |= {"relation": one.relation} if one.relation else {}
        told = [each for each in told if (each["later"], each["earlier"]) != pair] if pair in known else told
        told.append(found)
    return told


def matches(weighed: Weighed) -> list[Match]:
    """The pairs of claims that may be about one act and of which no person said whether they are."""
    labels, judged = weighed.told.labels, weighed.told.decided.act
    return [
        one
        for one in weighed.told.matches
        if not (one.a in labels and one.b in labels) and ordered(one.a, one.b) not in judged
    ]


def _edge(later: str, earlier: str, edge: Edge | None, state: str, weight: float) -> Row:
    found: Row = {"later": later, "earlier": earlier, "state": state, "consequence": weight}
    if edge is None:
        return found
    evidence = [_evidence(one) for one in edge.evidence]
    return found | {
        "relation": edge.relation,
        "bits": edge.bits,
        "probability": edge.probability,
        "evidence": json.dumps(evidence, ensure_ascii=False, sort_keys=True),
    }


def _evidence(one: Evidence) -> Row:
    spans = {"later": [[span.start, span.end] for span in one.later]}
    spans |= {"earlier": [[span.start, span.end] for span in one.earlier]}
    return {
        "kind": one.kind,
        "bits": round(one.bits, 6),
        "words": one.words.key,
        "facts": dict(one.words.facts),
    } | spans


def _account(weighed: Weighed, n: int, letters: Mapping[str, str]) -> Row:
    one: Account = weighed.told.accounts[n]
    found: Row = {name: getattr(one, name) for name in ("id", "source", "kind", "item", "locator", "lang", "title")}
    if one.published:
        found |= {"published": one.published.edtf or one.published.said}
        found |= {"published_from": one.published.start, "published_to": one.published.end}
    return found | {
        "letter": letters.get(one.source, "F"),
        "address": one.address,
        "origins": " ".join(weighed.told.accounts[weighed.folding.stands_for(r)].id for r in weighed.folding.roots[n]),
        "withdrawn": one.id in weighed.told.decided.withdrawn,
    }


def _claim(weighed: Weighed, row: int, found: Result) -> Row:
    one = weighed.told.claims[row]
    low, high = found.range
    what = found.support.get("what")
    left = {weighed.name(row, origin).id: rest for origin, rest in found.left.items()}
    return _said(one) | {
        "event": weighed.told.claims[weighed.act_of[row]].id,
        "grade": found.graded.grade,
        "weakest": found.graded.weakest,
        "low": low,
        "high": high,
        "against_low": what.against.low if what else 0,
        "against_high": what.against.high if what else 0,
        "contested": found.contested,
        "withdrawn": weighed.said.stance[row] == "withdrawn",
        "alone": names(weighed, row, found.alone),
        "left": json.dumps(left, sort_keys=True),
        "credibility": credibility(found.graded.grade, found.support),
    }


def _said(one: Claim) -> Row:
    found: Row = {name: getattr(one, name) for name in ("id", "account", "act", "stance", "basis")}
    found |= {"span_from": one.span.start, "span_to": one.span.end}
    if one.where:
        found |= {"place": one.where.name or one.where.said, "place_within": " / ".join(one.where.within)}
        found |= {name: getattr(one.where, name) for name in ("lat", "lon", "radius_m")}
    if one.when:
        found |= {"date": one.when.edtf or one.when.said, "date_from": one.when.start, "date_to": one.when.end}
    numbers = [{name: value for name, value in plain(each).items() if name != "span"} for each in one.numbers]
    return found | {
        "alleged": "; ".join(each.name for each in one.actors if each.alleged),
        "observed": "; ".join(each.name for each in one.actors if not each.alleged),
        "numbers": json.dumps(numbers, ensure_ascii=False, sort_keys=True),
    }


def _support(weighed: Weighed, row: int, found: Result) -> list[Row]:
    return [
        {
            "claim": weighed.told.claims[row].id,
            "part": part,
            "low": one.for_.low,
            "high": one.for_.high,
            "kinds": one.for_.kinds,
            "origins": names(weighed, row, one.for_.origins),
            "certain": names(weighed, row, one.for_.certain),
            "against_low": one.against.low,
            "against_high": one.against.high,
            "against": names(weighed, row, one.against.origins),
            "grade": found.graded.parts[part],
        }
        for part, one in found.support.items()
    ]


def _match(one: Match) -> Row:
    return {
        "a": one.a,
        "b": one.b,
        "bits": sum(one.bits.values()),
        "probability": one.probability,
        "decided": one.decided,
        "why": json.dumps(dict(one.bits), sort_keys=True),
    }
