"""The simulated lists as files of the kinds that list-keepers send, with the truth beside them."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
from openpyxl import Workbook  # type: ignore[import-untyped]

from examples.simulate import MARK, SIMULATED
from examples.simulate.lists import lists, newer
from examples.simulate.people import people

Writer = Callable[[pl.DataFrame, Path], None]
STAMP = re.compile(rb'(?<=W3CDTF">)[^<]+')


def write(folder: Path, seed: int = 2012, n: int = 600) -> None:
    """Write the four lists of ``n`` invented people and the newer version of the first into a folder.

    ``truth/`` holds the people, and for each file the person of each of its rows (row 0 is the first below the
    headers). A row beyond those is nobody's: each list but the newer ends with one that is no record at all.
    """
    truth = folder / "truth"
    truth.mkdir(parents=True, exist_ok=True)
    everyone = people(n, seed)
    made = lists(everyone, seed)
    made["committees-newer"] = newer(made["committees"], everyone, seed)
    everyone.with_columns(handling=pl.lit(SIMULATED)).write_csv(truth / "simulated-people.csv")
    for name, frame in made.items():
        rows = pl.DataFrame({"row": range(frame.height), "person": frame["person"]})
        rows.with_columns(handling=pl.lit(SIMULATED)).write_csv(truth / f"simulated-{name}.csv")
        ending, put = FILES[name]
        put(frame.drop("person"), folder / f"simulated-{name}.{ending}")


def _csv(frame: pl.DataFrame, path: Path) -> None:
    path.write_text(frame.write_csv(), "utf-8", newline="")


def _csv_ragged(frame: pl.DataFrame, path: Path) -> None:
    """With a last row of too many cells, as a total is often written."""
    path.write_text(
        frame.write_csv() + f"المجموع,{frame.height}" + f",{SIMULATED}" * frame.width + "\n", "utf-8", newline=""
    )


def _csv_windows(frame: pl.DataFrame, path: Path) -> None:
    """As a spreadsheet on an Arabic Windows saves it: cp1256, semicolons, CRLF; the last row empty but for its note."""
    last = ";" * (frame.width - 1) + MARK + "\r\n"
    path.write_text(frame.write_csv(separator=";", line_terminator="\r\n") + last, "cp1256", newline="")


def _json_lines(frame: pl.DataFrame, path: Path) -> None:
    """Empty values left out; the last line cut off."""
    rows = ({key: said for key, said in row.items() if said is not None} for row in frame.iter_rows(named=True))
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join([*lines, '{"notes": "' + SIMULATED]) + "\n", "utf-8", newline="")


def _workbook(frame: pl.DataFrame, path: Path) -> None:
    """Ages as numbers, dates as text; the last row a total."""
    book = Workbook()
    sheet = book.active
    sheet.title = SIMULATED
    sheet.append(frame.columns)
    for row in frame.iter_rows():
        sheet.append([int(said) if said and said.isdigit() else said for said in row])
    sheet.append(["Total", frame.height])
    held = io.BytesIO()
    book.save(held)
    path.write_bytes(_timeless(held.getvalue()))


def _timeless(book: bytes) -> bytes:
    """A workbook without the hour at which it was written, so that the same rows give the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as read, zipfile.ZipFile(held, "w") as out:
        for name in read.namelist():
            told = STAMP.sub(b"2012-04-01T00:00:00Z", read.read(name))
            out.writestr(zipfile.ZipInfo(name), told, zipfile.ZIP_DEFLATED)
    return held.getvalue()


FILES: dict[str, tuple[str, Writer]] = {
    "committees": ("csv", _csv_ragged),
    "committees-newer": ("csv", _csv),
    "hospital": ("csv", _csv_windows),
    "archive": ("xlsx", _workbook),
    "monitor": ("jsonl", _json_lines),
}
