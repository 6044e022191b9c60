"""Which pairs people should look at first: those that are in doubt and on which most depends."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tawthiq.names.merging import Reals64
from tawthiq.names.shape import Known, Rows, Scores

PLAIN = 1e-3
ACROSS = 2.0


def queue(
    labels: Rows, scores: Scores, known: Known, *, lists: Sequence[str | None] | None = None, most: int | None = None
) -> tuple[NDArray[np.int64], Reals64]:
    """Places of pairs among the scores, most consequential first, and what each is worth.

    Worth is the spread of the pair's probability, p (1 - p), times what the other answer would change in the register
    ``labels`` (n,): the pairs of records that would come together, or part; twice that where it would change on which
    lists (``lists`` (n,)) somebody stands, for the toll rests on that. Pairs judged already and plain ones are left
    out. Of several pairs between the same two people, or within one, the worthiest comes in its turn and the others
    after all of these: one answer often settles them.
    """
    a, b, p = scores.a, scores.b, scores.probability.astype(np.float64)
    span = len(labels)
    done = np.concatenate([known.same, known.different]).astype(np.int64)
    fit = (p > PLAIN) & (p < 1 - PLAIN) & ~np.isin(a.astype(np.int64) * span + b, done[:, 0] * span + done[:, 1])
    at = np.flatnonzero(fit)
    worth = p[at] * (1 - p[at]) * consequence(labels, a[at], b[at], lists)
    one, two = np.minimum(labels[a[at]], labels[b[at]]), np.maximum(labels[a[at]], labels[b[at]])
    first = np.lexsort((b[at], a[at], -worth))
    between = one[first].astype(np.int64) * span + two[first]
    turn = np.ones(len(at), np.int64)
    turn[np.unique(between, return_index=True)[1]] = 0
    order = first[np.lexsort((np.arange(len(at)), turn))][:most]
    return at[order], worth[order]


def consequence(labels: Rows, a: Rows, b: Rows, lists: Sequence[str | None] | None = None) -> Reals64:
    """What the other answer on each pair would change: pairs of records that come together, or that part (k,).

    Two people of s and t records would make s t pairs; a person of s records would lose a record, s - 1 pairs.
    """
    size = np.bincount(labels)
    one, two = labels[a], labels[b]
    apart = one != two
    changed = np.where(apart, size[one] * size[two], size[one] - 1).astype(np.float64)
    if lists is None:
        return changed
    codes = np.unique([name or "" for name in lists], return_inverse=True)[1]
    seen = np.unique(labels.astype(np.int64) * (codes.max(initial=0) + 1) + codes)
    several = np.bincount(seen // (codes.max(initial=0) + 1), minlength=len(size))
    return np.where(np.where(apart, codes[a] != codes[b], several[one] > 1), ACROSS * changed, changed)
