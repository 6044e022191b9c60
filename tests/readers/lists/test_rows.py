"""Rows becoming records: ids, locators, words for search, and what is doubtful."""

from pathlib import Path

from tawthiq import tables
from tawthiq.readers.table import Table
from tests.readers.reading import Read, read

MAP = {"fields": {"list_id": "id", "name": "name", "age": "age"}}


def made(folder: Path, text: str, **told: object) -> Read:
    (folder / "list.csv").write_text(text, "utf-8")
    return read(Table({**MAP, **told}), folder / "list.csv")


def test_a_record_leads_back_to_its_row_and_its_words(tmp_path: Path) -> None:
    done = made(tmp_path, "id,name,age,remark\n7,هُدى السالم,3,بـاب\n\n8,Nur,,\n")
    first, second = done.rows()
    assert (first["row"], first["locator"], first["kind"], first["list_id"]) == (0, "row 2", "person", "7")
    assert (second["row"], second["locator"]) == (1, "row 4")
    assert done.rows("said") == [
        {"row": 0, "id": "7", "name": "هُدى السالم", "age": "3", "remark": "بـاب"},
        {"row": 1, "id": "8", "name": "Nur", "age": "", "remark": ""},
    ]
    assert done.column("notes", "reading") == ['[["table.empty_rows", {"file": "list.csv", "count": 1}]]']


def test_search_sees_every_word_but_ids_and_numbers(tmp_path: Path) -> None:
    done = made(tmp_path, "id,name,age,remark\n7,هُدى السالم,3,Gunfire\n")
    assert done.column("folded", "records") == ["هدي السالم gunfire"]


def test_an_id_said_again_keeps_its_row_and_is_told(tmp_path: Path) -> None:
    done = made(tmp_path, "id,name,age\n7,Huda,3\n7,Nur,4\n")
    assert len({row["id"] for row in done.rows()}) == 2
    (doubt,) = done.rows("rejected")
    assert (doubt["level"], doubt["reason"], doubt["row"], doubt["locator"], doubt["value"]) == (
        "doubt", "rows.same_id", 1, "row 3", "7",
    )  # fmt: skip
    assert done.doubts


def test_without_an_id_the_content_is_the_identity(tmp_path: Path) -> None:
    done = made(tmp_path, "id,name,age,remark\nN/A,هدى,3,a\n-,هدي,3,b\n,Nur,3,\n")
    assert done.doubts == ["rows.same_content"]
    again = made(tmp_path, "name,remark,age,id\nNur,other words,3,\n")
    assert [row["id"] for row in again.rows()] == [done.rows()[2]["id"]]
    assert [row["content"] for row in again.rows()] == [done.rows()[2]["content"]]


def test_a_list_of_nothing_but_ids_or_numbers_is_read(tmp_path: Path) -> None:
    for field in ("list_id", "age"):
        done = made(tmp_path, "x\n7\n8\n", fields={field: "x"})
        assert (len(done.rows()), done.doubts, set(done.column("folded", "records"))) == (2, [], {""})


def test_a_changed_word_changes_the_content_and_not_the_id(tmp_path: Path) -> None:
    old = made(tmp_path, "id,name,age\n7,Huda,3\n").rows()[0]
    new = made(tmp_path, "id,name,age\n7,Huda S.,3\n").rows()[0]
    assert old["id"] == new["id"]
    assert old["content"] != new["content"]


def test_another_way_of_writing_or_another_map_changes_no_content(tmp_path: Path) -> None:
    old = made(
        tmp_path,
        "id,died,where\n7,03/02/2012,تل القمر\n",
        fields={"list_id": "id", "date": {"columns": "died", "order": "dmy"}, "place": "where"},
    )
    new = made(
        tmp_path,
        "id,where,died\n7,تل القمر,2012-02-03\n",
        fields={
            "list_id": "id",
            "date": {"columns": "died", "kind": "death"},
            "place": {"columns": "where", "kind": "death"},
        },
    )
    moved = made(
        tmp_path, "id,died,where\n7,2012-02-03,حي المحطة\n", fields={"list_id": "id", "date": "died", "place": "where"}
    )
    contents = [done.column("content", "records") for done in (old, new, moved)]
    assert contents[0] == contents[1] != contents[2]


def test_a_formula_is_kept_as_it_stands_and_told(tmp_path: Path) -> None:
    done = made(tmp_path, "id,name,age\n7,=1+1,3\n")
    assert done.rows()[0]["name"] == "=1+1"
    assert [(row["level"], row["column"], row["value"]) for row in done.rows("rejected")] == [("doubt", "name", "=1+1")]
    assert done.doubts == ["rows.formula"]


def test_values_and_rows_that_cannot_be_read_are_kept_with_their_place(tmp_path: Path) -> None:
    done = made(tmp_path, "id,name,age\n6\n7,Huda,many\n8,Nur,4\n")
    told = [[row[key] for key in ("level", "row", "locator", "column", "value")] for row in done.rows("rejected")]
    assert told == [["row", -1, "row 2", "", "6"], ["value", 0, "row 3", "age", "many"]]
    assert done.doubts == ["careful.ragged", "ages.unreadable"]


def test_records_have_the_columns_of_every_records_table(tmp_path: Path) -> None:
    done = made(tmp_path, "id,name,age\n7,Huda,3\n")
    assert set(done.rows()[0]) < set(tables.RECORDS.names)
