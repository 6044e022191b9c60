"""Measuring a register with a file of the truth: whole, by list, by script and by year."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa

from tawthiq.errors import BadInput
from tawthiq.names.hand.evaluate import Quality, by_groups, by_record, evaluate
from tawthiq.names.shape import Lists
from tawthiq.text import script

OWN = ("list", "list_id", "person")
PLAIN = ("record", "person")


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
    """The truth from a CSV with the columns ``record`` and ``person``, or ``list``, ``list_id`` and ``person``.

    ``list`` is ``source/list``. Raises BadInput for other columns, or a record that is said to be two people.
    """
    told = pl.read_csv(path, infer_schema=False)
    columns = next((one for one in (PLAIN, OWN) if set(one) <= set(told.columns)), None)
    if columns is None:
        raise BadInput("measuring.columns", file=str(path), value=", ".join(told.columns))
    told = told.select(columns).drop_nulls().unique(maintain_order=True)
    keys = columns[:-1]
    twice = told.filter(told.select(keys).is_duplicated())
    if twice.height:
        raise BadInput("measuring.twice", file=str(path), value=" ".join(map(str, twice.row(0)[:-1])))
    return told


def measured(lists: Lists, members: pa.Table, truth: pl.DataFrame, *, seed: int) -> Measured:
    """Compare members (``record``, ``person``) of a register with the truth. Raises BadInput where they share none."""
    rows = _rows(lists, members)
    keys = [one for one in truth.columns if one != "person"]
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
