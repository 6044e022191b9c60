"""The case that ``benchmarks.web`` measures: lists of invented people and their register, claims, marks, a toll."""

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import rasterio
from rasterio.warp import transform

from examples.simulate.derivations import accounts
from examples.simulate.register import register
from examples.simulate.scenes import write_tiff
from tawthiq import tables
from tawthiq.case import Case, Decision, Signer, keys
from tawthiq.claims import store
from tawthiq.claims.plain import plain
from tawthiq.claims.weigh import weigh
from tawthiq.imagery.detect import scene
from tawthiq.imagery.scenes import Said
from tawthiq.names.register.making import SCHEMAS
from tawthiq.names.register.people import summed
from tawthiq.nouns import Claim, Finding, Place, Quantity, Recipe, Source, Span
from tawthiq.text import fold_column
from tawthiq.toll.chao import ChaoBound
from tawthiq.toll.decomposable import Decomposable
from tawthiq.toll.register import toll

RECORDS, PEOPLE, DOUBTFUL, JUDGED = 500_000, 100_000, 150_000, 2_000
EVENTS, SCENES, MARKS, SIDE, DRAWS = 400, 6, 30_000, 6_000, 100
WHY = {"start": [0, -9.6], "given": [7, 2.9], "family": [7, 4.2], "day": [3, 2.0], "place": [1, -1.5]}


def build(folder: Path, scale: int) -> None:
    """A case with lists of invented people, a register of them, pairs in doubt and judgements."""
    shutil.rmtree(folder, ignore_errors=True)
    os.environ["TAWTHIQ_HOME"] = str(folder.parent / "people")
    shutil.rmtree(folder.parent / "people", ignore_errors=True)
    ana, basil = keys.create("Ana"), keys.create("Basil")
    said, truth = register(RECORDS // scale, seed=1)
    persons = np.asarray(truth) % (PEOPLE // scale)
    said, persons = _ordered(said, persons)
    with Case.new(folder, "Benchmark (invented)") as case:
        found = [_list(case, said, name, ana) for name in sorted(set(said["source"].to_pylist()))]
        _register(case, said, persons, inputs=[one.id for one in found], scale=scale, by=ana)
        _judge(case, said, scale, ana, basil)
        _claims(case, EVENTS // scale, ana)
        _marks(case, folder.parent / "scenes", scale, ana)
        toll(case, by=ana, methods=(ChaoBound(), Decomposable()))
        case.shelves.index()


def _ordered(said: pa.Table, persons: np.ndarray) -> tuple[pa.Table, np.ndarray]:
    order = pl.DataFrame({"source": pl.Series(said["source"]), "id": pl.Series(said["id"])}).with_row_index()
    at = order.sort("source", "id")["index"].to_numpy()
    return said.take(pa.array(at)), persons[at]


def _list(case: Case, said: pa.Table, source: str, by: Signer) -> Finding:
    """The records of one source as a reader would have left them."""
    case.add_source(Source(source, f"{source} (invented)", reliability="C"))
    own = pl.DataFrame(pl.from_arrow(said)).filter(pl.col("source") == source).drop("source")
    own = own.with_columns(
        pl.Series("row", range(own.height)), (pl.int_range(own.height) + 2).cast(str).alias("locator")
    )
    folded = pl.Series(
        fold_column(own.select(pl.concat_str("name", "place", separator=" ", ignore_nulls=True)).to_series().to_arrow())
    )
    own = own.with_columns(folded.alias("folded"), pl.lit("person").alias("kind"))
    words = own.select("row", "name", pl.col("date").alias("date of death"), "place", "sex")
    work = case.scratch("benchmark")
    words.drop("row").write_csv(work / f"{source}.csv")
    item = case.receive(work / f"{source}.csv", source=source, how="benchmark", by=by)
    columns = [own[one.name].to_arrow().cast(one.type) for one in tables.RECORDS]
    tables.write(work / "records.parquet", tables.RECORDS, [pa.table(columns, schema=tables.RECORDS)])
    tables.write(work / "said.parquet", words.to_arrow().schema, [words.to_arrow()])
    made = {name: work / f"{name}.parquet" for name in ("records", "said")}
    return case.find(f"records/{source}/{source}", Recipe("readers.benchmark", "1", {}, None, (item.id,)), made, by)


def _register(
    case: Case, said: pa.Table, persons: np.ndarray, *, inputs: Sequence[str], scale: int, by: Signer
) -> None:
    """A register that holds the truth, with pairs in doubt drawn at random."""
    ids = pa.array([f"p-{one:016x}" for one in persons])
    item = {one.recipe.inputs[0]: one for one in case.catalogue.findings(slots="records/*")}
    members = pa.table(
        [said["id"], ids, said["source"], pa.array([next(iter(item))] * len(ids))], schema=tables.MEMBERS
    )
    people = pl.DataFrame(pl.from_arrow(summed(said, ids)))
    rng = np.random.default_rng(1)
    people = people.with_columns(
        pl.lit(True).alias("counted"), pl.Series("certainty", rng.random(people.height), pl.Float32)
    )
    made = {
        "people": pa.table([people[f.name].to_arrow().cast(f.type) for f in tables.PEOPLE], schema=tables.PEOPLE),
        "members": members.cast(tables.MEMBERS),
        "pairs": _pairs(said, persons, scale, rng),
        "draws": _draws(said["id"], persons, rng),
        "forwards": tables.FORWARDS.empty_table(),
        "model": pa.table({"key": ["missed", "draws"], "value": ["0.01", "100"]}, schema=SCHEMAS["model"]),
        "told": SCHEMAS["told"].empty_table(),
    }
    work = case.scratch("benchmark")
    for name, table in made.items():
        tables.write(work / f"{name}.parquet", SCHEMAS[name], [table])
    recipe = Recipe("names.benchmark", "1", {"register": {"draws": DRAWS}}, 1, tuple(inputs))
    case.find("people", recipe, {name: work / f"{name}.parquet" for name in made}, by)


def _pairs(said: pa.Table, persons: np.ndarray, scale: int, rng: np.random.Generator) -> pa.Table:
    order = np.argsort(persons, kind="stable")
    same = persons[order[1:]] == persons[order[:-1]]
    joined = np.column_stack([order[:-1][same], order[1:][same]])
    doubtful = rng.integers(0, len(persons), (DOUBTFUL // scale, 2))
    ends = np.sort(np.concatenate([joined, doubtful[doubtful[:, 0] != doubtful[:, 1]]]), axis=1)
    ends = np.unique(ends, axis=0)
    chance = np.where(persons[ends[:, 0]] == persons[ends[:, 1]], 0.99, rng.uniform(0.06, 0.94, len(ends)))
    doubted = rng.random(len(ends)) < 0.1
    chance = np.where(doubted, rng.uniform(0.06, 0.94, len(ends)), chance)
    ids = said["id"].combine_chunks()
    sides = pl.DataFrame(
        {"a": pl.Series(ids.take(pa.array(ends[:, 0]))), "b": pl.Series(ids.take(pa.array(ends[:, 1])))}
    )
    a, b = sides.select(pl.min_horizontal("a", "b").alias("a"), pl.max_horizontal("a", "b").alias("b"))
    why = pa.array([json.dumps(WHY)] * len(ends))
    weight = pa.array(np.log2(chance / (1 - chance)), pa.float32())
    return pa.table(
        [a.to_arrow().cast("string"), b.to_arrow().cast("string"), weight, pa.array(chance, pa.float32()), why],
        schema=tables.PAIRS,
    )


def _judge(case: Case, said: pa.Table, scale: int, ana: Signer, basil: Signer) -> None:
    ids = said["id"].to_pylist()
    at = np.random.default_rng(2).choice(len(ids), (JUDGED // scale, 2), replace=False)
    for who, every in ((ana, at[::2]), (basil, at[1::2])):
        case.judge([Decision("different", (ids[a], ids[b]), "benchmark") for a, b in every.tolist()], who)


def _draws(ids: pa.ChunkedArray, persons: np.ndarray, rng: np.random.Generator) -> pa.Table:
    """One record in two hundred is with another person in each draw."""
    moved = rng.integers(0, len(persons), (DRAWS, max(1, len(persons) // 200)))
    draw, record = np.repeat(np.arange(DRAWS), moved.shape[1]), ids.combine_chunks().take(pa.array(moved.ravel()))
    person = pa.array([f"p-{one:016x}" for one in rng.choice(persons, moved.size)])
    return pa.table([pa.array(draw, pa.int32()), record.cast("string"), person], schema=tables.DRAWS)


def _claims(case: Case, events: int, by: Signer) -> None:
    """Accounts of invented events in three languages, about eight each; what they say happened, and how many died."""
    world = accounts("heldout", events)
    for handle in sorted({one.source for one in world.accounts}):
        case.add_source(Source(handle, f"{handle} (invented)", "outlet", reliability="C"))
    entered = [{name: value for name, value in plain(one).items() if name != "id"} for one in world.accounts]
    ids = [f"a-{one.id[2:]}" for one in case.judge([Decision("account", (), facts=one) for one in entered], by)]
    claims, labels = [], []
    for n, (id_, one) in enumerate(zip(ids, world.accounts, strict=True)):
        event, span = world.events[one.id], Span(0, 40, one.text[:40])
        told = {"where": Place("", f"place {event}"), "when": one.published}
        claims.append(Claim("", id_, "shelling", span, **told))
        if n % 2:
            claims.append(
                Claim("", id_, "killing", span, **told, numbers=(Quantity(span, event % 9, event % 9, of="dead"),))
            )
        labels += [f"event {event}"] * (1 + n % 2)
    store.add_claims(case, claims, by, labels, "benchmark")
    weigh(case, by)


def _marks(case: Case, files: Path, scale: int, by: Signer) -> None:
    """Scenes of noise; a tenth of the marks in each of them, all in the last; a thousand of those are judged."""
    shutil.rmtree(files, ignore_errors=True)
    files.mkdir()
    rng, counts = np.random.default_rng(5), [MARKS // scale // 10] * (SCENES - 1) + [MARKS // scale]
    for n, count in enumerate(counts):
        path, day = files / f"scene-{n}.tif", f"2012-02-{n + 1:02}"
        write_tiff(path, rng.integers(1, 255, (3, SIDE // scale, SIDE // scale), np.uint8), day)
        item = case.receive(path, source="press", how="benchmark", by=by)
        scene(case, item.id, Said("SIMULATED", day, ("nir", "red", "green")), by=by)
        made = {name: tables.rows(tables.SCHEMAS[name], rows) for name, rows in _found(rng, path, count)}
        work = case.scratch("benchmark")
        for name, table in made.items():
            tables.write(work / f"{name}.parquet", tables.SCHEMAS[name], [table])
        recipe = Recipe("imagery.benchmark", "1", {}, None, (item.id,))
        case.find(f"marks/{item.id}", recipe, {name: work / f"{name}.parquet" for name in made}, by)
    ids = made["marks"]["id"].to_pylist()[: 1_000 // scale]
    case.judge([Decision("accept" if n % 3 else "reject", (one,), "benchmark") for n, one in enumerate(ids)], by)


def _found(rng: np.random.Generator, path: Path, count: int) -> list[tuple[str, list[dict[str, object]]]]:
    """The tables of marks at random places of a scene, all of whose ground could be assessed."""
    with rasterio.open(path) as raster:
        x, y = rng.uniform(0, raster.width, count), rng.uniform(0, raster.height, count)
        east, north = raster.transform * (x, y)
        lon, lat = transform(raster.crs, "EPSG:4326", east, north)
        cells = np.argwhere(np.ones((raster.height // 64, raster.width // 64))).tolist()
    size = rng.lognormal(np.log(5.5), 0.3, count)
    marks = [
        {"id": f"m-{rng.bytes(8).hex()}", "kind": "crater", "x_px": x[n], "y_px": y[n], "lon": lon[n], "lat": lat[n],
         "score": 1 - n / count, "probability": 1 - n / count, "polarity": "dark", "contrast": 20.0,
         "diameter_m": size[n], "diameter_low_m": size[n] * 0.8, "diameter_high_m": size[n] * 1.2,
         "outline_m": [size[n] / 2] * 16}
        for n in range(count)
    ]  # fmt: skip
    coverage = {"ground_m2": 9e6, "assessable_m2": 9e6, "pixel_m": 0.5, "bands": "nir,red,green", "marks": count,
                "expected": count / 2, "expected_low": count / 3, "expected_high": count / 1.5, "uncalibrated": "null",
                "warnings": "[]"}  # fmt: skip
    ground = [{"x": col, "y": row, "assessable": 1.0} for row, col in cells]
    return [("marks", marks), ("earlier", []), ("coverage", [coverage]), ("ground", ground)]
