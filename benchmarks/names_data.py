"""The data of the benchmark of names as ``Lists``, by a hand-written choice of columns as a user's map would make it.

Data: ``../shared/data/names`` from the project's root, or ``$TAWTHIQ_DATA/names``. The truth (national ids, ``ent_id``,
``rec-N``, ``cluster``) stays outside the lists.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from examples.simulate.register import register
from tawthiq import tables
from tawthiq.names.scoring.numbers import PREFIX, are_numbers
from tawthiq.names.shape import Lists

ROOT = Path(__file__).parent.parent
FIRST, LAST = "2024-04-30", "2025-06-15"


@dataclass(frozen=True, eq=False)
class Task:
    """Lists with the truth about them: pairs of rows (k, 2), the smaller row first.

    ``judged`` (n,) tells of which records the truth is known, where it is not of all.
    """

    name: str
    lists: Lists
    truth: NDArray[np.int32]
    judged: NDArray[np.bool_] | None = None


def data() -> Path:
    return Path(os.environ.get("TAWTHIQ_DATA", ROOT.parent / "shared" / "data")) / "names"


def lists_of(frame: pl.DataFrame, once: frozenset[str] = frozenset()) -> tuple[Lists, pl.DataFrame]:
    """Lists from a frame with columns of ``tables.RECORDS`` and ``source``, and the frame in the order of the lists."""
    frame = frame.sort("source", "id")
    count = len(frame)
    columns = {
        field.name: frame[field.name].to_arrow() if field.name in frame.columns else None for field in tables.RECORDS
    }
    filled = {
        name: (column.cast(tables.RECORDS.field(name).type) if column is not None else _nulls(count, name))
        for name, column in columns.items()
    }
    table = _table(filled).append_column("source", frame["source"].to_arrow().cast("string"))
    for name in frame.columns:
        if name.startswith(PREFIX) and are_numbers(frame[name].to_arrow()):
            table = table.append_column(name, frame[name].to_arrow().cast("string"))
    return Lists(table, once), frame


def _nulls(count: int, name: str) -> pa.Array:
    return pa.nulls(count, tables.RECORDS.field(name).type)


def _table(columns: Mapping[str, pa.Array]) -> pa.Table:
    return pa.table(columns, schema=tables.RECORDS)


def truth_of(frame: pl.DataFrame, key: str, across: bool) -> NDArray[np.int32]:
    """All pairs of rows with one value of ``key``, of two sources where ``across``."""
    keyed = frame.select(pl.col(key).alias("key"), "source").with_row_index("row").drop_nulls("key")
    pairs = keyed.join(keyed, on="key").filter(pl.col("row") < pl.col("row_right"))
    if across:
        pairs = pairs.filter(pl.col("source") != pl.col("source_right"))
    return pairs.select("row", "row_right").sort("row", "row_right").to_numpy().astype(np.int32)


def day(column: str, to: str) -> list[pl.Expr]:
    parsed = pl.col(column).str.to_date("%Y-%m-%d", strict=False)
    return [pl.col(column).alias(to), parsed.alias(f"{to}_from"), parsed.alias(f"{to}_to")]


def spanned(said: pl.Expr, to: str) -> list[pl.Expr]:
    """A day, or the whole year where there is no such day."""
    parsed, year = said.str.to_date("%Y-%m-%d", strict=False), said.str.slice(0, 4).cast(pl.Int32)
    return [
        parsed.fill_null(pl.date(year, 1, 1)).alias(f"{to}_from"),
        parsed.fill_null(pl.date(year, 12, 31)).alias(f"{to}_to"),
    ]


def gaza(first: str = "name_ar", last: str = "name_ar", hard: str = "") -> Task:
    """2024-04-30 × 2025-06-15, rows with a valid id, ids hidden. ``hard`` names the lists whose names are cut."""
    said = pl.read_parquet(data() / "gaza_moh" / "all_releases.parquet")
    sides = []
    for release, name in ((FIRST, first), (LAST, last)):
        side = said.filter((pl.col("release") == release) & pl.col("id_valid"))
        side = side.with_columns(
            pl.col(name).alias("name"), pl.lit(release).alias("source"), pl.col("rec_id").alias("_")
        )
        if release in hard:
            side = cut(side.sort("rec_id"), seed=2012)
        sides.append(side)
    both = pl.concat(sides)
    age = pl.col("age").cast(pl.Float32, strict=False)
    sex = pl.col("sex").replace_strict({"m": "male", "f": "female"}, default=None)
    births = [] if hard else day("dob", "birth")
    frame = both.select(
        pl.col("rec_id").alias("id"), "source", "name", sex, age.alias("age_from"), age.alias("age_to"),
        pl.col("id").alias("truth"), *births,
    )  # fmt: skip
    lists, frame = lists_of(frame, frozenset({FIRST, LAST}))
    names = {"name_ar": "Arabic", "name_en": "English"}
    title = f"gaza_moh {names[first]} × {names[last]}" + (f", hard ({hard})" if hard else "")
    return Task(title, lists, truth_of(frame, "truth", True))


def cut(frame: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Names as lists of activists have them: given and family, or given, father and family, by a seeded draw."""
    keep = np.random.default_rng(seed).random(len(frame)) < 0.5
    cuts = [_cut(name, bool(two)) for name, two in zip(frame["name"], keep, strict=True)]
    return frame.with_columns(pl.Series("name", cuts))


def _cut(name: str, two: bool) -> str:
    """The first part, the second unless ``two``, and the last; Abd, Abu and the like keep their second half."""
    parts: list[str] = []
    for word in name.split():
        if parts and parts[-1].split()[-1] in ("عبد", "ابو", "أبو", "ام", "أم", "بن", "آل", "ال"):
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return " ".join(parts if len(parts) < 3 else [*parts[: 1 if two else 2], parts[-1]])


def gaza_stack() -> Task:
    """All releases of ``gaza_moh`` as one stack: Arabic names, the English ones beside them."""
    said = pl.read_parquet(data() / "gaza_moh" / "all_releases.parquet")
    age = pl.col("age").cast(pl.Float32, strict=False)
    sex = pl.col("sex").replace_strict({"m": "male", "f": "female"}, default=None)
    frame = said.select(
        (pl.col("release") + ":" + pl.col("rec_id")).alias("id"), pl.col("release").alias("source"),
        pl.col("name_ar").fill_null(pl.col("name_en")).alias("name"), sex, age.alias("age_from"), age.alias("age_to"),
        pl.when("id_valid").then("id").alias("truth"), *day("dob", "birth"),
    )  # fmt: skip
    lists, frame = lists_of(frame)
    return Task("gaza_moh, all releases", lists, truth_of(frame, "truth", False))


def el_salvador(whole: bool = False) -> Task:
    """The 735 records that were matched by hand: 66 pairs with a confidence of 0.5 and more.

    ``whole``: linked within the 5,395 records of their list; of the others the truth is not known.
    """
    folder = data() / "el_salvador"
    said = pl.read_csv(folder / "sv-mauricio.csv", infer_schema_length=0, null_values="NA")
    said = said if whole else said.filter(pl.col("HandID").is_not_null())
    year, month, date = (pl.col(one).cast(pl.Int32) for one in ("year", "month", "day"))
    month = pl.when(month.is_between(1, 12)).then(month)
    last = pl.date(year, month, 1).dt.month_end().dt.day().cast(pl.Int32)
    date = pl.when(date.is_not_null()).then(pl.min_horizontal(date, last))
    start = pl.date(year, month.fill_null(1), date.fill_null(1))
    end = (
        pl.when(month.is_null()).then(pl.date(year, 12, 31))
        .when(date.is_null()).then(pl.date(year, month, 1).dt.month_end())
        .otherwise(start)
    )  # fmt: skip
    frame = said.select(
        pl.col("ID").alias("id"), pl.lit("un").alias("source"), pl.col("firstname").alias("name_given"),
        pl.col("lastname").alias("name_family"), start.alias("date_from"), end.alias("date_to"),
        pl.lit("death").alias("date_kind"),
        pl.when(~pl.col("geocode").str.ends_with("00")).then("geocode").alias("place"),
        pl.concat_str("dept", "muni", separator=" / ", ignore_nulls=True).alias("place_within"), "HandID",
    )  # fmt: skip
    lists, frame = lists_of(frame)
    row = {one: k for k, one in enumerate(frame["id"])}
    said_pairs = pl.read_csv(folder / "matches.csv").filter(pl.col("match_confidence") >= 0.5)
    pairs = {tuple(sorted((row[str(a)], row[str(b)]))) for a, b in said_pairs.select("ID_1", "ID_2").iter_rows()}
    judged = frame["HandID"].is_not_null().to_numpy()
    title = "el_salvador" + (", the whole list" if whole else "")
    return Task(title, lists, np.array(sorted(pairs), np.int32), judged)


def rldata() -> Task:
    said = pl.read_csv(data() / "rldata" / "RLdata10000.csv", infer_schema_length=0, null_values="NA")
    frame = said.select(
        pl.col("rec_id").alias("id"), pl.lit("rl").alias("source"), pl.col("ent_id").alias("truth"),
        pl.concat_str("fname_c1", "fname_c2", separator=" ", ignore_nulls=True).alias("name_given"),
        pl.concat_str("lname_c1", "lname_c2", separator=" ", ignore_nulls=True).alias("name_family"),
        *spanned(pl.concat_str("by", pl.col("bm").str.zfill(2), pl.col("bd").str.zfill(2), separator="-"), "birth"),
    )  # fmt: skip
    lists, frame = lists_of(frame)
    return Task("rldata10000", lists, truth_of(frame, "truth", False))


def febrl() -> Task:
    sides = []
    for side in ("a", "b"):
        said = pl.read_csv(data() / "febrl" / f"dataset4{side}.csv", infer_schema_length=0)
        said = said.rename({one: one.strip() for one in said.columns})
        said = said.with_columns(pl.all().str.strip_chars().replace("", None))
        sides.append(said.with_columns(pl.lit(side).alias("source")))
    birth = pl.col("date_of_birth").str.to_date("%Y%m%d", strict=False)
    frame = pl.concat(sides).select(
        pl.col("rec_id").alias("id"), "source", pl.col("rec_id").str.split("-").list.get(1).alias("truth"),
        pl.col("given_name").alias("name_given"), pl.col("surname").alias("name_family"),
        birth.alias("birth_from"), birth.alias("birth_to"),
        pl.concat_str("street_number", "address_1", "address_2", separator=" ", ignore_nulls=True).alias("place"),
        pl.concat_str("state", "postcode", "suburb", separator=" / ", ignore_nulls=True).alias("place_within"),
        pl.col("soc_sec_id").alias(f"{PREFIX}soc_sec_id"),
    )  # fmt: skip
    lists, frame = lists_of(frame, frozenset({"a", "b"}))
    return Task("febrl4", lists, truth_of(frame, "truth", True))


def historical() -> Task:
    said = pl.read_parquet(data() / "historical_50k" / "historical_figures_with_errors_50k.parquet")
    birth = pl.col("dob").str.to_date("%Y-%m-%d", strict=False)
    frame = said.select(
        pl.col("unique_id").alias("id"), pl.lit("h").alias("source"), pl.col("cluster").alias("truth"),
        pl.col("first_name").alias("name_given"), pl.col("surname").alias("name_family"),
        pl.col("full_name").alias("name"), birth.alias("birth_from"), birth.alias("birth_to"),
        pl.col("birth_place").alias("place"), pl.col("postcode_fake").alias("place_within"),
        pl.col("gender").replace_strict({"male": "male", "female": "female"}, default=None).alias("sex"),
    )  # fmt: skip
    lists, frame = lists_of(frame)
    return Task("historical_50k", lists, truth_of(frame, "truth", False))


def simulated(records: int) -> Task:
    """Five simulated lists; names, spellings, days and places as in ``syria_vdc``, everybody invented."""
    table, person = register(records, path=data() / "syria_vdc" / "vdc_records.parquet")
    frame = pl.DataFrame({"person": person, "source": pl.Series(table["source"])})
    return Task(f"simulated, {records:,} records", Lists(table), truth_of(frame, "person", False))


TASKS: Mapping[str, Callable[[], Task]] = {
    "gaza": gaza,
    "hard": lambda: gaza(hard=FIRST),
    "hard-both": lambda: gaza(hard=f"{FIRST} {LAST}"),
    "ar-en": lambda: gaza(first="name_ar", last="name_en"),
    "el_salvador": el_salvador,
    "el_salvador-whole": lambda: el_salvador(whole=True),
    "rldata": rldata,
    "febrl4": febrl,
    "historical": historical,
    "stack": gaza_stack,
    "simulated-30k": lambda: simulated(30_000),
    "simulated": lambda: simulated(296_245),
}
