"""Evidence that a chain can walk on: log odds settled so that the chain says what the scores say.

The probabilities of pairs are right on average, one pair at a time. In a person with many records they are not
independent, and who stands on many lists is seldom on none: so all log odds are shifted together until over the whole
chain as many pairs are one person as the probabilities add up to.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tawthiq.names.register.clusters import in_order, log_odds, web_of
from tawthiq.names.register.merging import Graph, Masks, Reals64
from tawthiq.names.register.partitions import Web
from tawthiq.names.register.sampling import Open, walk
from tawthiq.names.shape import Known, Rows, Scores

Signs = NDArray[np.int8]
OPEN, LINKED = 1e-4, 1e-3
ROUNDS, FREE, CHAINS, SWEEPS, STEP, GAIN = 14, 6, 4, 5, 1.5, 8.0
"""Rounds of settling, of which the first ``FREE`` step far and the last half is averaged; a step of the shift is
``GAIN`` times the share of pairs that is missing, within ``STEP``."""

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

    @property
    def shift(self) -> float:
        """How far the log odds of scored pairs were moved, one way or the other."""
        return float(np.abs(self.odds - self.fair).max(initial=0.0))

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
    """The evidence shifted until as many scored pairs are together as their probabilities add up to.

    From the partition ``labels`` (n,) on; gives also the partitions at which its chains ended.
    """
    free = evidence.judged == 0
    stated = float((1 / (1 + np.exp(-evidence.fair[free]))).sum())
    seeds = np.random.default_rng(seed).integers(2**31, size=(ROUNDS, CHAINS))
    states, shifts = [labels] * CHAINS, [0.0]
    for turn in range(ROUNDS):
        moved = replace(evidence, odds=evidence.fair + shifts[-1] * free)
        states = chains(moved, states, seeds[turn], sweeps=SWEEPS)
        found = float(np.mean([moved.together(one)[free].sum() for one in states]))
        step = np.clip(GAIN * (stated - found) / max(stated, 1.0), -STEP, STEP)
        shifts.append(shifts[-1] + float(step) / max(turn - FREE + 2, 1))
    shift = float(np.mean(shifts[-ROUNDS // 2 :]))
    return replace(evidence, odds=evidence.fair + shift * free), states


def chains(
    evidence: Evidence, states: list[Rows], seeds: NDArray[np.int64], *, sweeps: int, shifts: Reals64 | None = None
) -> list[Rows]:
    """Walk on from several partitions at once, each with its own seed and shift of the log odds."""
    moved = np.zeros(len(states)) if shifts is None else shifts

    def one(k: int) -> Rows:
        return evidence.walk(states[k], sweeps=sweeps, seed=int(seeds[k]), shift=float(moved[k]))

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(len(states))))
