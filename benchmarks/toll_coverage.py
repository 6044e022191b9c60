"""How often the intervals hold the truth, how wide they are and how often they are refused, where the truth is known.

    python benchmarks/toll_coverage.py --replicates 200              # the eight populations of the data's README
    python benchmarks/toll_coverage.py --replicates 0 --random 1000  # and populations drawn at random
    python benchmarks/toll_coverage.py --replicates 0                # only the summary of what the file holds

Every table is a line of ``--file``; a run that was stopped goes on where the file ends. Tables are seeded by
population and replicate, so that longer runs contain the shorter ones. Chains get ``--sweeps`` at most.
"""

import argparse
import json
import os
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from toll_populations import EIGHT, Population, at_random, kosovo

from tawthiq.toll import Estimate, Estimator, Overlap
from tawthiq.toll.averaged import Averaged
from tawthiq.toll.chao import ChaoBound
from tawthiq.toll.decomposable import Decomposable
from tawthiq.toll.latent_class import LatentClasses
from tawthiq.toll.sample_coverage import SampleCoverage

GRID = np.concatenate([[0.0005, 0.001, 0.0025, 0.005], np.linspace(0.01, 0.99, 99), [0.995, 0.9975, 0.999, 0.9995]])
DATA = Path(os.environ.get("TAWTHIQ_DATA", Path(__file__).parents[2] / "shared" / "data"))
Line = dict[str, Any]


def methods(sweeps: int) -> tuple[Estimator, ...]:
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


def one_table(population: Population, replicate: int, sweeps: int) -> Line:
    seed = zlib.crc32(f"{population.name} {replicate}".encode())
    overlap = population.draw(np.random.default_rng(seed))
    line: Line = {
        "population": population.name,
        "replicate": replicate,
        "truth": population.size,
        "lists": len(overlap.lists),
    }
    line |= {"documented": overlap.documented, "unreachable": population.unreachable, "methods": {}}
    for method in methods(sweeps):
        started = time.process_time()
        estimate = method.estimate(overlap, seed=seed)
        name = "averaged-aic" if getattr(method, "criterion", "") == "AIC" else method.name
        line["methods"][name] = summary(estimate) | {"cpu": round(time.process_time() - started, 2)}
    return line


def summary(estimate: Estimate) -> Line:
    chains = estimate.details.get("chains")
    draws = estimate.draws if estimate.draws is not None else chains
    return {
        "why": estimate.why.key if estimate.why else None,
        "limits": [estimate.lower, estimate.point, estimate.upper],
        "grid": None if draws is None else [round(float(one), 1) for one in np.quantile(draws, GRID)],
        "gates": [round(float(estimate.details[k]), 3) for k in ("rhat", "ess_bulk", "ess_tail")]
        if chains is not None
        else None,
    }


def wanted(replicates: int, random: int) -> Iterator[tuple[Population, int]]:
    eight = populations() if replicates else []
    for replicate in range(max(replicates, random)):
        if replicate < replicates:
            yield from ((one, replicate) for one in eight)
        if replicate < random:
            yield at_random(replicate, reachable=replicate % 4 != 3), 0


def held(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replicates", type=int, default=10)
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--sweeps", type=int, default=24_000)
    parser.add_argument("--file", type=Path, default=Path("toll_coverage.jsonl"))
    given = parser.parse_args()
    done = {(line["population"], line["replicate"]) for line in held(given.file)}
    for population, replicate in wanted(given.replicates, given.random):
        if (population.name, replicate) not in done:
            with given.file.open("a", encoding="utf-8") as out:
                out.write(json.dumps(one_table(population, replicate, given.sweeps)) + "\n")


if __name__ == "__main__":
    main()
