"""A table file is opened by what it is."""

from pathlib import Path

import pytest

from tawthiq.errors import BadInput
from tawthiq.readers.lists.sheets import format_of, opened


@pytest.mark.parametrize(
    ("head", "name", "form"),
    [
        (b"id,name\n", "list.csv", "delimited"),
        (b"id\tname\n", "LIST.TSV", "delimited"),
        (b'{"id": 1}', "list.jsonl", "json"),
        (b"PAR1", "anything", "parquet"),
        (b"PK\x03\x04", "list.xlsx", "workbook"),
        (b"PK\x03\x04....xl/workbook.xml", "anything", "workbook"),
        (b"\xd0\xcf\x11\xe0", "list.xls", "workbook"),
        (b"PK\x03\x04", "list.csv", ""),
        (b"PK\x03\x04", "talk.docx", ""),
        (b"id,name\n", "list.xlsx", ""),
        (b"Some words.", "talk.txt", ""),
    ],
)
def test_the_format_is_known_by_first_bytes_and_name(head: bytes, name: str, form: str) -> None:
    assert format_of(head, name) == form


def test_text_under_any_name_opens_as_delimited(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("id;name\n1;Huda\n")
    assert opened(tmp_path / "list.txt", "list.txt", {"delimiter": ";"}).columns == ("id", "name")


def test_an_empty_file_and_an_option_of_another_format_are_said(tmp_path: Path) -> None:
    (tmp_path / "list.csv").touch()
    with pytest.raises(BadInput, match=r"list\.csv is empty"):
        opened(tmp_path / "list.csv", "list.csv", {})
    (tmp_path / "list.csv").write_text("id\n")
    with pytest.raises(BadInput, match="opened as delimited, for which the map cannot say sheet = people"):
        opened(tmp_path / "list.csv", "list.csv", {"sheet": "people"})
