"""The Arrow schema of every table that passes between crafts, and how a table is written and read."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

RECORDS = pa.schema(
    [
        pa.field("id", pa.string()),
        pa.field("row", pa.int64()),
        pa.field("locator", pa.string()),
        pa.field("kind", pa.string()),
        pa.field("content", pa.string()),
        pa.field("list_id", pa.string()),
        pa.field("name", pa.string()),
        pa.field("name_given", pa.string()),
        pa.field("name_father", pa.string()),
        pa.field("name_grandfather", pa.string()),
        pa.field("name_family", pa.string()),
        pa.field("name_mother", pa.string()),
        pa.field("name_other", pa.string()),
        pa.field("sex", pa.string()),
        pa.field("age_from", pa.float32()),
        pa.field("age_to", pa.float32()),
        pa.field("birth", pa.string()),
        pa.field("birth_from", pa.date32()),
        pa.field("birth_to", pa.date32()),
        pa.field("date", pa.string()),
        pa.field("date_from", pa.date32()),
        pa.field("date_to", pa.date32()),
        pa.field("date_kind", pa.string()),
        pa.field("place", pa.string()),
        pa.field("place_role", pa.string()),
        pa.field("place_within", pa.string()),
        pa.field("lat", pa.float64()),
        pa.field("lon", pa.float64()),
        pa.field("radius_m", pa.float64()),
        pa.field("cause", pa.string()),
        pa.field("status", pa.string()),
        pa.field("civilian", pa.bool_()),
        pa.field("notes", pa.string()),
        pa.field("folded", pa.string()),
    ]
)
"""One row a record: our reading. ``row`` counts from 0 and pairs it with its row in the ``said`` table of the same
finding, which holds the source's own words as columns of strings. ``*_from`` and ``*_to`` are closed intervals,
ages in years, ``radius_m`` in metres, ``place_within`` the hierarchy joined by ' / ' (widest first), ``folded`` the
text that search sees, ``content`` the hash that tells whether a newer version of the list changed the row."""

REJECTED = pa.schema(
    [
        pa.field("row", pa.int64()),
        pa.field("locator", pa.string()),
        pa.field("column", pa.string()),
        pa.field("value", pa.string()),
        pa.field("level", pa.string()),
        pa.field("reason", pa.string()),
        pa.field("facts", pa.string()),
    ]
)
"""What could not be read. ``level`` is ``row`` (the row stayed out) or ``value`` (the row went in, this value did
not); ``reason`` is a key of ``tawthiq.messages``, ``facts`` its facts as JSON; ``value`` is cut at 500 characters."""

SCHEMAS: Mapping[str, pa.Schema] = {"records": RECORDS, "rejected": REJECTED}

ROW_GROUP = 16_384


def rows(schema: pa.Schema, dicts: Sequence[Mapping[str, Any]]) -> pa.Table:
    """A table of a schema from a few dicts; a key that is missing is null, a key the schema lacks raises KeyError."""
    for one in dicts:
        for key in one:
            if schema.get_field_index(key) < 0:
                raise KeyError(key)
    return pa.table({f.name: pa.array([d.get(f.name) for d in dicts], f.type) for f in schema}, schema=schema)


def write(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch | pa.Table]) -> int:
    """Write batches as one Parquet file, the same bytes for the same rows; returns the number of rows."""
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as out:
        for batch in batches:
            table = pa.Table.from_batches([batch]) if isinstance(batch, pa.RecordBatch) else batch
            out.write_table(table, row_group_size=ROW_GROUP)
            count += table.num_rows
    return count
