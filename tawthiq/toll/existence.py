"""Whether the maximum likelihood estimate of a log-linear model exists and is identified in a table.

Fienberg & Rinaldo (2012, Annals of Statistics 40:996) as specialised to lists by Chan, Silverman & Vincent (2021,
JASA 116:1297): terms with an empty margin go to minus infinity and take their cells with them; on what is left, the
estimate exists when some table with every cell positive has the same margins (a linear programme), and is identified
when the design has full column rank. Only which cells are empty matters, so answers are kept by that.
"""

from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

Verdict = Literal["exists", "does not exist", "is not identified"]

POSITIVE = 1e-9


def existence(model: NDArray[np.bool_], table: NDArray[np.int64]) -> Verdict:
    """Whether a model (2^K,) has an estimate in a table of counts (2^K,), cell 0 ignored."""
    filled = np.asarray(table) > 0
    return _existence(np.asarray(model, np.bool_).tobytes(), filled.tobytes())


@lru_cache(maxsize=1 << 16)
def _existence(model: bytes, filled: bytes) -> Verdict:
    terms = np.flatnonzero(np.frombuffer(model, np.bool_))
    cells = np.arange(1, len(model))
    holds = (cells[:, None] & terms) == terms
    support = np.frombuffer(filled, np.bool_)[1:]
    finite = (holds & support[:, None]).any(axis=0)
    active = ~holds[:, ~finite].any(axis=1)
    design = holds[:, finite].astype(float)
    if np.linalg.matrix_rank(design[support]) == design.shape[1]:
        return "exists"
    if np.linalg.matrix_rank(design[active]) < design.shape[1]:
        return "is not identified"
    return "exists" if _most_even(design[active], support[active]) > POSITIVE else "does not exist"


def _most_even(design: NDArray[np.float64], support: NDArray[np.bool_]) -> float:
    """The largest s for which a table with every cell at least s has the margins of the table of ones on its support."""
    cells, terms = design.shape
    equal = np.column_stack([design.T, np.zeros(terms)])
    above = np.column_stack([-np.eye(cells), np.ones(cells)])
    goal = np.append(np.zeros(cells), -1.0)
    bounds = [(None, None)] * cells + [(None, 1.0)]
    margins = design.T @ support
    found = linprog(goal, above, np.zeros(cells), equal, margins, bounds, method="highs")
    return float(found.x[-1])
