"""Draws of whole registers: which other registers the same evidence allows, and how many people they have."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tawthiq import tables
from tawthiq.names.register.clusters import Column, in_order, masks_of
from tawthiq.names.register.evidence import Evidence, chains, gather_evidence, settle
from tawthiq.names.register.missed import add_missed, strata
from tawthiq.names.shape import Known, Reals, Rows, Scores

BATCH, WARY = 20, 0.3


@dataclass(frozen=True, eq=False)
class Draws:
    """Registers drawn around one: ``labels`` (n,) of the register, and what differs from it in each of ``number``.

    In draw ``draw`` (k,) the record of row ``row`` is with the person ``label``: one of the register, or, from
    ``labels.max() + 1`` on, one that the register does not have (that number plus the row of its first record).
    """

    labels: Rows
    number: int
    draw: Rows
    row: Rows
    label: Rows

    def register(self, draw: int) -> Rows:
        """The partition (n,) of one draw, from 0, in the order of first records."""
        at = slice(*np.searchsorted(self.draw, [draw, draw + 1]))
        found = self.labels.copy()
        found[self.row[at]] = self.label[at]
        return in_order(found)


def draw(
    labels: Rows,
    scores: Scores,
    known: Known,
    *,
    seed: int,
    number: int = 100,
    once: Set[str] = frozenset(),
    source: Column = None,
    alike: Rows | None = None,
    error: float = 0.06,
    doubt: float = 0.5,
    sweeps: int = 4,
) -> Draws:
    """Draw ``number`` registers around the register ``labels`` (n,) from 0, the same for the same seed.

    Assumes that probabilities are right on average over the pairs with such a score; ``doubt`` is the standard
    deviation of the error that the log odds of all pairs in a draw share (what is common to all does not average out),
    or ``WARY`` times the shift that settling took where that is more: then the pairs alone say little of the people.
    ``error`` is the chance that a judgement is wrong (two annotators of El Salvador agree at F1 0.88: 0.06 each).
    ``scores.missed`` of the true pairs were never compared: so many are added to each draw, between records of the
    same sources and the same ``alike`` (n,) as pairs that match. ``once`` and ``source`` as for the register.
    """
    n, rng = len(labels), np.random.default_rng(seed)
    masks, among = masks_of(n, once, source), strata(n, source, alike)
    settled, states = settle(gather_evidence(scores, known, masks, error=error), labels, seed=int(rng.integers(2**31)))
    found, doubt = [], max(doubt, WARY * settled.shift) if doubt else 0.0
    for start in range(0, number, BATCH):
        size = min(BATCH, number - start)
        seeds, shifts = rng.integers(2**31, size=size), rng.normal(0.0, doubt, size)
        origins = [states[k % len(states)] for k in range(size)]
        for drawn in chains(settled, origins, seeds, sweeps=sweeps, shifts=shifts):
            matched = _matched(settled, drawn)
            apart = known.different
            whole = add_missed(drawn, matched, scores.missed, masks=masks, apart=apart, among=among, rng=rng)
            found.append(_moved(labels, whole))
    return _collect(labels, found)


def _matched(settled: Evidence, drawn: Rows) -> Rows:
    at = settled.together(drawn)
    return np.stack([settled.a[at], settled.b[at]], axis=1)


def _moved(labels: Rows, drawn: Rows) -> tuple[Rows, Rows]:
    """The rows whose person is another in a drawn partition, and the person's label.

    A drawn person has the label of the first of the register's people whose first record is among its records.
    """
    people = int(labels.max(initial=-1)) + 1
    first, drawn_first = (np.unique(one, return_index=True)[1] for one in (labels, drawn))
    name = people + drawn_first.astype(np.int64)
    np.minimum.at(name, drawn[first], np.arange(people))
    label = name[drawn]
    rows = np.flatnonzero(label != labels).astype(np.int32)
    return rows, label[rows].astype(np.int32)


def _collect(labels: Rows, found: Sequence[tuple[Rows, Rows]]) -> Draws:
    empty = [(np.empty(0, np.int32), np.empty(0, np.int32))]
    draws = np.repeat(np.arange(len(found), dtype=np.int32), [len(rows) for rows, _ in found])
    rows, moved = (np.concatenate([one[k] for one in [*found, *empty]]) for k in (0, 1))
    return Draws(labels, len(found), draws, rows, moved)


def table(drawn: Draws, records: Sequence[str], people: Sequence[str]) -> pa.Table:
    """Draws as ``tables.DRAWS``: ``records`` (n,) the ids of the rows, ``people`` the id behind each label.

    Somebody whom the register does not have is named in a draw by the id of their first record.
    """
    names = np.concatenate([np.array(people, object), np.array(records, object)])
    columns = [pa.array(drawn.draw), pa.array(np.array(records, object)[drawn.row], pa.string())]
    return pa.table([*columns, pa.array(names[drawn.label], pa.string())], schema=tables.DRAWS)


def counts(drawn: Draws, among: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
    """The number of people in each draw (number,): those with a record ``among`` (n,), or all."""
    kept = np.ones(len(drawn.labels), np.bool_) if among is None else among
    return np.array([len(np.unique(drawn.register(k)[kept])) for k in range(drawn.number)], np.int64)


def interval(values: NDArray[np.int64], level: float = 0.95) -> tuple[float, float, float]:
    """The lower limit, the median and the upper limit of a number over the draws."""
    lower, middle, upper = np.quantile(values, [(1 - level) / 2, 0.5, (1 + level) / 2])
    return float(lower), float(middle), float(upper)


def certainty(drawn: Draws) -> Reals:
    """For each person of the register the share of draws in which exactly these records are one person."""
    people = int(drawn.labels.max(initial=-1)) + 1
    left = np.stack([drawn.draw, drawn.labels[drawn.row]])
    joined = np.stack([drawn.draw, drawn.label])[:, drawn.label < people]
    touched = np.unique(np.concatenate([left, joined], axis=1), axis=1)
    share = np.bincount(touched[1], minlength=people) / max(drawn.number, 1)
    return (1 - share).astype(np.float32)
