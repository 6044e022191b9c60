"""Evidence that a chain over partitions can walk on: log odds settled so that the chain says what the scores say.

The probabilities of pairs are right on average over pairs with such a score, one pair at a time. In a person with many
records they are not independent: summed up as they are they count the prior and every error many times. So the log odds
of each band of scores are shifted until, over the whole chain, pairs of the band are together as often as they should.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tawthiq.names.clusters import in_order, log_odds, web_of
from tawthiq.names.merging import Graph, Masks, Reals64
from tawthiq.names.partitions import Web
from tawthiq.names.sampling import Open, walk
from tawthiq.names.shape import Known, Rows, Scores

Signs = NDArray[np.int8]
OPEN, LINKED = 1e-4, 1e-3
BANDS = np.array([-5.0, -3.0, -1.5, -0.5, 0.5, 1.5, 3.0, 5.0])
ROUNDS, CHAINS, SWEEPS, STEP, HALF = 8, 4, 5, 1.5, 0.5
THREADS = 2


@dataclass(frozen=True, eq=False)
class Evidence:
    """Pairs of rows ``a < b`` with their log odds, of which some are ``judged`` (1 same, -1 different, 0 only scored).

    ``fair`` are the log odds that the scores state, ``odds`` those that the chain walks on, ``place`` the pair of each
    edge of the ``web``.
    """

    a: Rows
    b: Rows
    fair: Reals64
    odds: Reals64
    judged: Signs
    web: Web
    place: NDArray[np.int64]
    where: Open

    def walk(self, labels: Rows, *, sweeps: int, seed: int, shift: float = 0.0) -> Rows:
        """Another partition (n,), some sweeps on from ``labels``, with all scored log odds shifted."""
        found = labels.astype(np.int64)
        odds = (self.odds + shift * (self.judged == 0))[self.place]
        walk(found, self.web._replace(total=odds), self.where, sweeps, seed)
        return in_order(found.astype(np.int32))

    def together(self, labels: Rows) -> NDArray[np.bool_]:
        """Whether the two records of each pair are one person in a partition (n,)."""
        return np.asarray(labels[self.a] == labels[self.b], np.bool_)


def gather_evidence(scores: Scores, known: Known, masks: Masks, *, error: float) -> Evidence:
    """The scored and the judged pairs, as they are; ``error`` is the chance that a judgement is wrong.

    A judgement is worth its own log odds where the score is against it, the score's where that is for it and more.
    """
    a, b, fair, judged = _pairs(scores, known, len(masks))
    word = np.log((1 - error) / error)
    fair = np.where(judged > 0, np.maximum(fair, word), np.where(judged < 0, np.minimum(fair, -word), fair))
    web = web_of(Graph(a, b, np.arange(len(a), dtype=np.float64), np.ones(len(a)), np.ones(len(masks)), masks))
    return Evidence(a, b, fair, fair, judged, web, web.total.astype(np.int64), _open(a, b, fair))


def _pairs(scores: Scores, known: Known, n: int) -> tuple[Rows, Rows, Reals64, Signs]:
    """Each pair once, by row, with its scored log odds (0 where it has none) and what was judged."""
    given = (np.stack([scores.a, scores.b], axis=1), known.same, known.different)
    rows = np.concatenate(given).astype(np.int64)
    sign = np.repeat(np.array([0, 1, -1], np.int8), [len(one) for one in given])
    odds = np.concatenate([log_odds(scores.probability), np.zeros(len(rows) - len(scores.a))])
    keys, place = np.unique(rows[:, 0] * n + rows[:, 1], return_inverse=True)
    fair, judged = np.zeros(len(keys)), np.zeros(len(keys), np.int8)
    fair[place[: len(scores.a)]] = odds[: len(scores.a)]
    judged[place[len(scores.a) :]] = sign[len(scores.a) :]
    return (keys // max(n, 1)).astype(np.int32), (keys % max(n, 1)).astype(np.int32), fair, judged


def _open(a: Rows, b: Rows, odds: Reals64) -> Open:
    """Records with a pair that is neither sure nor excluded, and pairs across which clusters may merge or split."""
    chance = 1 / (1 + np.exp(-odds))
    doubtful = (chance > OPEN) & (chance < 1 - OPEN)
    active = np.unique(np.concatenate([a[doubtful], b[doubtful]])).astype(np.int64)
    link = chance > LINKED
    return Open(active, np.stack([a[link], b[link]], axis=1).astype(np.int64))


def settle(evidence: Evidence, labels: Rows, *, seed: int) -> tuple[Evidence, list[Rows]]:
    """The evidence with each band of scores shifted until its pairs are together as often as they state on average.

    From the partition ``labels`` (n,) on; gives also the partitions at which its chains ended.
    """
    band = np.where(evidence.judged == 0, np.digitize(evidence.fair, BANDS), len(BANDS) + 1)
    stated = np.bincount(band, 1 / (1 + np.exp(-evidence.fair)), len(BANDS) + 2)
    pairs = np.bincount(band, minlength=len(BANDS) + 2)
    seeds = np.random.default_rng(seed).integers(2**31, size=(ROUNDS, CHAINS))
    states, shifts = [labels] * CHAINS, np.zeros(len(BANDS) + 2)
    for turn in range(ROUNDS):
        states = chains(evidence, states, seeds[turn], sweeps=SWEEPS)
        found = np.bincount(band, np.mean([evidence.together(one) for one in states], axis=0), len(pairs))
        step = np.log((stated + HALF) / (pairs - stated + HALF)) - np.log((found + HALF) / (pairs - found + HALF))
        shifts[:-1] += np.clip(step, -STEP, STEP)[:-1]
        evidence = replace(evidence, odds=evidence.fair + shifts[band])
    return evidence, states


def chains(
    evidence: Evidence, states: list[Rows], seeds: NDArray[np.int64], *, sweeps: int, shifts: Reals64 | None = None
) -> list[Rows]:
    """Walk on from several partitions at once, each with its own seed and shift of the log odds."""
    moved = np.zeros(len(states)) if shifts is None else shifts

    def one(k: int) -> Rows:
        return evidence.walk(states[k], sweeps=sweeps, seed=int(seeds[k]), shift=float(moved[k]))

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(len(states))))
