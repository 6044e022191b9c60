"""References to the toll, the register and marks: their words, their kind, and the reason where there is none."""

from dataclasses import replace

import pytest

from tawthiq.errors import BadInput, NotFound
from tawthiq.report.sentences.counts import marks, people, toll, uncalibrated
from tawthiq.report.sentences.references import KINDS, resolve
from tawthiq.report.shape import Figure
from tests.report.invented import BARE, HELD, REFUSED, SCENE


@pytest.mark.parametrize(
    ("asked", "words", "figure"),
    [
        ("toll.documented", "3", Figure("documented")),
        ("toll.total", "12", Figure("estimated", "approximate")),
        ("toll.lower", "8", Figure("estimated", "lower")),
        ("toll.upper", "20", Figure("estimated", "upper")),
        ("toll.interval", "8 to 20", Figure("estimated", "approximate", interval=True)),
        ("toll.level", "95%", None),
        ("people.counted", "3", Figure("documented")),
        ("people.named", "2", Figure("documented")),
        ("people.unnamed", "1", Figure("documented")),
        ("people.apart", "1", Figure("documented")),
        ("people.apart for inclusion.no_date", "1", Figure("documented")),
        ("people.certain", "2", Figure("documented")),
        ("people.all", "4", Figure("documented")),
        ("people.records", "9", Figure("documented")),
        ("people.counted within Northquay", "2", Figure("documented")),
        ("people.counted within Harbour", "1", Figure("documented")),
        ("marks.count", "3", Figure("documented")),
        ("marks.count within north-quay", "2", Figure("documented")),
        ("marks.count of scene.tif", "3", Figure("documented")),
        ("marks.accepted", "1", Figure("documented")),
        ("marks.rejected", "1", Figure("documented")),
        ("marks.judged", "2", Figure("documented")),
        ("marks.assessed", "90%", None),
    ],
)
def test_words_and_kinds(asked: str, words: str, figure: Figure | None) -> None:
    found = resolve(asked, HELD, "en")
    assert (found.words, found.figure) == (words, figure)
    assert found.ids


def test_the_card_of_an_estimate_tells_its_interval_and_what_must_be_told() -> None:
    found = resolve("toll.total", HELD, "en")
    assert found.lines == (("Uncertainty", "estimated 12, 95% interval 8 to 20"),)
    assert [one.key for one in found.told] == ["toll.no_plan"]
    assert resolve("toll.caution 1", HELD, "en").words.startswith("No plan was recorded")


def test_a_refused_toll_gives_its_reason_and_no_number() -> None:
    with pytest.raises(NotFound, match="nobody stands on two lists"):
        resolve("toll.total", REFUSED, "en")
    assert "nobody stands on two lists" in resolve("toll.why", REFUSED, "en").words
    assert resolve("toll.documented", REFUSED, "en").words == "3"


def test_what_is_expected_is_not_told_where_the_method_is_not_calibrated() -> None:
    with pytest.raises(NotFound):
        resolve("marks.expected", HELD, "en")
    assert [one.key for one in uncalibrated(SCENE)] == ["imagery.no_marks"]
    assert uncalibrated(replace(SCENE, coverage={**SCENE.coverage, "uncalibrated": "null"})) == ()
    told = {**SCENE.coverage, "expected": 40.2, "expected_low": 30.0, "expected_high": 51.0}
    known = replace(HELD, scenes=(replace(SCENE, coverage=told),))
    found = resolve("marks.expected of i-3", known, "en")
    assert (found.words, found.figure) == ("40 (30–51)", Figure("estimated", "approximate", interval=True))


@pytest.mark.parametrize("asked", ["toll.total", "people.counted", "marks.count", "toll.total of Harbour"])
def test_a_case_that_lacks_it_says_so(asked: str) -> None:
    with pytest.raises(NotFound):
        resolve(asked, BARE if "of" not in asked else HELD, "en")


@pytest.mark.parametrize("asked", ["toll.foo", "people.foo", "marks.foo", "people.apart for foo", "toll.caution 9"])
def test_a_part_that_there_is_not_names_those_there_are(asked: str) -> None:
    with pytest.raises(BadInput, match="may be"):
        resolve(asked, HELD, "en")


def test_a_place_that_nobody_knows_is_refused() -> None:
    for asked in ("people.counted within Atlantis", "marks.count within Atlantis"):
        with pytest.raises(NotFound, match="Atlantis"):
            resolve(asked, HELD, "en")


def test_they_stand_in_the_table_of_kinds() -> None:
    assert (KINDS["toll"], KINDS["people"], KINDS["marks"]) == (toll, people, marks)
