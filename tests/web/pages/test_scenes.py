"""Scenes in the browser: the list, the map under its swipe, marks judged and drawn by the keyboard, the figure."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tawthiq.case import Case
from tawthiq.nouns import Judgement
from tawthiq.web import scenery
from tests.web.conftest import Look, Served


@pytest.fixture
def after(look: Look) -> Iterator[str]:
    """The address of the later scene."""
    with Case.open(look.served.case) as case:
        yield next(f"/scenes/{one.item.id}" for one in scenery.scenes(case) if "after" in one.item.name)


def last(served: Served) -> Judgement:
    with Case.open(served.case) as case:
        return case.judgements()[-1]


def shown(look: Look, path: str) -> Page:
    """The page once its map is drawn."""
    page = look.at(path)
    page.wait_for_selector("[data-ready=yes]")
    return page


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_wrong_with_the_list_and_a_scene(look: Look, after: str, language: str) -> None:
    if language == "en":
        look.at("/scenes")
        assert look.violations() == []
    look.speak(language)
    shown(look, after)
    assert look.violations() == []
    look.narrow()
    assert not look.overflows()


def test_marks_are_accepted_rejected_and_taken_back_by_the_keyboard(look: Look, after: str) -> None:
    page = shown(look, after)
    first = page.get_attribute("#mark [data-mark]", "data-mark")
    page.keyboard.press("a")
    page.wait_for_selector(f"[data-changed={first}][data-verdict=accept]", state="attached")
    assert (last(look.served).verdict, last(look.served).subjects, last(look.served).by) == (
        "accept", (first,), "ana-simulated",
    )  # fmt: skip
    second = page.get_attribute("#mark [data-mark]", "data-mark")
    assert second != first
    page.fill("#mark [name=why]", "a shadow")
    page.press("#mark [name=why]", "Escape")
    page.keyboard.press("r")
    page.wait_for_selector(f"[data-changed={second}][data-verdict=reject]", state="attached")
    assert (last(look.served).verdict, last(look.served).why) == ("reject", "a shadow")
    page = shown(look, f"{after}?mark={second}")
    page.keyboard.press("u")
    page.wait_for_selector(f"[data-changed={second}][data-verdict=open]", state="attached")
    assert last(look.served).verdict == "withdraw"


def test_next_and_previous_go_through_the_marks(look: Look, after: str) -> None:
    page = shown(look, after)
    first = page.get_attribute("#mark [data-mark]", "data-mark")
    page.keyboard.press("n")
    page.wait_for_selector(f"#mark [data-mark]:not([data-mark={first}])")
    page.keyboard.press("p")
    page.wait_for_selector(f"#mark [data-mark={first}]")
    assert page.evaluate("document.activeElement.dataset.mark") == first


def test_a_person_draws_a_mark_in_the_middle_of_the_map(look: Look, after: str) -> None:
    page = shown(look, after)
    page.keyboard.press("d")
    assert page.evaluate("document.activeElement.name") == "diameter"
    page.fill("#draw [name=diameter]", "4.5")
    page.fill("#draw [name=why]", "seen on the ground")
    page.click("#draw button.main")
    page.wait_for_url("**?mark=m-*")
    made = last(look.served)
    assert (made.verdict, made.facts["diameter_m"], made.why) == ("mark", 4.5, "seen on the ground")
    assert made.facts["lat"] == pytest.approx(34.7119, abs=0.001)
    assert "4.5 m" in page.inner_text("#mark")


def test_the_swipe_density_and_measure_answer_the_keyboard(look: Look, after: str) -> None:
    page = shown(look, after)
    page.keyboard.press("w")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.querySelector('.frame').style.getPropertyValue('--cut')") == "51%"
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    page.wait_for_selector("[data-told-map]:not([hidden])")
    page.keyboard.press("m")
    page.keyboard.press("x")
    assert page.inner_text("[data-told-map]") == "0.0 m"


def test_the_figure_leaves_as_a_download_and_is_noted(look: Look, after: str) -> None:
    page = shown(look, after)
    with page.expect_download() as got:
        page.click("button[name=ending][value=svg]")
    assert got.value.suggested_filename.startswith("INTERNAL-")
    with Case.open(look.served.case) as case:
        edition = case.catalogue.editions()[-1]
    assert (edition["audience"], edition["what"]) == ("working", "figure of marks")


def test_what_is_no_verdict_no_place_and_no_tile_is_refused(served: Served, after: str) -> None:
    with served.client() as client:
        assert client.post(f"{after}/judge", data={"mark": "m-0", "verdict": "accept"}).status_code == 404
        assert client.post(f"{after}/judge", data={"mark": "m-0", "verdict": "guilty"}).status_code == 400
        assert client.post(f"{after}/draw", data={"lat": "x", "lon": "1", "diameter": "5"}).status_code == 400
        assert client.post(f"{after}/draw", data={"lat": "1", "lon": "1", "diameter": "5"}).status_code == 400
        assert client.get(f"{after}/tiles/3/9/9.webp").status_code == 404
        tile = client.get(f"{after}/tiles/16/39443/26088.webp")
        assert (tile.status_code, tile.headers["content-type"], tile.content[8:12]) == (200, "image/webp", b"WEBP")
