import httpx
import pytest

from tests.web.conftest import Look, Serve


@pytest.mark.parametrize("language", ["en", "ar"])
def test_who_judges_is_asked_once_and_their_key_signs(look: Look, language: str) -> None:
    look.speak(language)
    page = look.at("/who")
    assert look.violations() == []
    page.get_by_text("basil-simulated").click()
    page.wait_for_url("**/")
    assert "basil-simulated" in page.inner_text(".session")
    with look.served.client() as client:
        client.post("/who", data={"handle": "ana-simulated"})


def test_nothing_is_shown_before_somebody_said_who_judges(serve: Serve) -> None:
    served = serve()
    with httpx.Client(base_url=served.address, headers={"origin": served.address}, timeout=120) as client:
        client.get("/enter", params={"token": served.token})
        assert client.get("/register").headers["location"] == "/who"
        assert client.post("/who", data={"handle": "nobody-here"}).status_code == 404
        assert client.post("/who", data={"name": "Carla M."}).headers["location"] == "/"
        assert "carla-m" in client.get("/").text
    assert (served.case / ".people" / "keys" / "carla-m.pem").exists()


def test_the_language_is_changed_where_one_stands_and_leads_nowhere_else(look: Look) -> None:
    page = look.at("/register?stands=apart")
    page.get_by_role("button", name="العربية").click()
    page.wait_for_selector("html[lang=ar]")
    assert page.url.endswith("/register?stands=apart")
    with look.served.client() as client:
        for elsewhere in ("//evil.example", "https://evil.example", "/\\evil.example"):
            answer = client.post("/who/language", data={"language": "en", "back": elsewhere})
            assert answer.headers["location"] == "/"
