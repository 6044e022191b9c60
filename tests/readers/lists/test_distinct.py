"""Columns are read by their distinct values, each once."""

from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq import text
from tawthiq.errors import BadInput
from tawthiq.readers.lists import distinct
from tawthiq.readers.lists.distinct import Distinct, by_distinct, folded, together, unless

WORDS = st.lists(st.none() | st.sampled_from(["", "هدى", "Omar S.", "قـصـف", "x"]), max_size=8)


def number(said: str) -> int:
    if not said.isdigit():
        raise BadInput("ages.unreadable", value=said)
    return int(said)


def test_each_value_is_read_once_over_all_batches() -> None:
    seen: list[str] = []
    reader = Distinct(lambda said: (seen.append(said), number(said))[1], [(pa.int64(), None), (pa.string(), str)])
    first, second = reader(pa.array(["3", None, "x", "3"])), reader(pa.array(["5", "x", "3"]))
    assert [column.to_pylist() for column in first.columns] == [[3, None, None, 3], ["3", None, None, "3"]]
    assert [(row, error.facts["value"]) for row, error in first.unread] == [(2, "x")]
    assert [column.to_pylist() for column in second.columns] == [[5, None, 3], ["5", None, "3"]]
    assert [row for row, _ in second.unread] == [1]
    assert seen == ["3", "x", "5"]


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distinct, "MOST", 2)
    reader = Distinct(number, [(pa.int64(), None)])
    for values in (["1", "2", "3"], ["4", "x"], ["4", "1"]):
        assert reader(pa.array(values)).columns[0].to_pylist() == [int(v) if v.isdigit() else None for v in values]


def test_threads_may_share_a_reader() -> None:
    reader = Distinct(number, [(pa.int64(), None)])
    batches = [[str((n * k) % 97) for n in range(500)] for k in range(1, 30)]
    with ThreadPoolExecutor(4) as pool:
        for values, read in zip(batches, pool.map(reader, map(pa.array, batches)), strict=True):
            assert read.columns[0].to_pylist() == list(map(int, values))


def test_plain_values_are_left_alone() -> None:
    column = pa.array(["a", None, "B", "c"])
    assert unless(column, "^[a-z]$", str.lower).to_pylist() == ["a", None, "b", "c"]
    assert unless(column, "", str.lower).to_pylist() == ["a", None, "B", "c"]
    assert by_distinct(column, lambda said: None if said == "a" else said).to_pylist() == [None, None, "B", "c"]


@given(WORDS)
def test_folded_words_of_a_row_are_the_fold_of_its_words(said: list[str | None]) -> None:
    other = [*reversed(said)]
    columns = [pa.array(said, pa.string()), pa.array(other, pa.string())]
    rows = [" ".join(filter(None, pair)) for pair in zip(said, other, strict=True)]
    assert folded(columns).to_pylist() == [text.fold(row) for row in rows]


@given(WORDS)
def test_no_row_is_lost_where_several_columns_are_put_together(said: list[str | None]) -> None:
    columns = [pa.array(said, pa.string()), pa.array([None] * len(said), pa.string())]
    assert together(columns, ", ").to_pylist() == [one or "" for one in said]
