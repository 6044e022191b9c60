"""The column map: which columns of a list mean what. Written by people in TOML, guessed at first from the headers."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, Self, get_args

import tomlkit

from tawthiq.dates import Order
from tawthiq.errors import BadInput
from tawthiq.fields import FIELDS, guess

FILE = {"encoding": str, "delimiter": str, "sheet": str, "header": int}
WHOLE = {"list": str, "gazetteer": str, "countries": list, "fields": dict, "constants": dict}
_KEYS = {"columns", "kind", "order", "unknown"}


@dataclass(frozen=True, slots=True)
class Take:
    """Columns that together give a field: several are joined, in their order.

    ``kind`` is the kind of date or the role of place, ``order`` that of day and month (``dmy``, ``mdy``),
    ``unknown`` are values by which the list says nothing (``0``, ``-1``).
    """

    columns: tuple[str, ...]
    kind: str = ""
    order: Order | None = None
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which columns mean what.

    ``fields`` names for each field the columns to take: of several takes the first that says something counts.
    ``constants`` are said of every row in which no column says otherwise. ``file`` tells how to open the file
    (``encoding``, ``delimiter``, ``sheet``, ``header``: the number of its row), ``countries`` (ISO 3166) where places
    lie, ``gazetteer`` is the path, in the case, of a CSV of the user's own places, ``list`` the name under which newer
    versions are read.
    """

    fields: Mapping[str, tuple[Take, ...]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    file: Mapping[str, Any] = field(default_factory=dict)
    countries: tuple[str, ...] = ()
    gazetteer: str = ""
    list: str = ""

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """A map from plain values, as TOML or a recipe holds them. Raises BadInput for what a map cannot hold."""
        for key, value in told.items():
            if not isinstance(value, {**FILE, **WHOLE}.get(key, ())):
                raise BadInput("columnmap.key", column=key, value=str(value), known=", ".join([*FILE, *WHOLE]))
        fields = {name: tuple(_takes(name, value)) for name, value in told.get("fields", {}).items()}
        constants = told.get("constants", {})
        for name in (*fields, *constants):
            if name not in FIELDS:
                raise BadInput("columnmap.field", value=name, known=", ".join(FIELDS))
        file = {key: told[key] for key in FILE if key in told}
        countries = tuple(told.get("countries", ()))
        return cls(fields, constants, file, countries, told.get("gazetteer", ""), told.get("list", ""))

    @classmethod
    def guessed(cls, columns: Sequence[str]) -> Self:
        """The map that the headers suggest, for a person to confirm."""
        return cls({one.field: (Take((one.header,), one.kind),) for one in guess(columns) if one.field})

    def checked(self, columns: Sequence[str], file: str) -> Self:
        """The map itself. Raises BadInput, with the file's columns, where it names one that is not there, or none."""
        if not self.fields:
            raise BadInput("columnmap.nothing", file=file, known=", ".join(columns))
        missing = [column for column in self.columns() if column not in columns]
        if missing:
            raise BadInput("columnmap.column", file=file, column=missing[0], known=", ".join(columns))
        if ("lat" in self.fields) != ("lon" in self.fields):
            raise BadInput("columnmap.degrees", file=file)
        return self

    def takes(self, name: str) -> tuple[Take, ...]:
        """The takes of a field; latitude and longitude together are one of ``coordinates``."""
        both = [take.columns for part in ("lat", "lon") for take in self.fields.get(part, ())]
        pair = (Take(tuple(chain(*both))),) if both and name == "coordinates" else ()
        return (*self.fields.get(name, ()), *pair)

    def columns(self) -> Iterator[str]:
        """Every column that the map names, as often as it does."""
        return (column for takes in self.fields.values() for take in takes for column in take.columns)

    def with_orders(self, orders: Mapping[Take, Order | None]) -> Self:
        """The map with the order of day and month that was decided for some takes."""
        return replace(
            self,
            fields={
                name: tuple(replace(take, order=orders.get(take, take.order)) for take in takes)
                for name, takes in self.fields.items()
            },
        )

    def plain(self) -> dict[str, Any]:
        """The map as plain values; ``ColumnMap.of`` gives it back."""
        fields = {
            name: _shortest(takes[0]) if len(takes) == 1 else [_told(take) for take in takes]
            for name, takes in self.fields.items()
        }
        whole = {
            "list": self.list,
            **self.file,
            "countries": [*self.countries],
            "gazetteer": self.gazetteer,
            "fields": fields,
            "constants": dict(self.constants),
        }
        return {key: value for key, value in whole.items() if value}

    def toml(self) -> str:
        """The map as TOML, to be kept in the case and changed by hand."""
        return tomlkit.dumps(self.plain())


def parse(text: str, file: str) -> ColumnMap:
    """The map that a TOML file holds. Raises BadInput with the file's name."""
    try:
        return ColumnMap.of(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadInput("columnmap.toml", file=file, value=str(error)) from error


def _takes(name: str, told: Any) -> Iterator[Take]:
    """One take or several; a plain list of columns is joined for a name, and else their first value counts."""
    if isinstance(told, list) and name.startswith("name") and all(isinstance(one, str) for one in told):
        yield Take(tuple(told))
        return
    for one in told if isinstance(told, list) else [told]:
        yield Take((one,)) if isinstance(one, str) else _take(name, one)


def _take(name: str, told: Any) -> Take:
    if not isinstance(told, dict) or not told.keys() <= _KEYS or not told.get("columns"):
        raise BadInput("columnmap.take", column=name, value=str(told))
    kind, order = told.get("kind", ""), told.get("order")
    kinds = FIELDS[name].kinds if name in FIELDS else ()
    if kind and kind not in kinds:
        raise BadInput("columnmap.kind", column=name, value=kind, known=", ".join(kinds))
    if order and order not in get_args(Order):
        raise BadInput("columnmap.order", column=name, value=order)
    return Take(_several(told["columns"]), kind, order, _several(told.get("unknown", ())))


def _several(told: Any) -> tuple[str, ...]:
    return (told,) if isinstance(told, str) else tuple(str(one) for one in told)


def _shortest(take: Take) -> Any:
    return take.columns[0] if take == Take(take.columns[:1]) else _told(take)


def _told(take: Take) -> dict[str, Any]:
    columns = take.columns[0] if len(take.columns) == 1 else [*take.columns]
    told = {"columns": columns, "kind": take.kind, "order": take.order, "unknown": [*take.unknown]}
    return {key: value for key, value in told.items() if value}
