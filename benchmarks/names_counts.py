"""How often the interval of the count of people holds the truth: simulated registers scored by our linker.

    python -m benchmarks.names_counts              # populations 100 to 123
    python -m benchmarks.names_counts 40 --seed 200

Each population is drawn by its seed: two to five lists of ``examples/simulate/register.py``, their reach, 300 to 1,400
records, whether they are free of duplicates (and said to be), names as in ``syria_vdc`` or invented. Populations 0 to
23 were looked at while the method was made; those from 100 on were not. *As printed*: the interval that ``tawthiq
link`` prints is widened to hold the register.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.names_data import data
from examples.simulate.register import SOURCES, Source, register
from tawthiq.names.register.clusters import partition
from tawthiq.names.register.draws import counts, draw, interval
from tawthiq.names.scoring.fellegi_sunter import FellegiSunter
from tawthiq.names.shape import Known, Lists

LEVELS = (0.5, 0.8, 0.95)
SIZES = (300, 600, 1000, 1400)


@dataclass(frozen=True, eq=False)
class Population:
    """Lists with the person of each record (n,)."""

    lists: Lists
    person: NDArray[np.int64]


@dataclass(frozen=True)
class Told:
    """What one register says of the number of people, beside the truth; ``inside`` by ``LEVELS``."""

    once: bool
    truth: int
    register: int
    middle: float
    limits: tuple[float, float]
    inside: tuple[bool, ...]
    calibration: float

    @property
    def widened(self) -> bool:
        """Whether the truth is in the interval as it is printed."""
        return min(self.limits[0], self.register) <= self.truth <= max(self.limits[1], self.register)


def population(seed: int) -> Population:
    rng = np.random.default_rng([seed, 77])
    number, boost, size = int(rng.integers(2, 6)), rng.uniform(-0.5, 1.6), int(rng.choice(SIZES))
    chosen = [SOURCES[at] for at in sorted(rng.permutation(len(SOURCES))[:number])]
    once = bool(rng.random() < 0.5)
    sources = []
    for one in chosen:
        odds = one.rate / (1 - one.rate) * np.exp(boost + rng.normal(0, 0.4))
        rate = float(np.clip(odds / (1 + odds), 0.05, 0.9))
        sources.append(replace(one, rate=rate, twice=0.0 if once else one.twice))
    real = data() / "syria_vdc" / "vdc_records.parquet"
    table, person = _register(size, seed, real if seed % 2 and real.is_file() else None, sources)
    names = frozenset(one.name for one in sources) if once else frozenset()
    return Population(Lists(table, names), person)


def _register(size: int, seed: int, path: Path | None, sources: list[Source]) -> tuple[pa.Table, NDArray[np.int64]]:
    """Fewer records where the lists happen to reach fewer people than they were thought to."""
    try:
        return register(size, seed, path, sources)
    except ValueError:
        return _register(size * 3 // 4, seed, path, sources)


def told(seed: int) -> Told:
    made = population(seed)
    lists, source = made.lists, made.lists.records["source"]
    scores = FellegiSunter().score(lists, Known(), seed=1)
    labels = partition(len(lists), scores, Known(), once=lists.once, source=source)
    people = counts(draw(labels, scores, Known(), seed=seed, once=lists.once, source=source))
    truth = len(np.unique(made.person))
    limits = [interval(people, level) for level in LEVELS]
    inside = tuple(low <= truth <= high for low, _, high in limits)
    true = float((made.person[scores.a] == made.person[scores.b]).sum())
    return Told(
        bool(lists.once), truth, int(labels.max()) + 1, limits[-1][1], (limits[-1][0], limits[-1][2]), inside,
        float(scores.probability.sum()) / max(true, 1) - 1,
    )  # fmt: skip


def lines(times: int, first: int) -> Iterator[str]:
    yield "| seed | truth | register | draws (95 %) | inside | pairs stated too many |"
    found = []
    for seed in range(first, first + times):
        one = told(seed)
        found.append(one)
        low, high = one.limits
        yield (
            f"| {seed} | {one.truth} | {one.register} | {one.middle:.0f} ({low:.0f}–{high:.0f}) | "
            f"{'yes' if one.inside[-1] else 'NO'} | {one.calibration:+.1%} |"
        )
    for name, some in (("free of duplicates", True), ("others", False), ("all", None)):
        kept = [one for one in found if some is None or one.once == some]
        if kept:
            yield summary(name, kept)


def summary(name: str, found: list[Told]) -> str:
    shares = np.mean([one.inside for one in found], axis=0)
    away = np.array([(one.middle - one.truth) / one.truth for one in found])
    width = np.mean([(one.limits[1] - one.limits[0]) / one.truth for one in found])
    return (
        f"{name}: {len(found)} populations; coverage of 50, 80, 95 %: {', '.join(f'{one:.2f}' for one in shares)}; "
        f"as printed {np.mean([one.widened for one in found]):.2f}; draws beside the truth {away.mean():+.2%} "
        f"(± {away.std():.2%}), the register {np.mean([one.register / one.truth - 1 for one in found]):+.2%}; "
        f"width of the 95 % interval {width:.1%}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("times", nargs="?", type=int, default=24, help="how many populations")
    parser.add_argument("--seed", type=int, default=100, help="the seed of the first")
    asked = parser.parse_args()
    for text in lines(asked.times, asked.seed):
        print(text, flush=True)


if __name__ == "__main__":
    main()
