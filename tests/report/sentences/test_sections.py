"""What could not be verified: below corroboration, one origin, denied, differing, doubtful; and all of it traced."""

from dataclasses import replace

import pytest

from tawthiq.messages import LANGUAGES
from tawthiq.report.check import Checker
from tawthiq.report.door.scan import Scanner
from tawthiq.report.sentences.markdown import parse
from tawthiq.report.sentences.sections import unverified
from tawthiq.report.shape import Holdings, Number
from tests.report.invented import BARE, CLAIMS, HELD, REFUSED, claim

OTHER = claim("c-two", "one origin", 1, 1, event="c-one", numbers=(Number(12, 12, "exact", "twelve"),), account="a-2")
DIFFER = replace(HELD, claims={**CLAIMS, "c-two": OTHER})


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("held", [HELD, BARE, REFUSED, DIFFER])
def test_it_passes_the_check_itself(held: Holdings, lang: str) -> None:
    found = Checker(held, lang, Scanner([])).faults(parse(unverified(held, lang)))
    assert [(one.line, one.say("en")) for one in found] == []


def test_what_is_corroborated_is_not_in_it_and_all_else_is() -> None:
    text = unverified(HELD, "en")
    assert "c-both" not in text
    assert all(f"{{claim:{id_} act}}" in text for id_ in ("c-some", "c-one", "c-over", "c-none"))
    assert "reported by one origin alone" in text and "is not known to have seen it" in text


def test_denials_and_numbers_that_differ() -> None:
    text = unverified(DIFFER, "en")
    assert "{claim:c-not source} denies it" in text
    assert "{claim:c-one number} according to {claim:c-one source}, {claim:c-two number} according to" in text


def test_who_is_not_counted_stands_with_the_reason() -> None:
    assert "There is no date on which the records agree. {people.apart for inclusion.no_date}" in unverified(HELD, "en")


def test_what_must_be_told_with_the_toll_and_of_the_images() -> None:
    text = unverified(HELD, "en")
    assert "{toll.caution 1}" in text and "{marks.why of i-3}" in text and "{marks.assessed of i-3}" in text


def test_silence_is_told_and_is_no_agreement() -> None:
    held = replace(HELD, claims={"c-both": CLAIMS["c-both"]})
    assert "Their silence is not agreement." in unverified(held, "en")
    assert "No weighed claim is below corroboration." in unverified(held, "en")
