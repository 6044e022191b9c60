"""A first draft: verbs by grade, reasons where something is missing, and its own check finds nothing."""

from dataclasses import replace

import pytest

from tawthiq.messages import LANGUAGES
from tawthiq.report.check import Checker
from tawthiq.report.door.scan import Scanner
from tawthiq.report.sentences.markdown import parse
from tawthiq.report.sentences.writing import MOST, against, draft, grade_of, head, told_of
from tawthiq.report.shape import Holdings
from tests.report.invented import BARE, CLAIMS, HELD, REFUSED

SILENT = replace(HELD, claims={key: replace(one, words="") for key, one in CLAIMS.items()})


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("held", [HELD, BARE, REFUSED, SILENT])
def test_a_draft_passes_its_own_check(held: Holdings, lang: str) -> None:
    parts = parse(draft(held, lang))
    found = Checker(held, lang, Scanner([])).faults(parts)
    assert [(one.line, one.say("en")) for one in found] == []


def test_the_verb_is_picked_by_the_grade() -> None:
    text = draft(HELD, "en")
    said = {
        id_: next(line for line in text.splitlines() if f"{{claim:{id_} act}}" in line)
        for id_ in CLAIMS
        if id_ not in ("c-none", "c-not")
    }
    assert "is corroborated by" in said["c-both"]
    assert "appears to have happened" in said["c-some"]
    assert "according to one origin alone" in said["c-one"]
    assert "c-none" not in text


def test_the_grade_of_the_number_does_not_lower_what_the_sentence_asserts() -> None:
    """The number stands in quoted words; what, where and when are what the sentence says itself."""
    weak = replace(CLAIMS["c-both"].parts["what"], grade="one origin")
    one = replace(CLAIMS["c-both"], parts={**CLAIMS["c-both"].parts, "how many": weak})
    assert (grade_of(one), grade_of(CLAIMS["c-not"])) == ("corroborated", "")


def test_a_denial_stands_beside_what_it_denies() -> None:
    assert [one.id for one in against(HELD, CLAIMS["c-one"])] == ["c-not"]
    assert "{claim:c-not source} denies it: {claim:c-not said}." in draft(HELD, "en")


def test_what_the_case_lacks_is_said_with_its_reason() -> None:
    for lang, words in (("en", "the case holds no estimate"), ("ar", "لا تقدير في القضية")):
        assert words in draft(BARE, lang)
    assert "{toll.why}" in draft(REFUSED, "en") and "{toll.total}" not in draft(REFUSED, "en")


def test_acts_stand_in_the_order_of_time_those_without_a_day_last() -> None:
    undated = replace(CLAIMS["c-both"], row={**CLAIMS["c-both"].row, "date_from": None})
    held = replace(HELD, claims={**CLAIMS, "c-both": undated})
    assert [one.id for one in told_of(held)] == ["c-one", "c-over", "c-some", "c-both"]
    assert head(HELD, CLAIMS["c-none"], "en") == "{claim:c-none act}"


def test_more_acts_than_a_draft_holds_are_counted() -> None:
    many = {id_: replace(CLAIMS["c-one"], id=id_, row={**CLAIMS["c-one"].row, "id": id_, "event": id_})
            for id_ in (f"c-{n}" for n in range(MOST + 5))}  # fmt: skip
    assert "<!-- 5 more acts" in draft(replace(HELD, claims=many), "en")
