"""How many pairs people must judge: precision and recall as simulated reviewers work through the queue.

    python -m benchmarks.names_reviews                # 30,000 simulated records, 3 % of the verdicts wrong
    python -m benchmarks.names_reviews --records 10000 --most 600 --wrong 0.06

Names and distributions are those of ``../shared/data/names/syria_vdc`` (or ``$TAWTHIQ_DATA``). After each batch the
scores are learnt anew, the records clustered anew, and the register compared with the truth, which the method never
sees. ``known only``: the judgements bound the clusters, and nothing is learnt from them.
"""

import argparse
import time
from collections.abc import Iterator

import numpy as np

from benchmarks.names_clusters import simulated
from tawthiq.names.hand.active import queue
from tawthiq.names.hand.evaluate import evaluate
from tawthiq.names.register.clusters import partition
from tawthiq.names.register.rerank import rerank
from tawthiq.names.scoring.fellegi_sunter import FellegiSunter
from tawthiq.names.shape import Known, Lists, Rows, Scores

SEED = 0


def judged(known: Known, pairs: Rows, truth: Rows, wrong: float, rng: np.random.Generator) -> Known:
    """What was known, and the verdicts of reviewers of whom so many are wrong."""
    same = (truth[pairs[:, 0]] == truth[pairs[:, 1]]) ^ (rng.random(len(pairs)) < wrong)
    return Known(np.concatenate([known.same, pairs[same]]), np.concatenate([known.different, pairs[~same]]))


def ceiling(scores: Scores, truth: Rows) -> float:
    """The share of the true pairs that was scored at all."""
    sizes = np.bincount(truth)
    return float((truth[scores.a] == truth[scores.b]).sum() / (sizes * (sizes - 1) / 2).sum())


def curve(
    lists: Lists, truth: Rows, scores: Scores, *, batch: int, most: int, wrong: float, learn: bool
) -> Iterator[str]:
    """A line after each batch of judgements."""
    n, source, known, rng = len(lists), lists.records["source"], Known(), np.random.default_rng(SEED)
    now, trust, done = scores, 0.0, 0
    while True:
        labels = partition(n, now, known, once=lists.once, source=source)
        found = evaluate(labels, truth, seed=SEED)["pairs"]
        precision, recall = found.precision.value or 0.0, found.recall.value or 0.0
        yield f"| {'learnt' if learn else 'known only'} | {done} | {precision:.4f} | {recall:.4f} | {trust:.2f} |"
        if done >= most or min(precision, recall) >= 0.99:
            return
        at, _ = queue(labels, now, known, lists=source.to_pylist(), most=batch)
        known = judged(known, np.stack([now.a[at], now.b[at]], axis=1), truth, wrong, rng)
        done += len(at)
        if learn:
            ranked = rerank(scores, known, seed=SEED)
            now, trust = ranked.scores, ranked.trust


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=30_000)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--most", type=int, default=1000)
    parser.add_argument("--wrong", type=float, default=0.03)
    asked = parser.parse_args()
    lists, truth = simulated(asked.records)
    start = time.perf_counter()
    scores = FellegiSunter().score(lists, Known(), seed=SEED)
    spent = time.perf_counter() - start
    print(f"{len(lists):,} records, {truth.max() + 1:,} people, {len(scores.a):,} pairs scored in {spent:.0f} s")
    print(f"true pairs among those scored: {ceiling(scores, truth):.4f}")
    print("| | judged pairs | precision | recall | trust in the trees |")
    for learn in (False, True):
        for text in curve(lists, truth, scores, batch=asked.batch, most=asked.most, wrong=asked.wrong, learn=learn):
            print(text, flush=True)


if __name__ == "__main__":
    main()
