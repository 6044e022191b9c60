from datetime import UTC, datetime

from tawthiq.claims.grading.decided import decided
from tawthiq.claims.grading.grouping import group
from tawthiq.claims.shape import Match
from tawthiq.nouns import Judgement

IDS = ["c-1", "c-2", "c-3", "c-4"]


def judged(verdict: str, *subjects: str) -> Judgement:
    return Judgement("j-1", verdict, subjects, "", "ana", datetime(2031, 4, 1, tzinfo=UTC))


def match(a: str, b: str, bits: float = 9.0, decided_: str = "same") -> Match:
    return Match(a, b, {"what": bits}, decided_)  # type: ignore[arg-type]


def test_labels_judgements_and_certain_matches_put_claims_together() -> None:
    act = decided([judged("same", "c-2", "c-3")]).act
    assert group(IDS, {"c-1": "x", "c-2": "x"}, act, [match("c-3", "c-4")]) == [0, 0, 0, 0]


def test_what_waits_joins_nothing() -> None:
    assert group(IDS, {}, {}, [match("c-1", "c-2", 1.0, "waits")]) == [0, 1, 2, 3]


def test_a_match_never_joins_what_was_judged_different_even_by_way_of_a_third() -> None:
    """1 and 3 were judged different: 2, which is like both, goes with the likelier, 1."""
    act = decided([judged("different", "c-1", "c-3")]).act
    assert group(IDS, {}, act, [match("c-2", "c-3", 6.0), match("c-1", "c-2", 9.0)]) == [0, 0, 2, 3]


def test_a_match_never_joins_claims_that_people_labelled_differently() -> None:
    assert group(IDS, {"c-1": "x", "c-2": "y"}, {}, [match("c-1", "c-2")]) == [0, 1, 2, 3]


def test_ids_that_are_no_claims_are_passed_over() -> None:
    act = decided([judged("same", "c-1", "c-9")]).act
    assert group(IDS, {}, act, [match("c-1", "c-9")]) == [0, 1, 2, 3]
