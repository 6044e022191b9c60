"""Columns read by their distinct values: each is read once, however many rows say it."""

from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from tawthiq import text
from tawthiq.errors import BadInput
from tawthiq.readers.arrow import Column, pc

MOST = 1 << 17

Get = Callable[[Any], Any] | None


class Read(NamedTuple):
    """Columns that were read, and the rows whose value could not be, each with the reason."""

    columns: Sequence[Column]
    unread: Sequence[tuple[int, BadInput]]


class Distinct:
    """Reads columns of strings by one reader, and remembers values from batch to batch.

    ``read`` gives the value of a string, or raises BadInput; ``gets`` are the columns to make of the values: the type,
    and what to take from a value (``None``: the value itself). Safe to use from several threads.
    """

    def __init__(self, read: Callable[[str], Any], gets: Sequence[tuple[pa.DataType, Get]]) -> None:
        self.read, self.gets = read, gets
        self._lock = Lock()
        self._forget()

    def __call__(self, column: Column) -> Read:
        """Read a column; a null stays null."""
        coded = column.dictionary_encode()
        with self._lock:
            if len(self._known) > MOST:
                self._forget()
            codes = pc.index_in(coded.dictionary, self._known)
            if codes.null_count:
                self._learn(coded.dictionary.filter(pc.is_null(codes)))
                codes = pc.index_in(coded.dictionary, self._known)
            learned, errors = self._columns, self._errors
        rows = codes.take(coded.indices)
        return Read([one.take(rows) for one in learned], list(_unread(rows, errors)) if errors else [])

    def _forget(self) -> None:
        self._known: Column = pa.array([], pa.string())
        self._errors: dict[int, BadInput] = {}
        self._columns: list[Column] = [pa.array([], kind) for kind, _ in self.gets]

    def _learn(self, fresh: Column) -> None:
        values: list[Any] = []
        for code, said in enumerate(fresh.to_pylist(), len(self._known)):
            try:
                values.append(self.read(said))
            except BadInput as error:
                values.append(None)
                self._errors[code] = error
        made = [
            pa.array([one if one is None or get is None else get(one) for one in values], kind)
            for kind, get in self.gets
        ]
        self._known = pa.concat_arrays([self._known, fresh])
        self._columns = [pa.concat_arrays(pair) for pair in zip(self._columns, made, strict=True)]


def _unread(rows: Column, errors: dict[int, BadInput]) -> Iterator[tuple[int, BadInput]]:
    codes = rows.fill_null(-1).to_numpy(zero_copy_only=False)
    for at in np.flatnonzero(np.isin(codes, list(errors))):
        yield int(at), errors[int(codes[at])]


def by_distinct(column: Column, read: Callable[[str], str | None]) -> Column:
    """Each string as ``read`` gives it."""
    return Distinct(read, [(pa.string(), None)])(column).columns[0]


def unless(column: Column, plain: str, read: Callable[[str], str | None]) -> Column:
    """Each string as ``read`` gives it, but those that a regular expression finds plain stay as they are."""
    stays = pc.match_substring_regex(column, plain)
    if pc.all(stays).as_py():
        return column
    return pc.coalesce(pc.if_else(stays, column, None), by_distinct(pc.if_else(stays, None, column), read))


def folded(columns: Sequence[Column]) -> Column:
    """The folded words of each row of several columns of strings, one space between them."""
    coded = [column.dictionary_encode() for column in columns]
    words = text.fold_column(pa.chunked_array([one.dictionary for one in coded], pa.string()))
    words = pc.if_else(pc.equal(words, ""), None, words)
    parts, start = [], 0
    for one in coded:
        parts.append(words.slice(start, len(one.dictionary)).take(one.indices))
        start += len(one.dictionary)
    return together(parts, " ")


def together(parts: Sequence[Column], between: str) -> Column:
    """What several columns of strings say, row by row, without the nulls; empty where all are null."""
    joined = pc.binary_join_element_wise(*parts, between, null_handling="skip")
    if len(joined) == len(parts[0]):
        return joined
    # Arrow (26) drops a row in which every part is null, so an empty part is put before them.
    led = pc.binary_join_element_wise("", *parts, between, null_handling="skip")
    return pc.utf8_slice_codeunits(led, len(between))
