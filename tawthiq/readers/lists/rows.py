"""The rows of a list becoming records: ids, locators, fields, words for search, and what is doubtful about them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from tawthiq.fields import FIELDS
from tawthiq.readers.arrow import Column, pc
from tawthiq.readers.identity import Hashed, Identities, content
from tawthiq.readers.lists.batch import Batch, Sheet, without_empty
from tawthiq.readers.lists.distinct import folded
from tawthiq.readers.lists.formulas import formulas
from tawthiq.readers.lists.values import Reading, Values
from tawthiq.readers.shape import About, Sink
from tawthiq.tables import RECORDS

CONTENT = (
    "name", "name_given", "name_father", "name_grandfather", "name_family", "name_mother", "name_other", "sex",
    "age_from", "age_to", "birth", "date", "place_within", "cause", "status", "civilian", "notes",
)  # fmt: skip
"""What the content of a row rests on, beside the words for its place: not the kinds, roles and positions that a map
or a gazetteer gives."""

NUMERIC = {"sex", "age", "date", "coordinates", "degrees", "civilian"}


class Prepared(NamedTuple):
    """A batch whose values are read: all that can be known of its rows without the rows before them."""

    batch: Batch
    empty: int
    read: Reading
    own: Column
    hashed: Hashed
    columns: Mapping[str, Column]
    formulas: Sequence[tuple[str, int, str]]


class Rows:
    """Makes the rows of one list into records: each batch is prepared, in any thread, then put, in its turn.

    ``count`` rows went in, ``refused`` stayed out, ``empty`` said nothing at all.
    """

    def __init__(self, sheet: Sheet, values: Values, about: About, sink: Sink) -> None:
        self.unit, self.values, self.sink = sheet.unit, values, sink
        self.identities = Identities(about.source, about.list)
        self.searched = _searched(sheet, values)
        self.count = self.refused = self.empty = 0

    def prepare(self, batch: Batch) -> Prepared:
        """Read the values of a batch."""
        filled = without_empty(batch)
        said = filled.said
        read = self.values.read(said)
        nothing = pa.nulls(said.num_rows, pa.string())
        words = [column for name, column in read.said.items() if name != "list_id"]
        listed = read.columns.get("list_id", nothing)
        own = pc.coalesce(listed, folded(words or [nothing])) if listed.null_count else listed
        told = [read.columns[name].cast(pa.string()) for name in CONTENT if name in read.columns]
        told += [read.said[name] for name in ("place", "coordinates") if name in read.said]
        columns = {
            **read.columns,
            "locator": pc.binary_join_element_wise(self.unit, filled.numbers.cast(pa.string()), " "),
            "kind": pa.repeat("person", said.num_rows),
            "content": content(told or [nothing]),
            "folded": folded([said.column(name) for name in self.searched] or [nothing]),
        }
        empty = len(batch.numbers) - len(filled.numbers)
        found = [(name, *cell) for name in said.schema.names for cell in formulas(said.column(name))]
        return Prepared(filled, empty, read, own, self.identities.hashes(own), columns, found)

    def put(self, prepared: Prepared) -> None:
        """Put the rows into ``records`` and ``said``, and what is wrong or doubtful into ``rejected``."""
        batch = prepared.batch
        for fault in batch.faults:
            locator = f"{self.unit} {fault.number}"
            self.sink.reject(fault.reason, level="row", locator=locator, value=fault.value, **fault.facts)
        self.refused += len(batch.faults)
        self.empty += prepared.empty
        ids, again = self.identities.ids(prepared.hashed, prepared.own)
        count = len(batch.numbers)
        rows = pa.array(np.arange(self.count, self.count + count))
        columns = {**prepared.columns, "id": ids, "row": rows}
        arrays = [columns[one.name] if one.name in columns else pa.nulls(count, one.type) for one in RECORDS]
        self.sink.add("records", pa.RecordBatch.from_arrays(arrays, schema=RECORDS))
        self.sink.add("said", batch.said.add_column(0, pa.field("row", pa.int64()), rows))
        for doubt in _doubts(prepared, again):
            row = doubt.pop("row")
            self.sink.reject(**doubt, row=self.count + row, locator=f"{self.unit} {batch.numbers[row]}")
        self.count += count


def _doubts(prepared: Prepared, again: Mapping[int, int]) -> Iterator[dict[str, Any]]:
    """What to look at, as the sink takes it, with the row's number in the batch."""
    for doubt in prepared.read.doubts:
        told = {"reason": doubt.error.key, "level": "value", "column": doubt.column, "value": doubt.value}
        yield {**doubt.error.facts, **told, "row": doubt.row}
    listed = prepared.columns.get("list_id")
    for row, times in again.items():
        own = listed[row].as_py() if listed is not None else None
        reason = "rows.same_id" if own else "rows.same_content"
        yield {"reason": reason, "level": "doubt", "value": own or "", "times": times, "row": row}
    for name, row, value in prepared.formulas:
        yield {"reason": "rows.formula", "level": "doubt", "column": name, "value": value, "row": row}


def _searched(sheet: Sheet, values: Values) -> list[str]:
    """The columns whose words search sees: all but those that the map reads as own ids, numbers, dates or signs."""
    takes = [(name, take) for name in FIELDS for take in values.map.takes(name)]
    words = {column for name, take in takes if _holds_words(name) for column in take.columns}
    others = {column for name, take in takes if not _holds_words(name) for column in take.columns}
    return [name for name in sheet.columns if name not in others - words]


def _holds_words(name: str) -> bool:
    return name != "list_id" and FIELDS[name].how not in NUMERIC
