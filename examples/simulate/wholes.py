"""A whole case of any size, from lists to claims to scenes, for what must be measured: all of it invented."""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from examples.simulate import SIMULATED
from examples.simulate.people import people
from examples.simulate.scenes import scenes, write_tiff
from tawthiq import tables
from tawthiq.case import Case, Signer
from tawthiq.claims import weigh
from tawthiq.claims.store import enter_table
from tawthiq.imagery import Said, detect, scene
from tawthiq.imagery.craters import LaplacianOfGaussian
from tawthiq.nouns import Finding, Recipe, Source
from tawthiq.readers import read

AREAS = tuple(f"Quarter {n}" for n in range(1, 501))
A_CLAIM = "Shells fell on {area} on {day} and {count} people were killed."


def fill(case: Case, folder: Path, by: Signer, *, dead: int, claims: int, shown: int, seed: int = 2012) -> None:
    """Fill a case: a list of ``dead`` people and their register, ``claims``, ten an account, and ``shown`` scenes."""
    folder.mkdir(parents=True, exist_ok=True)
    for handle in ("committees", "bulletin", "satellite"):
        case.add_source(Source(handle, f"{handle} (simulated)", "organisation", "B"))
    list_of(case, folder / "simulated-list.csv", by, dead, seed)
    told(case, folder / "simulated-claims.csv", by, claims, seed)
    weigh(case, by)
    for n in range(shown):
        seen(case, folder / f"simulated-scene-{n:02}.tif", by, seed + n)


def list_of(case: Case, path: Path, by: Signer, dead: int, seed: int) -> Finding:
    """Write, receive and read a list, and make a register of it in which each record is a person."""
    everyone = people(dead, seed)
    named = pl.concat_str(["given", "father", "family"], separator=" ")
    rows = everyone.select(id=pl.int_range(pl.len()), name=named, date="died", place="area", sex="sex")
    rows.with_columns(status=pl.lit("killed")).write_csv(path)
    case.receive(path, source="committees", how=SIMULATED, by=by)
    made = read(case, path, by=by, list="committees", map=MAP).finding
    assert made is not None
    return _register(case, made, by)


MAP = {
    "fields": {"list_id": "id", "name": "name", "date": {"columns": "date", "kind": "death"}, "place": "place",
               "sex": "sex",
               "status": "status"},
}  # fmt: skip


def _register(case: Case, made: Finding, by: Signer) -> Finding:
    with case.open_table(made, "records") as path:
        records = pl.read_parquet(path)
    item = made.recipe.inputs[0]
    person = pl.concat_str([pl.lit("p-"), pl.col("id").str.slice(2)])
    columns = {"id": person, "records": pl.lit(1, pl.Int32), "sources": pl.lit(1, pl.Int32), "counted": pl.lit(True),
               "reason": pl.lit(None, pl.String), "certainty": pl.lit(1.0, pl.Float32)}  # fmt: skip
    found = records.with_columns(**columns).select(tables.PEOPLE.names)
    members = records.select(record="id", person=person, source=pl.lit("committees"), item=pl.lit(item))
    work = case.scratch("simulated")
    for name, frame, schema in (("people", found, tables.PEOPLE), ("members", members, tables.MEMBERS)):
        tables.write(work / f"{name}.parquet", schema, [frame.to_arrow().cast(schema)])
    recipe = Recipe("simulated.register", "1", {}, None, (made.id,), "", 0, "")
    return case.find("people", recipe, {name: work / f"{name}.parquet" for name in ("people", "members")}, by)


def told(case: Case, path: Path, by: Signer, claims: int, seed: int) -> list[str]:
    """Write, receive and enter a table of claims, ten an account; gives their ids."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ("account", "source", "published", "lang", "title", "text", "act", "said", "place",
                                      "when", "numbers"))  # fmt: skip
        writer.writeheader()
        writer.writerows(_claims(claims, seed))
    case.receive(path, source="bulletin", how=SIMULATED, by=by)
    ids, bad = enter_table(case, path, by)
    assert not bad, bad[0]
    return ids


def _claim(rng: np.random.Generator) -> tuple[str, str, int]:
    """Where, when, and how many."""
    area, day, count = (int(rng.integers(*ends)) for ends in ((0, len(AREAS)), (3, 29), (2, 60)))
    return AREAS[area], f"2012-02-{day:02}", count


def _claims(claims: int, seed: int) -> Iterator[dict[str, str]]:
    rng = np.random.default_rng([seed, 9])
    for account in range(0, claims, 10):
        told = [_claim(rng) for _ in range(min(10, claims - account))]
        said = [A_CLAIM.format(area=area, day=day, count=count) for area, day, count in told]
        for (area, day, count), words in zip(told, said, strict=True):
            yield {"account": f"a{account}", "source": "bulletin", "published": "2012-03-05", "lang": "en",
                   "title": f"Bulletin {account} (simulated)", "text": " ".join(said), "act": "collective_killing",
                   "said": words,
                   "place": area, "when": day, "numbers": f"{count} people"}  # fmt: skip


def seen(case: Case, path: Path, by: Signer, seed: int, size: int = 300) -> Finding:
    """Render, receive and search a scene for craters."""
    write_tiff(path, scenes(seed, size, craters=8, houses=5)[1], "2012-02-22")
    case.receive(path, source="satellite", how=SIMULATED, by=by)
    scene(case, path, Said(owner="© nobody (simulated)", date="2012-02-22"), by=by)
    return detect(case, path, by=by, method=LaplacianOfGaussian()).finding
