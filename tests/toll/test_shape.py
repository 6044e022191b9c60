import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.errors import NotFound
from tawthiq.toll import Estimate, Overlap, Sentence

ABC = ("A", "B", "C")


def overlap(**counts: int) -> Overlap:
    """An overlap of A, B and C from counts by pattern: ``overlap(A=5, AB=2)``."""
    patterns = np.array([[name in pattern for name in ABC] for pattern in counts], np.uint8)
    return Overlap(ABC, patterns.reshape(-1, 3), np.array([*counts.values()], np.int64))


def test_cells_stand_at_the_code_of_their_pattern() -> None:
    # A is bit 1, B bit 2, C bit 4: AC is cell 5.
    assert overlap(A=7, AC=2).cells.tolist() == [0, 7, 0, 0, 0, 2, 0, 0]


def test_equal_tables_are_equal_arrays_whatever_their_order() -> None:
    one, other = overlap(C=3, A=7, AB=0), overlap(A=7, C=3)
    assert one.patterns.tolist() == other.patterns.tolist() == [[1, 0, 0], [0, 0, 1]]
    assert one.counts.tolist() == [7, 3]


def test_documented_is_everybody_and_shared_those_on_two_lists_or_more() -> None:
    table = overlap(A=7, B=5, AB=2, ABC=1)
    assert (table.documented, table.shared) == (15, 3)


def test_without_a_list_people_on_it_alone_drop_out() -> None:
    smaller = overlap(A=7, B=5, AB=2, ABC=1, C=4).without("A")
    assert smaller.lists == ("B", "C")
    assert smaller.cells.tolist() == [0, 7, 4, 1]  # B: 5 and the 2 of AB; C: 4; both: ABC


def test_merged_lists_count_as_one() -> None:
    merged = overlap(A=7, B=5, AB=2, AC=3, ABC=1, C=4).merge("A", "C")
    assert merged.lists == ("A+C", "B")
    assert merged.cells.tolist() == [0, 14, 5, 3]  # A, C and AC; B; AB and ABC


@given(st.lists(st.integers(0, 50), min_size=8, max_size=8))
def test_merging_never_changes_who_is_documented(cells: list[int]) -> None:
    table = Overlap.from_cells(ABC, np.array(cells))
    assert table.merge("A", "B").documented == table.documented == sum(cells[1:])


def test_a_list_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound, match="'D'"):
        overlap(A=1, AB=1).without("D")


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (Overlap.from_cells(("A", "B"), np.array([0, 9, 9, 9])), "toll.few_lists"),
        (Overlap.from_cells(tuple("ABCDEFGHIJKLM"), np.ones(1 << 13)), "toll.many_lists"),
        (overlap(A=9, B=9, C=9), "toll.no_overlap"),
        (overlap(A=9, B=9, AB=9, C=9), "toll.isolated"),
        (overlap(A=9, B=9, AB=9), "toll.isolated"),
    ],
)
def test_tables_that_no_estimate_can_rest_on_are_refused(table: Overlap, why: str) -> None:
    refusal = table.refusal()
    assert refusal is not None
    assert refusal.key == why


def test_the_isolated_list_is_named_in_both_languages() -> None:
    refusal = overlap(A=9, B=9, AB=9, C=9).refusal()
    assert refusal is not None
    assert "'C'" in refusal.say("en")
    assert "'C'" in refusal.say("ar")


def test_fewer_than_ten_on_two_lists_is_told() -> None:
    assert [one.key for one in overlap(A=9, AB=5, AC=4).cautions()] == ["toll.few_shared"]
    assert overlap(A=9, AB=5, AC=5).cautions() == ()


def test_no_estimate_stands_without_its_interval_or_its_reason() -> None:
    with pytest.raises(ValueError, match="both limits"):
        Estimate("m", 10, point=20.0)
    with pytest.raises(ValueError, match="reason"):
        Estimate("m", 10)
    with pytest.raises(ValueError, match="reason"):
        Estimate("m", 10, 20.0, 15.0, 25.0, why=Sentence("toll.no_overlap"))
