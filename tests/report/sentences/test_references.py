"""The grammar of references: every kind, quotations of items at a place, and what is none."""

import pytest

from tawthiq.errors import BadInput, NotFound
from tawthiq.report.sentences.references import KINDS, resolve
from tests.report.invented import BARE, HELD


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("item:i-1", ""),
        ("item:i-1 name", "account.txt"),
        ("item:i-1 p 2", ""),
        ("item:i-1 row 3", ""),
        ("source:lcc", "Committees of the quays"),
        ("account:a-1", ""),
        ("account:a-1 title", "Account of lcc"),
        ("finding:people", ""),
        ("finding:f-people recipe", "invented.people 3"),
        ("finding:people seed", "7"),
        ("finding:support origins", "2"),
        ("mark:m-1", ""),
        ("mark:m-1 where", "34 42 00N 36 42 00E"),
        ("record:r-1", ""),
        ("judgement:j-1", ""),
        ("case.title", "Northquay, April 2031"),
        ("case.acts", "42"),
        ("records.count", "7"),
        ("records.rejected", "2"),
        ("items.count", "4"),
        ("items.of dana", "1"),
        ("sources.count", "4"),
        ("accounts.count", "2"),
        ("claims.count", "6"),
        ("claims.events", "5"),
        ("claims.corroborated", "1"),
        ("claims.one-origin", "2"),
        ("claims.below", "5"),
    ],
)
def test_every_kind(asked: str, words: str) -> None:
    assert resolve(asked, HELD, "en").words == words


def test_a_mark_is_cited_with_its_pixel_and_its_scene() -> None:
    found = resolve("mark:m-1", HELD, "en")
    assert (found.item, found.locator, found.rests) == ("i-3", "pixel 10.0, 20.0", ("f-marks",))


def test_words_of_an_item_must_stand_there() -> None:
    found = resolve("item:i-1 p2", HELD, "en", quote="over 7,500 people")
    assert (found.words, found.item, found.locator, found.quoted) == ("over 7,500 people", "i-1", "¶ 2", True)
    with pytest.raises(BadInput, match="does not stand in"):
        resolve("item:i-1 p2", HELD, "en", quote="over 8,000 people")
    with pytest.raises(NotFound, match="¶ 2, row 3"):
        resolve("item:i-1 page 9", HELD, "en", quote="over 7,500 people")
    with pytest.raises(BadInput):
        resolve("toll.total", HELD, "en", quote="12")


@pytest.mark.parametrize(
    "asked", ["", "foo", "foo.bar", "Toll.total", "figure:overlap", "record:", "finding:people foo"]
)
def test_what_is_no_reference(asked: str) -> None:
    with pytest.raises(BadInput):
        resolve(asked, HELD, "en")


@pytest.mark.parametrize("asked", ["claim:c-1", "item:i-9", "source:x", "account:a-9", "finding:x", "mark:m-9"])
def test_what_the_case_does_not_hold(asked: str) -> None:
    with pytest.raises(NotFound):
        resolve(asked, BARE, "en")


def test_every_error_is_said_in_arabic_too() -> None:
    for asked in ("foo", "toll.total", "claim:c-1", "people.counted", "marks.count", "item:i-9"):
        with pytest.raises((BadInput, NotFound)) as caught:
            resolve(asked, BARE, "ar")
        assert caught.value.say("ar") != caught.value.say("en")


def test_a_kind_is_one_entry_of_the_table() -> None:
    assert {"toll", "people", "marks", "claim", "item", "figure"} <= KINDS.keys()
