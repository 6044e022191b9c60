import pyarrow as pa
import pytest

from tawthiq.errors import BadInput
from tawthiq.names.hand.searching import index, search

NAMES = pa.table(
    {
        "person": ["p-1", "p-1", "p-2", "p-3", "p-4"],
        "name": ["Mohammad Tarek al-Shaykh", "محمد طارق الشيخ", "محمد حسن النجار", "Mona Shaykh", None],
    }
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("mohamed sheikh", ["p-1"]),
        ("الشيخ محمد", ["p-1"]),
        ("muhamad", ["p-1", "p-2"]),
        ("mohammad tar", ["p-1"]),
        ("najjar", ["p-2"]),
        ("shaykh", ["p-3", "p-1"]),
        ("omar", []),
    ],
)
def test_every_word_is_found_in_any_spelling_and_as_written_first(query: str, found: list[str]) -> None:
    assert sorted(search(index(NAMES), query)["person"]) == sorted(found)


def test_who_is_written_just_so_comes_first() -> None:
    made = pa.table({"person": ["p-1", "p-2"], "name": ["Mohamed", "Mohammad"]})
    assert search(index(made), "mohammad").rows() == [("p-2", 1), ("p-1", 0)]


def test_no_word_is_no_search() -> None:
    with pytest.raises(BadInput):
        search(index(NAMES), "!?")


def test_an_empty_register_finds_nobody() -> None:
    assert search(index(NAMES.slice(0, 0)), "omar").height == 0
