import pytest

from tawthiq.case import Case
from tests.web.conftest import Look


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_wrong_in_either_language_at_either_width(look: Look, language: str) -> None:
    look.speak(language)
    page = look.at("/")
    assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
    assert look.violations() == []
    look.narrow()
    assert not look.overflows()
    assert look.violations() == []


def test_what_waits_leads_to_where_it_is_decided(look: Look) -> None:
    page = look.at("/")
    page.get_by_text("Uncertain pairs that nobody decided").click()
    page.wait_for_url("**/pairs?queue=new")
    page.wait_for_selector("form.decide")


def test_what_changed_since_yesterday_is_there_with_who_did_it(look: Look) -> None:
    with Case.open(look.served.case) as case:
        last = case.judgements()[-1]
    page = look.at("/")
    assert page.locator(f"a[href='/trace/{last.id}']").count() == 1
    assert last.by in page.inner_text("main")


def test_judgements_that_disagree_stand_side_by_side(look: Look) -> None:
    shown = look.at("/").inner_text("#disagreements")
    assert "ana-simulated: same person" in shown
    assert "basil-simulated: different people" in shown


def test_every_page_is_reached_by_keys(look: Look) -> None:
    page = look.at("/")
    page.keyboard.press("g")
    page.keyboard.press("3")
    page.wait_for_url("**/register")
    page.keyboard.press("?")
    assert "Register" in page.inner_text("dialog[open]")
    assert look.violations() == []
    page.keyboard.press("Escape")


def test_an_address_without_a_page_says_so(look: Look) -> None:
    page = look.at("/nothing/here")
    assert "no such page" in page.inner_text("main")
    assert look.violations() == []
    look.complaints.clear()
