"""The careful way through a CSV file: what is wrong in a row costs that row."""

from pathlib import Path

import pytest

from tawthiq.readers import encodings
from tawthiq.readers.lists import careful
from tawthiq.readers.lists.batch import Fault


def read(folder: Path, data: bytes, width: int = 0) -> list[tuple[int, list[str] | str]]:
    """(number, cells), or (number, reason) where a row could not be read."""
    (folder / "list.csv").write_bytes(data)
    found = careful.rows(folder / "list.csv", "utf-8", ",", width)
    return [(number, row.reason if isinstance(row, Fault) else row) for number, row in found]


def test_rows_are_counted_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    assert read(tmp_path, b'a,b\n\n"1\n2",3\r\n4,5\r6,7') == [
        (1, ["a", "b"]), (2, []), (3, ["1\n2", "3"]), (4, ["4", "5"]), (5, ["6", "7"]),
    ]  # fmt: skip


def test_a_quote_that_is_not_doubled_costs_its_line(tmp_path: Path) -> None:
    assert read(tmp_path, b'a,b\n"Abu "Ali" X",1\n2,3\n') == [(1, ["a", "b"]), (2, "careful.quote"), (3, ["2", "3"])]


def test_a_quote_inside_a_cell_without_quotes_is_a_letter(tmp_path: Path) -> None:
    assert read(tmp_path, b'5" shell,1\n') == [(1, ['5" shell', "1"])]


def test_an_open_quote_does_not_swallow_the_rows_after_it(tmp_path: Path) -> None:
    assert read(tmp_path, b'a,b\n1,"2\n3,4\n5,"6"\n') == [
        (1, ["a", "b"]), (2, "careful.quote"), (3, ["3", "4"]), (4, ["5", "6"]),
    ]  # fmt: skip


def test_a_file_cut_off_inside_a_quoted_cell_loses_its_last_row_only(tmp_path: Path) -> None:
    assert read(tmp_path, b'a,b\n1,2\n3,"fou') == [(1, ["a", "b"]), (2, ["1", "2"]), (3, "careful.unclosed")]


def test_a_cell_that_is_too_long_costs_its_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(careful, "LONGEST", 9)
    long = b'a,b\n1,"' + b"x" * 10 + b'"\n2,3\n'
    assert read(tmp_path, long) == [(1, ["a", "b"]), (2, "careful.too_long"), (3, ["2", "3"])]


def test_a_line_that_is_too_long_costs_its_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encodings, "LONGEST", 9)
    assert read(tmp_path, b"a,b\n1," + b"x" * 30 + b"\n2,3\n") == [
        (1, ["a", "b"]), (2, "careful.too_long"), (3, ["2", "3"]),
    ]  # fmt: skip


def test_nul_and_foreign_bytes_cost_their_row_whole(tmp_path: Path) -> None:
    data = b'a,b\n"1\n\0",2\n"3\nRen\xe9",4\n5,6\n'
    assert read(tmp_path, data) == [(1, ["a", "b"]), (2, "careful.nul"), (3, "careful.encoding"), (4, ["5", "6"])]


def test_rows_of_another_width_are_ragged_where_a_width_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text('1,2\n3\n"4\n5",6,7\n')
    _, (_, short), (_, wide) = careful.rows(tmp_path / "list.csv", "utf-8", ",", 2)
    assert short == Fault(2, "careful.ragged", "3", {"cells": 1, "columns": 2})
    assert wide == Fault(3, "careful.ragged", '"4\n5",6,7', {"cells": 3, "columns": 2})


def test_a_fault_tells_its_line(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(b'a\n"b\nc"\nRen\xe9\n')
    assert list(careful.rows(tmp_path / "list.csv", "utf-8", ","))[2] == (
        3, Fault(3, "careful.encoding", r"Ren\udce9", {"line": 4}),
    )  # fmt: skip
