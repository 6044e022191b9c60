"""Search finds every spelling among the records that stand, and only those."""

import pytest

from tawthiq.errors import BadInput, NotFound
from tests.conftest import Lists


def names(lists: Lists, query: str, **how: int) -> list[str]:
    return [str(one.said["name"]) for one in lists.case.shelves.search(query, **how)]


def test_every_word_must_stand_in_the_record(lists: Lists) -> None:
    lists.read(lists.receive("a.csv", "name"), {"1": "huda omar", "2": "omar salim"})
    assert names(lists, "Omar") == ["omar salim", "huda omar"]
    assert names(lists, "OMAR", newest=False) == ["huda omar", "omar salim"]
    assert names(lists, "omar huda") == ["huda omar"]
    assert names(lists, "nobody") == []
    with pytest.raises(BadInput):
        names(lists, "…")


def test_what_a_list_calls_a_row_finds_it_before_the_words(lists: Lists) -> None:
    lists.read(lists.receive("a.csv", "name"), {"17": "huda", "18": "omar, see 17", "19": "salim 1", "AB1": "x"})
    assert names(lists, "17") == names(lists, "١٧") == names(lists, " 17 ") == ["huda", "omar, see 17"]
    assert names(lists, "1") == ["salim 1"]
    assert names(lists, "huda 17") == []
    assert names(lists, "AB1") == names(lists, "ab1") == ["x"]


def test_where_words_fill_the_page_own_ids_are_not_asked(lists: Lists) -> None:
    lists.read(lists.receive("a.csv", "name"), {"17": "huda", "18": "omar, see 17"})
    assert names(lists, "17", limit=1) == ["omar, see 17"]


def test_an_own_id_of_two_lists_finds_both_and_that_of_a_superseded_version_none(lists: Lists) -> None:
    first = lists.receive("a.csv", "name")
    lists.read(first, {"7": "huda"}, slot="records/a")
    lists.read(lists.receive("b.csv", "name"), {"7": "salim"}, slot="records/b")
    assert names(lists, "7") == ["salim", "huda"]
    assert names(lists, "7", newest=False) == ["huda", "salim"]
    lists.read(first, {"8": "huda"}, slot="records/a")
    assert names(lists, "7") == ["salim"]


def test_a_superseded_version_is_not_found(lists: Lists) -> None:
    item = lists.receive("a.csv", "name")
    lists.read(item, {"1": "huda"})
    lists.read(item, {"1": "hodaa"})
    assert names(lists, "huda") == []
    assert names(lists, "hodaa") == ["hodaa"]


def test_the_index_is_made_again_with_the_catalogue(lists: Lists) -> None:
    lists.read(lists.receive("a.csv", "name"), {"1": "huda"})
    assert lists.case.shelves.index() == 1
    assert lists.case.shelves.index() == 0
    lists.case.catalogue.start_over()
    lists.case.close()
    again = type(lists.case).open(lists.case.root)
    assert [one.said["name"] for one in again.shelves.search("huda")] == ["huda"]
    again.close()


def test_a_record_is_found_by_the_beginning_of_its_id_in_all_its_versions(lists: Lists) -> None:
    old = lists.receive("a.csv", "name")
    lists.read(old, {"ab1": "huda"})
    new = lists.receive("b.csv", "name", "2")
    lists.read(new, {"ab1": "hodaa", "ac2": "omar"})
    versions = lists.case.shelves.by_id("r-0000000000000ab")
    assert lists.case.shelves.id_of("r-0000000000000ab") == versions[0].id
    assert lists.case.shelves.newest([versions[0].id, versions[0].id]) == [versions[0], versions[0]]
    assert [(one.item, one.said["name"], one.locator) for one in versions] == [
        (new.id, "hodaa", "row 2"), (old.id, "huda", "row 2"),
    ]  # fmt: skip
    with pytest.raises(BadInput, match="fits several"):
        lists.case.shelves.by_id("r-0000000000000a")
    with pytest.raises(NotFound):
        lists.case.shelves.by_id("r-f")
    with pytest.raises(NotFound):
        lists.case.shelves.newest(["r-ffffffffffffffff"])
