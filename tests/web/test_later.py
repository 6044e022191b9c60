"""What takes long is made beside the request, and its page comes back for it."""

from threading import Event

import pytest

from tawthiq.case import Case
from tawthiq.errors import NotFound
from tawthiq.web import later
from tawthiq.web.later import Later, soon
from tawthiq.web.place import Place
from tawthiq.web.session import Session


@pytest.fixture
def place(case: Case) -> Place:
    return Place(case.root, Session(frozenset()))


def test_a_small_case_waits_for_its_answer(case: Case, place: Place) -> None:
    assert soon(place, case, "sum", lambda opened: 2 + 2) == 4
    assert not place.making


def test_a_large_case_is_told_to_come_back_until_it_is_there(
    case: Case, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(later, "LARGE", 0)
    ready = Event()

    def slow(opened: Case) -> int:
        return place.memory.keep("sum", lambda: 4 if ready.wait(60) else 0)

    for _ in range(2):
        with pytest.raises(Later):
            soon(place, case, "sum", slow)
    thread = place.making["sum"]
    ready.set()
    thread.join(60)
    assert soon(place, case, "sum", slow) == 4


def test_what_cannot_be_made_says_why(case: Case, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(later, "LARGE", 0)
    monkeypatch.setattr(later, "PATIENCE", 60)

    def nothing(opened: Case) -> int:
        raise NotFound("claims.nothing")

    with pytest.raises(NotFound):
        soon(place, case, "sum", nothing)
