"""Entries: what a reader of words, pictures and scenes gives, one for each record, and how they become tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pyarrow as pa

from tawthiq import tables, text
from tawthiq.nouns import Date
from tawthiq.readers.identity import Identities, content
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
    stream, ids, row = iter(entries), Identities(about.source, about.list), 0
    while (batch := list(islice(stream, BATCH))) or not row:
        said = _said(batch, columns, row)
        sink.add("records", _records(batch, said, ids))
        sink.add("said", said)
        row += len(batch)
        if len(batch) < BATCH:
            break
    return row


def _said(batch: Sequence[Entry], columns: Sequence[str], first: int) -> pa.Table:
    schema = pa.schema([(column, pa.string()) for column in columns]).insert(0, pa.field("row", pa.int64()))
    return tables.rows(schema, [{"row": row, **entry.said} for row, entry in enumerate(batch, first)])


def _records(batch: Sequence[Entry], said: pa.Table, ids: Identities) -> pa.Table:
    folded = [text.fold(entry.text) for entry in batch]
    own = pa.array([entry.key or words for entry, words in zip(batch, folded, strict=True)], pa.string())
    made = {"id": ids.ids(ids.hashes(own), own)[0], "row": said["row"], "content": content(said.columns[1:])}
    told = [{"locator": entry.locator, "kind": entry.kind, **entry.fields} for entry in batch]
    for name, column in {**made, "folded": pa.array(folded, pa.string())}.items():
        for record, value in zip(told, column.to_pylist(), strict=True):
            record[name] = value
    return tables.rows(tables.RECORDS, told)


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
