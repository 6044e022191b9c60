"""Parquet: values of every type as a person would write them."""

import datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tawthiq.errors import BadInput
from tawthiq.readers.lists.arrowfile import ArrowFile, as_strings
from tests.readers.sheeting import rows


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (pa.array(["هدى", None]), ["هدى", None]),
        (pa.array(["a", "b"]).dictionary_encode(), ["a", "b"]),
        (pa.array([804359495.0, None, float("nan")]), ["804359495", None, None]),
        (pa.array([1.5, 804359495.0]), ["1.5", "804359495"]),
        (pa.array([3, None]), ["3", None]),
        (pa.array([True]), ["true"]),
        (pa.array([datetime.date(2012, 2, 3)]), ["2012-02-03"]),
        (
            pa.array([datetime.datetime(2012, 2, 3), datetime.datetime(2012, 2, 3, 4, 5)]),
            ["2012-02-03", "2012-02-03 04:05:00"],
        ),
        (pa.array([Decimal("1.50")]), ["1.50"]),
        (pa.array([b"abc"]), ["abc"]),
        (pa.array([b"\xff\x00", None]), ["ff00", None]),
        (pa.array([["a", "ب"], None]), ['["a", "ب"]', None]),
        (pa.array([{"a": datetime.date(2012, 2, 3)}]), ['{"a": "2012-02-03"}']),
        (pa.nulls(2), [None, None]),
    ],
)
def test_values_as_strings(values: pa.Array, said: list[str | None]) -> None:  # type: ignore[type-arg]
    told = as_strings(values)
    assert told.to_pylist() == said
    assert told.type == pa.string()


def test_rows_are_counted_from_one(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": [7, 8], "row": ["a", "b"]}), tmp_path / "list.parquet")
    sheet = ArrowFile(tmp_path / "list.parquet", "list.parquet")
    assert (sheet.columns, rows(sheet)) == (("id", "row (2)"), {1: ["7", "a"], 2: ["8", "b"]})
    assert [one.said.to_pylist() for one in sheet.batches(["row (2)"])] == [[{"row (2)": "a"}, {"row (2)": "b"}]]


def test_a_file_that_is_cut_off_is_said(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": [7, 8]}), tmp_path / "list.parquet")
    data = (tmp_path / "list.parquet").read_bytes()
    (tmp_path / "list.parquet").write_bytes(data[:-5])
    with pytest.raises(BadInput, match="cannot be read as Parquet"):
        ArrowFile(tmp_path / "list.parquet", "list.parquet")
