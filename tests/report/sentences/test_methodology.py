"""The method note: five areas, from the recipes; it says what was not done."""

from dataclasses import replace

import pytest

from tawthiq.messages import LANGUAGES, say
from tawthiq.report.check import Checker
from tawthiq.report.door.scan import Scanner
from tawthiq.report.sentences.markdown import parse
from tawthiq.report.sentences.methodology import AREAS, note
from tawthiq.report.sentences.references import resolve
from tawthiq.report.shape import Holdings
from tests.report.invented import BARE, HELD

RULED = replace(HELD, rules={"names": {"include": {"name": False, "since": "2031-04-01"}}})


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("held", [HELD, BARE, RULED])
def test_it_has_the_five_areas_and_passes_the_check_itself(held: Holdings, lang: str) -> None:
    text = note(held, lang)
    assert [say(f"methodology.{area}", lang) in text for area in AREAS] == [True] * 5
    found = Checker(held, lang, Scanner([])).faults(parse(text))
    assert [(one.line, one.say("en")) for one in found] == []


def test_it_names_recipes_seeds_and_how_to_make_each_finding_again() -> None:
    text = note(HELD, "en")
    assert "tawthiq rerun {finding:f-marks id} ({finding:f-marks slot})" in text
    for words in (
        "finding:people recipe",
        "finding:toll seed",
        "case.head",
        "case.version",
        "source:vdc",
        "items.of dana",
    ):
        assert f"{{{words}}}" in text


def test_the_rule_of_the_case_is_told_as_it_is_written() -> None:
    assert "{case.rule}" in note(RULED, "en")
    assert resolve("case.rule", RULED, "en").words == "name = False; since = 2031-04-01"


def test_what_was_not_done_is_said() -> None:
    text = note(BARE, "en")
    assert "No file has been read." in text and "No claims were weighed." in text and "rerun" not in text


def test_what_is_stale_is_named() -> None:
    assert "changed since: {finding:f-people slot}" in note(replace(HELD, stale=frozenset({"f-people"})), "en")
