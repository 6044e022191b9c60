"""Measuring a register with a file of the truth: whole, by list, by script and by year."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tawthiq.errors import BadInput
from tawthiq.names.hand.evaluate import Quality, by_groups, by_record, evaluate
from tawthiq.names.shape import Lists
from tawthiq.text import script

COLUMNS = (("list", "list_id", "person"), ("record", "person"), ("list_id", "person"), ("record", "same_as"))


@dataclass(frozen=True, slots=True)
class Measured:
    """The quality of a register: ``whole`` by pairs, people and records, pairs by list, by script and by year.

    Pairs of two lists are named ``one – other``. ``known`` records are in the truth and in the register, ``unknown``
    rows of the truth are about no record of it.
    """

    known: int
    unknown: int
    whole: Mapping[str, Quality]
    lists: Mapping[str, Quality]
    scripts: Mapping[str, Quality]
    years: Mapping[str, Quality]


def read_truth(path: Path) -> pl.DataFrame:
    """The truth from a CSV: ``record`` and ``person``, or the lists' own ids, or pairs, ``record`` and ``same_as``.

    Own ids are ``list`` (``source/list``), ``list_id`` and ``person``, or without ``list`` where no two lists share an
    id. Raises BadInput for other columns, or a record that is said to be two people.
    """
    told = pl.read_csv(path, infer_schema=False)
    columns = next((one for one in COLUMNS if set(one) <= set(told.columns)), None)
    if columns is None:
        raise BadInput("measuring.columns", file=str(path), value=", ".join(told.columns))
    told = told.select(columns).drop_nulls().unique(maintain_order=True)
    if "same_as" in columns:
        told, columns = _people_of(told), ("record", "person")
    keys = columns[:-1]
    twice = told.filter(told.select(keys).is_duplicated())
    if twice.height:
        raise BadInput("measuring.twice", file=str(path), value=" ".join(map(str, twice.row(0)[:-1])))
    return told


def _people_of(pairs: pl.DataFrame) -> pl.DataFrame:
    """Records and the people that they are, from pairs of records that are one person."""
    records = pl.concat([pairs["record"], pairs["same_as"]]).unique().sort()
    one, other = (records.search_sorted(pairs[end]).to_numpy() for end in ("record", "same_as"))
    joined = coo_array((np.ones(len(one)), (one, other)), shape=(len(records), len(records)))
    _, person = connected_components(joined, directed=False)
    return pl.DataFrame({"record": records, "person": pl.Series(person).cast(pl.String)})


def measured(lists: Lists, members: pa.Table, truth: pl.DataFrame, *, seed: int) -> Measured:
    """Compare members (``record``, ``person``) of a register with the truth. Raises BadInput where they share none."""
    rows = _rows(lists, members)
    keys = [one for one in truth.columns if one != "person"]
    if keys == ["list_id"]:
        _told_apart(rows, truth)
    rows = rows.join(truth.rename({"person": "true"}), on=keys, how="left", maintain_order="left")
    entity = _codes(rows["true"])
    known = int((entity >= 0).sum())
    if not known:
        raise BadInput("measuring.none")
    labels, figures = _codes(rows["person"]), {}
    for name, group in (("lists", "list"), ("scripts", "script")):
        found = by_groups(labels, entity, rows[group].to_list(), seed=seed)
        figures[name] = {" – ".join(dict.fromkeys(pair)): one for pair, one in found.items()}
    return Measured(
        known,
        truth.height - known,
        evaluate(labels, entity, seed=seed),
        figures["lists"],
        figures["scripts"],
        by_record(labels, entity, rows["year"].to_list(), seed=seed),
    )


def _told_apart(rows: pl.DataFrame, truth: pl.DataFrame) -> None:
    shared = rows.join(truth, on="list_id", how="semi").filter(pl.col("list_id").is_duplicated())
    if shared.height:
        raise BadInput("measuring.shared", value=shared["list_id"][0])


def _rows(lists: Lists, members: pa.Table) -> pl.DataFrame:
    """One row a record: record, person, list, its own id there, the script of the name, the year."""
    records = lists.records
    names = pl.Series(records["name"])
    scripts = {name: script(name) for name in names.drop_nulls().unique()}
    told = pl.DataFrame(
        {
            "record": pl.Series(records["id"]),
            "list": pl.Series(records["source"]),
            "list_id": pl.Series(records["list_id"]),
            "script": pl.Series([scripts.get(name) for name in names], dtype=pl.String),
            "year": pl.Series(records["date_from"]).dt.year().cast(pl.String),
        }
    )
    people = pl.DataFrame(pl.from_arrow(members.select(["record", "person"])))
    return told.join(people, on="record", how="inner", maintain_order="left")


def _codes(values: pl.Series) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
    """A number for each value from 0, -1 for null."""
    distinct = values.drop_nulls().unique().sort()
    numbers = pl.int_range(len(distinct), dtype=pl.Int32, eager=True)
    return values.replace_strict(distinct, numbers, default=-1, return_dtype=pl.Int32).to_numpy()
