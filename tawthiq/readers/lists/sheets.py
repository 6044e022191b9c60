"""Opening a table file, whatever its format."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tawthiq.errors import BadInput
from tawthiq.readers.lists.arrowfile import ArrowFile
from tawthiq.readers.lists.batch import Sheet
from tawthiq.readers.lists.delimited import Delimited
from tawthiq.readers.lists.jsonrows import JsonRows
from tawthiq.readers.lists.workbook import Workbook

HEAD = 4096
FORMATS: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "delimited": (Delimited, ("encoding", "delimiter", "header")),
    "workbook": (Workbook, ("sheet", "header")),
    "json": (JsonRows, ("encoding",)),
    "parquet": (ArrowFile, ()),
}
_SUFFIXES = {
    "delimited": (".csv", ".tsv", ".tab", ".psv"),
    "workbook": (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
    "json": (".json", ".jsonl", ".ndjson", ".geojson"),
    "parquet": (".parquet",),
}


def format_of(head: bytes, name: str) -> str:
    """The format of a file by its first bytes and its name; empty where it does not look like a table."""
    if head.startswith(b"PAR1"):
        return "parquet"
    packed = head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    found = next((one for one, suffixes in _SUFFIXES.items() if name.lower().endswith(suffixes)), "")
    if packed:
        return "workbook" if found == "workbook" or b"xl/" in head else ""
    return found if found in ("delimited", "json") else ""


def opened(file: Path, name: str, options: Mapping[str, Any]) -> Sheet:
    """The file as a sheet. ``options`` are what the map says of the file; any text can be opened as delimited.

    Raises BadInput where it cannot be opened, and for an option that its format does not have.
    """
    with file.open("rb") as stream:
        head = stream.read(HEAD)
    if not head:
        raise BadInput("sheets.empty", file=name)
    form = format_of(head, name) or "delimited"
    make, known = FORMATS[form]
    for key, value in options.items():
        if key not in known:
            raise BadInput("sheets.option", file=name, column=key, value=value, format=form)
    sheet: Sheet = make(file, name, **options)
    return sheet
