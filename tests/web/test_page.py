from tests.web.conftest import Served


def test_a_form_leads_to_the_next_page_with_and_without_htmx(served: Served) -> None:
    with served.client() as client:
        plain = client.post("/who", data={"handle": "ana-simulated"})
        part = client.post("/who", data={"handle": "ana-simulated"}, headers={"hx-request": "true"})
    assert (plain.status_code, plain.headers["location"]) == (303, "/")
    assert (part.status_code, part.headers["hx-redirect"]) == (204, "/")


def test_a_route_answers_its_own_method_alone(served: Served) -> None:
    with served.client() as client:
        assert client.get("/pairs/judge").status_code == 405
        assert client.post("/register").status_code == 405


def test_a_file_is_no_field_of_a_form(served: Served) -> None:
    with served.client() as client:
        answer = client.post("/who", files={"handle": ("a.txt", b"ana-simulated")})
    assert answer.status_code in (303, 400, 404)
    assert "ana-simulated" not in answer.text
