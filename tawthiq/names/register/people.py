"""Summing up: what the records of a person agree on, a person in one line, and the people that a test chooses."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import takewhile
from typing import Any

import polars as pl
import pyarrow as pa
from babel import Locale

from tawthiq import dates, fields, tables
from tawthiq.errors import BadInput
from tawthiq.skeletons import skeleton_column
from tawthiq.text import fold, fold_column, tidy

DATE_KINDS = ("death", "incident", "", "burial", "report", "disappearance", "detention", "release")
"""Kinds of date, that which tells most of the day of a death first: only dates of the first kind there is count."""

OUTCOMES = ("died in custody", "killed", "missing", "detained", "released", "unknown")
"""Statuses, that which tells most first: it is that of the person. Who was detained in May and is dead in June is dead;
a list that knows somebody only as missing does not contradict one that knows of the death."""

CHOOSABLE = ("name", "status", "sex", "age", "date", "place")
HIERARCHY = ("country", "governorate", "district")
LANGUAGES = ("en", "ar", "fr")


def summed(records: pa.Table, persons: "pa.Array[Any] | pa.ChunkedArray[Any]") -> pa.Table:
    """One row a person, in the order of their ids: what their records agree on, null where they conflict or are silent.

    ``records`` are ``tables.RECORDS`` with ``source``, ``persons`` the person of each. The name is the one most records
    have, then the longest; ages and dates are what all their intervals have in common; a place stands where all that
    name one name the same (in any spelling), its position where one record has it to the least radius. The columns
    ``counted``, ``reason`` and ``certainty`` of ``tables.PEOPLE`` are left null for who knows them.
    """
    said = _frame(records, persons)
    parts = [
        said.group_by("person").agg(pl.len().alias("records"), pl.col("source").n_unique().alias("sources")),
        _commonest(said, "name"),
        _least(said, "status", OUTCOMES),
        _agreed(said, "sex"),
        _common(said, "age"),
        _common(_of_best_kind(said), "date"),
        _places(said),
    ]
    made = parts[0]
    for part in parts[1:]:
        made = made.join(part, on="person", how="left")
    return _as_people(made.rename({"person": "id"}).sort("id"))


def _frame(records: pa.Table, persons: Any) -> pl.DataFrame:
    names = ("source", *(one.name for one in tables.PEOPLE if one.name in records.column_names), "date_kind")
    columns = {name: records[name] for name in names} | {"person": persons, "place_key": _place_keys(records["place"])}
    return pl.DataFrame(pl.from_arrow(pa.table(columns))).sort("person", "id")


def _place_keys(places: Any) -> pl.Series:
    """What two spellings of a place have in common, also in two scripts: its consonants."""
    sounds, folded = (pl.Series(change(places)).cast(pl.String) for change in (skeleton_column, fold_column))
    return pl.select(pl.when(sounds != "").then(sounds).otherwise(folded)).to_series()


def _commonest(said: pl.DataFrame, name: str) -> pl.DataFrame:
    counted = said.drop_nulls(name).group_by("person", name).agg(pl.len().alias("n"))
    best = counted.sort("person", "n", pl.col(name).str.len_chars(), name, descending=[False, True, True, False])
    return best.unique("person", keep="first", maintain_order=True).select("person", name)


def _least(said: pl.DataFrame, name: str, order: tuple[str, ...]) -> pl.DataFrame:
    ranked = said.with_columns(pl.col(name).replace_strict({one: n for n, one in enumerate(order)}, default=None))
    least = ranked.group_by("person").agg(pl.col(name).min())
    return least.with_columns(pl.col(name).replace_strict(dict(enumerate(order)), default=None, return_dtype=pl.String))


def _agreed(said: pl.DataFrame, *names: str) -> pl.DataFrame:
    """The one value that there is; null where there are two."""
    one = [
        pl.when(pl.col(name).drop_nulls().n_unique() == 1).then(pl.col(name).drop_nulls().first()).alias(name)
        for name in names
    ]
    return said.group_by("person").agg(one)


def _common(said: pl.DataFrame, name: str) -> pl.DataFrame:
    """What the closed intervals have in common; null where two of them have nothing in common."""
    low, high = f"{name}_from", f"{name}_to"
    met = said.group_by("person").agg(pl.col(low).max(), pl.col(high).min())
    holds = (pl.col(low) <= pl.col(high)).fill_null(value=True)
    return met.with_columns(pl.when(holds).then(pl.col(low)).alias(low), pl.when(holds).then(pl.col(high)).alias(high))


def _of_best_kind(said: pl.DataFrame) -> pl.DataFrame:
    dated = said.filter(pl.col("date_from").is_not_null() | pl.col("date_to").is_not_null())
    order = {kind: n for n, kind in enumerate(DATE_KINDS)}
    ranked = dated.with_columns(
        pl.col("date_kind").fill_null("").replace_strict(order, default=len(order)).alias("rank")
    )
    return ranked.filter(pl.col("rank") == pl.col("rank").min().over("person"))


def _places(said: pl.DataFrame) -> pl.DataFrame:
    placed = said.with_columns(pl.when(pl.col("place_key") != "").then(pl.col("place_key")).alias("place_key"))
    agreed = _agreed(placed, "place_key").join(_shared_within(said), on="person")
    single = placed.filter(pl.col("place_key").drop_nulls().n_unique().over("person") < 2)
    named = single.join(agreed.select("person", "place_key"), on=["person", "place_key"], nulls_equal=True)
    there = _commonest(named, "place")
    point = named.drop_nulls(["lat", "lon"]).sort("person", pl.col("radius_m").fill_null(float("inf")), "id")
    point = point.unique("person", keep="first", maintain_order=True).select("person", "lat", "lon", "radius_m")
    made = agreed.select("person", "place_within").join(there, on="person", how="left")
    return made.join(point, on="person", how="left")


def _shared_within(said: pl.DataFrame) -> pl.DataFrame:
    """The larger places that all records share that say any, widest first."""
    parts = said.select("person", pl.col("place_within").str.split(" / ").alias("within"))
    grouped = parts.group_by("person").agg(pl.col("within").drop_nulls().unique())
    shared = [" / ".join(_first_alike(one.to_list())) or None for one in grouped["within"]]
    return grouped.select("person").with_columns(pl.Series("place_within", shared, pl.String))


def _first_alike(lists: list[list[str]]) -> list[str]:
    """What all the lists begin with."""
    return [level[0] for level in takewhile(lambda level: len(set(level)) == 1, zip(*lists, strict=False))]


def at_their_widest(records: pa.Table, persons: "pa.Array[Any] | pa.ChunkedArray[Any]") -> pa.Table:
    """The same as ``summed`` where records conflict, all that they say: the whole span of the dates, any place.

    It tells whether a date or a place is said at all: people whose lists contradict each other are no less dead.
    """
    said = _frame(records, persons)
    spans = (
        _of_best_kind(said)
        .group_by("person")
        .agg(pl.coalesce("date_from", "date_to").min(), pl.coalesce("date_to", "date_from").max().alias("date_to"))
    )
    first = said.group_by("person").agg(pl.col(name).drop_nulls().first() for name in ("place", "place_within", "lat"))
    made = _least(said, "status", OUTCOMES).join(spans, on="person", how="left").join(first, on="person", how="left")
    return _as_people(made.rename({"person": "id"}).sort("id"))


def _as_people(made: pl.DataFrame) -> pa.Table:
    have = made.to_arrow()
    columns = [
        have[one.name].cast(one.type) if one.name in have.column_names else pa.nulls(len(have), one.type)
        for one in tables.PEOPLE
    ]
    return pa.Table.from_arrays([_whole(column) for column in columns], schema=tables.PEOPLE)


def _whole(column: Any) -> Any:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def with_chosen(people: pa.Table, chosen: Mapping[str, Mapping[str, Any]]) -> pa.Table:
    """People with what somebody chose for them in the place of what their records agree on, by id and ``CHOOSABLE``."""
    columns = {name: people[name].to_pylist() for name in {c for one in CHOOSABLE for c in _columns(one)}}
    at = {id_: row for row, id_ in enumerate(people["id"].to_pylist())} if chosen else {}
    for id_, told in chosen.items():
        for name, value in told.items():
            if id_ in at and name in CHOOSABLE:
                for column, one in settled(name, value).items():
                    columns[column][at[id_]] = one
    for name, values in columns.items() if chosen else ():
        place = people.schema.get_field_index(name)
        people = people.set_column(place, people.schema.field(place), pa.array(values, people.schema.field(place).type))
    return people


def settled(name: str, value: str) -> dict[str, Any]:
    """The columns of ``tables.PEOPLE`` that a chosen value fills. Raises BadInput for what cannot be chosen or read."""
    if name not in CHOOSABLE:
        raise BadInput("people.not_chosen", value=name, known=", ".join(CHOOSABLE))
    if name == "date":
        said = dates.parse(value)
        return {"date_from": said.start, "date_to": said.end}
    if name == "age":
        low, high = fields.age(value) or (None, None)
        return {"age_from": low, "age_to": high}
    if name == "place":
        return {"place": tidy(value), "lat": None, "lon": None, "radius_m": None}
    return {name: {"sex": fields.sex, "status": fields.status, "name": tidy}[name](value)}


def _columns(name: str) -> tuple[str, ...]:
    return {
        "date": ("date_from", "date_to"),
        "age": ("age_from", "age_to"),
        "place": ("place", "lat", "lon", "radius_m"),
    }.get(name, (name,))


def where(people: pa.Table, test: str) -> pa.Table:
    """The people who pass a test written as a condition of SQL over the columns of ``tables.PEOPLE``.

    Dates are words such as ``2012-05-01``; ``country``, ``governorate`` and ``district`` are taken from
    ``place_within``, ``year`` from the date. It is one expression, evaluated by Polars on this table alone: it reads no
    file and no other table. Raises BadInput.
    """
    frame = pl.DataFrame(pl.from_arrow(people)).with_columns(
        *_hierarchy(people), pl.coalesce("date_from", "date_to").dt.year().alias("year")
    )
    frame = frame.with_columns(pl.col("date_from", "date_to").cast(pl.String))
    try:
        kept = pl.concat([frame, frame.clear(2)]).select(pl.sql_expr(test).alias("kept"))["kept"]
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        raise BadInput("people.where", value=test, cause=str(error).splitlines()[0], known=_known(frame)) from error
    if kept.dtype != pl.Boolean or len(kept) != len(frame) + 2:
        raise BadInput("people.no_test", value=test, known=_known(frame))
    return people.filter(kept.head(len(frame)).fill_null(value=False).to_arrow())


def _known(frame: pl.DataFrame) -> str:
    return ", ".join(frame.columns)


def _hierarchy(people: pa.Table) -> list[pl.Series]:
    """Country, governorate and district; a list that names no country begins with the governorate."""
    within = people["place_within"].to_pylist()
    levels = {said: _levels(said) for said in set(within) if said}
    nothing = (None, None, None)
    return [
        pl.Series(name, [levels.get(said, nothing)[n] for said in within], pl.String)
        for n, name in enumerate(HIERARCHY)
    ]


def _levels(said: str) -> tuple[str | None, ...]:
    parts: list[str | None] = [part.strip() for part in said.split(" / ")]
    if parts and fold(parts[0] or "") not in _countries():
        parts = [None, *parts]
    return tuple([*parts, None, None][: len(HIERARCHY)])


@cache
def _countries() -> frozenset[str]:
    return frozenset(fold(name) for lang in LANGUAGES for name in Locale(lang).territories.values())


def shown(person: Mapping[str, Any]) -> list[Any]:
    """A person as a row of a table: id, name, sex, age, date, place, status, number of records and of sources."""
    place = person["place"] or person["place_within"]
    return [
        person["id"], person["name"], person["sex"], span(person["age_from"], person["age_to"]),
        span(person["date_from"], person["date_to"]), place, person["status"], person["records"], person["sources"],
    ]  # fmt: skip


def span(low: float | date | None, high: float | date | None) -> str | None:
    """An interval for people: ``34``, ``30–40``, ``2012-02-03``, ``≥ 30``."""
    first, last = (f"{one:.3g}" if isinstance(one, float | int) else one and one.isoformat() for one in (low, high))
    if first == last:
        return first or None
    return f"{first}–{last}" if first and last else f"≥ {first}" if first else f"≤ {last}"
