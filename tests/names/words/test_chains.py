"""Names become chains of links. Everybody here is invented."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq import tables
from tawthiq.names.shape import Lists
from tawthiq.names.words.chains import ALIAS, KUNYA, Chains, chains, strings
from tawthiq.names.words.kernels import FAMILY, GIVEN, LINKS, UNSAID


def read(*records: "str | dict[str, Any] | None") -> Chains:
    dicts = [one if isinstance(one, dict) else {"name": one} for one in records]
    return chains(Lists(tables.rows(tables.RECORDS, dicts)))


def said(told: Chains, row: int = 0) -> list[str]:
    words = strings(told.words.folded)
    return [words[code] for code in told.links[row] if code >= 0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Khaled Abd al-Rahman al-Saqr", ["khaled", "abdalrahman", "alsaqr"]),
        ("Khaled Abd Alrahman Alsaqr", ["khaled", "abdalrahman", "alsaqr"]),
        ("خالد عبد الرحمن آل صقر", ["خالد", "عبدالرحمن", "الصقر"]),
        ("خالد عبدالرحمن الصقر", ["خالد", "عبدالرحمن", "الصقر"]),
        ("Abou Omar El-Saqr", ["abuomar", "alsaqr"]),
        ("Juan de la Cruz", ["juan", "cruz"]),
        ("خالد الصقر Khaled al-Saqr Homsi", ["khaled", "alsaqr", "homsi"]),
        ("Khaled Saqr (Abu Omar)", ["khaled", "saqr"]),
        ("J. R. Smith", ["j", "r", "smith"]),
        ("a1 2", []),
        ("one two three four five six seven eight", ["one", "two", "three", "four", "five", "eight"]),
        ("", []),
        (None, []),
    ],
)
def test_a_name_said_whole(name: str | None, expected: list[str]) -> None:
    told = read(name)
    assert said(told) == expected
    assert told.count.tolist() == [len(expected)]
    assert set(told.roles[0].tolist()) == {UNSAID}


def test_a_name_said_in_parts_keeps_who_is_who() -> None:
    told = read({"name_given": "José María", "name_family": "García de Paz", "name": "something else"})
    assert said(told) == ["jose", "maria", "garcia", "paz"]
    assert told.roles[0].tolist() == [GIVEN, GIVEN, FAMILY, FAMILY, UNSAID, UNSAID]


def test_one_part_alone_gives_way_to_the_whole_name() -> None:
    assert said(read({"name_given": "Khaled", "name": "Khaled Saqr"})) == ["khaled", "saqr"]
    assert said(read({"name_given": "Khaled"})) == ["khaled"]


def test_what_stands_in_brackets_or_after_alias_is_an_alias() -> None:
    told = read("Khaled Saqr (Abu Omar)", "خالد صقر الملقب أبو عمر", "Abu Omar", "Khaled")
    words = strings(told.words.folded)
    assert [[words[code] for code in row if code >= 0] for row in told.aliases] == [["abuomar"], ["ابوعمر"], [], []]
    assert told.flags.tolist() == [ALIAS, ALIAS, KUNYA, 0]


def test_other_columns_are_read_alike() -> None:
    table = tables.rows(tables.RECORDS, [{"name": "Khaled", "name_mother": "Fatima al-Saqr"}])
    assert said(chains(Lists(table), ("name_mother",), None)) == ["fatima", "alsaqr"]


def test_both_scripts_share_their_skeletons() -> None:
    told = read("Khaled al-Saqr", "خالد الصقر")
    skeletons = strings(told.words.skeletons)
    assert [[skeletons[told.words.skeleton[code]] for code in row[:2]] for row in told.links] == [["xld", "skr"]] * 2


@settings(deadline=None, max_examples=40)
@given(st.lists(st.none() | st.text("abdul el rahmn عبدالرحمن()1 ", max_size=30), min_size=1, max_size=6))
def test_whatever_is_said_every_record_has_a_chain(names: list[str | None]) -> None:
    told = read(*names)
    assert len(told) == len(names)
    assert [sum(row >= 0) for row in told.links] == told.count.tolist()
    assert (told.count <= LINKS).all()
    assert all(sorted(row, key=lambda code: code < 0) == row.tolist() for row in told.links)
    for alone, name in enumerate(names):
        assert said(read(name)) == said(told, alone)
