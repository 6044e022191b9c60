"""CSV in every shape: the fast and the careful way give the same rows, and what is wrong is named."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tawthiq.errors import BadInput
from tawthiq.readers.lists.delimited import Delimited
from tests.readers.sheeting import faults, rows


def opened(folder: Path, data: str | bytes, **told: object) -> Delimited:
    (folder / "list.csv").write_bytes(data.encode() if isinstance(data, str) else data)
    return Delimited(folder / "list.csv", "list.csv", **told)  # type: ignore[arg-type]


def test_rows_keep_their_numbers(tmp_path: Path) -> None:
    sheet = opened(tmp_path, 'id,name\n1,Huda\n\n2,"Omar\nS."\n')
    assert sheet.columns == ("id", "name")
    assert rows(sheet) == {2: ["1", "Huda"], 3: ["", ""], 4: ["2", "Omar\nS."]}
    assert dict(sheet.settled) == {"encoding": "utf-8", "delimiter": ",", "header": 1}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1256"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "،"])
def test_every_delimiter_encoding_and_end_of_line(tmp_path: Path, sign: str, encoding: str, end: str) -> None:
    lines = [["رقم", "الاسم"], ["١", "هدى السالم"], ["٢", "عمر العلي"], ["٣", "نور القاسم"]]
    encodable = [["no", "الاسم"], ["1", "هدى السالم"], ["2", "عمر العلي"], ["3", "نور القاسم"]]
    told = encodable if encoding == "cp1256" else lines
    sheet = opened(tmp_path, "".join(sign.join(line) + end for line in told).encode(encoding))
    assert sheet.columns == tuple(told[0])
    assert rows(sheet) == dict(enumerate(told[1:], 2))


def test_a_guessed_encoding_is_said_and_one_that_is_told_is_not(tmp_path: Path) -> None:
    data = "nom,âge\nRené,3\n".encode("latin-1")
    assert [(key, told["encoding"]) for key, told in opened(tmp_path, data).notes] == [("delimited.guessed", "cp1252")]
    assert not opened(tmp_path, data, encoding="ISO-8859-1").notes


@pytest.mark.parametrize("broken", ["", '\n7,"open', "\n7,nul\0", '\n7,5" shell', '\n"7"x,8'])
def test_ragged_rows_stay_out_on_both_ways(tmp_path: Path, broken: str) -> None:
    sheet = opened(tmp_path, 'id,name\n1\n2,Omar\n"3\n3",Nur,x\n4,Ali' + broken)
    assert sheet.fast == (not broken)
    assert {number: cells for number, cells in rows(sheet).items() if number < 6} == {3: ["2", "Omar"], 5: ["4", "Ali"]}
    assert faults(sheet)[:2] == [(2, "careful.ragged", "1"), (4, "careful.ragged", '"3\n3",Nur,x')]


CELL = st.text('a ,;"\n\r', max_size=3)
LINES = st.lists(st.lists(CELL, min_size=1, max_size=3), max_size=6)


@given(LINES, st.booleans())
@example([["a", "b"], []], True)
def test_both_ways_give_the_same(cells: list[list[str]], quoted: bool) -> None:
    def written(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if quoted or set(cell) & set(',"\n\r') else cell

    text = "id,name\n" + "".join(",".join(map(written, row)) + "\n" for row in cells)
    with TemporaryDirectory() as folder:
        sheet = opened(Path(folder), text, delimiter=",", header=1)
        assert sheet.fast
        fast = rows(sheet), faults(sheet)
        sheet.fast = False
        assert (rows(sheet), faults(sheet)) == fast


@given(st.text('a,"\n\r\0é', max_size=30))
def test_whatever_stands_in_a_file_every_row_is_in_or_named(text: str) -> None:
    with TemporaryDirectory() as folder:
        sheet = opened(Path(folder), "id,name\n" + text, encoding="utf-8", delimiter=",", header=1)
        found = [*rows(sheet), *(number for number, _, _ in faults(sheet))]
        assert sorted(found) == list(range(2, len(found) + 2))


def test_some_columns_alone_are_the_same_columns(tmp_path: Path) -> None:
    sheet = opened(tmp_path, "id,name,age\n1,Huda,3\n2,Omar\n3,Nur,5\n")
    for sheet.fast in (True, False):
        batches = list(sheet.batches(["age", "id"]))
        assert [row for one in batches for row in one.said.to_pylist()] == [
            {"age": "3", "id": "1"}, {"age": "5", "id": "3"},
        ]  # fmt: skip


def test_a_title_above_the_header_is_passed_over(tmp_path: Path) -> None:
    sheet = opened(tmp_path, "Killed in May,,\n,,\nid,name,age\n1,Huda,3\n")
    assert (sheet.columns, rows(sheet)) == (("id", "name", "age"), {4: ["1", "Huda", "3"]})
    assert opened(tmp_path, "x,y\nid,name\n1,Huda\n", header=2).columns == ("id", "name")


def test_a_row_of_ten_thousand_cells_stays_out_and_so_many_columns_go_in(tmp_path: Path) -> None:
    wide = ",".join(map(str, range(10_000)))
    assert [fault[:2] for fault in faults(opened(tmp_path, f"id,name\n1,Huda\n{wide}\n"))] == [(3, "careful.ragged")]
    assert len(rows(opened(tmp_path, f"{wide}\n{wide}\n"))[2]) == 10_000


def test_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    for data in ("id,name", "id,name\n"):
        assert rows(opened(tmp_path, data)) == {}


def test_a_cell_of_over_a_million_letters_stays_out_and_the_rest_goes_in(tmp_path: Path) -> None:
    sheet = opened(tmp_path, 'id,name\n1,"' + "x" * 1_000_001 + '"\n2,Omar\n')
    assert not sheet.fast
    assert ([fault[:2] for fault in faults(sheet)], rows(sheet)) == ([(2, "careful.too_long")], {3: ["2", "Omar"]})


def test_an_open_quote_in_a_large_file_costs_one_row(tmp_path: Path) -> None:
    tail = "".join(f"{n},name {n}\n" for n in range(200_000))
    sheet = opened(tmp_path, f'id,name\n1,"open\n{tail}')
    assert len(rows(sheet)) == 200_000
    assert [fault[:2] for fault in faults(sheet)] == [(2, "careful.too_long")]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"encoding": "klingon"}, "encoding 'klingon'"),
        ({"delimiter": "::"}, "delimiter '::'"),
        ({"header": 9}, "row 9 holds no names"),
    ],
)
def test_what_the_map_cannot_mean_is_said(tmp_path: Path, told: dict[str, object], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        opened(tmp_path, "id,name\n1,Huda\n", **told)
