from pathlib import Path

import pytest

from tawthiq.web.places import BESIDE, HOME, NAVIGATION, page_of, router_of

PAGES = Path(__file__).parent.parent.parent / "tawthiq" / "web" / "pages"


def test_the_list_names_every_page_there_is() -> None:
    assert {*NAVIGATION, *BESIDE} == {path.stem for path in PAGES.glob("*.py")} - {"__init__"}


@pytest.mark.parametrize("name", NAVIGATION + BESIDE)
def test_a_page_answers_what_begins_with_its_name(name: str) -> None:
    first = "/" if name == HOME else f"/{name}"
    assert all(getattr(route, "path", "").startswith(first) for route in router_of(name).routes)
    assert page_of(first) == page_of(first + "/x" * (name != HOME)) == name


def test_home_answers_what_no_other_page_does() -> None:
    assert page_of("/nowhere") == page_of("/") == HOME
