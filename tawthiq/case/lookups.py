"""Lookups: rows of immutable files by the value of a column, by reading them through or by an index that is kept."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

T = TypeVar("T")
KEPT = 64


@dataclass
class Memory:
    """Results that cost time, each under a key that names everything it depends on; the oldest go.

    A key holds hashes of files or ids of findings: what is newer has another key, so nothing here can be out of date.
    One memory may serve many openings of a case and many threads; a command that runs once has none.
    """

    _kept: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    _locks: dict[Hashable, Lock] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under a key, made where it is not; two who ask at once wait for one making."""
        with self._lock:
            waits = self._locks.setdefault(key, Lock())
        with waits:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    return self._kept[key]  # type: ignore[no-any-return]
            made = make()
            with self._lock:
                self._kept[key] = made
                self._trim()
            return made

    def has(self, key: Hashable) -> bool:
        """Whether something is kept under a key."""
        with self._lock:
            return key in self._kept

    def _trim(self) -> None:
        while len(self._kept) > KEPT:
            gone, _ = self._kept.popitem(last=False)
            self._locks.pop(gone, None)


@dataclass(frozen=True, eq=False)
class Index:
    """The values of a column in order, and the row of each."""

    values: NDArray[np.bytes_]
    rows: NDArray[np.int64]

    @classmethod
    def of(cls, path: Path, column: str) -> "Index":
        """Read one column of a Parquet file."""
        told = pq.read_table(path, columns=[column])[column].cast(pa.binary()).fill_null(pa.scalar(b"", pa.binary()))
        values = np.array(told.to_numpy(), dtype=np.bytes_)
        rows = np.argsort(values, kind="stable")
        return cls(values[rows], rows)

    def at(self, values: Iterable[str]) -> list[tuple[str, int]]:
        """Which of these values stand in the column, each with its row."""
        keys = [value.encode() for value in sorted(set(values))]
        ends = zip(np.searchsorted(self.values, keys, "left"), np.searchsorted(self.values, keys, "right"), strict=True)
        return [found for first, last in ends for found in self._some(first, last)]

    def beginning(self, prefix: str) -> list[tuple[str, int]]:
        """The values that begin so, each with its row."""
        return self._some(*np.searchsorted(self.values, [prefix.encode(), prefix.encode() + b"\xff"]))

    def _some(self, first: np.intp, last: np.intp) -> list[tuple[str, int]]:
        values, rows = self.values[first:last].tolist(), self.rows[first:last].tolist()
        return [(value.decode(), row) for value, row in zip(values, rows, strict=True)]


Opening = Callable[[str], AbstractContextManager[Path]]


@dataclass(frozen=True)
class Lookups:
    """Rows of Parquet files in the vault by value; with a memory by an index that it keeps, else by reading."""

    path: Opening
    memory: Memory | None = None

    def rows(self, sha256: str, column: str, values: Sequence[str]) -> list[dict[str, Any]]:
        """The rows of a file in which a column has one of these values, in the order of the file."""
        with self.path(sha256) as path:
            if self.memory is None:
                return pq.read_table(path, filters=[(column, "in", list(values))]).to_pylist()
            return list(_read(path, [row for _, row in self._index(sha256, path, column).at(values)]))

    def index(self, sha256: str, column: str) -> Index | None:
        """The index of a column; none where nothing is kept and reading through is as good."""
        if self.memory is None:
            return None
        with self.path(sha256) as path:
            return self._index(sha256, path, column)

    def _index(self, sha256: str, path: Path, column: str) -> Index:
        assert self.memory is not None
        return self.memory.keep(("index", sha256, column), lambda: Index.of(path, column))


def _read(path: Path, rows: Sequence[int]) -> Iterator[dict[str, Any]]:
    """These rows of a file, group by group of rows as it was written."""
    with pq.ParquetFile(path) as file:
        sizes = [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)]
        starts = np.concatenate([[0], np.cumsum(sizes)])
        for group, some in groupby(sorted(rows), key=lambda row: int(np.searchsorted(starts, row, "right")) - 1):
            table = file.read_row_group(group)
            yield from table.take([row - int(starts[group]) for row in some]).to_pylist()
