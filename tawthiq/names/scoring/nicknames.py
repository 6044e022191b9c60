"""Nicknames: what the lists themselves tell of people with two given names (Tom and Thomas, Sandy and Alexander).

Pairs that agree in the day of birth and in the family are of one person or of twins. Twins are rare, and few records
have one; where given names conflict in more of such pairs than that, people have two names, and which, the pairs tell.
"""

import numpy as np
from numpy.typing import NDArray

from tawthiq.names.scoring.columns import UNKNOWN, Columns
from tawthiq.names.scoring.fitting import Evidence
from tawthiq.names.shape import Rows
from tawthiq.names.words.kernels import CONFLICT, VARIANT

TWINS, HEAPED, SAME_BIRTH, SAME_SEX = 0.025, 0.002, 7, 2
"""So many records have a twin; a day of birth that so many share tells little; levels of the comparisons."""

FEWEST, OFTEN, LIFT = 50, 3, 10.0
"""Of fewer such pairs nothing is learnt; two names are variants where they meet so often, and so much oftener than by
chance."""

GIVEN, FAMILY, BIRTH, SEX = 0, 1, 5, 8


def born_alike(evidence: Evidence) -> NDArray[np.bool_]:
    """The pairs that agree in the day of birth and the family, of which given names are said."""
    levels = evidence.levels
    alike = (levels[FAMILY] >= VARIANT) & (levels[FAMILY] <= 8) & (levels[BIRTH] == SAME_BIRTH)
    rare = evidence.chances[BIRTH] < HEAPED
    said = (levels[GIVEN] > 0) & (levels[GIVEN] <= 8) & ((levels[SEX] == 0) | (levels[SEX] == SAME_SEX))
    return np.asarray(alike & rare & said, np.bool_)


def renamed(columns: Columns, evidence: Evidence) -> float:
    """The share of pairs of one person whose given names conflict, beyond what twins would explain; 0 for none."""
    given = evidence.levels[GIVEN, born_alike(evidence)]
    if len(given) < FEWEST:
        return 0.0
    twins = TWINS * (columns.birth[:, 0] != UNKNOWN).sum()
    return float(max((given == CONFLICT).sum() - twins, 0) / len(given))


def with_nicknames(columns: Columns, a: Rows, b: Rows, evidence: Evidence, learnt_from: "Nicknames") -> Evidence:
    """Evidence in which given names that were learnt to be variants are so, no longer a conflict."""
    levels = evidence.levels.copy()
    at = np.flatnonzero(levels[GIVEN] == CONFLICT)
    levels[GIVEN, at[np.isin(_pairs(columns, a[at], b[at]), learnt_from)]] = VARIANT
    return Evidence(levels, evidence.chances)


Nicknames = NDArray[np.int64]
"""Pairs of first links as ``low * words + high``."""


def nicknames(columns: Columns, a: Rows, b: Rows, evidence: Evidence) -> Nicknames:
    """Which given names are variants of each other, as the pairs that are surely of one person tell."""
    sure = born_alike(evidence) & (evidence.levels[GIVEN] == CONFLICT)
    met, often = np.unique(_pairs(columns, a[sure], b[sure]), return_counts=True)
    words = len(columns.chains.words.folded)
    first = columns.chains.links[:, 0]
    share = np.bincount(first[first >= 0], minlength=words) / max((first >= 0).sum(), 1)
    low, high = np.divmod(met, words)
    kept: Nicknames = met[(often >= OFTEN) & (often > LIFT * 2 * share[low] * share[high] * sure.sum())]
    return kept


def _pairs(columns: Columns, a: Rows, b: Rows) -> Nicknames:
    one, other = (columns.chains.links[rows, 0].astype(np.int64) for rows in (a, b))
    return np.asarray(np.minimum(one, other) * len(columns.chains.words.folded) + np.maximum(one, other), np.int64)
