"""People keep their ids. All records are invented."""

from itertools import pairwise

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from tawthiq import tables
from tawthiq.names.register.identity import NOBODY, name_people


class Register:
    """A register that is linked again and again: groups of records in, who is who out."""

    def __init__(self) -> None:
        self.members: pa.Table | None = None
        self.forwards = NOBODY

    def link(self, *groups: str) -> list[str]:
        """``groups`` are words whose letters are the records of one person; gives the ids in the same order."""
        records = [letter for group in groups for letter in group]
        labels = np.repeat(np.arange(len(groups)), [len(group) for group in groups]).astype(np.int32)
        people, self.forwards = name_people(labels, records, self.members, self.forwards)
        self.members = pa.table({"record": records, "person": [people[label] for label in labels]})
        return people

    def references(self) -> set[tuple[str, str | None]]:
        return set(zip(*(self.forwards[c].to_pylist() for c in tables.FORWARDS.names), strict=True))


def test_undoing_a_merge_gives_both_ids_back() -> None:
    for names in ("ab", "xy", "pq"):  # whichever of the two ids is the smaller
        register = Register()
        before = register.link(*names)
        register.link(names)
        assert register.link(*names) == before


def test_an_id_is_made_once_from_the_smallest_record() -> None:
    register = Register()
    (first,) = register.link("bc")
    (again,) = register.link("abc")
    assert first == again != Register().link("abc")[0]
    assert first.startswith("p-") and len(first) == 18


def test_a_merge_keeps_the_id_of_the_most_records_and_leaves_a_reference() -> None:
    register = Register()
    one, two = register.link("a", "bc")
    assert register.link("abc") == [two]
    assert register.references() == {(one, two)}


def test_a_split_keeps_the_id_with_the_most_records_and_leads_to_the_rest() -> None:
    register = Register()
    (whole,) = register.link("abc")
    alone, kept = register.link("a", "bc")
    assert kept == whole != alone
    assert register.references() == {(whole, alone)}


def test_an_unmerged_person_has_the_old_id_again() -> None:
    register = Register()
    one, two = register.link("a", "bc")
    register.link("abc")
    assert register.link("a", "bc") == [one, two]
    assert register.references() == {(two, one)}


def test_references_are_led_on_to_those_who_live() -> None:
    register = Register()
    one, two, three = register.link("a", "bc", "defg")
    register.link("abc", "defg")
    register.link("abcdefg")
    assert register.references() == {(one, three), (two, three)}


def test_somebody_whose_records_are_all_withdrawn_leads_nowhere_until_they_come_back() -> None:
    register = Register()
    gone, stays = register.link("ab", "c")
    register.link("c")
    assert register.references() == {(gone, None)}
    assert register.link("ab", "c") == [gone, stays]
    assert register.references() == set()


groupings = st.lists(st.integers(0, 4), min_size=6, max_size=6)


def grouped(choice: list[int]) -> list[str]:
    """The letters a to f in groups; group 0 is left out."""
    words = ["".join("abcdef"[k] for k in range(6) if choice[k] == group) for group in range(1, 5)]
    return [word for word in words if word]


@given(st.lists(groupings, min_size=1, max_size=5))
def test_ids_are_one_to_one_and_nobody_who_ever_was_is_lost(history: list[list[int]]) -> None:
    register, ever = Register(), set()
    for choice in history:
        people = register.link(*grouped(choice))
        assert len(set(people)) == len(people)
        ever |= set(people)
        told = register.references()
        assert {old for old, _ in told} >= ever - set(people), (
            "a retired id leads somewhere, or is said to lead nowhere"
        )
        assert {new for _, new in told} <= {*people, None}
        assert not {old for old, new in told if new is None} & set(people)


@given(groupings, st.permutations(range(4)))
def test_the_order_of_rows_does_not_matter(choice: list[int], order: list[int]) -> None:
    groups = grouped(choice)
    shuffled = [groups[k] for k in order if k < len(groups)]
    assert dict(zip(groups, Register().link(*groups), strict=True)) == dict(
        zip(shuffled, Register().link(*shuffled), strict=True)
    )


@given(groupings)
def test_linking_again_with_the_same_result_changes_nothing(choice: list[int]) -> None:
    register, groups = Register(), grouped(choice)
    names = [register.link(*groups) for _ in range(3)]
    assert all(one == two for one, two in pairwise(names)) and not register.references()
