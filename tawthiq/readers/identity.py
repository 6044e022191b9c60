"""Who a row is: the id of its record, which survives a newer version of the list, and the hash of its content."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tawthiq.readers.arrow import Column, pc

MARK = "\x1f"
SIZE = 8
_HEX = np.frombuffer(b"0123456789abcdef", np.uint8)
Bytes = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.uint64]


def content(said: Sequence[Column]) -> Column:
    """The hash of what the columns say, row by row: the first 16 digits of a SHA-256."""
    return _spelled(_hashes(pc.binary_join_element_wise(*said, MARK, null_handling="replace")))


class Identities:
    """Gives the rows of one list their ids, and finds the rows that say the same id again."""

    def __init__(self, source: str, list_name: str) -> None:
        self.before = f"{source}{MARK}{list_name}{MARK}"
        self._seen = np.array([], np.uint64)
        self._times: dict[int, int] = {}

    def hashes(self, own: Column) -> Bytes:
        """The hashes of what makes each row its own; knows nothing of other rows."""
        return _hashes(pc.binary_join_element_wise(self.before, own, ""))

    def ids(self, hashed: Bytes, own: Column) -> tuple[Column, dict[int, int]]:
        """The ids of the next rows, and those of which it is the second (third …) time that they are said."""
        again = dict(self._again(hashed.view(np.uint64).ravel()))
        for row, times in again.items():
            hashed[row] = _hashes(pa.array([f"{self.before}{own[row]}{MARK}{times}"]))[0]
        return _spelled(hashed, "r-"), again

    def _again(self, numbers: Numbers) -> Iterator[tuple[int, int]]:
        found = np.unique(numbers)
        places = np.searchsorted(self._seen, found)
        known = places < np.searchsorted(self._seen, found, side="right")
        self._seen = np.insert(self._seen, places[~known], found[~known])
        if len(found) == len(numbers) and not known.any():
            return
        said = set(found[known].tolist())
        for row, number in enumerate(numbers.tolist()):
            if number in said:
                self._times[number] = self._times.get(number, 1) + 1
                yield row, self._times[number]
            said.add(number)


def _hashes(values: Column) -> Bytes:
    raw = b"".join([sha256(value).digest() for value in values.cast(pa.binary()).to_pylist()])
    return np.frombuffer(raw, np.uint8).reshape(-1, sha256().digest_size)[:, :SIZE].copy()


def _spelled(hashed: Bytes, before: str = "") -> Column:
    """Hashes in hexadecimal digits, after a few letters that are the same for all."""
    width = len(before) + 2 * SIZE
    letters = np.empty((len(hashed), width), np.uint8)
    letters[:, : len(before)] = np.frombuffer(before.encode(), np.uint8)
    letters[:, len(before) :: 2] = _HEX[hashed >> 4]
    letters[:, len(before) + 1 :: 2] = _HEX[hashed & 15]
    ends = np.arange(0, (len(hashed) + 1) * width, width, dtype=np.int32)
    return pa.Array.from_buffers(pa.string(), len(hashed), [None, pa.py_buffer(ends.data), pa.py_buffer(letters.data)])
