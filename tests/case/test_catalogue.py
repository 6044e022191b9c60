"""The catalogue: a projection; its search index answers over many findings."""

from pathlib import Path

import pytest

from tawthiq.case.catalogue import Catalogue
from tawthiq.case.journal import Line, now


def act(n: int, body: dict[str, object], kind: str = "judge", verdict: str = "note") -> tuple[Line, dict[str, object]]:
    return Line(n, kind, now(), "ana", "key", f"{n:064}", "p", (), verdict, hash=f"h{n}"), body  # type: ignore[arg-type]


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "catalogue.sqlite", "origin")


def test_acts_are_taken_in_once_and_the_position_moves(catalogue: Catalogue) -> None:
    assert catalogue.position() == (0, "origin", 0, 0)
    with catalogue.writing():
        catalogue.take_in([act(1, {"subjects": ["r-1", "r-2"], "why": "x", "facts": {}, "office": ""})], 100, 200)
    assert catalogue.position() == (1, "h1", 100, 200)
    assert [one.subjects for one in catalogue.judgements()] == [("r-1", "r-2")]
    assert catalogue.key_of("ana") == "key"
    assert catalogue.key_of("basil") is None


def test_a_transaction_that_fails_leaves_nothing(catalogue: Catalogue) -> None:
    def stop() -> None:
        with catalogue.writing():
            catalogue.take_in([act(1, {"subjects": [], "why": "", "facts": {}, "office": ""})], 1, 1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        stop()
    assert catalogue.position()[0] == 0
    assert catalogue.judgements() == []


def test_hits_come_from_current_findings_in_order(catalogue: Catalogue) -> None:
    catalogue.shelve("f-old", [["omar huda", "omar"]])
    catalogue.shelve("f-gone", [["omar"]])
    catalogue.shelve("f-new", [["salim"], ["omar salim"]])
    current = frozenset({"f-old", "f-new"})
    assert list(catalogue.hits('"omar"', current, newest=True)) == [("f-new", 1), ("f-old", 1), ("f-old", 0)]
    assert list(catalogue.hits('"omar"', current, newest=False)) == [("f-old", 0), ("f-old", 1), ("f-new", 1)]


def test_starting_over_leaves_no_word_in_the_file(catalogue: Catalogue) -> None:
    with catalogue.writing():
        catalogue.take_in([act(1, {"subjects": ["Samira"], "why": "Samira", "facts": {}, "office": ""})], 1, 1)
    catalogue.start_over()
    catalogue.close()
    assert b"Samira" not in catalogue.path.read_bytes()
