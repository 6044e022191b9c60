import pytest

from tawthiq.claims.grading.grades import (
    Graded,
    Thresholds,
    admiralty,
    citations,
    credibility,
    grade,
    grade_of,
    kind_of_basis,
    supports,
    thresholds,
)
from tawthiq.claims.grading.support import Count, Support
from tawthiq.errors import BadInput, Refused

OURS = thresholds()
ONE, UNJUDGED, TWO_FILMS, FILM_AND_WITNESS = Count(1, 1), Count(1, 2), Count(2, 2, kinds=1), Count(2, 2, kinds=2)
NONE = Count()


@pytest.mark.parametrize(
    ("count", "grave", "graded"),
    [
        (NONE, False, "unsupported"),
        (Count(0, 1), False, "one origin"),
        (ONE, False, "one origin"),
        (UNJUDGED, False, "consistent"),
        (Count(1, 9), True, "consistent"),
        (TWO_FILMS, False, "corroborated"),
        (TWO_FILMS, True, "consistent"),
        (FILM_AND_WITNESS, True, "corroborated"),
    ],
)
def test_words_are_bound_as_if_what_nobody_judged_were_dependent(count: Count, grave: bool, graded: str) -> None:
    assert grade_of(count, OURS, grave=grave) == graded


def test_a_sentence_takes_the_grade_of_its_weakest_part() -> None:
    support = {"what": Support(FILM_AND_WITNESS, NONE), "who": Support(ONE, NONE), "when": Support(UNJUDGED, NONE)}
    assert grade(support, OURS, grave=True) == Graded(
        "one origin", "who", {"what": "corroborated", "who": "one origin", "when": "consistent"}
    )
    assert grade({}, OURS, grave=True).grade == "unsupported"


def test_a_case_may_be_stricter_and_not_laxer() -> None:
    assert thresholds({"origins": 3}) == Thresholds(3, 2)
    assert grade_of(FILM_AND_WITNESS, thresholds({"origins": 3}), grave=False) == "consistent"
    with pytest.raises(Refused, match="stricter"):
        thresholds({"origins": 1})
    with pytest.raises(BadInput, match="sources = 2"):
        thresholds({"sources": 2})


def test_the_thresholds_are_cited_and_a_court_asks_for_no_corroboration() -> None:
    assert any("Berkeley" in one for one in citations())
    assert any("63(4)" in one for one in citations())


def test_a_scene_supports_what_and_where_never_who() -> None:
    assert supports()["satellite"] == {"what", "where"}
    assert "who" not in supports()["medical"]
    assert kind_of_basis("film") == "film"
    assert kind_of_basis("hearsay") == ""


@pytest.mark.parametrize(
    ("graded", "for_", "against", "digit"),
    [
        ("corroborated", FILM_AND_WITNESS, NONE, 1),
        ("corroborated", FILM_AND_WITNESS, ONE, 3),
        ("consistent", UNJUDGED, NONE, 2),
        ("consistent", UNJUDGED, ONE, 4),
        ("one origin", ONE, NONE, 3),
        ("one origin", ONE, ONE, 4),
        ("unsupported", NONE, ONE, 6),
    ],
)
def test_the_digit_of_the_information(graded: str, for_: Count, against: Count, digit: int) -> None:
    assert credibility(graded, {"what": Support(for_, against)}) == digit


def test_the_letter_of_the_source_and_the_digit_stay_apart() -> None:
    assert admiralty("B", 2) == "B2"
