from pathlib import Path

from tawthiq.case import Case
from tawthiq.web.place import Place
from tawthiq.web.preparing import prepare, prepare_beside
from tawthiq.web.session import Session


def test_what_the_first_look_would_wait_for_is_there(demonstration: Path) -> None:
    place = Place(demonstration, Session(frozenset()))
    prepare(place)
    with Case.open(demonstration) as case:
        register = case.register.current()
    assert register
    for name in ("order", "people", "names"):
        assert place.memory.has((name, register.id))
    assert place.memory.has(("index", register.tables["members"].sha256, "record"))


def test_a_case_without_a_register_is_prepared_too(case: Case) -> None:
    thread = prepare_beside(Place(case.root, Session(frozenset())))
    thread.join(60)
    assert not thread.is_alive()
