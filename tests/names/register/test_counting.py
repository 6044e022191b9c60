"""Worked by hand: persons a = {1, 2} and b = {3}, c = {4}; four draws."""

import pyarrow as pa
import pytest

from tawthiq import tables
from tawthiq.names.register.counting import Count, Drawn

MEMBERS = pa.table({"record": ["1", "2", "3", "4"], "person": ["a", "a", "b", "c"]})
COUNTED = pa.table({"id": ["a", "b", "c"], "counted": [True, True, False]})


def drawn(*moved: tuple[int, str, str], number: int = 4) -> Drawn:
    rows = [{"draw": draw, "record": record, "person": person} for draw, record, person in moved]
    return Drawn(MEMBERS, tables.rows(tables.DRAWS, rows), number)


def test_a_person_split_in_one_draw_of_four() -> None:
    """In draw 1, record 2 is somebody of their own: three people are counted."""
    made = drawn((1, "2", "x"))
    assert made.certainty() == {"a": pytest.approx(0.75)}
    assert made.counts(COUNTED).tolist() == [2, 3, 2, 2]


def test_a_person_joined_by_another() -> None:
    """In draw 0, record 3 belongs to a: neither a nor b is as in the register, and one person is counted."""
    made = drawn((0, "3", "a"))
    assert made.certainty() == {"a": pytest.approx(0.75), "b": pytest.approx(0.75)}
    assert made.counts(COUNTED).tolist() == [1, 2, 2, 2]


def test_a_person_with_another_label_is_the_same_person() -> None:
    made = drawn((2, "1", "x"), (2, "2", "x"), (3, "3", "y"))
    assert made.certainty() == {}
    assert made.counts(COUNTED).tolist() == [2, 2, 2, 2]


def test_who_is_not_counted_counts_with_one_who_is() -> None:
    """In draw 0 the uncounted c is b: still two; in draw 1 c is split from nobody: nothing changes."""
    made = drawn((0, "4", "b"), (1, "4", "z"))
    assert made.counts(COUNTED).tolist() == [2, 2, 2, 2]


def test_the_count_and_its_interval() -> None:
    """Of 4 draws three count 2 and one counts 3: the 2.5 and 97.5 % quantiles lie at 2 and just under 3."""
    assert drawn((1, "2", "x")).count(COUNTED) == Count(2, 2, 3)
    assert drawn(number=0).count(COUNTED) == Count(2, 2, 2)


def test_an_interval_that_leaves_the_register_out_is_widened_and_says_so() -> None:
    """Two people of the register are one in every draw: the draws say one person, the register two."""
    members = pa.table({"record": ["r1", "r2"], "person": ["p1", "p2"]})
    draws = tables.rows(tables.DRAWS, [{"draw": n, "record": "r2", "person": "p1"} for n in range(10)])
    found = Drawn(members, draws, 10).count(pa.table({"id": ["p1", "p2"], "counted": [True, True]}))
    assert (found.people, found.low, found.high, found.outside) == (2, 1, 2, True)
