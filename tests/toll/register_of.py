"""A small register of invented people, put into a case as linking would."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from tawthiq import tables
from tawthiq.case import Case, Signer
from tawthiq.nouns import Finding, Recipe

Row = Mapping[str, Any]


def put(
    case: Case, by: Signer, people: Sequence[Row], members: Sequence[Row], draws: Sequence[Row] = (), *, number: int = 0
) -> Finding:
    work = case.scratch("link")
    told = {"people": people, "members": members, "draws": draws}
    files = {}
    for name, rows in told.items():
        files[name] = work / f"{name}.parquet"
        tables.write(files[name], tables.SCHEMAS[name], [tables.rows(tables.SCHEMAS[name], rows)])
    recipe = Recipe("names.invented", "1", {"register": {"draws": number}}, 1, (), "", 0, casefile_of(case))
    return case.find("people", recipe, files, by)


def casefile_of(case: Case) -> str:
    return case.vault.stage_bytes(case.casefile.raw).sha256


def invented(
    size: int, chances: Mapping[str, float], seed: int = 1, **columns: Sequence[Any]
) -> tuple[list[Row], list[Row]]:
    """People who are on each list with its chance, each with one record a list; the columns go round in turn."""
    rng = np.random.default_rng(seed)
    people: list[Row] = []
    members: list[Row] = []
    for n in range(size):
        on = [source for source, chance in chances.items() if rng.random() < chance]
        told = {name: values[n % len(values)] for name, values in columns.items()}
        if on:
            people.append({"id": f"p-{n:04}", "counted": True, **told})
        members += [{"record": f"r-{n:04}-{source}", "person": f"p-{n:04}", "source": source} for source in on]
    return people, members


def frame(schema: pa.Schema, rows: Sequence[Row]) -> Any:
    return pl.from_arrow(tables.rows(schema, rows))
