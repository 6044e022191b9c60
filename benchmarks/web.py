"""The local page, measured: the server's time for every page of a large case, a judgement until it is shown, the start.

    python -m benchmarks.web [--folder SCRATCH] [--small]

Needs some 2 GB in the folder, and Chromium for the judgement. ``--small`` is a tenth of everything.
"""

import argparse
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
import morecantile
import numpy as np
import polars as pl
from playwright.sync_api import Page, sync_playwright

from benchmarks.web_case import build
from tawthiq.case import Case

RUNS, CLICKS, STARTS = 20, 20, 5


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
    with Case.open(case) as opened:
        return {**_of_people(opened), **_of_scenes(opened), **_of_claims(opened), **_of_places(opened)}


def _of_people(case: Case) -> dict[str, list[str]]:
    rng, register = np.random.default_rng(3), case.register.current()
    assert register
    with case.open_table(register, "members") as path:
        members = pl.read_parquet(path)
    with case.open_table(register, "people") as path:
        names = pl.read_parquet(path, columns=["name"]).drop_nulls().sample(RUNS, seed=4)["name"].to_list()
    some, most = members.sample(RUNS, seed=3), members["person"].value_counts(sort=True).head(RUNS)["person"].to_list()
    records, people = some["record"].to_list(), some["person"].to_list()
    return {
        "home": ["/"] * RUNS,
        "pairs": [f"/pairs?skip={one}" for one in rng.integers(0, 200, RUNS)],
        "pairs, two named": [f"/pairs?r={a}&r={b}" for a, b in zip(records, records[1:] + records[:1], strict=True)],
        "second look": ["/pairs?queue=second"] * RUNS,
        "register": [f"/register?from={one * 50}" for one in range(RUNS)],
        "register, by name": [f"/register?q={name}" for name in names],
        "person": [f"/register/{one}" for one in people],
        "person of many records": [f"/register/{one}" for one in most],
        "search": [f"/search?q={name}" for name in names],
        "trace of a record": [f"/trace/{one}" for one in records],
        "finding": [f"/finding/{register.id}"] * RUNS,
        "item": [f"/item/{case.items()[0].id}"] * RUNS,
    }


def _of_scenes(case: Case) -> dict[str, list[str]]:
    found = case.catalogue.findings(slots="marks/*", current=True)[-1]
    item = found.recipe.inputs[0]
    with case.open_table(found, "marks") as path:
        marks = pl.read_parquet(path, columns=["id", "lon", "lat"]).sample(RUNS, seed=5).rows()
    tiles = [morecantile.tms.get("WebMercatorQuad").tile(lon, lat, 17) for _, lon, lat in marks]
    return {
        "scenes": ["/scenes"] * RUNS,
        "scene": [f"/scenes/{item}"] * RUNS,
        "scene, a mark of it": [f"/scenes/{item}?mark={one}" for one, _, _ in marks],
        "marks of a scene for the map": [f"/scenes/{item}/facts.json"] * RUNS,
        "chip of a mark": [f"/scenes/{item}/chip/{one}.png" for one, _, _ in marks],
        "tile": [f"/scenes/{item}/tiles/17/{one.x}/{one.y}.webp" for one in tiles],
        "density": [f"/scenes/{item}/density.json", f"/scenes/{item}/density.png"] * (RUNS // 2),
    }


def _of_claims(case: Case) -> dict[str, list[str]]:
    ids = [f"c-{one.id[2:]}" for one in case.judgements() if one.verdict == "claim"]
    some = [str(one) for one in np.random.default_rng(6).choice(ids, RUNS)]
    toll = case.current("toll")
    assert toll
    return {
        "claims": [f"/claims?from={60 * n}" for n in range(RUNS)],
        "claims, by words": [f"/claims?q=place {n}" for n in range(RUNS)],
        "claim": [f"/claims/{one}" for one in some],
        "derivations": [f"/claims/queue?skip={n}" for n in range(RUNS)],
        "toll": ["/toll"] * RUNS,
        "finding of the toll": [f"/finding/{toll.id}"] * RUNS,
    }


def _of_places(case: Case) -> dict[str, list[str]]:
    words = ["", *(f"&q={one}" for one in ("homs", "حمص", "ali", "2012"))]
    asked = [f"kind=people&kind=records&since=2012-{1 + n % 9:02}-01{words[n % len(words)]}" for n in range(RUNS)]
    return {
        "map": ["/map"] * RUNS,
        "map, filtered": [f"/map?{one}" for one in asked],
        "things on the map": ["/map/things.json", *(f"/map/things.json?{one}" for one in asked[1:])],
        "report": ["/report"] * RUNS,
        "who": ["/who"] * RUNS,
    }


def first(client: httpx.Client, address: str) -> float:
    """Seconds of the slowest answer until the page is there: one that is being made comes back for it."""
    longest = 0.0
    while True:
        begin = time.perf_counter()
        status = client.get(address).raise_for_status().status_code
        longest = max(longest, time.perf_counter() - begin)
        if status != 202:
            return longest
        time.sleep(1)


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


@contextmanager
def looking(client: httpx.Client) -> Iterator[Page]:
    """A real browser with the client's cookie."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        base = str(client.base_url).rstrip("/")
        context = browser.new_context(base_url=base, reduced_motion="reduce")
        context.add_cookies([{"name": k, "value": v, "url": base} for k, v in client.cookies.items()])
        yield context.new_page()
        browser.close()


SHOWN = """([button, shown]) => new Promise(done => {
    const begin = performance.now(), before = document.querySelector(shown);
    const look = () => {
        const now = document.querySelector(shown);
        if (now && now !== before) done(performance.now() - begin); else requestAnimationFrame(look);
    };
    document.querySelector(button).click();
    look();
})"""


def pairs_judged(page: Page) -> list[float]:
    """Milliseconds from the click that decides to the decision written and shown with its score."""
    found = []
    page.goto("/pairs")
    for _ in range(CLICKS):
        page.wait_for_selector("button.verdict")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(200)
        found.append(float(page.evaluate(SHOWN, ["button.verdict[value=different]", ".decided"])))
        page.wait_for_timeout(200)
        page.keyboard.press("n")
        page.wait_for_selector(".decided", state="detached")
    return found


def marks_judged(page: Page, scene: str) -> list[float]:
    """The same of a mark, until the next one is there; a second to look at each."""
    page.goto(scene)
    page.wait_for_selector("[data-ready=yes]")
    found = []
    for _ in range(CLICKS):
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1_000)
        found.append(float(page.evaluate(SHOWN, ["button[name=verdict][value=reject]", "[data-changed]"])))
    return found


def claims_judged(page: Page) -> list[float]:
    """The same of two accounts, until the next two are there."""
    found = []
    page.goto("/claims/queue")
    for _ in range(CLICKS):
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(200)
        found.append(float(page.evaluate(SHOWN, ["button[name=verdict]", "form.told"])))
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
        begin, longest = time.perf_counter(), 0.0
        client.post("/report/new", data={"language": "en"}).raise_for_status()
        for addresses in pages(case).values():
            longest = max(longest, first(client, addresses[0]))
        told = f"{time.perf_counter() - begin:.1f} s until all is there", f"{1000 * longest:.0f} ms the longest answer"
        print(row("every page once, at once after the start", *told, "", ""))
        every: list[float] = []
        for name, addresses in pages(case).items():
            found, processor = timed(client, addresses, process)
            every += found
            print(row(name, f"{np.median(found):.0f} ms", f"{p95(found):.0f} ms", f"{processor:.0f} ms", "200 ms"))
        print(row("any page", f"{np.median(every):.0f} ms", f"{p95(every):.0f} ms", "", "200 ms"))
        scene = pages(case)["scene"][0]
        with looking(client) as page:
            of = {"a pair": pairs_judged, "a mark": lambda one: marks_judged(one, scene), "a derivation": claims_judged}
            for name, judged in of.items():
                clicks = judged(page)
                told = f"{np.median(clicks):.0f} ms", f"{p95(clicks):.0f} ms"
                print(row(f"a judgement on {name}, click to shown", *told, "", "150 ms"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
