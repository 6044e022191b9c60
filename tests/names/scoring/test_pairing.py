"""Pairs of records that share a key, within bounds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.names.scoring.pairing import Keyed, Paired, distinct, paired


def found(rows: list[int], keys: list[int], once: list[bool], source: list[int], block: int = 10**6) -> Paired:
    keyed = Keyed(np.array(rows, np.int64), np.array(keys, np.int64))
    return paired(keyed, np.array(source, np.int32), np.array(once, np.bool_), 10**6, block)


def test_records_of_one_block_are_pairs() -> None:
    assert found([0, 1, 2, 3], [5, 5, 7, 5], [False], [0] * 4).codes.tolist() == [0 * 4 + 1, 0 * 4 + 3, 1 * 4 + 3]


def test_two_records_of_a_list_free_of_duplicates_are_none() -> None:
    assert found([0, 1, 2], [5, 5, 5], [True, False], [0, 0, 1]).codes.tolist() == [0 * 3 + 2, 1 * 3 + 2]


def test_a_block_over_the_bound_is_left_over() -> None:
    told = found([0, 1, 2, 3, 4], [5, 5, 5, 7, 7], [False], [0] * 5, block=2)
    assert told.codes.tolist() == [3 * 5 + 4]
    assert (told.left.row.tolist(), told.left_pairs) == ([0, 1, 2], 3)


def test_codes_stand_in_order_once() -> None:
    assert distinct(np.array([3, 1, 3])).tolist() == [1, 3]
    assert distinct(np.empty(0, np.int64)).tolist() == []


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 3)), max_size=30),
    st.lists(st.booleans(), min_size=2, max_size=2),
)
def test_the_pairs_are_those_that_a_double_loop_finds(keyed: list[tuple[int, int]], once: list[bool]) -> None:
    source = [0, 0, 0, 0, 1, 1, 1, 1]
    keyed = sorted(set(keyed))
    slow = {
        (a, b)
        for a, key in keyed
        for b, other in keyed
        if a < b and key == other and not (source[a] == source[b] and once[source[a]])
    }
    codes = found([row for row, _ in keyed], [key for _, key in keyed], once, source).codes
    assert {(int(code) // 8, int(code) % 8) for code in codes} == slow
