"""Whether the maximum likelihood estimate of a log-linear model exists and is identified in a table.

Fienberg & Rinaldo (2012, Annals of Statistics 40:996) as specialised to lists by Chan, Silverman & Vincent
(2021, JASA 116:1297): terms with an empty margin go to minus infinity and take their cells with them; on what
is left, the estimate exists when some table with every cell positive has the same margins (a linear
programme), and is identified when the design has full column rank. Only which cells are empty matters, so
answers are kept by that.
"""

from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

Verdict = Literal["exists", "does not exist", "is not identified"]
Marks = NDArray[np.bool_]
Design = NDArray[np.float64]

POSITIVE = 1e-9


def existence(model: Marks, table: NDArray[np.int64]) -> Verdict:
    """Whether a model (2^K,) has an estimate in a table of counts (2^K,), cell 0 ignored; answers are kept.

    Where the filled cells alone identify the model it exists, and no programme need be solved.
    """
    return _kept(np.asarray(model, np.bool_).tobytes(), (np.asarray(table) > 0).tobytes())


def by_programme(model: Marks, filled: Marks) -> Verdict:
    """The same from the rank and the linear programme alone, by which cells (2^K,) are filled."""
    design, support = _finite_part(model, filled)
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return "is not identified"
    return "exists" if _most_even(design, support) > POSITIVE else "does not exist"


@lru_cache(maxsize=1 << 16)
def _kept(model: bytes, filled: bytes) -> Verdict:
    marks, cells = np.frombuffer(model, np.bool_), np.frombuffer(filled, np.bool_)
    design, support = _finite_part(marks, cells)
    if np.linalg.matrix_rank(design[support]) == design.shape[1]:
        return "exists"
    return by_programme(marks, cells)


def _finite_part(model: Marks, filled: Marks) -> tuple[Design, Marks]:
    """The design of the terms not at minus infinity on the cells left, and which of these are filled."""
    terms, cells = np.flatnonzero(model), np.arange(1, len(model))
    holds = (cells[:, None] & terms) == terms
    finite = holds[filled[1:]].any(axis=0)
    left = ~holds[:, ~finite].any(axis=1)
    return holds[left][:, finite].astype(float), filled[1:][left]


def _most_even(design: Design, support: Marks) -> float:
    """The largest s for which a table of cells not below s has the margins of the one that is its support."""
    cells, terms = design.shape
    equal = np.column_stack([design.T, np.zeros(terms)])
    above = np.column_stack([-np.eye(cells), np.ones(cells)])
    goal = np.append(np.zeros(cells), -1.0)
    bounds = [(None, None)] * cells + [(None, 1.0)]
    found = linprog(goal, above, np.zeros(cells), equal, design.T @ support, bounds, method="highs")
    return float(-(found.fun or 0.0))
