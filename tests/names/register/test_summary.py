"""What is certain, what waits, what changes, from the tables of a register."""

import numpy as np
import pyarrow as pa

from tawthiq.names.register.decided import Decided
from tawthiq.names.register.summary import in_doubt, number_of, summed_up, waiting
from tests.names.register.test_making import lists, made


def test_a_register_in_sum() -> None:
    """Huda on both lists, Omar and Omar S. at even odds, and nobody's name once."""
    tables = made(lists("Huda O.", "Omar", "Unidentified", "Huda O.", "Omar S.", "Rana"))
    told = summed_up(tables, Decided())
    assert (told.records, told.count.people, dict(told.apart)) == (6, 4, {"inclusion.no_name": 1})
    assert told.count.low < told.count.people
    assert (told.certain, told.waiting) == (2, 1)
    assert [records for _, records in told.largest] == [2]
    assert told.changes is None
    again = summed_up(tables, Decided(), tables["members"])
    assert again.changes
    assert (again.changes.same, again.changes.new) == (5, 0)


def test_a_settled_pair_waits_no_more() -> None:
    pairs = made(lists("Omar", "Rana", "Omar S.", "Adel"))["pairs"]
    assert waiting(pairs, Decided()).num_rows == 1
    for settled in (Decided(same=frozenset({("r-0", "r-2")})), Decided(different=frozenset({("r-0", "r-2")}))):
        assert waiting(pairs, settled).num_rows == 0
    assert waiting(pairs, Decided(disagreements=(("r-0", "r-2"),))).num_rows == 1


def test_doubt() -> None:
    assert in_doubt(np.array([0.01, 0.05, 0.5, 0.95, 0.99], np.float32)).tolist() == [False, True, True, True, False]
    assert number_of(pa.table({"key": ["draws"], "value": ["7"]})) == 7
