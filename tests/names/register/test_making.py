"""A register from records and decisions, without any case. All people are invented."""

import pyarrow as pa

from tawthiq import tables
from tawthiq.names.register.decided import Decided
from tawthiq.names.register.inclusion import Rule
from tawthiq.names.register.making import NUMBER, SCHEMAS, Earlier, register
from tawthiq.names.shape import Lists
from tests.names.toy import Toy

RULE = Rule.of({"date": False, "place": False, "status": ["unsaid"]})


def lists(*names: str, once: frozenset[str] = frozenset()) -> Lists:
    """One record a name, the first half on the list a/1, the others on b/1."""
    records = tables.rows(tables.RECORDS, [{"id": f"r-{n}", "name": name} for n, name in enumerate(names)])
    first = len(names) // 2
    sources = ["a"] * first + ["b"] * (len(names) - first)
    columns = {"source": [f"{one}/1" for one in sources], "teller": sources, "item": ["i-1"] * len(names)}
    for name, values in columns.items():
        records = records.append_column(name, pa.array(values, pa.string()))
    return Lists(records, once)


def made(some: Lists, decided: Decided | None = None, earlier: Earlier | None = None) -> dict[str, pa.Table]:
    return register(some, decided or Decided(), Toy(), rule=RULE, earlier=earlier or Earlier(), seed=1)


def test_every_table_has_its_schema_and_comes_out_the_same_again() -> None:
    one, other = (made(lists("Huda O.", "Omar", "Huda O.", "Omar S.")) for _ in range(2))
    assert {name: table.schema for name, table in one.items()} == dict(SCHEMAS)
    assert all(table.equals(other[name]) for name, table in one.items())


def test_who_is_who() -> None:
    found = made(lists("Huda O.", "Omar", "Huda O.", "Unidentified"))
    people = found["people"].to_pylist()
    assert sorted((one["records"], one["sources"], one["counted"]) for one in people) == [
        (1, 1, False), (1, 1, True), (2, 2, True)
    ]  # fmt: skip
    assert [one["source"] for one in found["members"].to_pylist()] == ["a", "a", "b", "b"]
    assert {"key": "draws", "value": str(NUMBER)} in found["model"].to_pylist()


def test_the_doubtful_is_less_certain_than_the_sure() -> None:
    """Omar and Omar S. are at even odds; the two Hudas nearly sure."""
    found = made(lists("Huda O.", "Omar", "Huda O.", "Omar S."))
    certainty = {one["name"]: one["certainty"] for one in found["people"].to_pylist()}
    assert certainty["Huda O."] > 0.9
    assert 0.1 < certainty["Omar"] < 0.9


def test_decisions_and_the_register_before() -> None:
    some = lists("Huda O.", "Omar", "Huda O.", "Omar S.")
    first = made(some)
    earlier = Earlier(first["members"], first["forwards"])
    again = made(some, Decided(same=frozenset({("r-1", "r-3")})), earlier)
    ids = set(first["people"]["id"].to_pylist())
    kept = set(again["people"]["id"].to_pylist())
    assert (len(ids), len(kept), kept < ids) == (3, 2, True)
    assert again["forwards"].to_pylist() == [
        {"person": (ids - kept).pop(), "to": again["members"]["person"][1].as_py()}
    ]


def test_lists_that_say_the_same_word_for_word_are_told() -> None:
    some = lists("Huda O.", "Omar", "Huda O.", "Omar")
    content = some.records.schema.get_field_index("content")
    records = some.records.set_column(content, "content", pa.array(["x", "y", "x", "y"]))
    (told,) = made(Lists(records))["told"].to_pylist()
    assert told["key"] == "people.twice"
    assert '"rows": 2' in told["facts"]
