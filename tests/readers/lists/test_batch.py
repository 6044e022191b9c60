"""Names of columns, the row that is the header, and rows that say nothing."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.readers.lists.batch import Batch, header_row, named, strings, without_empty


def test_columns_get_names_of_their_own() -> None:
    assert named(["name", "", " name ", None, "name (2)", "row"]) == (
        "name", "column 2", "name (2)", "column 4", "name (2) (2)", "row (2)",
    )  # fmt: skip


@given(st.lists(st.sampled_from(["", "a", "a (2)", "a (3)", "row", "column 1"]) | st.none(), max_size=12))
def test_no_two_columns_have_one_name_and_none_is_called_row(header: list[str | None]) -> None:
    names = named(header)
    assert len(set(names)) == len(names) == len(header)
    assert not {"row", ""} & set(names)


def test_the_header_is_found_below_a_title() -> None:
    assert header_row([["id", "name"], ["1", "Huda"]]) == 1
    assert (
        header_row([["The list of 3 May", "", ""], [], ["id", "name", "age"], ["1", "Huda", ""], ["2", "Nur", "3"]])
        == 3
    )
    assert header_row([["name"], ["Huda"], ["Nur"]]) == 1
    assert header_row([["id", "name"], ["x"] * 10_000, ["1", "Huda"], ["2", "Nur"]]) == 1
    assert header_row([]) == 1


def test_rows_that_say_nothing_are_left_out_and_the_others_keep_their_numbers() -> None:
    said = strings(["a", "b"], [["1", ""], ["", None], [None, "2"], ["", ""]])
    left = without_empty(Batch(pa.array([2, 3, 4, 5]), said))
    assert (left.numbers.to_pylist(), left.said.to_pylist()) == ([2, 4], [{"a": "1", "b": ""}, {"a": None, "b": "2"}])


def test_no_rows_are_columns_without_rows() -> None:
    assert strings(["a", "b"], []).schema == pa.schema({"a": pa.string(), "b": pa.string()})
    assert without_empty(Batch(pa.array([], pa.int64()), strings(["a"], []))).said.num_rows == 0
