"""People by id, in the newest register or an earlier one. All people are invented."""

from typing import Any

import pytest

from tawthiq import tables
from tawthiq.case import Decision
from tawthiq.case.tracing import trace
from tawthiq.errors import BadInput, NotFound
from tawthiq.nouns import Finding, Recipe
from tests.conftest import Lists

HUDA, HODA, OMAR = (f"r-000000000000000{n}" for n in (1, 2, 3))


def register(
    lists: Lists, people: dict[str, tuple[str, ...]], forwards: dict[str, str | None] | None = None
) -> Finding:
    """Put back a register by hand: person and records, and who stands for whom."""
    work = lists.case.scratch("people")
    rows: dict[str, list[dict[str, Any]]] = {
        "people": [{"id": id_, "name": "invented"} for id_ in people],
        "members": [{"record": one, "person": id_} for id_, records in people.items() for one in records],
        "forwards": [{"person": old, "to": new} for old, new in (forwards or {}).items()],
    }
    for name, made in rows.items():
        tables.write(work / f"{name}.parquet", tables.SCHEMAS[name], [tables.rows(tables.SCHEMAS[name], made)])
    files = {name: work / f"{name}.parquet" for name in rows}
    return lists.case.find("people", Recipe("names.test", "1", {}), files, lists.by)


@pytest.fixture
def read(lists: Lists) -> Lists:
    lists.read(lists.receive("a.csv", "name"), {"1": "huda", "2": "hoda", "3": "omar"})
    return lists


def test_a_person_by_id_or_its_beginning(read: Lists) -> None:
    made = register(read, {"p-11": (HUDA, HODA), "p-12": (OMAR,)})
    person = read.case.register.person("p-11")
    assert (person.records, person.finding, person.current) == ((HUDA, HODA), made.id, True)
    assert read.case.register.person_of(HODA) == "p-11"
    assert read.case.register.person_of("r-none") is None
    with pytest.raises(BadInput):
        read.case.register.person("p-1")
    with pytest.raises(NotFound):
        read.case.register.person("p-2")


def test_an_earlier_id_still_leads_to_who_stands_for_it(read: Lists) -> None:
    register(read, {"p-11": (HUDA,), "p-12": (HODA,), "p-13": (OMAR,)})
    register(read, {"p-11": (HUDA, HODA)}, {"p-12": "p-11", "p-13": None})
    merged, gone = read.case.register.person("p-12"), read.case.register.person("p-13")
    assert (merged.current, merged.forwards, merged.records) == (False, ("p-11",), (HODA,))
    assert (gone.current, gone.forwards, gone.records) == (False, (), (OMAR,))
    assert read.case.register.unknown(["p-11", "p-13", "p-99"]) == {"p-99"}


def test_a_person_who_was_split_is_current_and_leads_to_the_other_part(read: Lists) -> None:
    register(read, {"p-11": (HUDA, HODA)})
    register(read, {"p-11": (HUDA,), "p-12": (HODA,)}, {"p-11": "p-12"})
    person = read.case.register.person("p-11")
    assert (person.current, person.records, person.forwards) == (True, (HUDA,), ("p-12",))
    assert trace(read.case, "p-11").says["state"].endswith("now belong to p-12")


def test_without_a_register_nobody_is_known(read: Lists) -> None:
    assert read.case.register.current() is None
    assert read.case.register.person_of(HUDA) is None
    assert read.case.register.unknown(["p-1"]) == {"p-1"}


def test_a_person_is_traced_to_the_rows_of_their_records(read: Lists) -> None:
    register(read, {"p-11": (HUDA, HODA), "p-12": (OMAR,)})
    told = trace(read.case, "p-11")
    assert (told.kind, told.says["state"]) == ("person", "current")
    assert [one.kind for one in told.comes_from] == ["finding", "record", "record"]
    assert [one.comes_from[0].kind for one in told.comes_from[1:]] == ["item", "item"]
    register(read, {"p-11": (HUDA, HODA, OMAR)}, {"p-12": "p-11"})
    assert trace(read.case, "p-12").says["state"] == "superseded by p-11"


def test_a_person_can_be_judged_about(read: Lists) -> None:
    register(read, {"p-11": (HUDA,)})
    made = read.case.judge([Decision("choose", ("p-11",), "her passport", {"name": "Huda O."})], read.by)
    assert trace(read.case, "p-11").says[f"judged choose ({made[0].id})"]
    assert [one.id for one in trace(read.case, made[0].id).comes_from] == ["p-11"]
    with pytest.raises(NotFound):
        read.case.judge([Decision("note", ("p-99",), "")], read.by)
