"""What a court bundle says of a case: its items, runs, decisions and what was withheld, row by row."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tawthiq.nouns import Finding, Item, Judgement, Source
from tawthiq.report.door.scan import Scanner

Row = dict[str, Any]

WITHHELD = "[withheld]"
FREE = ("title", "source", "source_name", "custody", "why", "parameters", "facts", "subjects", "reason")
"""Columns of free words: those that a row gives up first when it would tell something protected."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays at home: words of acts by number, files by hash, each with its reason."""

    acts: Mapping[int, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """An item with its number in the custody log, and each time that it was handed over, in words."""

    number: int
    item: Item
    custody: tuple[str, ...]


def number_of(act: int) -> str:
    """The stable number of a piece of evidence: that of the act that brought it, which nothing later can change."""
    return f"E{act:06}"


def path_of(sha256: str) -> str:
    """Where in the bundle bytes with this hash lie."""
    return f"case/vault/{sha256[:2]}/{sha256[2:]}"


def load_file(receipts: Iterable[Receipt], sources: Mapping[str, Source], kept: Kept) -> list[Row]:
    """The load file: a row an item, in the order of receipt. ``path`` is empty where the bytes are withheld."""
    return [_loaded(one, sources.get(one.item.source), kept) for one in receipts]


def _loaded(one: Receipt, source: Source | None, kept: Kept) -> Row:
    item, reason = one.item, kept.files.get(one.item.sha256, "")
    personal = source is None or source.kind == "person"
    return {
        "number": number_of(one.number), "id": item.id, "title": item.name, "date": item.received.date().isoformat(),
        "source": item.source, "source_name": source.name if source else "", "custody": " | ".join(one.custody),
        "confidentiality": "withheld" if reason else "confidential" if personal else "restricted",
        "redaction": reason or "none", "sha256": item.sha256, "blake3": item.blake3, "size": item.size,
        "media_type": item.media_type, "path": "" if reason else path_of(item.sha256),
    }  # fmt: skip


def runs(findings: Iterable[Finding], current: Collection[str], stale: Collection[str], kept: Kept) -> Iterator[Row]:
    """Every run, also those that were superseded: method, version, parameters, seed, what it read and made."""
    for one in findings:
        recipe, gone = one.recipe, [name for name, table in one.tables.items() if table.sha256 in kept.files]
        yield {
            "id": one.id, "slot": one.slot, "at": one.at.isoformat(), "by": one.by,
            "state": "superseded" if one.id not in current else "stale" if one.id in stale else "current",
            "method": recipe.method, "version": recipe.version, "seed": recipe.seed, "inputs": " ".join(recipe.inputs),
            "judgements": recipe.judgements, "position": recipe.position, "casefile": recipe.casefile,
            "parameters": json.dumps(recipe.parameters, ensure_ascii=False, sort_keys=True),
            "tables": json.dumps({name: table.sha256 for name, table in one.tables.items()}),
            "withheld": " ".join(gone),
        }  # fmt: skip


def decisions(judgements: Iterable[Judgement], kept: Kept, acts: Mapping[str, int]) -> Iterator[Row]:
    """Every judgement, rejections and doubts among them; words on what is protected stay at home."""
    for one in judgements:
        n = acts[one.id]
        words = {"subjects": " ".join(one.subjects), "why": one.why or "",
                 "facts": json.dumps(one.facts, ensure_ascii=False, sort_keys=True, default=str)}  # fmt: skip
        if n in kept.acts:
            words = dict.fromkeys(words, WITHHELD)
        yield {"number": n, "id": one.id, "verdict": one.verdict, "by": one.by, "at": one.at.isoformat(),
               "office": one.office, **words}  # fmt: skip


def withheld(kept: Kept, items: Iterable[Item], findings: Iterable[Finding]) -> Iterator[Row]:
    """The log of what was withheld: what it is, its hash, and why; nothing of what it says."""
    names = {one.sha256: ("item", one.id) for one in items}
    for finding in findings:
        names |= {table.sha256: (f"table {name}", finding.id) for name, table in finding.tables.items()}
    for sha256, reason in sorted(kept.files.items()):
        kind, id_ = names.get(sha256, ("file", ""))
        yield {"kind": kind, "id": id_, "sha256": sha256, "reason": reason}
    for n, reason in sorted(kept.acts.items()):
        yield {"kind": "words of an act", "id": str(n), "sha256": "", "reason": reason}


def redacted(rows: Iterable[Row], scanner: Scanner) -> list[Row]:
    """Rows without what is protected: a cell that tells it is withheld; a row that tells it, all its free words."""
    listed = list(rows)
    if not scanner.secrets_in("\n".join(map(_words, listed))):
        return listed
    return [_redacted(row, scanner) for row in listed]


def _redacted(row: Row, scanner: Scanner) -> Row:
    if not scanner.secrets_in(_words(row)):
        return row
    told = {name: WITHHELD if isinstance(value, str) and scanner.secrets_in(value) else value
            for name, value in row.items()}  # fmt: skip
    if scanner.secrets_in(_words(told)):
        told |= {name: WITHHELD for name in FREE if name in told}
    return told


def _words(row: Mapping[str, Any]) -> str:
    return " | ".join(str(value) for value in row.values() if value is not None)
