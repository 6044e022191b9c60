"""Correlation clustering on graphs small enough to see the answer."""

from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.names.register.clusters import bound, contradictions, in_order, log_odds, partition
from tests.names.scored import judged, scored

NOTHING = judged()


def test_a_chain_of_good_pairs_does_not_swallow_what_was_compared_and_differs() -> None:
    # 0=1=2=3=4 hand in hand, but the ends were compared and differ: connected components would make one person.
    pairs = {(k, k + 1): 0.9 for k in range(4)} | {(0, 2): 0.01, (1, 3): 0.01, (2, 4): 0.01, (0, 4): 0.001}
    labels = partition(5, scored(pairs), NOTHING)
    assert np.bincount(labels).max() == 2


def test_everyone_votes() -> None:
    # 0, 1, 2 are one person; 3 looks like 2 alone (0.9), and is unlike 0 and 1 (0.1 each): two votes against one.
    pairs = {(0, 1): 0.95, (0, 2): 0.95, (1, 2): 0.95, (2, 3): 0.9, (0, 3): 0.1, (1, 3): 0.1}
    assert partition(4, scored(pairs), NOTHING).tolist() == [0, 0, 0, 1]


def test_a_pair_never_compared_speaks_weakly_against() -> None:
    # Two links of 0.6 (0.4 each in log odds) do not carry a third pair that nobody compared (-1); two of 0.9 (2.2) do.
    assert partition(3, scored({(0, 1): 0.6, (1, 2): 0.6}), NOTHING).tolist() == [0, 0, 1]
    assert partition(3, scored({(0, 1): 0.9, (1, 2): 0.9}), NOTHING).tolist() == [0, 0, 0]


def test_people_outweigh_scores() -> None:
    pairs = {(0, 1): 0.999, (1, 2): 0.001}
    assert partition(3, scored(pairs), judged(same=[(1, 2)], different=[(0, 1)])).tolist() == [0, 1, 1]


def test_pairs_that_nobody_scored_can_be_judged() -> None:
    assert partition(3, scored({}), judged(same=[(0, 2)])).tolist() == [0, 1, 0]


def test_judgements_that_cannot_all_stand_are_named() -> None:
    # 0 = 1 and 1 = 2, but 0 is not 2: the later "same" gives way, and is told.
    known = judged(same=[(0, 1), (1, 2)], different=[(0, 2)])
    assert contradictions(3, known).tolist() == [[1, 2]]
    assert bound(3, known).tolist() == [0, 0, 1]
    assert contradictions(3, judged(same=[(0, 1), (1, 2)])).tolist() == []


def test_in_a_list_free_of_duplicates_siblings_stay_apart() -> None:
    # 0 and 1 are siblings on list A; 2 on list B resembles both, one of them more.
    source = pa.chunked_array([["A", "A", "B"]])
    scores = scored({(0, 1): 0.9, (0, 2): 0.9, (1, 2): 0.97})
    assert partition(3, scores, NOTHING, once={"A"}, source=source).tolist() == [0, 1, 1]
    assert partition(3, scores, NOTHING, source=source).tolist() == [0, 0, 0]
    together = judged(same=[(0, 1)])
    assert partition(3, scores, together, once={"A"}, source=source).tolist() == [0, 0, 0]


def test_more_than_64_lists_free_of_duplicates() -> None:
    names = [f"list {k // 2:02}" for k in range(140)]
    pairs = {(k, k + 1): 0.99 for k in range(0, 140, 2)}
    labels = partition(140, scored(pairs), NOTHING, once=set(names), source=pa.chunked_array([names]))
    assert labels.tolist() == list(range(140))


def test_labels_are_numbered_by_their_first_record() -> None:
    assert in_order(np.array([7, 2, 7, 0], np.int32)).tolist() == [0, 1, 0, 2]


def test_log_odds_are_bounded() -> None:
    assert log_odds(np.array([0.5, 0.9, 1.0, 0.0], np.float32)) == pytest.approx([0, np.log(9), 12, -12], abs=1e-6)


def test_no_record_and_no_pair() -> None:
    assert partition(0, scored({}), NOTHING).tolist() == []
    assert partition(2, scored({}), NOTHING).tolist() == [0, 1]


graphs = st.dictionaries(
    st.sampled_from(list(combinations(range(6), 2))), st.sampled_from([0.01, 0.3, 0.6, 0.9, 0.99]), max_size=15
)


def worth(labels: list[int], pairs: dict[tuple[int, int], float]) -> float:
    """The sum of log odds inside clusters, -1 for a pair that was not compared."""
    inside = [pair for pair in combinations(range(len(labels)), 2) if labels[pair[0]] == labels[pair[1]]]
    return sum(np.log(pairs[pair] / (1 - pairs[pair])) if pair in pairs else -1.0 for pair in inside)


@settings(max_examples=60, deadline=None)
@given(graphs)
def test_no_move_of_one_record_and_no_merge_would_be_better(pairs: dict[tuple[int, int], float]) -> None:
    labels = partition(6, scored(pairs), NOTHING).tolist()
    moves = [[*labels[:k], there, *labels[k + 1 :]] for k in range(6) for there in range(max(labels) + 2)]
    merges = [[one if label == two else label for label in labels] for one, two in combinations(set(labels), 2)]
    assert worth(labels, pairs) >= max(worth(other, pairs) for other in moves + merges) - 1e-4


@settings(max_examples=30, deadline=None)
@given(graphs, st.permutations(range(6)))
def test_judgements_hold_in_any_graph(pairs: dict[tuple[int, int], float], order: list[int]) -> None:
    one, two, three, four = order[:4]
    known = judged(same=[(min(one, two), max(one, two))], different=[(min(three, four), max(three, four))])
    labels = partition(6, scored(pairs), known)
    assert labels[one] == labels[two] and labels[three] != labels[four]
