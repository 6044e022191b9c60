from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Thread

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tawthiq.case import Case
from tawthiq.case.lookups import KEPT, Index, Lookups, Memory
from tests.conftest import Lists

IDS = ["r-3", "r-1", "r-22", "r-1", None, "r-2"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "table.parquet"
    pq.write_table(pa.table({"id": IDS, "n": list(range(6))}), path, row_group_size=2)
    return path


@contextmanager
def opened(path: str) -> Iterator[Path]:
    yield Path(path)


@pytest.mark.parametrize("memory", [None, Memory()])
def test_rows_are_the_same_by_index_and_by_reading(file: Path, memory: Memory | None) -> None:
    lookups = Lookups(opened, memory)
    assert lookups.rows(str(file), "id", ["r-1", "r-3"]) == [
        {"id": "r-3", "n": 0}, {"id": "r-1", "n": 1}, {"id": "r-1", "n": 3},
    ]  # fmt: skip
    assert lookups.rows(str(file), "id", ["r-4"]) == []
    assert (lookups.index(str(file), "id") is None) == (memory is None)


def test_an_index_finds_values_and_beginnings(file: Path) -> None:
    index = Index.of(file, "id")
    assert sorted(index.beginning("r-2")) == [("r-2", 5), ("r-22", 2)]
    assert sorted(index.at(["r-2", "r-2", "r-9"])) == [("r-2", 5)]
    assert sorted(index.beginning("r-1")) == [("r-1", 1), ("r-1", 3)]


def test_a_memory_makes_a_thing_once_also_for_two_who_ask_at_once() -> None:
    memory, together, made = Memory(), Barrier(2), []

    def ask() -> None:
        together.wait()
        memory.keep("key", lambda: made.append(1))

    threads = [Thread(target=ask) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert made == [1]


def test_the_oldest_go() -> None:
    memory = Memory()
    for n in range(KEPT + 1):
        memory.keep(n, lambda: None)
    assert not memory.has(0)
    assert memory.has(KEPT)


def test_a_case_with_a_memory_finds_the_same_and_sees_what_is_new(case: Case, lists: Lists) -> None:
    lists.read(lists.receive("list.csv", "a"), {"1": "Omar", "2": "Samir"})
    memory, id_ = Memory(), f"r-{'2':0>16}"
    with Case.open(case.root, memory) as kept:
        assert kept.shelves.by_id(id_) == case.shelves.by_id(id_)
        assert kept.shelves.by_id(id_[:-1] + "2").__len__() == 1
        assert kept.unknown([id_, "r-none"]) == {"r-none"}
    lists.read(lists.receive("newer.csv", "b"), {"1": "Omar", "2": "Sameer", "3": "Dana"}, slot="records/other")
    with Case.open(case.root, memory) as kept:
        assert [one.fields["name"] for one in kept.shelves.by_id(id_)] == ["Sameer", "Samir"]
        assert kept.unknown([f"r-{'3':0>16}"]) == set()
