from pathlib import Path

import httpx

from tawthiq.web.app import application
from tawthiq.web.session import Session
from tests.web.conftest import Served


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


async def _asked(root: Path, session: Session) -> httpx.Response:
    transport = httpx.ASGITransport(application(root, session))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        return await client.get("/enter", params={"token": session.token})


def test_the_token_is_exchanged_for_a_cookie_that_no_script_and_no_other_site_gets(tmp_path: Path) -> None:
    import anyio  # noqa: PLC0415 (it comes with Starlette)

    answer = anyio.run(_asked, tmp_path, Session(frozenset({"127.0.0.1:8000"})))
    cookie = answer.headers["set-cookie"]
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
