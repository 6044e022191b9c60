"""Which pairs people should look at first: those that are in doubt and on which most depends."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tawthiq.names.register.clusters import log_odds
from tawthiq.names.register.merging import Reals64
from tawthiq.names.shape import Known, Rows, Scores

WRONG, FORGOTTEN = 0.03, -2.0
ACROSS = 2.0


def queue(
    labels: Rows, scores: Scores, known: Known, *, lists: Sequence[str | None] | None = None, most: int | None = None
) -> tuple[NDArray[np.int64], Reals64]:
    """Places of pairs among the scores, most consequential first, and what each is worth.

    Worth is the chance that the register ``labels`` (n,) is wrong about a pair, less the chance that a verdict is
    (``WRONG``: of a pair that is surer than people are, nothing is learnt), times its ``consequence``. The chance is
    that of all pairs between two people (-2 for one not among the scores), or of all that hold the two records to their
    person, by their mean log odds. Pairs judged already are left out. Of several
    pairs between the same two people, or within one, the worthiest comes in its turn and the others after all of these:
    one answer often settles them. Pairs that the register joins and others come by turns, for where scores are not
    calibrated one kind would crowd out the other.
    """
    span = len(labels)
    done = np.concatenate([known.same, known.different]).astype(np.int64)
    asked = np.isin(scores.a.astype(np.int64) * span + scores.b, done[:, 0] * span + done[:, 1])
    doubt = _doubt(labels, scores)
    at = np.flatnonzero((doubt > WRONG) & ~asked)
    a, b = scores.a[at], scores.b[at]
    worth = (doubt[at] - WRONG) * consequence(labels, a, b, lists)
    one, two = np.minimum(labels[a], labels[b]), np.maximum(labels[a], labels[b])
    least_sure = np.abs(log_odds(scores.probability[at]))
    first = np.lexsort((b, a, least_sure, -worth))
    turn = np.ones(len(at), np.int64)
    turn[np.unique(one[first].astype(np.int64) * span + two[first], return_index=True)[1]] = 0
    order = _by_turns(first[np.lexsort((np.arange(len(at)), turn))], one == two)[:most]
    return at[order], worth[order]


def _by_turns(order: NDArray[np.int64], joined: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The same places with those joined and those not by turns, the order within each kept."""
    kind = joined[order]
    rank = np.where(kind, np.cumsum(kind), np.cumsum(~kind))
    return order[np.lexsort((~kind, rank))]


def _doubt(labels: Rows, scores: Scores) -> Reals64:
    """The chance (k,) that the register is wrong about each pair, by the mean log odds of all that bear on it."""
    odds, one, two = log_odds(scores.probability), labels[scores.a], labels[scores.b]
    within = one == two
    keys = np.minimum(one, two).astype(np.int64) * len(labels) + np.maximum(one, two)
    place = np.unique(keys, return_inverse=True)[1]
    size = np.bincount(labels, minlength=1)
    pairs = size[one] * size[two]
    compared = np.bincount(place, minlength=1)[place]
    mean = (np.bincount(place, odds, minlength=1)[place] + FORGOTTEN * (pairs - compared)) / pairs
    ends, weights = np.concatenate([scores.a[within], scores.b[within]]), np.tile(odds[within], 2)
    total, count = np.bincount(ends, weights, len(labels)), np.bincount(ends, minlength=len(labels))
    bears = np.maximum(count[scores.a] + count[scores.b], 1)
    held = (total[scores.a] + total[scores.b]) / bears
    return np.asarray(1 / (1 + np.exp(np.where(within, held, -mean))), np.float64)


def consequence(labels: Rows, a: Rows, b: Rows, lists: Sequence[str | None] | None = None) -> Reals64:
    """What the other answer on each pair would change (k,).

    Two people of s and t records would make s t pairs, a person of s records would lose s - 1; the root of that, so
    that a few large people do not fill the queue; twice it where the lists (n,) on which somebody stands would change.
    """
    size = np.bincount(labels)
    one, two = labels[a], labels[b]
    apart = one != two
    changed = np.where(apart, size[one] * size[two], size[one] - 1).astype(np.float64)
    if lists is None:
        return np.sqrt(changed)
    codes = np.unique([name or "" for name in lists], return_inverse=True)[1]
    seen = np.unique(labels.astype(np.int64) * (codes.max(initial=0) + 1) + codes)
    several = np.bincount(seen // (codes.max(initial=0) + 1), minlength=len(size))
    return np.where(
        np.where(apart, codes[a] != codes[b], several[one] > 1), ACROSS * np.sqrt(changed), np.sqrt(changed)
    )
