"""The sink writes the same bytes for the same rows, and keeps what could not be read."""

import json
from math import ceil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tawthiq import tables
from tawthiq.readers.sink import ParquetSink


def written(folder: Path, *sizes: int) -> bytes:
    """Twenty thousand rows and more, added in batches of these sizes."""
    folder.mkdir()
    rows = pa.table({"row": range(40_000), "name": [f"name {n % 7}" for n in range(40_000)]})
    with ParquetSink(folder) as sink:
        start = 0
        for size in sizes:
            sink.add("said", rows.slice(start, size))
            start += size
    assert sink.rows["said"] == start
    return sink.files["said"].read_bytes()


def test_the_same_rows_give_the_same_bytes_however_they_come(tmp_path: Path) -> None:
    assert written(tmp_path / "a", 40_000) == written(tmp_path / "b", 1, 20_000, 0, 7, 19_992)
    assert pq.read_metadata(tmp_path / "a" / "said.parquet").num_row_groups == ceil(40_000 / tables.ROW_GROUP)


def test_what_was_rejected_is_kept_with_its_facts(tmp_path: Path) -> None:
    with ParquetSink(tmp_path) as sink:
        sink.reject("careful.ragged", level="row", locator="row 3", value="x" * 900, cells=1, columns=2)
        sink.reject("ages.unreadable", level="value", row=0, locator="row 2", column="age", value="many")
    assert (dict(sink.levels), sink.rows["rejected"]) == ({"row": 1, "value": 1}, 2)
    first, second = pq.read_table(tmp_path / "rejected.parquet").to_pylist()
    assert (first["row"], len(first["value"]), json.loads(first["facts"])) == (-1, 500, {"cells": 1, "columns": 2})
    assert (second["row"], second["column"], second["level"]) == (0, "age", "value")


def test_nothing_rejected_is_an_empty_table(tmp_path: Path) -> None:
    with ParquetSink(tmp_path) as sink:
        sink.add("records", pa.RecordBatch.from_pylist([], tables.RECORDS))
    assert set(sink.files) == {"records", "rejected"}
    assert pq.read_schema(tmp_path / "rejected.parquet") == tables.REJECTED
    assert pq.read_schema(tmp_path / "records.parquet") == tables.RECORDS


def test_progress_is_passed_on(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with ParquetSink(tmp_path, lambda done, total: told.append((done, total))) as sink:
        sink.progress(1, 2)
    assert told == [(1, 2)]


def test_a_writer_that_fails_is_heard(tmp_path: Path) -> None:
    with pytest.raises(pa.ArrowException), ParquetSink(tmp_path) as sink:  # noqa: PT012
        for rows in (pa.table({"a": [1] * 20_000}), pa.table({"a": [1] * 20_000}), pa.table({"b": ["x"] * 20_000})):
            sink.add("said", rows)
