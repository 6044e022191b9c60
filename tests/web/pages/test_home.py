import pytest

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
