"""Entries: what a reader of words, pictures and scenes gives, one for each record, and how they become tables."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pyarrow as pa

from tawthiq import tables, text
from tawthiq.nouns import Date
from tawthiq.readers.shape import About, Sink

BATCH = 1_024
PASSAGE = ("page", "paragraph", "text")


@dataclass(frozen=True, slots=True)
class Entry:
    """One record to be: where it stands, the source's own words, the text that search sees, and our reading.

    ``fields`` holds columns of ``tables.RECORDS``; ``key`` is what makes it itself where that is not its words.
    """

    kind: str
    locator: str
    said: Mapping[str, str | None]
    text: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""


def put(entries: Iterable[Entry], columns: Sequence[str], about: About, sink: Sink) -> int:
    """Write entries as rows of ``records`` and ``said``, whose columns of strings are named; returns their number."""
    stream, seen, row = iter(entries), Counter[str](), 0
    while (batch := list(islice(stream, BATCH))) or not row:
        sink.add("records", tables.rows(tables.RECORDS, list(_records(batch, about, seen, row))))
        sink.add("said", _said(batch, columns, row))
        row += len(batch)
        if len(batch) < BATCH:
            break
    return row


def _records(batch: Sequence[Entry], about: About, seen: Counter[str], first: int) -> Iterator[dict[str, Any]]:
    for row, entry in enumerate(batch, first):
        folded = text.fold(entry.text)
        own = entry.key or folded
        seen[own] += 1
        yield {
            "id": record_id(about, own, seen[own]),
            "row": row,
            "locator": entry.locator,
            "kind": entry.kind,
            "content": _digest(*(word or "" for word in entry.said.values())),
            "folded": folded,
            **entry.fields,
        }


def _said(batch: Sequence[Entry], columns: Sequence[str], first: int) -> pa.Table:
    schema = pa.schema([(column, pa.string()) for column in columns]).insert(0, pa.field("row", pa.int64()))
    return tables.rows(schema, [{"row": row, **entry.said} for row, entry in enumerate(batch, first)])


def record_id(about: About, own: str, nth: int = 1) -> str:
    """The id of a record: the source, the list and the list's own id (or the folded content), hashed.

    The second and later repetitions of the same content add their number.
    """
    return "r-" + _digest(about.source, about.list, own, *([str(nth)] if nth > 1 else []))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def passages(found: Iterable[tuple[int | None, int, str]], about: About, sink: Sink) -> int:
    """Write (page or None, paragraph, its words), counted from 1, as records of kind ``passage``."""
    return put((passage(*one) for one in found), PASSAGE, about, sink)


def passage(page: int | None, paragraph: int, words: str) -> Entry:
    """The entry of one paragraph, at ``page 3 ¶ 2`` or ``¶ 12``."""
    locator = f"page {page} ¶ {paragraph}" if page else f"¶ {paragraph}"
    said = {"page": str(page) if page else None, "paragraph": str(paragraph), "text": words}
    return Entry("passage", locator, said, words)


def when(date: Date) -> dict[str, Any]:
    """The columns of ``tables.RECORDS`` that hold a date."""
    return {"date": date.edtf, "date_from": date.start, "date_to": date.end, "date_kind": date.kind}
