"""What auto-archiver (Bellingcat) keeps of the web: the CSV of its ``csv_db``, or its Google Sheet saved as CSV."""

import ast
import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any, ClassVar

from tawthiq.errors import BadInput
from tawthiq.readers.entries import Entry, put, when
from tawthiq.readers.metadata import moment
from tawthiq.readers.shape import About, Sink

SAID = ("url", "status", "title", "content", "timestamp", "archived", "archive", "hash")
PRINTED = ("status", "metadata", "media")
SHEET = {
    "link": "url",
    "archive status": "status",
    "upload title": "title",
    "text content": "content",
    "upload timestamp": "timestamp",
    "archive date": "archived",
    "archive location": "archive",
    "hash": "hash",
}
LONGEST = 10_000_000
UNREADABLE = (ValueError, SyntaxError, TypeError, AttributeError, KeyError, RecursionError)

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Archiver:
    """One record a page that was archived: its address, title, words, times, and the hashes of what was kept.

    ``csv_db`` prints Python values; they are read as literals and never run. The sheet must keep the names that
    auto-archiver gives its columns; with other names it is a table like any other.
    """

    name: ClassVar[str] = "archiver"
    version: ClassVar[str] = "1"

    @classmethod
    def accepts(cls, head: bytes, about: About) -> bool:
        """A CSV whose first line holds the column names of either."""
        first = head.decode("utf-8-sig", "ignore").splitlines()[:1]
        return PurePath(about.name).suffix.lower() == ".csv" and any(_known(names) for names in csv.reader(first))

    def read(self, file: Path, about: About, sink: Sink) -> None:
        """Read every row; one that cannot be understood is listed. Raises BadInput for what is no CSV."""
        csv.field_size_limit(LONGEST)
        try:
            with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
                put(_entries(csv.DictReader(lines), sink), SAID, about, sink)
        except csv.Error as error:
            raise BadInput("archiver.broken", file=about.name, detail=str(error)) from error


def _known(names: list[str]) -> bool:
    columns = [name.strip().lower() for name in names]
    return tuple(columns) == PRINTED or {"link", "archive status", "archive location"} <= set(columns)


def _entries(rows: "csv.DictReader[str]", sink: Sink) -> Iterator[Entry]:
    for number, row in enumerate(rows, 2):
        where = f"row {number}"
        try:
            said = _printed(row) if "metadata" in row else _sheet(row)
        except UNREADABLE as error:
            sink.reject("archiver.row", level="row", locator=where, value=str(row.get("metadata")), detail=str(error))
            continue
        posted = moment(said.get("timestamp", ""), "posted")
        words = " ".join(said.get(key, "") for key in ("title", "content", "url"))
        yield Entry("page", where, said, words, when(posted) if posted else {}, said.get("url", ""))


def _sheet(row: Row) -> dict[str, str]:
    lower = {str(name).strip().lower(): value for name, value in row.items()}
    return {key: value for name, key in SHEET.items() if (value := lower.get(name))}


def _printed(row: Row) -> dict[str, str]:
    metadata, media = _literal(row["metadata"]), _literal(row["media"] or "[]")
    kept = [(one.get("key") or one["filename"], one.get("properties", {}).get("hash")) for one in media]
    said = {
        **{key: metadata.get(key) for key in ("url", "title", "content", "timestamp")},
        "status": row["status"],
        "archived": metadata.get("_processed_at"),
        "archive": "; ".join(str(name) for name, _ in kept),
        "hash": "; ".join(str(made) for _, made in kept if made),
    }
    return {key: str(value) for key, value in said.items() if value}


def _literal(printed: str) -> Any:
    """A Python value from its print; a ``datetime`` in it becomes ISO 8601. Raises ValueError or SyntaxError."""
    return ast.literal_eval(_Times().visit(ast.parse(printed.strip(), mode="eval")))


class _Times(ast.NodeTransformer):
    """Puts a text in the place of every ``datetime.datetime(2022, 3, 11, …)``."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        numbers = [ast.literal_eval(one) for one in node.args]
        zone = "Z" if any("utc" in ast.unparse(one) for one in node.keywords) else ""
        named = ast.unparse(node.func) == "datetime.datetime"
        return ast.Constant(datetime(*numbers).isoformat() + zone) if named else node
