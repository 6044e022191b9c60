"""What auto-archiver writes, in both of its shapes. Every page in it is invented."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tawthiq.readers.archiver import Archiver

from .reading import Read, about, read

PAGE = {
    "_processed_at": datetime(2022, 3, 12, 8, 30, tzinfo=UTC),
    "url": "https://example.org/1",
    "title": "قصف الحي",
    "content": "At six.",
    "timestamp": datetime(2022, 3, 11, 9, 0, tzinfo=UTC),
}
MEDIA = [{"filename": "kept/a.mp4", "key": "a.mp4", "urls": [], "properties": {"hash": "SHA3-512:00ff"}}]


def table(tmp_path: Path, *rows: list[str]) -> Read:
    with (tmp_path / "db.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    return read(Archiver(), tmp_path / "db.csv")


def printed(tmp_path: Path, *rows: list[str]) -> Read:
    return table(tmp_path, ["status", "metadata", "media"], *rows)


def test_a_page_of_the_database_is_a_record(tmp_path: Path) -> None:
    got = printed(tmp_path, ["telegram: success", repr(PAGE), repr(MEDIA)])
    [record] = got.rows()
    assert (record["kind"], record["locator"], record["date_kind"]) == ("page", "row 2", "posted")
    assert record["date"] == "2022-03-11T09:00:00Z"
    assert record["folded"].startswith("قصف الحي at six")
    assert got.rows("said") == [
        {
            "row": 0,
            "url": "https://example.org/1",
            "status": "telegram: success",
            "title": "قصف الحي",
            "content": "At six.",
            "timestamp": "2022-03-11T09:00:00Z",
            "archived": "2022-03-12T08:30:00Z",
            "archive": "a.mp4",
            "hash": "SHA3-512:00ff",
        }
    ]
    assert got.doubts == []


def test_a_page_that_could_not_be_archived_is_a_record_too(tmp_path: Path) -> None:
    got = printed(tmp_path, ["no archiver", "{'url': 'https://example.org/1'}", "[]"])
    assert got.rows("said") == [{"row": 0, "url": "https://example.org/1", "status": "no archiver"}]


def test_a_row_of_the_sheet_is_a_record(tmp_path: Path) -> None:
    head = ["Link", "Archive status", "Archive location", "Archive date", "Upload timestamp", "Upload title", "Notes"]
    row = ["https://example.org/1", "success", "s3://a", "2022-03-12", "2022-03-11T09:00:00+02:00", "قصف الحي", "ours"]
    got = table(tmp_path, head, row)
    assert got.rows()[0]["date"] == "2022-03-11T09:00:00+02:00"
    assert got.rows("said")[0]["archive"] == "s3://a"
    assert "Notes" not in got.rows("said")[0]


@pytest.mark.parametrize(
    "metadata", ["", "{'url': ", "42", "{'url': open('/etc/hostname').read()}", "__import__('os').getcwd()", "(" * 500]
)
def test_what_is_no_value_is_listed_and_never_run(tmp_path: Path, metadata: str) -> None:
    got = printed(tmp_path, ["success", metadata, "[]"], ["success", repr(PAGE), "[]"])
    assert len(got.rows()) == 1
    assert got.doubts == ["archiver.row"]
    assert got.rows("rejected")[0]["locator"] == "row 2"


def test_the_same_bytes_give_the_same_tables(tmp_path: Path) -> None:
    first = printed(tmp_path, ["success", repr(PAGE), "[]"])
    assert first.bytes() == printed(tmp_path, ["success", repr(PAGE), "[]"]).bytes()


@pytest.mark.parametrize(
    ("head", "name", "is_so"),
    [
        ("status,metadata,media\n", "db.csv", True),
        ("Link,Archive Status,Archive Location,mine\n", "sheet.csv", True),
        ("status,metadata,media\n", "db.txt", False),
        ("name,status,place\n", "list.csv", False),
        ("", "a.csv", False),
    ],
)
def test_it_is_known_by_the_names_of_its_columns(head: str, name: str, is_so: bool) -> None:
    assert Archiver.accepts(head.encode(), about(name)) is is_so
