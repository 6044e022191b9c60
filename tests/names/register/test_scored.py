"""Pairs as columns: who is kept, and steps that add up to the weight."""

import json

import numpy as np
import pyarrow as pa

from tawthiq import tables
from tawthiq.names.register.scored import START, among, narrowed, pairs_table
from tawthiq.names.shape import Known, Scores


def scores(*pairs: tuple[int, int, float, float]) -> Scores:
    """Pairs (a, b, weight, probability), of which the name added 10 bits and the day the rest but one."""
    a, b, weight, probability = (np.array(column) for column in zip(*pairs, strict=True))
    bits = {"name": np.full(len(pairs), 10.0, np.float32), "day": (weight - 11).astype(np.float32)}
    levels = {"name": np.full(len(pairs), 3, np.int8), "day": np.full(len(pairs), 1, np.int8)}
    return Scores(
        a.astype(np.int32), b.astype(np.int32), weight.astype(np.float32), probability.astype(np.float32), levels, bits
    )


IDS = pa.chunked_array([["r-a", "r-b", "r-c"]])


def test_plainly_different_pairs_are_left_out_unless_they_are_together() -> None:
    made = scores((0, 1, 9.0, 0.99), (0, 2, -9.0, 0.001), (1, 2, -9.0, 0.001))
    table = pairs_table(made, IDS, np.array([0, 0, 1], np.int32))
    assert table.schema == tables.PAIRS
    assert table.select(["a", "b"]).to_pylist() == [{"a": "r-a", "b": "r-b"}]
    table = pairs_table(made, IDS, np.array([0, 1, 0], np.int32))
    assert table.select(["a", "b"]).to_pylist() == [{"a": "r-a", "b": "r-b"}, {"a": "r-a", "b": "r-c"}]


def test_the_steps_add_up_to_the_weight() -> None:
    table = pairs_table(scores((0, 1, 9.25, 0.99)), IDS, np.zeros(3, np.int32))
    why = json.loads(table["why"][0].as_py())
    assert why == {START: [0, 1.0], "name": [3, 10.0], "day": [1, -1.75]}
    assert sum(bits for _, bits in why.values()) == table["weight"][0].as_py()


def test_the_smaller_id_stands_first_whatever_the_order_of_rows() -> None:
    table = pairs_table(scores((0, 1, 9.0, 0.99)), pa.chunked_array([["r-z", "r-b", "r-c"]]), np.zeros(3, np.int32))
    assert table.select(["a", "b"]).to_pylist() == [{"a": "r-b", "b": "r-z"}]


def test_no_pairs() -> None:
    nothing = np.empty(0, np.int32)
    made = Scores(nothing, nothing, np.empty(0, np.float32), np.empty(0, np.float32), {}, {})
    assert pairs_table(made, IDS, np.arange(3, dtype=np.int32)).num_rows == 0


def test_between_a_choice_of_records_and_the_whole() -> None:
    """Of five records, 1, 3 and 4 were scored: their rows 0, 1 and 2."""
    rows = np.array([1, 3, 4], np.int32)
    whole = among(scores((0, 2, 1.0, 0.5)), rows)
    assert (whole.a.tolist(), whole.b.tolist()) == ([1], [4])
    known = Known(np.array([[1, 4], [0, 1]], np.int32), np.array([[3, 4]], np.int32))
    chosen = narrowed(known, rows, 5)
    assert (chosen.same.tolist(), chosen.different.tolist()) == ([[0, 2]], [[1, 2]])
