"""The chain visits partitions as often as their evidence says: compared with every partition of four records."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from tawthiq.names.register.clusters import in_order
from tawthiq.names.register.sampling import Open, walk
from tests.names.register.test_partitions import web

ODDS = {(0, 1): 1.0, (0, 2): -0.5, (0, 3): 0.3, (1, 2): 0.7, (1, 3): -1.0, (2, 3): 0.5}
PARTITIONS = [(0, a, b, c) for a in range(2) for b in range(a + 2) for c in range(max(a, b) + 2)]


def expected(forbidden: tuple[int, int] | None = None) -> dict[tuple[int, ...], float]:
    chances = {}
    for one in PARTITIONS:
        inside = [pair for pair in combinations(range(4), 2) if one[pair[0]] == one[pair[1]]]
        # A pair of a person with k records counts sqrt(2/k): 1 of two, 0.82 of three, 0.71 of four.
        evidence = sum(np.sqrt(2 / one.count(one[pair[0]])) * ODDS[pair] for pair in inside)
        chances[one] = 0.0 if forbidden in inside else float(np.exp(evidence))
    return {one: chance / sum(chances.values()) for one, chance in chances.items()}


def visited(active: int, masks: list[int], draws: int = 20_000) -> dict[tuple[int, ...], float]:
    graph = web(ODDS, 4)._replace(masks=np.array(masks, np.uint64).reshape(-1, 1))
    where = Open(np.arange(active, dtype=np.int64), np.array(list(ODDS), np.int64))
    labels, seen = np.arange(4, dtype=np.int64), Counter[tuple[int, ...]]()
    for seed in range(draws):
        walk(labels, graph, where, 2, seed)
        seen[tuple(in_order(labels.astype(np.int32)).tolist())] += 1
    return {one: seen[one] / draws for one in PARTITIONS}


@pytest.mark.parametrize("active", [4, 1], ids=["every record chooses", "nearly all by merging and splitting"])
def test_partitions_are_visited_as_often_as_their_evidence_says(active: int) -> None:
    assert len(PARTITIONS) == 15
    assert visited(active, [0, 0, 0, 0]) == pytest.approx(expected(), abs=0.02)


def test_two_records_of_a_list_free_of_duplicates_are_never_together() -> None:
    assert visited(4, [1, 0, 1, 0]) == pytest.approx(expected(forbidden=(0, 2)), abs=0.02)
