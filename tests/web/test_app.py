from pathlib import Path

import httpx

from tawthiq.web.app import application
from tawthiq.web.session import Session
from tests.web.conftest import Serve, Served


def test_an_error_is_a_page_in_the_language_of_the_session(served: Served) -> None:
    with served.client() as client:
        client.post("/who/language", data={"language": "ar"})
        answer = client.get("/trace/r-0000000000000000")
        client.post("/who/language", data={"language": "en"})
    assert answer.status_code == 404
    assert 'dir="rtl"' in answer.text
    assert "r-0000000000000000" in answer.text


def test_to_a_part_of_a_page_an_error_is_one_line(served: Served) -> None:
    with served.client() as client:
        answer = client.get("/trace/r-0000000000000000", headers={"hx-request": "true"})
    assert answer.status_code == 404
    assert answer.text.startswith('<p class="told wrong">')


def test_static_files_are_ours_alone(served: Served) -> None:
    with served.client() as client:
        assert client.get("/static/style.css").status_code == 200
        for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py"):
            assert client.get(path).status_code == 404


def test_the_token_is_exchanged_for_a_cookie_that_no_script_and_no_other_site_gets(serve: Serve) -> None:
    fresh = serve()
    answer = httpx.get(fresh.address + "/enter", params={"token": fresh.token}, timeout=120)
    cookie = answer.headers["set-cookie"]
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_an_application_of_its_own_has_a_memory_of_its_own(tmp_path: Path) -> None:
    one, other = (application(tmp_path, Session(frozenset({"127.0.0.1:8000"}))) for _ in range(2))
    assert one.state.place.memory is one.state.place.memory
    assert one.state.place.memory is not other.state.place.memory
