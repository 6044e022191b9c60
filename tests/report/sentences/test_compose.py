"""A draft composed: spans, notes, one note for one card."""

import pytest

from tawthiq.errors import BadInput
from tawthiq.report.edition import Grid, Heading, Listing, Paragraph, Span
from tawthiq.report.sentences.compose import Composer, failing, follows, plain, read
from tawthiq.report.sentences.markdown import parse
from tests.report.invented import HELD


def composed(text: str) -> tuple[Composer, tuple[object, ...]]:
    composer = Composer(HELD, "en")
    return composer, composer.blocks(parse(text))


def test_a_citation_has_no_words_and_stands_where_it_was_written() -> None:
    _, (block,) = composed("Shells fell {claim:c-some}. {people.counted} died.")
    assert block == Paragraph(
        ((Span("Shells fell"), Span("", (1,)), Span(".")), (Span("3", (2,)), Span(" died.")))
    )  # fmt: skip


def test_references_with_one_card_have_one_note() -> None:
    composer, _ = composed(
        "An estimated {toll.total}, between {toll.lower} and {toll.upper}; {claim:c-one} {claim:c-one said}."
    )
    assert [one.reference for one in composer.notes({})] == ["toll.total", "claim:c-one"]
    assert list(composer.ids()) == ["f-toll", "c-one"]


def test_of_the_names_of_one_claim_the_last_has_the_mark_and_numbers_keep_theirs() -> None:
    _, (block,) = composed("{claim:c-one act} in {claim:c-one where}: {claim:c-one number} dead, {claim:c-one source}.")
    assert isinstance(block, Paragraph)
    marks = [(one.text, one.notes) for one in block.sentences[0] if one.text.strip(" .:,") not in ("in", "dead", "")]
    assert marks == [("Killing", ()), ("Northquay", ()), ("9", (1,)), ("Committees of the quays", (1,))]


def test_headings_points_and_tables() -> None:
    composer, blocks = composed(
        "# {case.title}\n\n- {people.named} named\n\n| list | people |\n|---|---|\n| all | {people.all} |"
    )
    assert blocks == (
        Heading(1, "Northquay, April 2031"),
        Listing(((Span("2", (2,)), Span(" named")),)),
        Grid("", ("list", "people"), (("all", "4"),), (3,)),
    )
    assert len(composer.notes({})) == 3


def test_a_quotation_has_a_note_of_its_own() -> None:
    composer, (block,) = composed("> [[over 7,500 people]{item:i-1 p2}] had died.")
    assert isinstance(block, Paragraph) and block.quoted
    assert composer.notes({})[0].reference == "item:i-1 p2 “over 7,500 people”"


def test_a_sentence_that_cannot_be_composed_says_why() -> None:
    phrase = parse("{foo} fell.")[0].phrases[0]
    assert "{foo}" in str(failing(phrase, HELD, "en"))
    with pytest.raises(BadInput):
        list(read(phrase, HELD, "en"))
    assert failing(parse("{people.all} fell.")[0].phrases[0], HELD, "en") is None


def test_a_word_follows_or_does_not() -> None:
    phrase = parse("over {claim:c-over} people {claim:c-over}, and {claim:c-one}")[0].phrases[0]
    assert [follows(phrase, at) for at, one in enumerate(phrase.tokens) if one.asked] == [True, False, False]
    assert plain((Span("a"), Span("", (1,)), Span("b"))) == "ab"
