"""Spreadsheets (XLSX, XLSM, XLSB, XLS, ODS) as batches of strings: the values that the cells show, never formulas."""

import datetime
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from tawthiq.errors import BadInput
from tawthiq.readers import zips
from tawthiq.readers.lists.batch import ROWS, Batch, header_row, named, strings

MOST = 4 * 1024**3
_CHUNK, _OVERLAP = 1 << 20, 1 << 13
_NO_RESULT = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*><f[^>]*(?:/>|>[^<]*</f>)(?:<v></v>|<v ?/>)?</c>')


class Workbook:
    """One sheet of a spreadsheet that was opened: a ``Sheet``; the first with content unless one is named.

    Raises BadInput for a zip bomb, a damaged or locked file, a sheet that is not there, or one without content.
    """

    unit = "row"

    def __init__(self, file: Path, name: str, sheet: str = "", header: int = 0) -> None:
        formulas = _looked_through(file, name) if zipfile.is_zipfile(file) else []
        self.sheet, others = _sheet(file, name, sheet)
        self.header = header or header_row(self.sheet.iter_rows())
        top = next(islice(self.sheet.iter_rows(), self.header - 1, None), [])
        if not any(top):
            raise BadInput("workbook.no_header", file=name, sheet=self.sheet.name, row=self.header)
        self.columns = named([shown(cell) for cell in top])
        self.settled = {"sheet": self.sheet.name, "header": self.header}
        self.notes: list[tuple[str, dict[str, Any]]] = []
        if others:
            self.notes.append(("workbook.others", {"file": name, "sheet": self.sheet.name, "others": others}))
        if formulas:
            cells = ", ".join(formulas[:10])
            self.notes.append(("workbook.formulas", {"file": name, "count": len(formulas), "cells": cells}))

    def batches(self, only: Sequence[str] | None = None) -> Iterator[Batch]:
        """Every row below the header, or only some of its columns."""
        names = only or self.columns
        picked = [self.columns.index(column) for column in names]
        rows = islice(self.sheet.iter_rows(), self.header, None)
        first = self.header + 1
        while chunk := list(islice(rows, ROWS)):
            said = [[shown(row[at]) for at in picked] for row in chunk]
            yield Batch(pa.array(range(first, first + len(chunk)), pa.int64()), strings(names, said))
            first += len(chunk)


def shown(cell: Any) -> str | None:
    """A cell's value as text: whole numbers without a point, dates as ISO 8601, an empty cell as nothing."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime | datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def _sheet(file: Path, name: str, wanted: str) -> tuple[CalamineSheet, str]:
    try:
        book = CalamineWorkbook.from_path(file)
        if wanted and wanted not in book.sheet_names:
            raise BadInput("workbook.no_sheet", file=name, value=wanted, known=", ".join(book.sheet_names))
        for title in [wanted] if wanted else book.sheet_names:
            sheet = book.get_sheet_by_name(title)
            if sheet.end:
                return sheet, ", ".join(other for other in book.sheet_names if other != title)
    except (CalamineError, OSError, ValueError) as error:
        raise BadInput("workbook.broken", file=name, detail=str(error)) from error
    raise BadInput("workbook.empty", file=name)


def _looked_through(file: Path, name: str) -> list[str]:
    """The cells whose formula has no stored result; on the way everything is unpacked once, to find sizes that lie."""
    found: dict[str, None] = {}
    with zips.opened(file, name) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > MOST:
            raise BadInput("zips.bomb", file=name, members=len(archive.infolist()), mib=unpacked >> 20)
        for member in archive.infolist():
            with archive.open(member) as stream:
                window = b""
                while chunk := stream.read(_CHUNK):
                    window = window[-_OVERLAP:] + chunk
                    found.update(dict.fromkeys(cell.decode() for cell in _NO_RESULT.findall(window)))
    return list(found)
