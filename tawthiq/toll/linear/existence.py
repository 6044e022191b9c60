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

from tawthiq.toll.linear import kernels

Verdict = Literal["exists", "does not exist", "is not identified"]
Marks = NDArray[np.bool_]
Design = NDArray[np.float64]

POSITIVE = 1e-9


def exists(model: Marks, table: NDArray[np.int64]) -> bool:
    """Whether a model (2^K,) has an estimate, existing and identified, in a table of counts (2^K,), cell 0 ignored.

    Most models are settled without the programme: they exist where the filled cells alone identify them, and do not
    where a margin of one of their terms is empty, or where one direction in which the filled cells leave the
    coefficients free lets the empty ones only fall.
    """
    return _kept(np.asarray(model, np.bool_).tobytes(), (np.asarray(table) > 0).tobytes())


def existence(model: Marks, table: NDArray[np.int64]) -> Verdict:
    """The same from the rank and the linear programme alone, and which of the two fails."""
    terms, cells = np.flatnonzero(model), np.arange(1, len(model))
    filled, holds = np.asarray(table)[1:] > 0, (cells[:, None] & terms) == terms
    finite = holds[filled].any(axis=0)
    left = ~holds[:, ~finite].any(axis=1)
    design = holds[left][:, finite].astype(float)
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return "is not identified"
    return "exists" if _most_even(design, filled[left]) > POSITIVE else "does not exist"


@lru_cache(maxsize=1 << 18)
def _kept(model: bytes, filled: bytes) -> bool:
    terms, cells = np.frombuffer(model, np.bool_), np.frombuffer(filled, np.bool_)
    settled = kernels.settle(terms, cells)
    return (
        existence(terms, cells.astype(np.int64)) == "exists" if settled == kernels.UNSETTLED else settled == kernels.YES
    )


def _most_even(design: Design, support: Marks) -> float:
    """The largest s for which a table of cells not below s has the margins of the one that is its support.

    Its cells are s and what stands above s, which is not negative.
    """
    cells = len(design)
    equal = np.column_stack([design.T, design.sum(axis=0)])
    goal = np.append(np.zeros(cells), -1.0)
    bounds = [(0, None)] * cells + [(None, 1.0)]
    found = linprog(goal, A_eq=equal, b_eq=design.T @ support, bounds=bounds, method="highs")
    return float(-(found.fun or 0.0))
