"""The local page, measured: the server's time for every page of a large case, a judgement until it is shown, the start.

    python -m benchmarks.web [--folder SCRATCH] [--small]

Needs some 2 GB in the folder, and Chromium for the judgement. ``--small`` is a tenth of everything.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import numpy as np
import polars as pl
import pyarrow as pa
from playwright.sync_api import sync_playwright

from examples.simulate.register import register
from tawthiq import tables
from tawthiq.case import Case, Decision, Signer, keys
from tawthiq.names.register.making import SCHEMAS
from tawthiq.names.register.people import summed
from tawthiq.nouns import Finding, Recipe, Source
from tawthiq.text import fold_column

RECORDS, PEOPLE, DOUBTFUL, JUDGED = 500_000, 100_000, 150_000, 2_000
RUNS, CLICKS, STARTS = 20, 20, 5
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
        "draws": tables.DRAWS.empty_table(),
        "forwards": tables.FORWARDS.empty_table(),
        "model": pa.table({"key": ["missed", "draws"], "value": ["0.01", "100"]}, schema=SCHEMAS["model"]),
        "told": SCHEMAS["told"].empty_table(),
    }
    work = case.scratch("benchmark")
    for name, table in made.items():
        tables.write(work / f"{name}.parquet", SCHEMAS[name], [table])
    recipe = Recipe("names.benchmark", "1", {}, 1, tuple(inputs))
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


@contextmanager
def served(case: Path) -> Iterator[tuple[httpx.Client, float, int]]:
    """The command over a case, a client that showed the token, and the seconds until its first page was answered."""
    asked = [sys.executable, "-m", "tawthiq", "serve", "--no-open", "--case", str(case), "--as", "ana"]
    begin = time.perf_counter()
    process = subprocess.Popen(asked, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        found = re.search(r"(http://127\.0\.0\.1:\d+)(/enter\?\S+)", process.stdout.readline())
        assert found
        listening = time.perf_counter() - begin
        with httpx.Client(
            base_url=found[1], follow_redirects=True, timeout=120, headers={"origin": found[1]}
        ) as client:
            client.get(found[2]).raise_for_status()
            yield client, listening, process.pid
    finally:
        process.terminate()
        process.wait()


def pages(case: Path) -> dict[str, list[str]]:
    """Addresses of each page, other ones each time."""
    rng = np.random.default_rng(3)
    with Case.open(case) as opened:
        register = opened.register.current()
        assert register
        with opened.open_table(register, "members") as path:
            some = pl.read_parquet(path).sample(RUNS, seed=3)
        with opened.open_table(register, "people") as path:
            names = pl.read_parquet(path, columns=["name"]).drop_nulls().sample(RUNS, seed=4)["name"].to_list()
        item = opened.items()[0].id
    records, people = some["record"].to_list(), some["person"].to_list()
    return {
        "home": ["/"] * RUNS,
        "pairs": [f"/pairs?skip={one}" for one in rng.integers(0, 200, RUNS)],
        "pairs, two named": [f"/pairs?r={a}&r={b}" for a, b in zip(records, records[1:] + records[:1], strict=True)],
        "second look": ["/pairs?queue=second"] * RUNS,
        "register": [f"/register?from={one * 50}" for one in range(RUNS)],
        "register, by name": [f"/register?q={name}" for name in names],
        "person": [f"/register/{one}" for one in people],
        "search": [f"/search?q={name}" for name in names],
        "trace of a record": [f"/trace/{one}" for one in records],
        "finding": [f"/finding/{register.id}"] * RUNS,
        "item": [f"/item/{item}"] * RUNS,
    }


def timed(client: httpx.Client, addresses: Sequence[str], process: int) -> tuple[list[float], float]:
    """Milliseconds from the request to the whole answer, one after another; and those of the server's processor."""
    found, before = [], used(process)
    for address in addresses:
        begin = time.perf_counter()
        client.get(address).raise_for_status()
        found.append(1000 * (time.perf_counter() - begin))
    return found, 1000 * (used(process) - before) / len(addresses)


def used(process: int) -> float:
    """Seconds of processor time that a process has used (Linux), all its threads together."""
    told = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def judging(client: httpx.Client) -> list[float]:
    """Milliseconds from the key that decides to the decision written and shown, in a real browser."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context()
        base = str(client.base_url).rstrip("/")
        context.add_cookies([{"name": k, "value": v, "url": base} for k, v in client.cookies.items()])
        page, found = context.new_page(), []
        page.goto(base + "/pairs")
        for _ in range(CLICKS):
            page.wait_for_selector("button.verdict")
            page.wait_for_load_state("networkidle")
            found.append(
                float(
                    page.evaluate("""() => new Promise(done => {
                const begin = performance.now();
                const shown = () =>
                    document.querySelector(".told") ? done(performance.now() - begin) : requestAnimationFrame(shown);
                document.querySelector("button.verdict[value=different]").click();
                shown();
            })""")
                )
            )
            page.keyboard.press("n")
        browser.close()
    return found


def p95(values: Sequence[float]) -> float:
    return float(np.percentile(values, 95))


def row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def main() -> int:
    parser = argparse.ArgumentParser("python -m benchmarks.web")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--keep", action="store_true", help="use the case that lies in the folder")
    asked = parser.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp())
    case = folder / "case"
    os.environ["TAWTHIQ_HOME"] = str(folder / "people")
    if not (asked.keep and case.exists()):
        folder.mkdir(exist_ok=True)
        build(case, 10 if asked.small else 1)
    print(row("what", "median", "95 %", "processor", "reach"), row(*["---"] * 5), sep="\n")
    starts = []
    for _ in range(STARTS):
        with served(case) as (_, seconds, _):
            starts.append(seconds)
    print(
        row(
            "start of `tawthiq serve`, to its address",
            f"{np.median(starts):.2f} s",
            f"{max(starts):.2f} s",
            "",
            "1.5 s",
        )
    )
    with served(case) as (client, _, process):
        begin = time.perf_counter()
        for addresses in pages(case).values():
            client.get(addresses[0]).raise_for_status()
        print(row("every page once, first time", f"{time.perf_counter() - begin:.1f} s", "", "", ""))
        every: list[float] = []
        for name, addresses in pages(case).items():
            found, processor = timed(client, addresses, process)
            every += found
            print(row(name, f"{np.median(found):.0f} ms", f"{p95(found):.0f} ms", f"{processor:.0f} ms", "200 ms"))
        print(row("any page", f"{np.median(every):.0f} ms", f"{p95(every):.0f} ms", "", "200 ms"))
        before = used(process)
        clicks = judging(client)
        processor = 1000 * (used(process) - before) / CLICKS
        told = f"{np.median(clicks):.0f} ms", f"{p95(clicks):.0f} ms", f"{processor:.0f} ms with the next pair"
        print(row("a judgement, click to shown", *told, "150 ms"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
