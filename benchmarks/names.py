"""Our linker at its default threshold beside Splink 5 on the same columns at its best: pairs, one-to-one, seconds.

    python -m benchmarks.names                     # every data set
    python -m benchmarks.names gaza hard --ours    # some, without the peer

Data: ``benchmarks/names_data.py``. Seconds are wall-clock of one call in a process that has compiled its kernels (the
first data set is linked twice); CPU seconds beside them, as others may use the machine. F1 counts all true pairs, also
those that blocking never saw. A *sibling* among the false links: the family and every link between sound alike where
both are said, and the given names do not.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.names_data import TASKS, Task, data
from tawthiq.errors import Refused
from tawthiq.names.scoring.fellegi_sunter import FellegiSunter
from tawthiq.names.scoring.with_splink import Splink
from tawthiq.names.shape import Known, Lists, Scores

EVEN, SEED = 0.5, 0
Truth = NDArray[np.bool_]


@dataclass(frozen=True)
class Result:
    precision: float
    recall: float
    threshold: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        return f"{self.f1:.4f} (P {self.precision:.4f}, R {self.recall:.4f})"


def true_pairs(task: Task, scores: Scores) -> Truth:
    """Which scored pairs are true."""
    n = len(task.lists)
    coded = task.truth[:, 0].astype(np.int64) * n + task.truth[:, 1]
    return np.isin(scores.a.astype(np.int64) * n + scores.b, coded)


def judged(task: Task, scores: Scores) -> Scores:
    """The scored pairs of records of which the truth is known."""
    if task.judged is None:
        return scores
    known = task.judged[scores.a] & task.judged[scores.b]
    of = {name: getattr(scores, name)[known] for name in ("a", "b", "weight", "probability")}
    return replace(scores, levels={name: one[known] for name, one in scores.levels.items()}, **of)


def at(threshold: float, probability: NDArray[np.float32], true: Truth, total: int) -> Result:
    said = probability >= threshold
    right = float(true[said].sum())
    return Result(right / max(said.sum(), 1), right / total, threshold)


def best(probability: NDArray[np.float32], true: Truth, total: int) -> Result:
    """The result at the threshold with the best F1: what a peer would reach if somebody knew the truth."""
    order = np.argsort(-probability, kind="stable")
    right = np.cumsum(true[order])
    at_best = int((2 * right / (np.arange(1, len(order) + 1) + total)).argmax())
    return at(float(probability[order[at_best]]), probability, true, total)


def one_to_one(scores: Scores) -> NDArray[np.int64]:
    """The pairs that stay when each record keeps its best, greedily by weight."""
    taken: set[int] = set()
    kept = []
    for k in np.argsort(-scores.weight, kind="stable"):
        pair = {int(scores.a[k]), int(scores.b[k])}
        if not pair & taken:
            taken |= pair
            kept.append(int(k))
    return np.array(kept, np.int64)


def calibration(probability: NDArray[np.float32], true: Truth, least: float = 0.01) -> float:
    """The mean gap between probability and truth over ten bands, of pairs that are not plainly different."""
    said, right = probability[probability >= least], true[probability >= least]
    band = np.minimum((said * 10).astype(int), 9)
    gaps = [abs(said[band == k].mean() - right[band == k].mean()) * (band == k).sum() for k in set(band.tolist())]
    return float(sum(gaps) / max(len(said), 1))


def siblings(scores: Scores, wrong: Truth) -> float:
    """The share of siblings among false links, by the levels of our comparisons (1 conflict, 6 and more alike)."""
    given, family, middle = (scores.levels[name] for name in ("given", "family", "middle"))
    alike = lambda level: (level % 8 >= 6) | (level % 8 == 0)  # noqa: E731
    kin = ~alike(given) & alike(family) & alike(middle) & (family > 0)
    return float(kin[wrong].mean()) if wrong.any() else 0.0


def timed(score: Callable[[Lists], Scores], lists: Lists) -> tuple[Scores, str]:
    wall, spent = time.perf_counter(), time.process_time()
    scores = score(lists)
    return scores, f"{time.perf_counter() - wall:.1f} s, {time.process_time() - spent:.1f} s CPU"


def ours(task: Task) -> Iterator[str]:
    scores, took = timed(lambda lists: FellegiSunter().score(lists, Known(), seed=SEED), task.lists)
    scores = judged(task, scores)
    true, total = true_pairs(task, scores), len(task.truth)
    said = at(EVEN, scores.probability, true, total)
    yield f"ours at 0.5: {said}; {took}"
    wrong = siblings(scores, ~true & (scores.probability >= EVEN))
    yield (
        f"  compared {true.sum() / total:.4f} of the true pairs (it says {1 - scores.missed:.4f}); "
        f"best {best(scores.probability, true, total).f1:.4f}; calibration error "
        f"{calibration(scores.probability, true):.4f}; siblings among false links {wrong:.2f}"
    )


def peers(task: Task) -> Iterator[str]:
    try:
        scores, took = timed(lambda lists: Splink().score(lists, Known(), seed=SEED), task.lists)
    except Refused as refused:
        yield f"Splink 5, our columns: {refused}"
        return
    scores = judged(task, scores)
    true, total = true_pairs(task, scores), len(task.truth)
    found = best(scores.probability, true, total)
    yield f"Splink 5, our columns, best threshold {found.threshold:.3f}: {found}; {took}"
    if task.lists.once:
        kept = one_to_one(scores)
        yield f"  one-to-one: {best(scores.probability[kept], true[kept], total)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("only", nargs="*", help=", ".join(TASKS))
    parser.add_argument("--ours", action="store_true", help="without the peer")
    asked = parser.parse_args()
    if not data().is_dir():
        print(f"no data at {data()}: set TAWTHIQ_DATA", file=sys.stderr)
        return 2
    FellegiSunter().score(TASKS["febrl4"]().lists, Known(), seed=SEED)
    for name in asked.only or [name for name in TASKS if name != "simulated-30k"]:
        task = TASKS[name]()
        print(f"{task.name}: {len(task.lists)} records, {len(task.truth)} true pairs", flush=True)
        for text in [*ours(task), *([] if asked.ours else peers(task))]:
            print(f"  {text}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
