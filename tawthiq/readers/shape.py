"""What a reader sees and gives: a file with what is known about it, and a sink for what it reads."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class About:
    """What the case knows of the file: its item, its source, its name as received, and the list it belongs to.

    ``list`` is the name under which newer versions of the same list are read; for a single file it is the item's id.
    """

    item: str
    source: str
    name: str
    media_type: str
    list: str


class Sink(Protocol):
    """Where a reader puts what it reads, batch by batch."""

    def add(self, table: str, batch: pa.RecordBatch | pa.Table) -> None:
        """Append rows to a named table (``records``, ``said``, …)."""

    def reject(
        self,
        reason: str,
        *,
        level: str,
        row: int = -1,
        locator: str = "",
        column: str = "",
        value: str = "",
        **facts: Any,
    ) -> None:
        """Keep what could not be read: ``level`` as in ``tables.REJECTED``, ``reason`` a key of the messages."""

    def progress(self, done: int, total: int) -> None:
        """Say how far reading has come, in bytes, pages or frames."""


class Reader(Protocol):
    """A method of this craft: knows its files by their first bytes and turns one into tables."""

    name: ClassVar[str]
    version: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]

    @classmethod
    def accepts(cls, head: bytes, about: About) -> bool:
        """Whether this reader is made for a file that starts with these 4,096 bytes."""

    def read(self, file: Path, about: About, sink: Sink) -> None:
        """Read the whole file into the sink. Raises BadInput when nothing of it can be read."""
