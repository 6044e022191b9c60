"""How the tests of readers read a file: into Parquet files, as the verb does, and back as plain rows."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tawthiq.messages import LANGUAGES, say
from tawthiq.readers.shape import About, Reader
from tawthiq.readers.sink import ParquetSink


def about(name: str, item: str = "i-1") -> About:
    return About(item, "lcc", name, "", item)


@dataclass
class Read:
    """What a reader wrote."""

    folder: Path

    def rows(self, table: str = "records") -> list[dict[str, Any]]:
        """The rows of a table, without their empty cells."""
        told = pq.read_table(self.folder / f"{table}.parquet").to_pylist()
        return [{key: value for key, value in row.items() if value is not None} for row in told]

    def column(self, name: str, table: str = "said") -> list[Any]:
        return pq.read_table(self.folder / f"{table}.parquet")[name].to_pylist()

    @property
    def doubts(self) -> list[str]:
        """The reasons of what was rejected; each must be a sentence in both languages."""
        for row in self.rows("rejected"):
            for lang in LANGUAGES:
                assert say(row["reason"], lang, **{**row, **json.loads(row["facts"])})
        return self.column("reason", "rejected")

    def bytes(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.folder.iterdir())}


def read(reader: Reader, file: Path, name: str | None = None) -> Read:
    """Read a file that its reader accepts, by the name under which it was received."""
    folder = file.parent / f"{file.name} read {len(list(file.parent.iterdir()))}"
    folder.mkdir()
    with file.open("rb") as stream:
        assert reader.accepts(stream.read(4_096), about(name or file.name))
    with ParquetSink(folder) as sink:
        reader.read(file, about(name or file.name), sink)
    return Read(folder)
