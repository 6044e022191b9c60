"""What the tool wrote is cut; what a person wrote is left for the door to stop."""

from dataclasses import replace
from pathlib import Path

from tawthiq.report.door.redacting import Redactor, court, labels, noted, pseudonym, public, replacing
from tawthiq.report.edition import Edition, Grid, Heading, Listing, Paragraph, Picture, Section, Span
from tests.report import editions


def edition(folder: Path) -> Edition:
    made = editions.english(folder)
    points = Listing(((Span("one", (1,)),), (Span("Samir said two", (2,)),)))
    return replace(made, sections=(made.sections[0], Section("unverified", (Heading(2, "Doubts"), points))))


def plain(section: Section) -> str:
    return str(section.blocks)


def test_points_that_must_not_be_told_go_and_are_counted(tmp_path: Path) -> None:
    """One rests on a barred note, the other tells a name: nothing is left but how many they were."""
    redactor = Redactor({1}, lambda said: "Samir" in said)
    body, doubts = public(edition(tmp_path), redactor).sections
    assert body == edition(tmp_path).sections[0]
    assert "2 points of this part are withheld" in plain(doubts)
    assert "Samir" not in plain(doubts)


def test_cards_keep_allowed_lines_and_no_derivation_for_the_public(tmp_path: Path) -> None:
    made = edition(tmp_path)
    nobody = Redactor((), lambda said: False)
    for_all, for_court = public(made, nobody), court(made, nobody)
    assert all(one.trace == () for one in for_all.notes)
    assert {label for one in for_all.notes for label, _ in one.lines} <= labels("en")
    assert for_court.notes == made.notes


def test_a_card_that_tells_too_much_loses_those_words(tmp_path: Path) -> None:
    made = court(edition(tmp_path), Redactor((), lambda said: "row 3" in said))
    assert made.notes[0].lines[1] == ("place", "[…]")
    assert made.notes[0].lines[0] == ("source", "committees")


def test_cards_to_which_nothing_refers_go(tmp_path: Path) -> None:
    made = replace(edition(tmp_path), sections=(Section("body", (Paragraph(((Span("x", (3,)),),)),)),))
    assert [one.number for one in public(made, Redactor((), lambda said: False)).notes] == [3]


def test_every_kind_of_block_tells_its_notes_and_takes_pseudonyms(tmp_path: Path) -> None:
    picture = editions.drawn(tmp_path)
    blocks = (Heading(2, "Dana"), Paragraph(((Span("Dana", (1,)),),)), Listing(((Span("Dana", (2,)),),)),
              Grid("Dana", ("a",), (("Dana",),), (3,)), Picture(picture.file, "Dana", "Dana", notes=(4,)))  # fmt: skip
    assert [[*noted(one)] for one in blocks] == [[], [1], [2], [3], [4]]
    swapped = Redactor((), lambda said: False, replacing({"Dana": "witness-1"})).section(Section("body", blocks), "en")
    assert "Dana" not in plain(swapped) and plain(swapped).count("witness-1") == 7


def test_a_pseudonym_stays_the_same_in_one_case_and_differs_in_another() -> None:
    assert pseudonym("dana", "origin") == pseudonym("dana", "origin") != pseudonym("dana", "other")
