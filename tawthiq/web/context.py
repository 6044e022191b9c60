"""Context: who else of the family is in the register, and who else was harmed at that place in those days."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from tawthiq.case import Case
from tawthiq.names import review
from tawthiq.names.hand import searching
from tawthiq.names.review import Key
from tawthiq.nouns import Finding, Record
from tawthiq.skeletons import skeleton
from tawthiq.text import fold, fold_column

T = TypeVar("T")
DAYS = 3
MOST = 6
SHOWN = ("id", "name", "age_from", "age_to", "date_from", "date_to", "place", "place_within", "records", "sources")


@dataclass(frozen=True, slots=True)
class Around:
    """People of the register near some records, those records' own people left out."""

    family: tuple[dict[str, Any], ...]
    place: tuple[dict[str, Any], ...]


def people(case: Case, register: Finding) -> pl.DataFrame:
    """The people of a register (``tables.PEOPLE``) with ``folded_place`` for search, kept."""
    return keep(case, ("people", register.id), lambda: _people(case, register))


def index(case: Case, register: Finding) -> pl.DataFrame:
    """Who is called how, for search; kept."""
    return keep(case, ("names", register.id), lambda: searching.index(_names(case, register)))


def order(case: Case, register: Finding) -> dict[Key, int]:
    """The pairs of a register in doubt, the most consequential first, each with its place; kept."""
    return keep(case, ("order", register.id), lambda: review.ordered(case, register))


def touch(case: Case, register: Finding | None) -> None:
    """Make the indexes of ids that every page looks things up by."""
    for one in case.shelves.current():
        case.shelves.lookups.index(one.tables["records"].sha256, "id")
    for name, column in (("members", "record"), ("members", "person"), ("people", "id"), ("pairs", "a")):
        if register is not None and name in register.tables:
            case.register.lookups.index(register.tables[name].sha256, column)


def keep(case: Case, key: Hashable, make: Callable[[], T]) -> T:
    """What the memory of a case keeps under a key; made each time where it has none."""
    return case.memory.keep(key, make) if case.memory else make()


def around(case: Case, records: Sequence[Record]) -> Around:
    """Family and neighbours of records; empty where nothing was linked yet.

    Which people linking makes of the records is not told, and they are not among those shown: it would lead.
    """
    register = case.register.current()
    if register is None:
        return Around((), ())
    own = [one for record in records if (one := case.register.person_of(record.id))]
    known = people(case, register).filter(~pl.col("id").is_in(own))
    return Around(_family(known, index(case, register), records), _neighbours(known, records))


def _family(known: pl.DataFrame, names: pl.DataFrame, records: Sequence[Record]) -> tuple[dict[str, Any], ...]:
    """Those with a last name of the records, the same place first."""
    last = {skeleton(fold(name).split()[-1]) for one in records if fold(name := one.fields.get("name") or "")}
    if not last:
        return ()
    tests = [pl.col("family").str.contains(f"<{one}>", literal=True) for one in sorted(last)]
    kin = names.filter(pl.any_horizontal(tests)).select("person")
    found = known.join(kin, left_on="id", right_on="person", how="semi")
    return _first(found.with_columns(_same_place(records).alias("near")).sort("near", "id", descending=[True, False]))


def _neighbours(known: pl.DataFrame, records: Sequence[Record]) -> tuple[dict[str, Any], ...]:
    """Those at the same place within some days."""
    days = [one.fields["date_from"] for one in records if one.fields.get("date_from")]
    if not days or not any(one.fields.get("place") for one in records):
        return ()
    reach = pl.duration(days=DAYS)
    when = [
        (pl.col("date_from") >= pl.lit(one) - reach) & (pl.col("date_from") <= pl.lit(one) + reach) for one in set(days)
    ]
    return _first(known.filter(_same_place(records) & pl.any_horizontal(when)).sort("date_from", "id"))


def _same_place(records: Sequence[Record]) -> pl.Expr:
    places = sorted({str(one.fields["place"]) for one in records if one.fields.get("place")})
    return pl.col("place").is_in(places).fill_null(value=False)


def _first(found: pl.DataFrame) -> tuple[dict[str, Any], ...]:
    return tuple(found.select(SHOWN).head(MOST).to_dicts())


def _people(case: Case, register: Finding) -> pl.DataFrame:
    with case.open_table(register, "people") as path:
        found = pl.read_parquet(path)
    where = pl.concat_str("place", "place_within", separator=" ", ignore_nulls=True)
    folded = pl.Series("folded_place", fold_column(found.select(where).to_series().to_arrow()))
    return found.with_columns(folded)


def _names(case: Case, register: Finding) -> pa.Table:
    """Every name of every record that was linked, with its person."""
    with case.open_table(register, "members") as path:
        members = pl.DataFrame(pl.from_arrow(pq.read_table(path, columns=["record", "person"])))
    named = []
    for one in case.shelves.current():
        with case.open_table(one, "records") as path:
            said = pl.read_parquet(path, columns=["id", "name", "name_other"])
        named += [said.select("id", pl.col(name).alias("name")) for name in ("name", "name_other")]
    every = pl.concat(named).drop_nulls() if named else pl.DataFrame({"id": [], "name": []})
    return members.join(every, left_on="record", right_on="id").select("person", "name").to_arrow()
