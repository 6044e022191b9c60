"""Records side by side: our reading row by row with what differs, the source's own words, and the row in its file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from tawthiq.case import Case
from tawthiq.messages import say
from tawthiq.names.register.people import span
from tawthiq.names.words.differing import Piece, differences
from tawthiq.nouns import Item, Record, Source
from tawthiq.text import script

READ = ("name", "name_father", "name_mother", "name_other", "sex", "age", "birth", "date", "date_kind", "place",
        "place_role", "place_within", "status", "civilian", "cause", "notes")  # fmt: skip
CODED = ("sex", "date_kind", "place_role", "status", "civilian")
FREE = ("cause", "notes")
DAY = re.compile(r"\d{4}(-\d\d){0,2}")
AROUND = 2
WHOLE = len("r-0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Side:
    """One record as a column: the newest version, the file that it stands in, and who tells it."""

    record: Record
    item: Item
    source: Source

    @property
    def said(self) -> Mapping[str, str]:
        """The source's own words, by the columns of its file; silent ones left out."""
        return {name: words for name, words in self.record.said.items() if words}

    @property
    def title(self) -> str:
        """What the record is called: a name, else the longest words of its source, else its id."""
        return str(self.record.fields.get("name") or max(self.said.values(), key=len, default=self.record.id))


@dataclass(frozen=True, slots=True)
class Row:
    """One field of our reading, a cell a record: its pieces, none where the record is silent."""

    name: str
    cells: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows of a file around one: the columns, each row's number and words, and which of them it is."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    here: int


def sides(case: Case, ids: Sequence[str]) -> list[Side]:
    """Records by id or the beginning of one, each with its file and its source. Raises NotFound, BadInput."""
    whole = [one if len(one) == WHOLE else case.shelves.id_of(one) for one in ids]
    return [side(case, one) for one in case.shelves.newest(whole)]


def side(case: Case, record: Record) -> Side:
    """A record with its file and its source; a source that left ``case.toml`` is known by its handle."""
    item = case.item(record.item)
    return Side(record, item, case.casefile.sources.get(item.source) or Source(item.source, item.source))


def rows(some: Sequence[Side], lang: str) -> list[Row]:
    """Our reading of records, field by field; each is compared with the first that says something."""
    values = [shown(one.record.fields, lang) for one in some]
    made = []
    for name in READ:
        told = [value.get(name, "") for value in values]
        if any(told):
            made.append(Row(name, tuple(_cells(told) if _comparable(name, told) else map(_plain, told))))
    return made


def _comparable(name: str, told: Sequence[str]) -> bool:
    """Whether characters tell anything: not of spans of days, nor of words that one source says in another language."""
    if name in ("date", "birth"):
        return all(DAY.fullmatch(one) for one in told if one)
    return name not in FREE or len({script(one) for one in told if one}) == 1


def _plain(value: str) -> tuple[Piece, ...]:
    return (Piece(value, False),) if value else ()


def shown(fields: Mapping[str, Any], lang: str) -> dict[str, str]:
    """A record's fields as they are read out; the two ends of an age are one, words of ours are in a language."""
    told = {name: str(fields[name]) for name in READ if fields.get(name) is not None}
    told |= {name: value_of(told[name], lang) for name in CODED if name in told}
    age = span(fields.get("age_from"), fields.get("age_to"))
    return {**told, "age": age} if age else told


def value_of(value: str, lang: str) -> str:
    """A word of our vocabulary (``killed``, ``burial``, …) in a language; any other as it is."""
    try:
        return say(f"web_records.value_{value.casefold().replace(' ', '_')}", lang)
    except KeyError:
        return value


def _cells(told: Sequence[str]) -> list[tuple[Piece, ...]]:
    first = next(n for n, value in enumerate(told) if value)
    second = next((n for n, value in enumerate(told) if value and n > first), None)
    if second is None:
        return [_plain(value) for value in told]
    pairs = [differences(told[second if n == first else first], value)[1] for n, value in enumerate(told)]
    return [pair if value else () for pair, value in zip(pairs, told, strict=True)]


def around(case: Case, record: Record) -> Lines | None:
    """The row of a record in its file with those before and after it; ``None`` where the file has no rows."""
    row = record.fields.get("row")
    found = [one for one in case.catalogue.findings(slots="records/*", reads=record.item) if "said" in one.tables]
    if row is None or not found:
        return None
    with case.open_table(found[-1], "said") as path:
        near = pl.scan_parquet(path).filter(pl.col("row").is_between(row - AROUND, row + AROUND)).collect()
    columns = tuple(name for name in near.columns if name != "row")
    told = near.sort("row").select("row", *columns).fill_null("").iter_rows()
    return Lines(columns, tuple((one[0], tuple(map(str, one[1:]))) for one in told), row)
