"""Entries become two tables that row by row belong together."""

import hashlib
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tawthiq import tables
from tawthiq.nouns import Date
from tawthiq.readers.entries import BATCH, Entry, passage, passages, put, when
from tawthiq.readers.sink import ParquetSink

from .reading import Read, about


def written(folder: Path, entries: list[Entry], columns: tuple[str, ...] = ("text",)) -> Read:
    with ParquetSink(folder) as sink:
        assert put(entries, columns, about("a.txt"), sink) == len(entries)
    return Read(folder)


def test_an_entry_is_a_row_of_records_and_a_row_of_said(tmp_path: Path) -> None:
    entry = Entry("passage", "¶ 1", {"text": "قُصِفَ الحيّ"}, "قُصِفَ الحيّ", {"place": "Homs"})
    read = written(tmp_path, [entry])
    [record], [said] = read.rows(), read.rows("said")
    assert said == {"row": 0, "text": "قُصِفَ الحيّ"}
    assert (record["row"], record["locator"], record["kind"], record["place"]) == (0, "¶ 1", "passage", "Homs")
    assert record["folded"] == "قصف الحي"


def hashed(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def test_the_id_hashes_the_source_the_list_and_the_folded_words(tmp_path: Path) -> None:
    [record] = written(tmp_path, [Entry("passage", "¶ 1", {"text": "Qasf!"}, "Qasf!")]).rows()
    assert record["id"] == "r-" + hashed("lcc", "i-1", "qasf")
    assert record["content"] == hashed("Qasf!")


def test_the_same_words_again_are_another_record(tmp_path: Path) -> None:
    same = [Entry("passage", f"¶ {n}", {"text": "Yes."}, "Yes.") for n in (1, 2, 3)]
    ids = written(tmp_path, same).column("id", "records")
    assert ids == ["r-" + hashed("lcc", "i-1", "yes", *again) for again in ([], ["2"], ["3"])]


def test_a_key_makes_the_id_where_words_do_not(tmp_path: Path) -> None:
    read = written(tmp_path, [Entry("frame", "00:00:01.000", {}, "", key="00:00:01.000")])
    assert read.column("id", "records") == ["r-" + hashed("lcc", "i-1", "00:00:01.000")]


def test_nothing_is_two_empty_tables(tmp_path: Path) -> None:
    read = written(tmp_path, [])
    assert read.rows() == read.rows("said") == []


def test_rows_pair_across_batches(tmp_path: Path) -> None:
    entries = [Entry("passage", f"¶ {n}", {"text": f"word {n}"}, f"word {n}") for n in range(BATCH + 1)]
    read = written(tmp_path, entries)
    assert read.column("row", "records") == read.column("row") == list(range(BATCH + 1))
    assert read.column("folded", "records") == read.column("text")


@given(st.lists(st.text(), max_size=20))
def test_ids_never_collide_and_depend_on_nothing_but_the_words(words: list[str]) -> None:
    class Held:
        def __init__(self) -> None:
            self.ids: list[str] = []

        def add(self, table: str, batch: object) -> None:
            if table == "records":
                self.ids += batch["id"].to_pylist()  # type: ignore[index]

    one, other = Held(), Held()
    for held in (one, other):
        passages(((None, n, word) for n, word in enumerate(words, 1)), about("a.txt"), held)  # type: ignore[arg-type]
    assert one.ids == other.ids
    assert len(set(one.ids)) == len(words)


def test_a_passage_says_its_page_where_it_has_one() -> None:
    assert passage(3, 2, "…").locator == "page 3 ¶ 2"
    assert passage(None, 12, "…").locator == "¶ 12"


def test_a_date_fills_four_columns() -> None:
    day = date(2012, 2, 3)
    told = when(Date("3/2/2012", "2012-02-03", day, day, "taken"))
    assert told == {"date": "2012-02-03", "date_from": day, "date_to": day, "date_kind": "taken"}
    assert told.keys() <= set(tables.RECORDS.names)
