"""Scored pairs and judgements written by hand, for the tests of what is made from them."""

import numpy as np

from tawthiq.names.shape import Known, Scores


def scored(pairs: dict[tuple[int, int], float], missed: float = 0.0) -> Scores:
    """Scores of pairs of rows by their probability."""
    rows = np.array(sorted(pairs), np.int32).reshape(-1, 2)
    probability = np.array([pairs[int(a), int(b)] for a, b in rows], np.float32)
    weight = np.log2(probability / (1 - probability))
    return Scores(rows[:, 0], rows[:, 1], weight, probability, {}, {}, missed)


def judged(same: list[tuple[int, int]] | None = None, different: list[tuple[int, int]] | None = None) -> Known:
    """Judgements on pairs of rows."""
    return Known(*(np.array(pairs or [], np.int32).reshape(-1, 2) for pairs in (same, different)))
