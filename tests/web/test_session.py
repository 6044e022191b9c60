from tawthiq.web.session import Session


def test_a_token_works_once() -> None:
    session = Session(frozenset({"127.0.0.1:8000"}))
    token = session.token
    assert not session.exchange("")
    assert not session.exchange(token + "x")
    assert session.exchange(token)
    assert not session.exchange(token)
    assert not session.exchange("")


def test_the_secret_is_another_word_and_the_cookie_is_of_one_port() -> None:
    session = Session(frozenset({"127.0.0.1:8000", "localhost:8000"}))
    assert session.secret != session.token
    assert session.knows(session.secret)
    assert not session.knows(None)
    assert not session.knows("سر")
    assert session.cookie == "tawthiq-8000"
