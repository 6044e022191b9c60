"""JSON lines, JSON documents and GeoJSON as batches of strings: nested values as ``a.b``, lists as JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from tawthiq.errors import BadInput
from tawthiq.readers.encodings import detect, lines, printable
from tawthiq.readers.lists import geometry
from tawthiq.readers.lists.batch import ROWS, Batch, Fault, named, strings

MOST_KEYS = 10_000
DEEPEST = 50
LARGEST = 128 * 1024**2
Row = dict[str, str | None] | Fault


class JsonRows:
    """A JSON file that was opened: a ``Sheet`` with a column for every key that any of its objects has.

    Raises BadInput when it is no JSON, holds no objects, more than 10,000 different keys, or is one document over
    128 MiB, or when its coordinates are not WGS 84.
    """

    def __init__(self, file: Path, name: str, encoding: str = "") -> None:
        self.file, self.name = file, name
        self.encoding = encoding or detect(file, name)
        self.settled = {"encoding": self.encoding}
        self.notes: Sequence[tuple[str, Mapping[str, Any]]] = ()
        self.unit = "line" if name.lower().endswith((".jsonl", ".ndjson")) or self._starts_with_object() else "feature"
        self.document = () if self.unit == "line" else self._document()
        self.keys = self._keys()
        self.columns = named(self.keys)

    def batches(self, only: Sequence[str] | None = None) -> Iterator[Batch]:
        """Every object, or only some of its keys."""
        names = only or self.columns
        picked = [self.keys[self.columns.index(column)] for column in names]
        rows = self._rows()
        while chunk := list(islice(rows, ROWS)):
            good = {number: row for number, row in chunk if not isinstance(row, Fault)}
            said = [[row.get(key) for key in picked] for row in good.values()]
            faults = [row for _, row in chunk if isinstance(row, Fault)]
            yield Batch(pa.array(good, pa.int64()), strings(names, said), faults)

    def _starts_with_object(self) -> bool:
        first = next((line.text for line in lines(self.file, self.encoding) if line.text.strip()), "")
        try:
            value = _parsed(first)
        except ValueError:
            return False
        return isinstance(value, dict) and "features" not in value

    def _document(self) -> Sequence[Any]:
        if self.file.stat().st_size > LARGEST:
            raise BadInput("jsonrows.too_large", file=self.name, mib=LARGEST >> 20)
        try:
            value = _parsed(self.file.read_text(self.encoding))
        except ValueError as error:
            raise BadInput("jsonrows.broken_document", file=self.name, detail=str(error)) from error
        if not isinstance(value, dict):
            return value if isinstance(value, list) else []
        if "CRS84" not in (crs := str(value.get("crs", "CRS84"))) and "4326" not in crs:
            raise BadInput("jsonrows.crs", file=self.name, value=crs)
        features: Sequence[Any] = value.get("features", [value])
        return features

    def _rows(self) -> Iterator[tuple[int, Row]]:
        for number, value in enumerate(self.document, 1):
            yield number, _row(number, value)
        if self.unit == "line":
            for number, line in enumerate(lines(self.file, self.encoding), 1):
                if line.text.strip():
                    yield number, _line(number, line.text, line.flaw)

    def _keys(self) -> Sequence[str]:
        keys: dict[str, None] = {}
        for _, row in self._rows():
            keys.update({} if isinstance(row, Fault) else dict.fromkeys(row))
            if len(keys) > MOST_KEYS:
                raise BadInput("jsonrows.too_many", file=self.name, count=MOST_KEYS)
        if not keys:
            raise BadInput("jsonrows.no_objects", file=self.name)
        return list(keys)


def _line(number: int, text: str, flaw: str) -> Row:
    if flaw:
        return Fault(number, f"careful.{flaw}", printable(text.strip()), {"line": number})
    try:
        return _row(number, _parsed(text))
    except ValueError as error:
        return Fault(number, "jsonrows.broken", printable(text.strip()), {"detail": str(error)})


def _row(number: int, value: Any) -> Row:
    try:
        return dict(_cells(value))
    except ValueError as error:
        return Fault(number, "jsonrows.broken", printable(json.dumps(value)), {"detail": str(error)})


def _cells(value: Any) -> Iterator[tuple[str, str | None]]:
    """The cells of one object; of a GeoJSON feature its id, its properties and the position of its geometry."""
    if not isinstance(value, dict):
        raise ValueError("not an object")
    if value.get("type") != "Feature":
        yield from _flat(value)
        return
    yield from _flat({"id": value["id"]} if "id" in value else {})
    yield from _flat(value.get("properties") or {})
    yield "coordinates", geometry.position(value.get("geometry"))


def _flat(value: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str | None]]:
    if above.count(".") > DEEPEST:
        raise ValueError("nested too deep")
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from _flat(inner, f"{above}{key}.")
        else:
            yield printable(f"{above}{key}"), _text(inner)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value and printable(value)
    return printable(json.dumps(value, ensure_ascii=False))


def _parsed(text: str) -> Any:
    """The value of a JSON text, numbers as they are written. Raises ValueError, also where it is nested too deep."""
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_once)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return made
