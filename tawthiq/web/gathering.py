"""Gathering: everything of the case that has a place or a day, as one table, for the map and the timeline."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import polars as pl

from tawthiq.case import Case
from tawthiq.imagery.detect import VERDICTS
from tawthiq.imagery.drawing import drawn, standing
from tawthiq.nouns import Finding
from tawthiq.text import fold, fold_column

KINDS = ("people", "records", "claims", "accounts", "marks", "scenes")
STANDING = ("people", "claims", "accounts", "marks", "scenes")
"""Those shown where nobody chose: a record is in its person."""

SCHEMA = {
    "kind": pl.String, "id": pl.String, "label": pl.String, "place": pl.String, "lat": pl.Float64, "lon": pl.Float64,
    "radius_m": pl.Float64, "date_from": pl.Date, "date_to": pl.Date,
}  # fmt: skip
PLACE = ("kind", "place", "lat", "lon", "radius_m")
BINS = 160
MOST = 3_000
CELLS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5)
METRES_A_DEGREE = 111_320.0
LINES = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked at: kinds, the days that it may overlap, and words of its label or place."""

    kinds: tuple[str, ...] = STANDING
    since: date | None = None
    until: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Bin:
    """Some days of the timeline: how many things certainly fall into them, and how many more are expected to.

    A thing of several days is spread over them evenly.
    """

    start: date
    end: date
    certain: int
    spread: float


def findings(case: Case) -> list[Finding]:
    """What the table is made of: it is another where one of these is."""
    register, support = case.register.current(), case.current("support")
    found = [one for one in (register, support) if one] + list(case.shelves.current())
    return found + _looked(case)


def gathered(case: Case) -> pl.DataFrame:
    """Everything that has a place or a day and that findings hold, a row each (``SCHEMA``), with ``folded`` to search.

    Marks are there as they were found; ``judged`` brings in what people said of them.
    """
    parts: Sequence[Callable[[Case], pl.DataFrame]] = (_people, _records, _claims, _accounts, _marks)
    return _folded(pl.concat([pl.DataFrame(schema=SCHEMA), *(part(case) for part in parts)]))


def judged(case: Case, table: pl.DataFrame) -> pl.DataFrame:
    """The table without the marks that were rejected, and with those that a person drew."""
    told = standing(case.judgements())
    verdicts = {one.subjects[0]: one.verdict for one in told if one.verdict in VERDICTS}
    gone = [id_ for id_, verdict in verdicts.items() if verdict == "reject"]
    names = {finding.recipe.inputs[0]: case.item(finding.recipe.inputs[0]).name for finding in _looked(case)}
    mine = [(name, one) for item, name in names.items() for one in drawn(told, item) if one.id not in gone]
    rows = [{"id": one.id, "label": name, "lat": one.fields["lat"], "lon": one.fields["lon"],
             "radius_m": one.fields["diameter_m"] / 2} for name, one in mine]  # fmt: skip
    kept = table.filter((pl.col("kind") != "marks") | ~pl.col("id").is_in(gone)) if gone else table
    return pl.concat([kept, _folded(_shaped(pl.DataFrame(rows), "marks"))]) if rows else kept


def _folded(table: pl.DataFrame) -> pl.DataFrame:
    words = table.select(pl.concat_str("label", "place", separator=" ", ignore_nulls=True)).to_series().to_arrow()
    return table.with_columns(folded=pl.Series(fold_column(words).to_pylist(), dtype=pl.String))


def _looked(case: Case) -> list[Finding]:
    found = case.catalogue.findings(slots="marks/*", current=True)
    return [one for one in found if "marks" in one.tables]


def _shaped(table: pl.DataFrame, kind: str) -> pl.DataFrame:
    made = {"kind": pl.lit(kind), **{name: pl.lit(None) for name in SCHEMA if name not in (*table.columns, "kind")}}
    return table.with_columns(**made).select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())


def _read(case: Case, finding: Finding | None, name: str, columns: Mapping[str, str]) -> pl.DataFrame:
    """Columns of a finding's table under the names that they have here; nothing where there is none."""
    if finding is None or name not in finding.tables:
        return pl.DataFrame(schema=dict.fromkeys(columns.values(), pl.Null))
    with case.open_table(finding, name) as path:
        return pl.read_parquet(path, columns=list(columns)).rename(columns)


WHERE = {name: name for name in ("lat", "lon", "radius_m", "date_from", "date_to", "place")}


def _people(case: Case) -> pl.DataFrame:
    told = {"id": "id", "name": "label", "counted": "counted", **WHERE}
    found = _read(case, case.register.current(), "people", told)
    return _shaped(found.filter(pl.col("counted").cast(pl.Boolean)).drop("counted"), "people")


def _records(case: Case) -> pl.DataFrame:
    told = {"id": "id", "name": "label", **WHERE}
    parts = []
    for one in case.shelves.current():
        kind = _kind(one)
        found = _shaped(_read(case, one, "records", told), kind)
        name = case.item(one.recipe.inputs[0]).name if kind == "scenes" else None
        parts.append(found.with_columns(label=pl.lit(name, pl.String)) if name else found)
    return pl.concat([pl.DataFrame(schema=SCHEMA), *parts])


def _kind(finding: Finding) -> str:
    return "scenes" if finding.recipe.method == "readers.scene" else "records"


def _claims(case: Case) -> pl.DataFrame:
    told = {"id": "id", "act": "label", "withdrawn": "withdrawn", **WHERE}
    found = _read(case, case.current("support"), "claims", told)
    return _shaped(found.filter(~pl.col("withdrawn").cast(pl.Boolean)).drop("withdrawn"), "claims")


def _accounts(case: Case) -> pl.DataFrame:
    told = {"id": "id", "title": "label", "published_from": "date_from", "published_to": "date_to"}
    return _shaped(_read(case, case.current("support"), "accounts", told), "accounts")


def _marks(case: Case) -> pl.DataFrame:
    told = {"id": "id", "lat": "lat", "lon": "lon", "diameter_m": "radius_m"}
    parts = [
        _read(case, one, "marks", told).with_columns(
            pl.col("radius_m") / 2, label=pl.lit(case.item(one.recipe.inputs[0]).name)
        )
        for one in _looked(case)
    ]
    return _shaped(pl.concat(parts) if parts else pl.DataFrame({"id": []}), "marks")


def filtered(table: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """The things that are looked at; whoever names days leaves out what has none, and marks have that of no scene."""
    tests = [pl.col("kind").is_in(asked.kinds)]
    first, last = pl.coalesce("date_from", "date_to"), pl.coalesce("date_to", "date_from")
    if asked.since:
        tests.append(last >= asked.since)
    if asked.until:
        tests.append(first <= asked.until)
    tests += [pl.col("folded").str.contains(word, literal=True) for word in fold(asked.words).split()]
    return table.filter(*tests)


def places(table: pl.DataFrame) -> pl.DataFrame:
    """Things by kind and place, most first: how many, from when to when, and one of them."""
    return (
        table.group_by(PLACE)
        .agg(pl.len().alias("count"), pl.col("date_from").min(), pl.col("date_to").max(), pl.col("id").first(),
             pl.col("label").first())
        .sort("count", "kind", "place", "lat", "lon", "id", descending=[True, False, False, False, False, False])
    )  # fmt: skip


def together(found: pl.DataFrame) -> pl.DataFrame:
    """Marks beyond ``MOST`` put together by cells of the ground, each with a radius that reaches all of its cell."""
    marks = found.filter(pl.col("kind") == "marks", pl.col("lat").is_not_null())
    cell = next((one for one in CELLS if _cells(marks, one).n_unique() <= MOST or one == CELLS[-1]), CELLS[0])
    if marks.height <= MOST:
        return found
    half = cell * METRES_A_DEGREE * 2**0.5 / 2
    middle = [((pl.col(name) / cell).floor() * cell + cell / 2).round(6) for name in ("lat", "lon")]
    coarse = marks.with_columns(*middle, radius_m=pl.lit(round(half, 1)) + pl.col("radius_m").max())
    return pl.concat([found.filter(pl.col("kind") != "marks"), coarse])


def _cells(marks: pl.DataFrame, cell: float) -> pl.Series:
    return marks.select(pl.struct((pl.col(name) / cell).floor() for name in ("lat", "lon"))).to_series()


def features(found: pl.DataFrame) -> dict[str, Any]:
    """The places that have coordinates as GeoJSON points, each with its radius of uncertainty in metres."""
    made = [_feature(row) for row in found.filter(pl.col("lat").is_not_null()).to_dicts()]
    return {"type": "FeatureCollection", "features": made}


def _feature(row: Mapping[str, Any]) -> dict[str, Any]:
    told = ("kind", "place", "count", "radius_m", "id", "label")
    days = {name: row[name].isoformat() if row[name] else None for name in ("date_from", "date_to")}
    point = {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
    return {"type": "Feature", "geometry": point, "properties": {**{name: row[name] for name in told}, **days}}


def bins(table: pl.DataFrame) -> list[Bin]:
    """The people and records over time, in bins of days, months or years; nothing where nothing has two ends."""
    dated = table.filter(pl.col("kind").is_in(("people", "records")), pl.col("date_from").is_not_null(),
                         pl.col("date_to").is_not_null())  # fmt: skip
    if dated.is_empty():
        return []
    spans = dated.group_by("date_from", "date_to").agg(pl.len().alias("count")).sort("date_from", "date_to")
    edges = _edges(spans["date_from"].min(), spans["date_to"].max())  # type: ignore[arg-type]
    found = [[0, 0.0] for _ in edges[:-1]]
    for first, last, count in spans.iter_rows():
        for n, share in _shares(edges, first, last):
            found[n][share < 1] += count if share == 1 else count * share
    return [
        Bin(a, b - timedelta(1), int(one[0]), float(one[1])) for a, b, one in zip(edges, edges[1:], found, strict=False)
    ]


def _shares(edges: Sequence[date], first: date, last: date) -> list[tuple[int, float]]:
    """The bins that an interval of days falls into, and which share of it each has."""
    days = (last - first).days + 1
    after = last + timedelta(1)
    held = [(n, a, b) for n, (a, b) in enumerate(pairwise(edges)) if a <= last and b > first]
    cut = [(n, min(b, after) - max(a, first)) for n, a, b in held]
    return [(n, part.days / days) for n, part in cut]


def _edges(first: date, last: date) -> list[date]:
    """The first days of bins from the first to the last day, and the day after them all."""
    days = (last - first).days + 1
    if days <= BINS:
        return [first + timedelta(n) for n in range(days + 1)]
    months = days <= BINS * 30
    made = [first.replace(day=1) if months else first.replace(month=1, day=1)]
    while made[-1] <= last:
        made.append(_after(made[-1], months=months))
    return made


def _after(day: date, *, months: bool) -> date:
    if not months:
        return day.replace(year=day.year + 1)
    return (day.replace(day=28) + timedelta(4)).replace(day=1)


def lines(table: pl.DataFrame) -> pl.DataFrame:
    """What is drawn as a line of its own on the timeline: claims, accounts and scenes by their first day."""
    drawn = table.filter(pl.col("kind").is_in(("claims", "accounts", "scenes")),
                         pl.col("date_from").is_not_null() | pl.col("date_to").is_not_null())  # fmt: skip
    return drawn.sort(pl.coalesce("date_from", "date_to"), "kind", "id").head(LINES)
