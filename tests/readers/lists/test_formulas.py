"""Text that a spreadsheet program would run is pointed out; numbers, telephones and dashes are not."""

import pyarrow as pa
import pytest

from tawthiq.readers.lists.formulas import formulas


@pytest.mark.parametrize(
    "value", ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+1+cmd|' /C calc'!A0", "-2+3+A1", "- killed", "=", "@"]
)
def test_what_begins_like_a_formula_is_found(value: str) -> None:
    expected = [(1, value)] if len(value) > 1 else []
    assert list(formulas(pa.array(["x", value, None]))) == expected


@pytest.mark.parametrize("value", ["-", "--", "- -", "-34.5", "+963 11 555 0100", "-1/2", "+", "هدى", "a=b", "", None])
def test_numbers_telephones_and_dashes_are_none(value: str | None) -> None:
    assert list(formulas(pa.array([value], pa.string()))) == []


def test_a_slice_of_a_column_counts_from_its_own_beginning() -> None:
    assert list(formulas(pa.array(["=a", "b", "=c", "d"]).slice(1))) == [(1, "=c")]
    assert list(formulas(pa.array([], pa.string()))) == []
