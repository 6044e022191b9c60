from datetime import date

import pytest

from tawthiq import tables
from tawthiq.errors import BadInput, Refused
from tawthiq.toll.people import Tables, cautions, leaning, merged, small, tabulate
from tawthiq.toll.shape import Overlap
from tests.toll.register_of import Row, frame


def register(people: list[Row], members: list[tuple[str, str, str]], draws: list[tuple[int, str, str]] = []):  # noqa: B006
    keys, drawn = ("record", "person", "source"), ("draw", "record", "person")
    return (
        frame(tables.PEOPLE, people),
        frame(tables.MEMBERS, [dict(zip(keys, one, strict=True)) for one in members]),
        frame(tables.DRAWS, [dict(zip(drawn, one, strict=True)) for one in draws]),
    )


def counted(*ids: str, **told: object) -> list[Row]:
    return [{"id": one, "counted": True, **told} for one in ids]


def cells(overlap: Overlap) -> dict[str, int]:
    """How many people stand on exactly these lists."""
    names = ["".join(n for n, on in zip(overlap.lists, row, strict=True) if on) for row in overlap.patterns]
    return dict(zip(names, overlap.counts.tolist(), strict=True))


MEMBERS = [("r1", "p1", "A"), ("r2", "p1", "B"), ("r3", "p2", "A"), ("r4", "p3", "C"), ("r5", "p1", "A")]


def test_a_source_is_a_list_and_a_person_twice_on_it_counts_once() -> None:
    made = tabulate(*register(counted("p1", "p2", "p3"), MEMBERS), ())
    assert made.lists == ("A", "B", "C")
    assert [cells(one) for one in made.whole()] == [{"A": 1, "AB": 1, "C": 1}]


def test_who_is_not_counted_stands_in_no_table() -> None:
    people = [*counted("p1", "p2"), {"id": "p3", "counted": False}]
    made = tabulate(*register(people, MEMBERS), ())
    assert made.lists == ("A", "B")
    assert cells(made.whole()[0]) == {"A": 1, "AB": 1}


def test_a_register_in_which_nobody_counts_is_refused() -> None:
    with pytest.raises(Refused, match="nobody in the register is counted"):
        tabulate(*register([{"id": "p1", "counted": False}], MEMBERS), ())


def test_each_draw_moves_records_and_the_rest_stays() -> None:
    # Draw 0: the record of C joins p2 (A and C). Draw 1: r2 goes from p1 to a person of its own. Draw 2: nothing.
    made = tabulate(*register(counted("p1", "p2", "p3"), MEMBERS, [(0, "r4", "p2"), (1, "r2", "x")]), (), number=3)
    assert [cells(one) for one in made.whole()] == [
        {"A": 1, "AB": 1, "C": 1}, {"AB": 1, "AC": 1}, {"A": 2, "B": 1, "C": 1}, {"A": 1, "AB": 1, "C": 1},
    ]  # fmt: skip


def test_a_person_of_a_draw_counts_where_one_of_the_records_does() -> None:
    people = [*counted("p1", "p2"), {"id": "p3", "counted": False}]
    made = tabulate(*register(people, MEMBERS, [(0, "r4", "p2")]), ())
    assert cells(made.whole()[1]) == {"AB": 1, "A": 1}, "C names nobody who is counted, so it is no list"


PLACED = {"place": "Ward 3", "place_within": "Invented / North"}


@pytest.mark.parametrize(
    ("by", "told", "name"),
    [
        ("governorate", PLACED, "North"),
        ("governorate", {"place": "South", "place_within": "Invented"}, "South"),
        ("month", {"date_from": date(2012, 2, 3), "date_to": date(2012, 2, 9)}, "2012-02"),
        ("year", {"date_from": date(2012, 2, 3), "date_to": date(2012, 5, 9)}, "2012"),
        ("age", {"age_from": 14.0, "age_to": 14.9}, "0-14"),
        ("age", {"age_from": 61.0, "age_to": 70.0}, "60+"),
        ("sex", {"sex": "female"}, "female"),
    ],
)
def test_the_strata_of_a_person(by: str, told: dict[str, object], name: str) -> None:
    assert tabulate(*register(counted("p1", "p2", "p3", **told), MEMBERS), (by,)).names() == (name,)


@pytest.mark.parametrize(
    ("by", "told"),
    [("month", {"date_from": date(2012, 2, 3), "date_to": date(2012, 5, 9)}),
     ("age", {"age_from": 10.0, "age_to": 20.0}),
     ("governorate", {"place": "Somewhere"}), ("sex", {})],
)  # fmt: skip
def test_what_is_not_known_for_certain_is_missing(by: str, told: dict[str, object]) -> None:
    known = {
        "sex": "male",
        **PLACED,
        "date_from": date(2012, 1, 1),
        "date_to": date(2012, 1, 1),
        "age_from": 1.0,
        "age_to": 1.0,
    }
    people = [*counted("p1", **known), *counted("p2", "p3", **told)]
    made = tabulate(*register(people, MEMBERS), (by,))
    assert made.missing() == 2


def test_the_missing_are_shared_out_as_those_of_the_same_lists() -> None:
    """On A alone 30 are in the north and 10 in the south; of 400 more nobody knows: about 300 are of the north."""
    people = [
        *counted(*(f"n{k}" for k in range(30)), **PLACED),
        *counted(*(f"s{k}" for k in range(10)), place="South", place_within="Invented"),
        *counted(*(f"x{k}" for k in range(400))),
    ]
    members = [(f"r-{one['id']}", str(one["id"]), "A") for one in people]
    made = tabulate(*register(people, members), ("governorate",))
    north, south = made.overlaps(seed=1, least=20)
    assert len(north) == len(south) == 20
    assert all(n.documented + s.documented == 440 for n, s in zip(north, south, strict=True))
    assert 300 < sum(n.documented for n in north) / 20 < 360


def test_a_known_part_of_a_stratum_is_kept() -> None:
    """p3 is a woman of nowhere: she goes to the women of the north, not to its men."""
    people = [
        *counted("p1", sex="female", **PLACED),
        *counted("p2", sex="male", **PLACED),
        *counted("p3", sex="female"),
    ]
    made = tabulate(*register(people, MEMBERS), ("governorate", "sex"))
    women, men = (one[0].documented for one in made.overlaps(seed=1))
    assert made.names() == ("North / female", "North / male")
    assert (women, men) == (2, 1)


def test_an_unknown_stratum_is_named_with_those_there_are() -> None:
    with pytest.raises(BadInput, match=r"'eye colour'.*governorate"):
        tabulate(*register(counted("p1"), MEMBERS), ("eye colour",))


def test_lists_counted_as_one() -> None:
    people, members, draws = register(counted("p1", "p2", "p3"), MEMBERS)
    made: Tables = tabulate(people, merged(members, [("A", "C")]), draws, ())
    assert made.lists == ("A+C", "B")
    assert cells(made.whole()[0]) == {"A+C": 2, "A+CB": 1}
    with pytest.raises(BadInput, match="'Z'"):
        merged(members, [("A", "Z")])


def test_a_list_that_lacks_what_is_common_is_told() -> None:
    """Half of 60 people died in the north, half in the south; B names 25 of the north and nobody of the south."""
    people = [*counted(*(f"n{k}" for k in range(30)), **PLACED),
              *counted(*(f"s{k}" for k in range(30)), place="South", place_within="Invented")]  # fmt: skip
    members = [(f"a-{one['id']}", str(one["id"]), "A") for one in people]
    members += [(f"b-n{k}", f"n{k}", "B") for k in range(25)]
    (told,) = cautions(*register(people, members)[:2])
    assert told.key == "toll.differs_in_governorate"
    assert (told.facts["list"], told.facts["values"]) == ("B", "South")


def test_a_small_stratum_is_told() -> None:
    few = tabulate(*register(counted("p1", "p2", "p3"), MEMBERS), ()).whole()[0]
    (told,) = small("north", few)
    assert told.facts == {"stratum": "north", "documented": 3, "shared": 1}


def test_where_counting_hangs_on_being_on_two_lists_no_toll_is_estimated() -> None:
    """B says no status: whom it has alone does not count, whom A has too does. So B would seem to add nobody."""
    people = counted(*[f"both{n}" for n in range(30)], *[f"a{n}" for n in range(30)])
    people += [{"id": f"b{n}", "counted": False, "reason": "inclusion.status_unsaid"} for n in range(30)]
    members = [(f"r{n}{source}", f"both{n}", source) for n in range(30) for source in "AB"]
    members += [(f"s{n}", f"a{n}", "A") for n in range(30)] + [(f"t{n}", f"b{n}", "B") for n in range(30)]
    told = leaning(*register(people, members)[:2])
    assert told is not None
    assert (told.key, dict(told.facts)) == (
        "toll.counted_by_others", {"list": "B", "people": 30, "alone": "100%", "shared": "0%"},
    )  # fmt: skip
    assert leaning(*register(people[:60], [one for one in members if not one[1].startswith("b")])[:2]) is None
