"""What the rows of a list say of each field, in the list's own words."""

from typing import Any

import pytest

from tawthiq.readers.lists.batch import strings
from tawthiq.readers.lists.columnmap import ColumnMap
from tawthiq.readers.lists.words import within, words


def said(told: dict[str, Any], name: str, columns: list[str], *rows: list[str | None]) -> list[list[str | None]]:
    """The words of each take, one list of rows a take."""
    return [one.to_pylist() for _, one in words(strings(columns, rows), ColumnMap.of(told), name)]


def test_the_first_column_that_says_something_counts() -> None:
    told = {"fields": {"notes": ["a", "b"]}}
    assert said(told, "notes", ["a", "b"], ["1", "2"], [" ", "3"], [None, "4"], ["", ""]) == [
        ["1", None, None, None], [None, "3", "4", None],
    ]  # fmt: skip


def test_parts_of_a_name_are_joined() -> None:
    told = {"fields": {"name": ["first", "family"]}}
    assert said(told, "name", ["first", "family"], ["Huda ", "Salem"], ["", "Ali"], [None, None]) == [
        ["Huda Salem", "Ali", None]
    ]


@pytest.mark.parametrize(
    ("year", "month", "day", "date"),
    [
        ("1981", "2", "6", "1981-2-6"),
        ("1981", "2", "NA", "1981-2-??"),
        ("1981", "", "", "1981-??-??"),
        ("NA", "-", "غير معروف", None),
    ],
)
def test_a_date_in_three_columns_is_put_together(year: str, month: str, day: str, date: str | None) -> None:
    told = {"fields": {"date": {"columns": ["y", "m", "d"]}}}
    assert said(told, "date", ["y", "m", "d"], [year, month, day]) == [[date]]


def test_a_constant_is_said_where_no_column_says_otherwise() -> None:
    told = {"fields": {"status": "s"}, "constants": {"status": "killed"}}
    assert said(told, "status", ["s"], ["missing"], [""]) == [["missing", None], [None, "killed"]]
    assert said(told, "status", ["s"]) == [[], []]


def test_values_by_which_the_list_says_nothing_are_nothing() -> None:
    told = {"fields": {"age": {"columns": "a", "unknown": ["0", "-1"]}}}
    assert said(told, "age", ["a"], ["0"], ["10"], ["-1"]) == [[None, "10", None]]


def test_latitude_and_longitude_are_said_together() -> None:
    told = {"fields": {"lat": "y", "lon": "x"}}
    assert said(told, "coordinates", ["x", "y"], ["36.7", "34.7"], ["", "34.7"], ["", ""]) == [
        ["34.7; 36.7", "34.7", None]
    ]


def test_the_hierarchy_is_put_together_widest_first() -> None:
    told = ColumnMap.of({"fields": {"district": "d", "governorate": "g"}, "constants": {"country": "Syria"}})
    rows = strings(["d", "g"], [["Talkalakh", "Homs"], ["", "Homs"], [None, None]])
    above = within(rows, told)
    assert above is not None
    assert above.to_pylist() == ["Syria / Homs / Talkalakh", "Syria / Homs", "Syria"]
    assert within(rows, ColumnMap.of({"fields": {"name": "d"}})) is None
