"""How often the intervals hold the truth, how wide they are and how often they are refused, where the truth is known.

    python benchmarks/toll_coverage.py --replicates 200              # the eight populations of the data's README
    python benchmarks/toll_coverage.py --replicates 0 --random 1000  # and populations drawn at random
    python benchmarks/toll_coverage.py --replicates 0                # only the summary of what the file holds

Every table is a line of ``--file`` (at first the one beside this script, with what was run so far); a run that was
stopped goes on where the file ends. Tables are seeded by population and replicate, so that longer runs contain the
shorter ones. Chains get ``--sweeps`` at most. The lines of 23 November 2026 were made by version 2 of the latent
classes and of the headline; the upper limit of its unseen was then moved from 1.2 to 1.7 times by arithmetic.
"""

import argparse
import json
import os
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from toll_populations import EIGHT, Population, at_random, kosovo

from tawthiq.toll import Estimate, Estimator, Overlap
from tawthiq.toll.chao import ChaoBound
from tawthiq.toll.combine import Combined
from tawthiq.toll.decomposable import Decomposable
from tawthiq.toll.latent.latent_class import LatentClasses
from tawthiq.toll.linear.averaged import Averaged
from tawthiq.toll.sample_coverage import SampleCoverage

DATA = Path(os.environ.get("TAWTHIQ_DATA", Path(__file__).parents[2] / "shared" / "data"))
Line = dict[str, Any]


def methods(sweeps: int, quick: bool) -> tuple[Estimator, ...]:
    if quick:
        return (LatentClasses(sweeps=sweeps), Decomposable(), ChaoBound())
    return (
        LatentClasses(sweeps=sweeps),
        Decomposable(),
        Averaged(),
        Averaged(criterion="AIC"),
        ChaoBound(),
        SampleCoverage(),
    )


def populations() -> list[Population]:
    table = DATA / "toll" / "kosovo.csv"
    if not table.exists():
        print(f"left out: kosovo_fit, because {table.name} is not at $TAWTHIQ_DATA/toll")
        return list(EIGHT)
    return [*EIGHT, kosovo(Overlap.from_table(table))]


def one_table(population: Population, replicate: int, sweeps: int, quick: bool) -> Line:
    seed = zlib.crc32(f"{population.name} {replicate}".encode())
    overlap = population.draw(np.random.default_rng(seed))
    given = [(one, one.estimate(overlap, seed=seed)) for one in methods(sweeps, quick)]
    said = {label(method): summary(estimate) for method, estimate in given}
    said["combined"] = summary(Combined().of([estimate for _, estimate in given]))
    return {
        "population": population.name, "replicate": replicate, "truth": population.size, "lists": len(overlap.lists),
        "documented": overlap.documented, "unreachable": population.unreachable, "methods": said,
    }  # fmt: skip


def label(method: Estimator) -> str:
    return f"{method.name}-aic" if getattr(method, "criterion", "") == "AIC" else method.name


def summary(estimate: Estimate) -> Line:
    why = estimate.why.key if estimate.why else None
    limits = (estimate.lower, estimate.point, estimate.upper)
    return {"why": why, "limits": [None if one is None else round(one, 1) for one in limits]}


def report(lines: list[Line]) -> None:
    """Coverage, width and refusals of every method in every population; the random ones in two heaps."""
    heaps: dict[tuple[str, str], list[tuple[int, Line]]] = defaultdict(list)
    for line in lines:
        heap = line["population"]
        if heap.startswith("random"):
            heap = "random, some beyond reach" if line["unreachable"] else "random"
        for method, said in line["methods"].items():
            heaps[heap, method].append((line["truth"], said))
    for (heap, method), said in sorted(heaps.items()):
        given = [(truth, *one["limits"]) for truth, one in said if one["why"] is None]
        held = [low <= truth <= high for truth, low, _, high in given]
        wide = [(high - low) / truth for truth, low, _, high in given]
        numbers = f"held {np.mean(held):.2f}  width {np.median(wide):.2f}" if given else "no estimate at all"
        print(f"{heap:26s} {method:24s} {len(said):4d} tables, refused {1 - len(given) / len(said):.2f}  {numbers}")


def wanted(replicates: int, random: int, first: int) -> Iterator[tuple[Population, int]]:
    eight = populations() if replicates else []
    for replicate in range(max(replicates, random)):
        if replicate < replicates:
            yield from ((one, replicate) for one in eight)
        if replicate < random:
            yield at_random(first + replicate, reachable=replicate % 4 != 3), 0


def held(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replicates", type=int, default=10)
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="the number of the first random population")
    parser.add_argument("--sweeps", type=int, default=24_000)
    parser.add_argument("--quick", action="store_true", help="only the headline, its two methods and Chao's bound")
    parser.add_argument("--file", type=Path, default=Path(__file__).with_suffix(".jsonl"))
    given = parser.parse_args()
    done = {(line["population"], line["replicate"]) for line in held(given.file)}
    for population, replicate in wanted(given.replicates, given.random, given.first):
        if (population.name, replicate) not in done:
            with given.file.open("a", encoding="utf-8") as out:
                out.write(json.dumps(one_table(population, replicate, given.sweeps, given.quick)) + "\n")
    report(held(given.file))


if __name__ == "__main__":
    main()
