"""Claims in the browser: the list, a card with its graph, the queue of derivations judged by the keyboard."""

import pytest

from tawthiq.case import Case
from tawthiq.claims import store
from tawthiq.nouns import Judgement
from tests.web.conftest import Look, Served


def claim(served: Served, act: str, source: str) -> str:
    with Case.open(served.case) as case:
        held = store.read(case)
        told = {one.id: one.source for one in held.accounts}
        return next(one.id for one in held.claims if one.act == act and told[one.account] == source)


def last(served: Served) -> Judgement:
    with Case.open(served.case) as case:
        return case.judgements()[-1]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_wrong_with_list_card_and_queue(look: Look, language: str) -> None:
    look.speak(language)
    beside = ("/claims", "/claims/queue") if language == "en" else ()
    for path in (*beside, f"/claims/{claim(look.served, 'killing', 'weblog')}"):
        look.at(path)
        assert look.violations() == []
    look.narrow()
    assert not look.overflows()


def test_a_card_says_what_its_grade_allows_and_what_is_left_without_each_origin(look: Look) -> None:
    page = look.at(f"/claims/{claim(look.served, 'shelling', 'dana')}")
    assert "the shelling began before sunrise" in page.inner_text(".words")
    assert "words of reserve" in page.inner_text("main")
    assert page.locator("table").last.locator("tbody tr").count() >= 4
    page.keyboard.press("y")
    assert page.locator(".why li").count() > 8


def test_the_graph_is_clicked_through(look: Look) -> None:
    page = look.at(f"/claims/{claim(look.served, 'killing', 'weblog')}")
    assert page.locator(".graph .edge").count() >= 1
    page.locator(".graph a", has_text="desk").click()
    page.wait_for_url(f"**/claims/{claim(look.served, 'killing', 'desk')}")
    assert page.locator(".node.here", has_text="desk").count() == 1


def test_claims_are_found_by_their_words_in_any_spelling(look: Look) -> None:
    page = look.at("/claims?q=القذائف")
    assert page.locator(".said").count() == 1
    assert page.locator(".said q").inner_text().startswith("القذائف")


def test_pairs_of_the_queue_are_judged_and_judged_the_other_way(look: Look) -> None:
    page = look.at("/claims/queue")
    key, verdict, other = ("i", "independent", "same-origin")
    if page.locator("[name=verdict][value=derives]").count():
        key, verdict, other = ("r", "not-derived", "derives")
    page.keyboard.press(key)
    page.wait_for_selector("form.told")
    first = last(look.served)
    assert (first.verdict, first.by) == (verdict, "ana-simulated")
    with page.expect_navigation():
        page.keyboard.press("u")
    assert (last(look.served).verdict, last(look.served).subjects) == (other, first.subjects)


def test_what_is_no_claim_and_no_verdict_is_refused(served: Served) -> None:
    with served.client() as client:
        assert client.get("/claims/c-ffff").status_code == 404
        assert client.get("/claims/anything").status_code == 404
        assert client.post("/claims/judge", data={"verdict": "guilty"}).status_code == 400
        assert client.post("/claims/undo", data={"judgement": "j-0"}).status_code == 404
        assert client.get("/claims/queue?skip=9999").status_code == 200
