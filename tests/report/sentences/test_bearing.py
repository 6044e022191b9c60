"""The claims beside the elements of crimes: both sides, whatever their strength, and no conclusion."""

from dataclasses import replace

import pytest

from tawthiq.messages import LANGUAGES
from tawthiq.report.sentences.bearing import bearing
from tawthiq.report.sentences.compose import Composer
from tawthiq.report.sentences.markdown import asked, parse
from tawthiq.report.sentences.references import resolve
from tests.report.invented import BARE, CLAIMS, HELD

TEXT = bearing(HELD, "en")


def side(element: str, name: str) -> str:
    """The point of one side of an element."""
    after = TEXT.split(f"#### {element}\n\n", 1)[1]
    return next(line for line in after.splitlines() if line.startswith(f"- Speaks {name} it"))


def test_who_affirms_speaks_for_an_element_and_who_denies_against_it() -> None:
    """Of the killing that one account tells, another says that nobody died."""
    assert "{claim:c-one}" in side("One or more persons were killed", "for")
    assert "{claim:c-not}" in side("One or more persons were killed", "against")
    assert "{claim:c-not}" not in side("One or more persons were killed", "for")


def test_a_claim_that_was_taken_back_speaks_against_and_nothing_is_left_out_for_being_weak() -> None:
    assert "{claim:c-none}" in side("One or more persons were killed", "for")
    gone = replace(CLAIMS["c-both"], row={**CLAIMS["c-both"].row, "withdrawn": True})
    text = bearing(replace(HELD, claims={"c-both": gone}), "en")
    assert "Speaks for it: no claim of the case." in text
    assert "withdrawn" in text


def test_it_concludes_nothing_and_names_the_elements_of_which_no_claim_speaks() -> None:
    assert "This concludes nothing" in TEXT
    assert "The attack was widespread or systematic (Attack against a civilian population, article 7(1))." in TEXT
    assert "### Murder (article 7(1)(a))" in TEXT and "Extermination" not in TEXT


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_claim_of_it_is_traced(lang: str) -> None:
    parts = parse(bearing(HELD, lang))
    assert all(resolve(one, HELD, lang) for one in asked(parts))
    assert Composer(HELD, lang).blocks(parts)


def test_a_case_without_claims_has_no_such_section() -> None:
    assert bearing(BARE, "en") == ""
