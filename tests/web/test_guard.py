"""Who may ask: forged hosts and origins, a browser without the cookie, a token used twice; all against the server."""

import httpx
import pytest

from tawthiq.web.guard import POLICY
from tests.web.conftest import Served


def ask(served: Served, method: str = "GET", path: str = "/", *, cookie: bool = True, **headers: str) -> httpx.Response:
    given = {"cookie": "; ".join(f"{k}={v}" for k, v in served.cookies.items())} if cookie else {}
    return httpx.request(method, served.address + path, headers={**given, **headers}, timeout=120)


def test_our_own_page_is_answered(served: Served) -> None:
    assert ask(served).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", ""])
def test_another_host_is_refused_so_that_no_name_can_be_rebound_to_us(served: Served, host: str) -> None:
    answer = ask(served, host=host)
    assert answer.status_code in (400, 403)
    assert "Homs" not in answer.text


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"])
def test_a_form_of_another_page_is_refused(served: Served, origin: str) -> None:
    answer = ask(served, "POST", "/who/language", origin=origin)
    assert answer.status_code == 403
    assert "Another page" in answer.text


def test_a_form_that_does_not_say_where_it_stands_is_refused(served: Served) -> None:
    assert ask(served, "POST", "/who/language").status_code == 403


def test_another_page_cannot_fetch_or_embed_ours(served: Served) -> None:
    embedded = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    assert ask(served, **embedded).status_code == 403
    assert ask(served, path="/static/style.css", **embedded).status_code == 403


@pytest.mark.parametrize("path", ["/", "/register", "/static/style.css", "/item/i-0/download", "/who"])
def test_without_the_cookie_nothing_is_told(served: Served, path: str) -> None:
    answer = ask(served, path=path, cookie=False)
    assert answer.status_code == 403
    assert "Homs" not in answer.text


def test_a_wrong_cookie_is_none(served: Served) -> None:
    (name,) = served.cookies
    assert httpx.get(served.address, headers={"cookie": f"{name}=wrong"}, timeout=120).status_code == 403


@pytest.mark.parametrize("token", ["", "wrong", "تجربة"])
def test_a_wrong_token_is_refused_and_so_is_a_used_one(served: Served, token: str) -> None:
    for shown in (token, served.token):
        answer = httpx.get(served.address + "/enter", params={"token": shown}, timeout=120)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


def test_every_answer_forbids_scripts_of_others_and_styles_in_line(served: Served) -> None:
    for path in ("/", "/nothing", "/static/app.js", "/enter"):
        headers = ask(served, path=path).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
    assert "unsafe" not in POLICY
    assert ask(served).headers["cache-control"] == "no-store"
