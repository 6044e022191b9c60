"""The toll in the browser: a range first, every method, how far open judgements reach, and never which way."""

import pytest

from tawthiq.case import Case
from tests.web.conftest import Look


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_wrong_in_either_language_at_either_width(look: Look, language: str) -> None:
    look.speak(language)
    look.at("/toll")
    assert look.violations() == []
    look.narrow()
    assert not look.overflows()


def test_the_documented_count_comes_first_and_every_method_has_its_assumption(look: Look) -> None:
    page = look.at("/toll")
    with Case.open(look.served.case) as case:
        register = case.register.current()
        assert register
    assert page.locator(".figures dd").first.inner_text().isdigit()
    rows = page.locator("table").first.locator("tbody tr")
    assert rows.count() == 8
    assert all(len(one.split("\t")[-1]) > 20 for one in rows.all_inner_texts())
    assert page.locator(".upset rect").count() == 15


def test_how_far_open_judgements_reach_is_a_size_without_a_direction(look: Look) -> None:
    said = look.at("/toll").locator(".answer .told").inner_text()
    assert "by up to" in said
    for word in ("higher", "lower", "more", "fewer", "raise", "reduce", "+", "−"):
        assert word not in said


def test_gates_swings_and_the_curve_are_shown_with_their_numbers(look: Look) -> None:
    page = look.at("/toll")
    assert page.get_by_text("Gates of the methods that sample").count() == 1
    assert page.locator(".over polyline").get_attribute("points")
    page.locator("summary").evaluate_all("some => some.forEach(one => one.click())")
    assert page.get_by_role("rowheader", name="without committees").count() == 1
    assert page.get_by_role("rowheader", name="archive + committees as one").count() == 1
