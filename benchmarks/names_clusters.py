"""Clusters of the same scored pairs, ours beside connected components; and how often draws cover the truth.

    python -m benchmarks.names_clusters                       # every data set, scored by our linker
    python -m benchmarks.names_clusters --only rldata10000
    python -m benchmarks.names_clusters --coverage 40         # simulated lists, exact pair probabilities

Data: ``../shared/data/names`` from the project's root, or ``$TAWTHIQ_DATA/names``; a data set that is not there is left
out by name. Connected components stand at 0.5 and at the best of eight thresholds, chosen with the truth; ours at its
default.
"""

import argparse
import time
from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from benchmarks import names_data
from examples.simulate.register import register
from tawthiq.names.hand.evaluate import Figure, Quality, evaluate
from tawthiq.names.register.clusters import in_order, partition
from tawthiq.names.register.draws import counts, draw, interval
from tawthiq.names.scoring.fellegi_sunter import FellegiSunter
from tawthiq.names.shape import Known, Lists, Rows, Scores

THRESHOLDS = (0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999, 0.9999)
SEED, LEVELS = 0, (0.5, 0.8, 0.95)


def simulated(n: int = 30_000) -> tuple[Lists, Rows]:
    """Five simulated lists whose names and distributions are those of ``syria_vdc``."""
    records, person = register(n, path=names_data.data() / "syria_vdc" / "vdc_records.parquet")
    return Lists(records), in_order(np.unique(person, return_inverse=True)[1].astype(np.int32))


def real(task: Callable[[], names_data.Task]) -> tuple[Lists, Rows]:
    """A data set with its true pairs closed to people."""
    made = task()
    pairs = made.truth
    graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), (len(made.lists), len(made.lists)))
    return made.lists, in_order(connected_components(graph, directed=False)[1].astype(np.int32))


SETS: dict[str, Callable[[], tuple[Lists, Rows]]] = {
    "el_salvador": lambda: real(names_data.el_salvador),
    "rldata10000": lambda: real(names_data.rldata),
    "simulated, 30,000": simulated,
    "historical_50k": lambda: real(names_data.historical),
}


def components(n: int, scores: Scores, threshold: float) -> Rows:
    kept = scores.probability >= threshold
    graph = coo_array((np.ones(kept.sum()), (scores.a[kept], scores.b[kept])), (n, n))
    return in_order(connected_components(graph, directed=False)[1].astype(np.int32))


def said(one: Figure) -> str:
    return "–" if one.value is None else f"{one.value:.3f} ({one.lower:.3f}–{one.upper:.3f})"


def line(name: str, how: str, labels: Rows, truth: Rows, seconds: float) -> str:
    found = evaluate(labels, truth, seed=SEED)

    def all_three(kind: Quality) -> str:
        return " | ".join(said(one) for one in (kind.precision, kind.recall, kind.f1))

    largest = int(np.bincount(labels).max())
    return (
        f"| {name} | {how} | {all_three(found['pairs'])} | {said(found['people'].f1)} | {largest} | {seconds:.1f} s |"
    )


def compare(name: str) -> Iterator[str]:
    lists, truth = SETS[name]()
    n, source, start = len(lists), lists.records["source"], time.perf_counter()
    scores = FellegiSunter().score(lists, Known(), seed=SEED)
    spent = time.perf_counter() - start
    yield f"| {name}: {n:,} records, {len(scores.a):,} pairs scored in {spent:.1f} s, missed {scores.missed:.3f} |"
    best = max(
        THRESHOLDS, key=lambda one: evaluate(components(n, scores, one), truth, seed=SEED)["pairs"].f1.value or 0
    )
    for threshold in (0.5, best):
        start = time.perf_counter()
        labels = components(n, scores, threshold)
        yield line(name, f"connected components at {threshold:g}", labels, truth, time.perf_counter() - start)
    start = time.perf_counter()
    labels = partition(n, scores, Known(), once=lists.once, source=source)
    yield line(name, "ours", labels, truth, time.perf_counter() - start)
    start = time.perf_counter()
    drawn = draw(labels, scores, Known(), seed=SEED, once=lists.once, source=source)
    lower, middle, upper = interval(counts(drawn))
    yield (
        f"| {name}: people: {truth.max() + 1:,} in truth, {labels.max() + 1:,} in the register, draws "
        f"{middle:,.0f} ({lower:,.0f}–{upper:,.0f}), {time.perf_counter() - start:.1f} s |"
    )


def exact_lists(seed: int, people: int, lists: int, reach: float, columns: int) -> tuple[pa.ChunkedArray, Scores, int]:
    """Lists of people in columns of 30 words, 15 % replaced; the score of a pair is its exact probability."""
    rng = np.random.default_rng(seed)
    words = 1 / np.arange(1, 31)
    words /= words.sum()
    persons = rng.choice(30, (people, columns), p=words)
    who = [np.flatnonzero(rng.random(people) < reach) for _ in range(lists)]
    source, who_is = np.repeat(np.arange(lists), [len(one) for one in who]), np.concatenate(who)
    shape = len(who_is), columns
    told = np.where(rng.random(shape) < 0.15, rng.choice(30, shape, p=words), persons[who_is])
    a, b = np.triu_indices(len(who_is), 1)
    a, b = a[source[a] != source[b]], b[source[a] != source[b]]
    kept, agree, often = 0.85**2, told[a] == told[b], words[told[a]]
    odds = np.where(agree, np.log((kept + (1 - kept) * often) / often), np.log(1 - kept)).sum(axis=1)
    odds -= np.log(people - 1)
    chance = (1 / (1 + np.exp(-odds))).astype(np.float32)
    scores = Scores(a.astype(np.int32), b.astype(np.int32), (odds / np.log(2)).astype(np.float32), chance, {}, {})
    return pa.chunked_array([[f"list {one}" for one in source]]), scores, len(np.unique(who_is))


def coverage(times: int, doubt: float, **about: float) -> str:
    """How often the interval of the count covers the truth, and where the draws and the register stand beside it."""
    inside, away, spread, register_away = np.zeros(len(LEVELS)), [], [], []
    for seed in range(times):
        source, scores, truth = exact_lists(seed, **about)
        once = frozenset(source.to_pylist())
        labels = partition(len(source), scores, Known(), once=once, source=source)
        people = counts(draw(labels, scores, Known(), seed=seed, once=once, source=source, doubt=doubt))
        limits: list[NDArray[np.float64]] = [np.array(interval(people, level)) for level in LEVELS]
        inside += [one[0] <= truth <= one[2] for one in limits]
        away.append(people.mean() - truth)
        spread.append(people.std())
        register_away.append(labels.max() + 1 - truth)
    told = " / ".join(f"{100 * one / times:.0f} %" for one in inside)
    return (
        f"| {about} | {doubt} | {told} | {np.mean(away):+.1f} ± {np.std(away):.1f} | {np.mean(spread):.1f} | "
        f"{np.mean(register_away):+.1f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="only data sets whose name holds this")
    parser.add_argument("--coverage", type=int, default=0, help="how many simulated sets of lists of each kind")
    asked = parser.parse_args()
    if asked.coverage:
        print("| lists | doubt | coverage of 50 / 80 / 95 % | draws − truth | their spread | register − truth |")
        for about in (
            {"people": 200, "lists": 4, "reach": 0.4, "columns": 6},
            {"people": 200, "lists": 4, "reach": 0.4, "columns": 8},
            {"people": 120, "lists": 5, "reach": 0.7, "columns": 8},
        ):
            for doubt in (0.0, 0.5):
                print(coverage(asked.coverage, doubt, **about), flush=True)
        return
    print("| data | clusters | pairs P | R | F1 | people found whole F1 | largest | time |")
    for name in SETS:
        if asked.only in name:
            try:
                for text in compare(name):
                    print(text, flush=True)
            except FileNotFoundError as missing:
                print(f"left out {name}: {missing.filename} is not there")


if __name__ == "__main__":
    main()
