"""Populations of known size, and the tables that lists drawn from them give."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tawthiq.toll import Overlap

Reals = NDArray[np.float64]
Draw = Callable[[np.random.Generator], Overlap]


@dataclass(frozen=True)
class Population:
    """So many people; ``draw`` makes lists of them; ``unreachable`` is the share that no list can reach."""

    name: str
    size: int
    draw: Draw
    unreachable: float = 0.0


def of_classes(name: str, *classes: tuple[int, str]) -> Population:
    """Classes of so many people each, with the chance of every list, within a class independent."""
    chances = np.vstack([np.tile([float(one) for one in rates.split()], (size, 1)) for size, rates in classes])
    return Population(name, len(chances), lambda rng: overlap_of(rng.random(chances.shape) < chances))


def of_cells(name: str, size: int, chances: Reals) -> Population:
    """People who show the pattern of code c with chance c of ``chances`` (2^K)."""
    lists = int(np.log2(len(chances)))
    names = tuple("ABCDEFGH"[:lists])
    return Population(name, size, lambda rng: Overlap.from_cells(names, rng.multinomial(size, chances)))


def overlap_of(listed: NDArray[np.bool_]) -> Overlap:
    """The overlap of people (rows) on lists (columns)."""
    lists = listed.shape[1]
    cells = np.bincount(listed.astype(np.int64) @ (1 << np.arange(lists)), minlength=1 << lists)
    return Overlap.from_cells(tuple("ABCDEFGH"[:lists]), cells)


def three_dependent() -> Reals:
    """Lists A, B and C: B names 60 % of those on A and 20 % of the others; C is independent of both."""
    code = np.arange(8)
    a, b, c = code & 1, code >> 1 & 1, code >> 2 & 1
    on_b = np.where(a, 0.6, 0.2)
    return np.where(a, 0.3, 0.7) * np.where(b, on_b, 1 - on_b) * np.where(c, 0.25, 0.75)


def fitted(overlap: Overlap, terms: tuple[tuple[int, ...], ...]) -> tuple[int, Reals]:
    """The size and the chances of all 2^K cells under the log-linear model of these terms, fitted by Poisson."""
    code = np.arange(1 << len(overlap.lists))
    design = np.column_stack([np.ones(len(code)), *[np.all([code >> k & 1 for k in term], axis=0) for term in terms]])
    seen, beta = overlap.cells[1:], np.zeros(design.shape[1])
    beta[0] = np.log(seen.mean())
    for _ in range(100):
        mean = np.exp(design[1:] @ beta)
        beta += np.linalg.solve(design[1:].T @ (mean[:, None] * design[1:]), design[1:].T @ (seen - mean))
    cells = np.exp(design @ beta)
    return round(float(cells.sum())), cells / cells.sum()


EIGHT = (
    of_classes("sim1", (1800, ".033 .033 .099 .132 .033"), (200, ".66 .825 .759 .99 .693")),
    of_classes("sim2", (1600, ".013 .013 .099 .132 .033"), (400, ".56 .825 .759 .99 .593")),
    of_classes("sim3", (1600, ".113 .113 .199 .232 .133"), (400, ".86 .925 .859 .99 .793")),
    of_classes("sim4", (1600, ".1 .05 .15 .2 .1"), (200, ".5 .4 .6 .4 .5"), (200, ".8 .9 .6 .7 .7")),
    of_classes("sim5", (1600, ".113 .113 .199 .832 .733"), (400, ".86 .925 .859 .19 .193")),
    of_classes("indep5", (2000, ".3 .2 .25 .15 .2")),
    of_cells("three_dep", 5000, three_dependent()),
)


def kosovo(overlap: Overlap) -> Population:
    """People drawn from [EXH.ABA.OSCE, EXH.HRW, OSCE.HRW] (lists 0 to 3) fitted to the table of Kosovo."""
    return of_cells(
        "kosovo_fit", *fitted(overlap, ((0,), (1,), (2,), (3,), (0, 1), (0, 2), (1, 2), (0, 1, 2), (0, 3), (2, 3)))
    )


def at_random(number: int, reachable: bool) -> Population:
    """Population ``number``: 3–8 lists, 2–4 classes, up to two lists that lean on another, 500–50,000 people.

    Where not everybody is ``reachable``, between 5 and 30 % are on no list whatever happens.
    """
    rng = np.random.default_rng([number, reachable])
    lists, classes = int(rng.integers(3, 9)), int(rng.integers(2, 5))
    size = round(float(np.exp(rng.uniform(np.log(500), np.log(50_000)))))
    share = rng.dirichlet(np.full(classes, 2.0))
    logits = rng.normal(-1.5, 0.7, lists) + rng.normal(0, 1.0, (classes, 1)) + rng.normal(0, 0.5, (classes, lists))
    leaning = [(rng.choice(lists, 2, replace=False), rng.uniform(-0.5, 2.0)) for _ in range(rng.integers(0, 3))]
    hidden = 0.0 if reachable else float(rng.uniform(0.05, 0.3))

    def draw(rng: np.random.Generator) -> Overlap:
        odds = logits[rng.choice(classes, size, p=share)]
        listed = rng.random(odds.shape) < 1 / (1 + np.exp(-odds))
        for (on, leans), by in leaning:
            listed[:, leans] = rng.random(size) < 1 / (1 + np.exp(-odds[:, leans] - by * listed[:, on]))
        listed[rng.random(size) < hidden] = False
        return overlap_of(listed)

    return Population(f"random{number}", size, draw, hidden)
