"""Who a row is: the id of its record, which survives a newer version of the list, and the hash of its content."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from threading import local
from typing import NamedTuple

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tawthiq.readers.arrow import Column, pc

MARK = "\x1f"
DIGITS = 16
SLOTS = 24
_OF_THREAD = local()
Numbers = npt.NDArray[np.uint64]


def content(said: Sequence[Column]) -> Column:
    """The hash of what the columns say, row by row: the first 16 digits of a SHA-256."""
    return _sha256(pc.binary_join_element_wise(*said, MARK, null_handling="replace"), "sha")[0]


class Hashed(NamedTuple):
    """What makes each row its own, hashed: the id that it has where no row before says the same, and as a number."""

    ids: Column
    numbers: Numbers


class Identities:
    """Gives the rows of one list their ids, and finds the rows that say the same id again."""

    def __init__(self, source: str, list_name: str) -> None:
        self.before = f"{source}{MARK}{list_name}{MARK}"
        self._maybe = np.zeros(1 << SLOTS, np.bool_)
        self._seen: list[Numbers] = []
        self._times: dict[int, int] = {}

    def hashes(self, own: Column) -> Hashed:
        """The hashes of what makes each row its own; knows nothing of other rows."""
        said = pc.binary_join_element_wise(self.before, own, "")
        ids, raw = _sha256(said, "'r-' || sha AS id", "unhex(sha) AS raw")
        return Hashed(ids, np.frombuffer(raw.buffers()[2] or b"", np.uint64, len(raw)))

    def ids(self, hashed: Hashed, own: Column) -> tuple[Column, dict[int, int]]:
        """The ids of the next rows, and those of which it is the second (third …) time that they are said."""
        again = dict(self._again(hashed.numbers))
        if not again:
            return hashed.ids, again
        ids = hashed.ids.to_pylist()
        for row, times in again.items():
            ids[row] = "r-" + sha256(f"{self.before}{own[row]}{MARK}{times}".encode()).hexdigest()[:DIGITS]
        return pa.array(ids, pa.string()), again

    def _again(self, numbers: Numbers) -> Iterator[tuple[int, int]]:
        if not len(numbers):
            return
        said = set(self._known(numbers).tolist())
        found = np.sort(numbers)
        self._learn(found)
        if not said and (found[1:] != found[:-1]).all():
            return
        for row, number in enumerate(numbers.tolist()):
            if number in said:
                self._times[number] = self._times.get(number, 1) + 1
                yield row, self._times[number]
            said.add(number)

    def _known(self, numbers: Numbers) -> Numbers:
        """Those of the numbers that were there before; most are told from their slot alone."""
        asked: Numbers = numbers[self._maybe[_slots(numbers)]]
        known = np.zeros(len(asked), np.bool_)
        for seen in self._seen:
            known |= seen[np.minimum(np.searchsorted(seen, asked), len(seen) - 1)] == asked
        found: Numbers = asked[known]
        return found

    def _learn(self, found: Numbers) -> None:
        """Keep sorted numbers: runs of like length become one, so that there are few."""
        self._maybe[_slots(found)] = True
        while self._seen and len(self._seen[-1]) <= len(found):
            found = np.sort(np.concatenate([self._seen.pop(), found]), kind="stable")
        self._seen.append(found)


def _slots(numbers: Numbers) -> Numbers:
    return numbers >> np.uint64(64 - SLOTS)


def _sha256(values: Column, *wanted: str) -> list[Column]:
    """What is wanted of ``sha``, the first digits of the SHA-256 of each string.

    By DuckDB, since with Python's own the threads would wait for one another.
    """
    if not hasattr(_OF_THREAD, "database"):
        _OF_THREAD.database = duckdb.connect(config={"threads": 1})
    said = _OF_THREAD.database.from_arrow(pa.table({"said": values}))
    made = said.project(f"left(sha256(said), {DIGITS}) AS sha").project(", ".join(wanted)).to_arrow_table()
    return [column.combine_chunks() for column in made.columns]
