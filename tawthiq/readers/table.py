"""Lists as tables: CSV, spreadsheets, JSON, Parquet and GeoJSON, one record a row, by a column map."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import pyarrow as pa

from tawthiq import dates
from tawthiq.errors import BadInput
from tawthiq.places import Gazetteer
from tawthiq.readers.arrow import Column, pc
from tawthiq.readers.lists import sheets
from tawthiq.readers.lists.ahead import in_order
from tawthiq.readers.lists.batch import Batch, Sheet
from tawthiq.readers.lists.columnmap import ColumnMap, Take
from tawthiq.readers.lists.rows import Rows
from tawthiq.readers.lists.values import Values
from tawthiq.readers.lists.words import joined
from tawthiq.readers.shape import About, Sink

ISO = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
READING = pa.schema({"map": pa.string(), "notes": pa.string()})
Note = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Table:
    """A list with a row for each person: CSV (RFC 4180) in any encoding, XLSX, ODS, JSON lines, Parquet, GeoJSON.

    ``map`` says which column means what (see ``columnmap``); what it leaves open is found from the file: the columns
    from their headers, the encoding, the delimiter, the order of day and month from the whole column. ``gazetteer`` is
    the text of the user's own CSV of places (see ``places.Gazetteer``). Assumes one person a row; not for tables of
    counts.
    """

    name: ClassVar[str] = "table"
    version: ClassVar[str] = "2"

    map: Mapping[str, Any] = field(default_factory=dict)
    gazetteer: str = ""

    @classmethod
    def accepts(cls, head: bytes, about: About) -> bool:
        """By the first bytes, and by the name where they say little."""
        return bool(sheets.format_of(head, about.name))

    def read(self, file: Path, about: About, sink: Sink) -> None:
        """Read every row into ``records`` and ``said``; ``reading`` tells the map as it was settled, and the notes.

        Raises BadInput where the file cannot be opened, the map does not fit it, or no row could be read.
        """
        told = ColumnMap.of(self.map)
        sheet = sheets.opened(file, about.name, told.file)
        columns, notes = _settled(sheet, told, about.name)
        values = Values(columns, _gazetteer(self.gazetteer, columns.countries))
        rows = Rows(sheet, values, about, sink)
        total, done = file.stat().st_size, 0
        for prepared in in_order(rows.prepare, sheet.batches()):
            done += prepared.batch.said.nbytes
            rows.put(prepared)
            sink.progress(min(done, total), total)
        if not rows.count:
            raise BadInput("table.no_rows", file=about.name, rejected=rows.refused)
        if rows.empty:
            notes.append(("table.empty_rows", {"file": about.name, "count": rows.empty}))
        for reason in values.unplaced():
            sink.reject(reason.key, level="doubt", column="place", **reason.facts)
        reading = {"map": [json.dumps(columns.plain())], "notes": [json.dumps(notes)]}
        sink.add("reading", pa.table(reading, READING))


def _settled(sheet: Sheet, told: ColumnMap, name: str) -> tuple[ColumnMap, list[Note]]:
    """The map with everything that it left open, and what a person should hear of it."""
    columns = told if told.fields else replace(told, fields=ColumnMap.guessed(sheet.columns).fields)
    columns = replace(columns.checked(sheet.columns, name), file=sheet.settled)
    takes = {take: field for field in ("birth", "date") for take in columns.takes(field) if not take.order}
    found = {take: dates.order_of(list(values)) for take, values in _values(sheet, takes).items()}
    notes = [*sheet.notes, *(_order(take, found[take], name) for take in takes if found[take].ambiguous)]
    return columns.with_orders({take: evidence.order for take, evidence in found.items()}), notes


def _values(sheet: Sheet, takes: Mapping[Take, str]) -> dict[Take, set[str]]:
    """The different values of columns of dates, from the whole file, but those that say nothing of the order."""
    found: dict[Take, set[str]] = {take: set() for take in takes}
    only = list(dict.fromkeys(column for take in takes for column in take.columns))
    for values in in_order(partial(_telling, takes), sheet.batches(only) if only else ()):
        for take, said in zip(takes, values, strict=True):
            found[take].update(said.to_pylist())
    return found


def _telling(takes: Mapping[Take, str], batch: Batch) -> list[Column]:
    """The different values of a batch that may tell the order of day and month."""
    said = [pc.unique(joined(batch.said, take, name)).drop_null() for take, name in takes.items()]
    return [one.filter(pc.invert(pc.match_substring_regex(one, ISO))) for one in said]


def _order(take: Take, evidence: dates.Evidence, name: str) -> Note:
    mixed = evidence.dmy_only and evidence.mdy_only
    key = f"table.{evidence.order}" if evidence.order else "table.mixed_order" if mixed else "table.no_order"
    facts = {"dmy": evidence.dmy_only, "mdy": evidence.mdy_only, "ambiguous": evidence.ambiguous}
    return key, {"file": name, "column": ", ".join(take.columns), **facts}


def _gazetteer(own: str, countries: Sequence[str]) -> Gazetteer | None:
    if not own:
        return Gazetteer(countries=countries) if countries else None
    with TemporaryDirectory() as folder:
        path = Path(folder, "gazetteer.csv")
        path.write_text(own, "utf-8")
        return Gazetteer(path, countries)
