"""The newest word of each person counts; what people contest is shown and not used."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tawthiq.names.register.decided import Decided, by_pair, decided, pairs_of, upheld
from tawthiq.nouns import Judgement

A, B, C, D = "r-a", "r-b", "r-c", "r-d"


def told(*said: str | tuple[str, dict[str, Any]]) -> list[Judgement]:
    """Judgements from lines such as ``ana same r-a r-b``, the n-th (from 1) with the id ``j-n``."""
    made = []
    for n, one in enumerate(said, start=1):
        line, facts = one if isinstance(one, tuple) else (one, {})
        by, verdict, *subjects = line.split()
        at = datetime(2013, 5, 1, tzinfo=UTC) + timedelta(n)
        made.append(Judgement(f"j-{n}", verdict, tuple(subjects), "", by, at, "", facts))
    return made


def test_a_pair_is_what_nobody_contests() -> None:
    made = decided(told("ana same r-b r-a", "basil same r-a r-b", "ana different r-a r-c", "basil unsure r-c r-a"))
    assert (made.same, made.different, made.disagreements) == ({(A, B)}, {(A, C)}, ())


def test_the_newest_word_of_each_person_counts() -> None:
    assert decided(told("ana same r-a r-b", "ana different r-b r-a")).different == {(A, B)}
    assert decided(told("ana same r-a r-b", "ana unsure r-b r-a")).unsure == {(A, B)}


def test_two_people_who_disagree_are_shown_and_neither_is_used() -> None:
    made = decided(told("ana same r-a r-b", "basil different r-a r-b"))
    assert (made.same, made.different, made.disagreements) == (frozenset(), frozenset(), ((A, B),))


def test_several_subjects_are_all_their_pairs_and_a_split_those_between_its_groups() -> None:
    assert decided(told("ana same r-a r-b r-c")).same == {(A, B), (A, C), (B, C)}
    split = told(("ana different r-a r-b r-c", {"groups": [0, 0, 1]}))
    assert set(pairs_of(split[0])) == {(A, C), (B, C)}
    assert decided(split).different == {(A, C), (B, C)}


def test_a_withdrawn_judgement_is_as_if_it_had_not_been_made() -> None:
    """A merge is undone by one withdrawal, and a withdrawal by another."""
    undone = told("ana same r-a r-b", "basil withdraw j-1")
    assert decided(undone).same == frozenset()
    again = told("ana same r-a r-b", "basil withdraw j-1", "ana withdraw j-2")
    assert decided(again).same == {(A, B)}
    assert [one.id for one in upheld(again)] == ["j-1", "j-3"]


def test_a_contradiction_through_others_is_told_and_put_aside_with_its_chain() -> None:
    """a = b = c, but a ≠ c: none of the three is used; c = d has nothing to do with it."""
    made = decided(told("ana same r-a r-b", "ana same r-b r-c", "basil different r-a r-c", "ana same r-c r-d"))
    assert made.contradictions == ((A, B, C),)
    assert (made.same, made.different) == ({(C, D)}, frozenset())


def test_what_was_judged_in_an_audit_makes_nothing() -> None:
    made = decided(told(("ana same r-a r-b", {"audit": "f-1"}), "ana same r-a r-c"))
    assert (made.same, [one.id for one in made.used]) == ({(A, C)}, ["j-2"])


def test_rejected_withdrawn_and_accepted_again() -> None:
    made = decided(told("ana reject r-a", "ana withdraw i-1", "ana reject r-b", "ana accept r-b", "ana reject f-1"))
    assert made.out == {A, "i-1", "f-1"}
    contested = decided(told("ana reject r-a", "basil accept r-a"))
    assert (contested.out, contested.contested) == (frozenset(), (A,))


def test_what_was_chosen_for_a_person() -> None:
    made = decided(told(("ana choose p-1", {"name": "Huda"}), ("basil choose p-1", {"name": "Hudā", "sex": "female"})))
    assert made.chosen == {"p-1": {"name": "Hudā", "sex": "female"}}


def test_rows_of_pairs_smaller_first_and_only_where_both_are_there() -> None:
    known = Decided(same=frozenset({(A, B), (C, D)}), different=frozenset({(A, C)})).known({A: 5, B: 2, C: 7})
    assert (known.same.tolist(), known.different.tolist()) == ([[2, 5]], [[5, 7]])
    assert Decided().known({}).same.shape == (0, 2)


LETTERS = st.sampled_from("abcdef")
PAIRS = st.lists(
    st.tuples(st.sampled_from(["same", "different"]), LETTERS, LETTERS).filter(lambda one: one[1] != one[2])
)


@given(PAIRS)
def test_what_is_used_never_contradicts_itself(said: list[tuple[str, str, str]]) -> None:
    made = decided(told(*(f"ana {verdict} r-{a} r-{b}" for verdict, a, b in said)))
    group = {f"r-{one}": {f"r-{one}"} for one in "abcdef"}
    for a, b in made.same:
        joined = group[a] | group[b]
        group |= dict.fromkeys(joined, joined)
    assert not [pair for pair in made.different if pair[1] in group[pair[0]]]


def test_each_person_by_pair() -> None:
    said = by_pair(told("ana same r-a r-b", "basil unsure r-a r-b", "ana note r-a"))
    assert said == {(A, B): {"ana": "same", "basil": "unsure"}}
