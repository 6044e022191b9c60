"""Spreadsheets: the values that cells show, a header below a title, other sheets, formulas, bombs."""

import datetime
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from tawthiq.errors import BadInput
from tawthiq.readers.lists import workbook
from tawthiq.readers.lists.workbook import Workbook, shown
from tests.readers.sheeting import rows


def made(folder: Path, cells: Sequence[Sequence[object]], **others: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for title, lines in {"people": cells, **others}.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    book.save(folder / "list.xlsx")
    return folder / "list.xlsx"


def test_cells_are_read_as_they_are_shown(tmp_path: Path) -> None:
    moment = datetime.datetime(2012, 2, 3, 4, 5)
    cells = [
        ["رقم", "الاسم", "date", "at", "yes"],
        [804359495, "هدى", moment.date(), moment, True],
        ["٠٠٧", "نور", None, 1.5, "-"],
    ]
    sheet = Workbook(made(tmp_path, cells), "list.xlsx")
    assert sheet.columns == ("رقم", "الاسم", "date", "at", "yes")
    assert rows(sheet) == {
        2: ["804359495", "هدى", "2012-02-03", "2012-02-03T04:05:00", "True"],
        3: ["٠٠٧", "نور", None, "1.5", "-"],
    }
    assert dict(sheet.settled) == {"sheet": "people", "header": 1}


def test_values_as_text() -> None:
    assert [shown(one) for one in (1.0, 1e20, 0.1, "", None, datetime.time(3, 4))] == [
        "1", "1e+20", "0.1", None, None, "03:04:00",
    ]  # fmt: skip


def test_the_header_is_found_below_a_title_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    file = made(tmp_path, [["Killed in May"], [], ["id", "name"], [1, "Huda"], [], [2, "Omar"]])
    sheet = Workbook(file, "list.xlsx")
    assert (sheet.columns, rows(sheet)) == (("id", "name"), {4: ["1", "Huda"], 5: [None, None], 6: ["2", "Omar"]})
    assert next(sheet.batches(["name"])).said.to_pylist()[0] == {"name": "Huda"}


def test_one_sheet_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    file = made(tmp_path, [], men=[["id"], [1]], women=[["id"], [2]])
    sheet = Workbook(file, "list.xlsx")
    assert rows(sheet) == {2: ["1"]}
    assert sheet.notes == [("workbook.others", {"file": "list.xlsx", "sheet": "men", "others": "people, women"})]
    assert rows(Workbook(file, "list.xlsx", sheet="women")) == {2: ["2"]}
    with pytest.raises(BadInput, match="no sheet 'boys'"):
        Workbook(file, "list.xlsx", sheet="boys")


def test_a_formula_without_a_stored_result_is_said(tmp_path: Path) -> None:
    file = made(tmp_path, [["id", "age"], [1, "=2012-1980"], [2, "=2012-1981"]])
    sheet = Workbook(file, "list.xlsx")
    assert rows(sheet) == {2: ["1", None], 3: ["2", None]}
    assert sheet.notes == [("workbook.formulas", {"file": "list.xlsx", "count": 2, "cells": "B2, B3"})]


def test_a_stored_result_is_the_value(tmp_path: Path) -> None:
    file = made(tmp_path, [["id", "age"], [1, "=2012-1980"]])
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(tmp_path / "new.xlsx", "w") as new:
        for member in old.infolist():
            new.writestr(member, old.read(member).replace(b"<v></v>", b"<v>32</v>").replace(b"<v />", b"<v>32</v>"))
    sheet = Workbook(tmp_path / "new.xlsx", "new.xlsx")
    assert (rows(sheet), sheet.notes) == ({2: ["1", "32"]}, [])


def bomb(folder: Path, size: int) -> Path:
    """A spreadsheet of which one member unpacks to many zeros."""
    file = made(folder, [["id"], [1]])
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/1.bin", "w") as member:
        for _ in range(size >> 20):
            member.write(bytes(1 << 20))
    return file


def test_a_zip_bomb_is_refused_before_it_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput) as refused:
        Workbook(bomb(tmp_path, 80 << 20), "list.xlsx")
    assert refused.value.key == "zips.bomb"
    monkeypatch.setattr(workbook, "MOST", 1000)
    with pytest.raises(BadInput) as refused:
        Workbook(made(tmp_path, [["id"], [1]]), "list.xlsx")
    assert refused.value.key == "zips.bomb"


def test_a_member_that_unpacks_to_more_than_it_says_is_refused(tmp_path: Path) -> None:
    file = bomb(tmp_path, 1 << 20)
    data = file.read_bytes()
    file.write_bytes(data.replace((1 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little")))
    with pytest.raises(BadInput) as refused:
        Workbook(file, "list.xlsx")
    assert refused.value.key == "zips.broken"


@pytest.mark.parametrize(
    ("data", "key"), [(b"PK\x03\x04cut off", "workbook.broken"), (b"\xd0\xcf\x11\xe0locked", "workbook.broken")]
)
def test_what_is_no_spreadsheet_is_said(tmp_path: Path, data: bytes, key: str) -> None:
    (tmp_path / "list.xlsx").write_bytes(data)
    with pytest.raises(BadInput) as refused:
        Workbook(tmp_path / "list.xlsx", "list.xlsx")
    assert refused.value.key == key


def test_nothing_in_it_and_no_header_are_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no sheet with anything"):
        Workbook(made(tmp_path, []), "list.xlsx")
    with pytest.raises(BadInput, match="row 7 holds no names"):
        Workbook(made(tmp_path, [["id"], [1]]), "list.xlsx", header=7)
