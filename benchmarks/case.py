"""The case, measured against plain tools on the same machine in the same run; medians.

    python -m benchmarks.case [--folder SCRATCH] [--runs 3] [--small]

Needs some 20 GB in the folder. ``--small`` is a hundredth of everything, to see that it works.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import active_children, get_context
from pathlib import Path

import duckdb

from benchmarks.case_read import make_csv
from tawthiq.case import Case, Decision, keys, verify
from tawthiq.nouns import Source
from tawthiq.readers import read

WORDS = {"common": "قصف", "rare": "4321", "two": "سلمى قصف"}


def seconds(doing: Callable[[], object]) -> float:
    start = time.perf_counter()
    doing()
    return time.perf_counter() - start


def sha256sum(path: Path) -> None:
    subprocess.run(["sha256sum", str(path)], check=True, capture_output=True)


def new_case(folder: Path) -> Case:
    shutil.rmtree(folder, ignore_errors=True)
    case = Case.new(folder, "Benchmark")
    case.add_source(Source("lcc", "Invented"))
    return case


def apart(doing: Callable[..., list[float]], *args: object) -> tuple[list[float], float]:
    """Run in a process of its own; its figures, and the peak memory of it and its children in GiB (Linux)."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, doing, args).result()


def _measured(doing: Callable[..., list[float]], args: tuple[object, ...]) -> tuple[list[float], float]:
    found = doing(*args)
    return found, sum(map(_peak, [os.getpid(), *(child.pid for child in active_children())])) / 2**20


def _peak(process: int | None) -> int:
    told = Path(f"/proc/{process}/status").read_text()
    return int(next(line for line in told.splitlines() if line.startswith("VmHWM")).split()[1])


def receiving(folder: Path, big: Path, runs: int) -> list[str]:
    ours, theirs = [], []
    for _ in range(runs):
        theirs.append(seconds(lambda: (sha256sum(big), shutil.copyfile(big, folder / "copy"))))
        (folder / "copy").unlink()
        with new_case(folder / "received") as case:
            ours.append(seconds(lambda: case.receive(big, source="lcc", how="disk", by=keys.load())))
    return ratio("receive a file of 4 GB", ours, "sha256sum + cp", theirs, 1.5)


def copying(csv: Path) -> list[float]:
    return [seconds(lambda: duckdb.sql(f"copy (from '{csv}') to '{csv}.parquet'"))]


def reading(folder: Path, csv: Path) -> list[float]:
    with new_case(folder) as case:
        case.receive(csv, source="lcc", how="made", by=keys.load())
        return [seconds(lambda: read(case, csv, by=keys.load()))]


def rebuilding(folder: Path) -> list[float]:
    (folder / "catalogue.sqlite").unlink()
    return [seconds(lambda: Case.open(folder).close())]


def indexing(folder: Path) -> list[float]:
    with Case.open(folder) as case:
        return [seconds(case.shelves.index)]


def searching(folder: Path) -> list[float]:
    """Milliseconds to the first page, for each word, newest and oldest first; the median of nine."""
    with Case.open(folder) as case:
        pages = [(word, newest) for word in WORDS.values() for newest in (True, False)]
        for word, newest in pages:
            assert case.shelves.search(word, newest=newest), word
        return [
            statistics.median(seconds(lambda w=word, n=newest: case.shelves.search(w, newest=n)) for _ in range(9))
            * 1000
            for word, newest in pages
        ]


def a_list(folder: Path, rows: int, runs: int) -> list[str]:
    csv, case = folder / "list.csv", folder / "read"
    make_csv(csv, rows)
    theirs = [apart(copying, csv)[0][0] for _ in range(runs)]
    measured = [apart(reading, case, csv) for _ in range(runs)]
    ours, memory = [one[0][0] for one in measured], max(one[1] for one in measured)
    rebuilt = [apart(rebuilding, case)[0][0] for _ in range(runs)]
    indexed = []
    for _ in range(runs):
        (case / "catalogue.sqlite").unlink()
        indexed.append(apart(indexing, case)[0][0])
    page = max(apart(searching, case)[0])
    return [
        *ratio(f"read a CSV of {rows:,} rows", ours, "DuckDB COPY csv TO parquet", theirs, 6.0),
        row("… peak memory", f"{memory:.2f} GiB", "—", "", "≤ 1.5 GiB", memory <= 1.5),
        *ratio("rebuild the catalogue", rebuilt, "reading it", ours, 1.0),
        *ratio("index for search", indexed, "reading it", ours, 1.0),
        row("first page of a search, worst of six", f"{page:.0f} ms", "—", "", "≤ 50 ms", page <= 50),
    ]


def verifying(folder: Path, big: Path, acts: int, runs: int) -> list[str]:
    with new_case(folder / "verified") as case:
        item = case.receive(big, source="lcc", how="disk", by=keys.load())
        for start in range(0, acts, 1000):
            case.judge([Decision("note", (item.id,), f"seen {n}") for n in range(start, start + 1000)], keys.load())
        kept = case.vault.place_of(item.sha256)
    theirs, ours = [], []
    for _ in range(runs):
        theirs.append(seconds(lambda: sha256sum(kept)))
        ours.append(seconds(lambda: sound(folder / "verified")))
    return ratio(f"verify {acts:,} acts and 4 GB", ours, "sha256sum of the 4 GB", theirs, 1.3)


def sound(folder: Path) -> None:
    assert verify.check(folder).defects == ()


def ratio(what: str, ours: list[float], peer: str, theirs: list[float], reach: float) -> list[str]:
    mine, other = statistics.median(ours), statistics.median(theirs)
    times = mine / other
    return [row(what, f"{mine:.2f} s", f"{peer}: {other:.2f} s", f"{times:.2f} ×", f"≤ {reach} ×", times <= reach)]


def row(*cells: str | bool) -> str:
    """A line of the table; the last cell tells whether the aim was reached."""
    return "| " + " | ".join(map(str, cells[:-1])) + f" | {'reached' if cells[-1] else '**missed**'} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--small", action="store_true")
    told = parser.parse_args()
    small = 100 if told.small else 1
    with tempfile.TemporaryDirectory(dir=told.folder) as name:
        folder = Path(name)
        os.environ["TAWTHIQ_HOME"] = str(folder / "home")
        keys.create("Benchmark")
        big = folder / "big.bin"
        with big.open("wb") as out:
            for _ in range(4096 // small):
                out.write(os.urandom(1 << 20))
        lines = receiving(folder, big, told.runs)
        shutil.rmtree(folder / "received")
        lines += verifying(folder, big, 100_000 // small, told.runs)
        lines += a_list(folder, 2_000_000 // small, told.runs)
    print("| what | ours | peer | ratio | reach | |\n|---|---|---|---|---|---|")
    print("\n".join(lines))
    return int(any("missed" in line for line in lines))


if __name__ == "__main__":
    sys.exit(main())
