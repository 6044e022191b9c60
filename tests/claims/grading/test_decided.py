from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

from tawthiq.claims.grading.decided import decided, ordered
from tawthiq.nouns import Judgement

NUMBERS = count()


def judged(verdict: str, *subjects: str, by: str = "ana", facts: Mapping[str, Any] | None = None) -> Judgement:
    return Judgement(f"j-{next(NUMBERS)}", verdict, subjects, "", by, datetime(2012, 3, 1, tzinfo=UTC), "", facts or {})


def test_the_latest_word_of_a_person_counts() -> None:
    found = decided([judged("derives", "a-2", "a-1"), judged("not-derived", "a-2", "a-1")])
    assert found.derivation["a-2", "a-1"].state == "rejected"


def test_where_two_people_differ_nothing_is_decided() -> None:
    found = decided([judged("derives", "a-2", "a-1"), judged("not-derived", "a-2", "a-1", by="basil")])
    assert found.derivation["a-2", "a-1"].state == "disputed"


def test_a_derivation_has_a_direction_and_the_relation_that_was_named() -> None:
    found = decided([judged("derives", "a-2", "a-1", facts={"relation": "translates"})]).derivation
    assert list(found) == [("a-2", "a-1")]
    assert found["a-2", "a-1"].relation == "translates"
    assert decided([judged("derives", "a-2", "a-1")]).derivation["a-2", "a-1"].relation == ""


def test_three_that_are_independent_are_so_two_by_two_and_three_of_one_origin_hang_together() -> None:
    found = decided([judged("independent", "a-3", "a-1", "a-2"), judged("same-origin", "a-6", "a-5", "a-4")]).origin
    assert {pair for pair, one in found.items() if one.state == "rejected"} == {
        ("a-1", "a-3"), ("a-2", "a-3"), ("a-1", "a-2"),
    }  # fmt: skip
    assert {pair for pair, one in found.items() if one.state == "accepted"} == {("a-5", "a-6"), ("a-4", "a-5")}


def test_what_was_withdrawn_and_what_was_chosen() -> None:
    found = decided([judged("withdraw", "c-1"), judged("choose", "c-2", facts={"part": "when"}), judged("note", "c-1")])
    assert list(found.withdrawn) == ["c-1"]
    assert list(found.chosen) == [("c-2", "when")]
    assert ordered("c-2", "c-1") == ("c-1", "c-2")
