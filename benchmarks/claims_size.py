"""Derivation proposed among 100,000 accounts: time of the processor, memory, and whether it finds what it finds in few.

    python -m benchmarks.claims_size               # 100,000 short posts
    python -m benchmarks.claims_size 1000 100000   # one row for each size, each in a process of its own

The posts are those of ``examples/simulate/posts.py``, as many a day at every size. Peak memory is that of the
process, the simulation included.
"""

import resource
import subprocess
import sys
from time import process_time

from benchmarks.claims import of_feed, rules
from examples.simulate.posts import posts

PER_INCIDENT, DAYS = 11.4, 0.2
SIZES = (100_000,)


def row(size: int) -> str:
    """One row of the table."""
    incidents = round(size / PER_INCIDENT)
    feed = posts(incidents, seed=1, days=max(1, round(DAYS * incidents)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = process_time()
    found = {*rules(feed)}
    took = process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sums = of_feed(feed, found)
    one, joined = sums["one"] / max(1, sums["found"]), sums["joined"] / sums["true"]
    memory = f"{peak / 2**20:.2f} GiB ({before / 2**20:.2f} before)"
    return f"| {sums['posts']:,} | {took:.0f} s | {memory} | {sums['found']:,} | {one:.3f} | {joined:.3f} |"


def main() -> None:
    """Print the table, one process a row, so that each has a peak of its own."""
    if sys.argv[1:2] == ["row"]:
        print(row(int(sys.argv[2])))
        return
    asked = [int(one) for one in sys.argv[1:]]
    print("| posts | CPU | peak memory | edges | of one origin | true pairs joined |\n|---|---|---|---|---|---|")
    for size in asked or SIZES:
        command = [sys.executable, "-m", "benchmarks.claims_size", "row", str(size)]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip(), flush=True)


if __name__ == "__main__":
    main()
