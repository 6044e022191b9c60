"""The sink that writes what a reader reads as Parquet files in a folder: the same bytes for the same rows."""

import json
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from tawthiq import tables
from tawthiq.readers.arrow import Column, pc

GROUP = tables.ROW_GROUP
CUT = 500
AHEAD = 2


class ParquetSink:
    """Writes each table into ``folder/<table>.parquet``, in groups of 4,096 rows however the rows arrive.

    Use it in a ``with``. ``rows`` counts the rows of every table, ``levels`` what was rejected by level; the table
    ``rejected`` is always written.
    """

    def __init__(self, folder: Path, progress: Callable[[int, int], None] | None = None) -> None:
        self.folder = folder
        self.rows: Counter[str] = Counter(rejected=0)
        self.levels: Counter[str] = Counter()
        self._progress = progress
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._held: defaultdict[str, list[pa.Table]] = defaultdict(list)
        self._refused: list[dict[str, Any]] = []
        self._thread = ThreadPoolExecutor(1)
        self._writing: deque[Future[None]] = deque()

    def __enter__(self) -> Self:
        self.add("rejected", tables.REJECTED.empty_table())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._thread:
            self._pour_refused()
            for name, held in self._held.items():
                self._write(name, pa.concat_tables(held))
        for writer in self._writers.values():
            writer.close()
        for written in self._writing:
            written.result()

    @property
    def files(self) -> dict[str, Path]:
        """Where the tables lie, by name."""
        return {name: self._file(name) for name in self._held}

    def add(self, table: str, batch: pa.RecordBatch | pa.Table) -> None:
        """Append rows to a named table."""
        rows = pa.Table.from_batches([batch]) if isinstance(batch, pa.RecordBatch) else batch
        self.rows[table] += rows.num_rows
        held = self._held[table]
        held.append(rows)
        if sum(one.num_rows for one in held) >= GROUP:
            whole = pa.concat_tables(held)
            full = whole.num_rows - whole.num_rows % GROUP
            self._write(table, whole.slice(0, full))
            held[:] = [whole.slice(full)]

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
        """Keep what could not be read, its value cut at 500 characters."""
        told = json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str)
        self.levels[level] += 1
        self._refused.append(
            {
                "row": row, "locator": locator, "column": column, "value": value[:CUT],
                "level": level, "reason": reason, "facts": told,
            }
        )  # fmt: skip
        if len(self._refused) >= GROUP:
            self._pour_refused()

    def progress(self, done: int, total: int) -> None:
        """Say how far reading has come."""
        if self._progress:
            self._progress(done, total)

    def _pour_refused(self) -> None:
        self.add("rejected", tables.rows(tables.REJECTED, self._refused))
        self._refused.clear()

    def _write(self, table: str, rows: pa.Table) -> None:
        """Leave rows to the thread that writes; wait where it is behind."""
        if len(self._writing) > AHEAD:
            self._writing.popleft().result()
        self._writing.append(self._thread.submit(self._write_now, table, rows))

    def _write_now(self, table: str, rows: pa.Table) -> None:
        if table not in self._writers:
            few: Any = [name for name in rows.schema.names if _few(rows.column(name))]
            counted = [one.name for one in rows.schema if not pa.types.is_string(one.type)]
            self._writers[table] = pq.ParquetWriter(
                self._file(table), rows.schema, compression="lz4", use_dictionary=few, write_statistics=counted
            )
        if rows.num_rows:
            self._writers[table].write_table(rows.combine_chunks(), row_group_size=GROUP)

    def _file(self, table: str) -> Path:
        return self.folder / f"{table}.parquet"


def _few(column: Column) -> bool:
    """Whether the first rows of a column repeat themselves, so that a dictionary saves time and room."""
    first = column.slice(0, GROUP)
    return not pa.types.is_nested(first.type) and 2 * pc.count_distinct(first).as_py() < len(first)
