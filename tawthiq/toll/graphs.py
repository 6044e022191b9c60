"""Every decomposable graph on a few lists, each as the marginal tables whose likelihoods make up its own."""

from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

MOST_LISTS = 6


@cache
def decomposable(lists: int) -> NDArray[np.int8]:
    """Coefficients (G, 2^K) of the decomposable (chordal) graphs on K lists, K up to 6.

    The likelihood of a decomposable graph is the product of the marginal likelihoods of its cliques over
    those of its separators; entry [g, c] is the power to which the margin over the set of lists c stands in
    graph g (Lauritzen 1996). The empty set stands in every graph once: it is what all share, the number of
    people. There are 8, 61, 822 and 18,154 graphs for 3, 4, 5 and 6 lists; the last is the saturated one.
    """
    pairs = [1 << i | 1 << j for i, j in combinations(range(lists), 2)]
    found = []
    for chosen in range(1 << len(pairs)):
        edges = [pair for k, pair in enumerate(pairs) if chosen >> k & 1]
        neighbours = [sum(edge & ~(1 << i) for edge in edges if edge >> i & 1) for i in range(lists)]
        margins = _margins(neighbours)
        if margins is not None:
            found.append(np.zeros(1 << lists, np.int8))
            for clique, separator in margins:
                found[-1][clique] += 1
                found[-1][separator] -= 1
            found[-1][0] = 1
    return np.array(found)


def _margins(neighbours: list[int]) -> list[tuple[int, int]] | None:
    """Each list with its later neighbours, and those alone, in a perfect elimination order; or None."""
    left = (1 << len(neighbours)) - 1
    margins = []
    while left:
        for i, near in enumerate(neighbours):
            if left >> i & 1 and _complete(near & left, neighbours):
                margins.append((near & left | 1 << i, near & left))
                left &= ~(1 << i)
                break
        else:
            return None
    return margins


def _complete(members: int, neighbours: list[int]) -> bool:
    return all(not members >> j & 1 or not members & ~neighbours[j] & ~(1 << j) for j in range(len(neighbours)))
