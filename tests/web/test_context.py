from pathlib import Path

from tawthiq.case import Case, Memory
from tawthiq.web import context


def test_family_and_neighbours_are_others_than_the_records_own_people(demonstration: Path) -> None:
    with Case.open(demonstration, Memory()) as case:
        records = [one for one in case.shelves.search("الشيخ", 20) if case.register.person_of(one.id)]
        found = context.around(case, records[:1])
        own = case.register.person_of(records[0].id)
    assert found.family
    assert own not in {one["id"] for one in (*found.family, *found.place)}
    assert all("records" in one for one in found.family)


def test_before_linking_there_is_nobody(case: Case) -> None:
    assert context.around(case, []) == context.Around((), ())


def test_what_is_kept_is_made_once_where_there_is_a_memory(demonstration: Path) -> None:
    with Case.open(demonstration, Memory()) as case:
        register = case.register.current()
        assert register
        assert context.people(case, register) is context.people(case, register)
        assert context.order(case, register) is context.order(case, register)
        named = context.people(case, register).drop_nulls("name")
        assert set(named["id"]) <= set(context.index(case, register)["person"])
        context.touch(case, register)
    with Case.open(demonstration) as case:
        assert context.keep(case, "x", lambda: [1]) is not context.keep(case, "x", lambda: [1])
