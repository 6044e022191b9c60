"""Batches of a list's own words read into the columns of ``tables.RECORDS``."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

import pyarrow as pa

from tawthiq import dates, places
from tawthiq.coordinates import coordinates
from tawthiq.errors import BadInput
from tawthiq.fields import FIELDS, HIERARCHY, READERS, How, is_unknown
from tawthiq.nouns import Date, Place
from tawthiq.readers.arrow import Column, pc
from tawthiq.readers.lists.columnmap import ColumnMap, Take
from tawthiq.readers.lists.distinct import Distinct, Get, Read, together, unless
from tawthiq.readers.lists.words import within, words
from tawthiq.tables import RECORDS
from tawthiq.text import digits, tidy

WHOLE_NAME = ("name_given", "name_father", "name_grandfather", "name_family")
MARK = "\x1f"
_LETTERS = r"[!-~«»À-ÖØ-öø-ÿ،؛؟\x{0621}-\x{063A}\x{0641}-\x{064A}\x{0660}-\x{0669}–—‘’“”]+"
PLAIN = rf"^{_LETTERS}(?: {_LETTERS})*$"
"""What is tidy already: common letters and signs of English, French and Arabic, single spaces."""
CODE = r"^[!-~]*[0-9][!-~]*$"
"""An own id that needs no tidying and is no word for unknown."""
Columns = dict[str, Column]

_POSITION = attrgetter("lat"), attrgetter("lon"), attrgetter("radius_m")
_GETS: Mapping[How, tuple[Get, ...]] = {
    "age": (itemgetter(0), itemgetter(1)),
    "date": (attrgetter("edtf"), attrgetter("start"), attrgetter("end"), lambda date: date.kind or None),
    "place": (
        lambda place: place.name or None,
        lambda place: place.role or None,
        lambda place: " / ".join(place.within) or None,
        *_POSITION,
    ),
    "coordinates": _POSITION,
}


class Doubt(NamedTuple):
    """A value that could not be read: its row in the batch, the columns that held it, and why."""

    row: int
    column: str
    value: str
    error: BadInput


class Reading(NamedTuple):
    """What was read from a batch: columns of ``tables.RECORDS``, the words said of each field, and the doubts."""

    columns: Columns
    said: Columns
    doubts: Sequence[Doubt]


class Values:
    """Reads the fields of a map from batches of one list, and remembers values from batch to batch.

    ``gazetteer`` gives places their position; without one they have a name only.
    """

    def __init__(self, columns: ColumnMap, gazetteer: places.Gazetteer | None = None) -> None:
        self.map, self.gazetteer = columns, gazetteer
        self._unplaced: set[str] = set()
        told = {*columns.fields, *columns.constants} - {*HIERARCHY, "lat", "lon"}
        pair = ["coordinates"] if columns.takes("coordinates") else []
        self.names = pair + [name for name in FIELDS if name in told and name not in pair]
        self.distinct = cache(self._distinct)

    def read(self, batch: pa.RecordBatch) -> Reading:
        """Read a batch of the list's own words."""
        found: defaultdict[str, list[Column]] = defaultdict(list)
        told: defaultdict[str, list[Column]] = defaultdict(list)
        doubts: list[Doubt] = []
        above = within(batch, self.map)
        for name in self.names:
            for take, said in words(batch, self.map, name):
                read = self._read(name, take, said, above)
                told[name].append(said)
                for column, values in zip(FIELDS[name].columns, read.columns, strict=True):
                    found[column].append(values)
                where = ", ".join(take.columns) or name
                doubts += [Doubt(row, where, said[row].as_py(), error) for row, error in read.unread]
        if above is not None:
            found["place_within"].append(above)
            told["place_within"].append(above)
        return Reading(_with_name(_first(found)), _first(told), doubts)

    def unplaced(self) -> Iterator[BadInput]:
        """Why the gazetteer gave a place no position: one reason a name and hierarchy, in their order."""
        if self.gazetteer is None:
            return
        for said in sorted(self._unplaced):
            name, _, above = said.partition(MARK)
            try:
                self.gazetteer.find(name, _parts(above))
            except BadInput as reason:
                yield reason

    def _read(self, name: str, take: Take, said: Column, above: Column | None) -> Read:
        if name == "list_id":
            return Read([unless(said, CODE, _own_id)], [])
        if FIELDS[name].how == "text":
            return Read([unless(said, PLAIN, _tidy)], [])
        if name == "place" and above is not None:
            said = pc.binary_join_element_wise(said, above.fill_null(""), MARK)
        return self.distinct(name, take)(said)

    def _distinct(self, name: str, take: Take) -> Distinct:
        columns, how = FIELDS[name].columns, FIELDS[name].how
        gets = _GETS.get(how, (None,))[: len(columns)]
        return Distinct(
            self._reader(how, take),
            [(RECORDS.field(column).type, get) for column, get in zip(columns, gets, strict=True)],
        )

    def _reader(self, how: How, take: Take) -> Callable[[str], Any]:
        if how == "date":
            return partial(_date, take)
        if how == "place":
            return partial(self._place, role=take.kind)
        if how == "coordinates":
            return lambda said: None if is_unknown(said) else coordinates(said)
        return READERS[how]

    def _place(self, said: str, role: str) -> Place | None:
        name, _, above = said.partition(MARK)
        if is_unknown(name):
            return None
        place = places.parse(name, self.gazetteer, role, _parts(above))
        if place.lat is None:
            self._unplaced.add(said)
        return place


def _parts(above: str) -> tuple[str, ...]:
    return tuple(filter(None, above.split(" / ")))


def _date(take: Take, said: str) -> Date | None:
    """The date; nothing where it is a word for unknown, or a date of which no part is known (``0000-00-00``)."""
    if is_unknown(said):
        return None
    try:
        return dates.parse(said, order=take.order, kind=take.kind)
    except BadInput as error:
        if error.key == "dates.nothing":
            return None
        raise


def _tidy(said: str) -> str | None:
    return tidy(said) or None


def _own_id(said: str) -> str | None:
    return None if is_unknown(said) else digits(tidy(said))


def _first(found: Mapping[str, Sequence[Column]]) -> Columns:
    return {name: pc.coalesce(*parts) if len(parts) > 1 else parts[0] for name, parts in found.items()}


def _with_name(columns: Columns) -> Columns:
    """The whole name from its parts, in the order in which Arabic writes them, where the list has no whole names."""
    parts = [columns[part] for part in WHOLE_NAME if part in columns]
    if "name" in columns or not parts:
        return columns
    name = together(parts, " ")
    return {**columns, "name": pc.if_else(pc.equal(name, ""), None, name)}
