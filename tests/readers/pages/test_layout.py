"""The words of a page in their reading order, in paragraphs."""

import pypdfium2 as pdfium
import pytest

from tawthiq.readers.pages import layout

from ..making import Placed, leftward, pdf


def found(*page: Placed) -> list[str]:
    with pdfium.PdfDocument(pdf(page)) as document:
        return layout.paragraphs(document[0].get_textpage())


def test_lines_further_apart_than_usual_part_paragraphs() -> None:
    """Steps of 14, 36 and 14 points: usual is 14, and 36 is over 1.3 times that."""
    page = (100, 700, "One"), (100, 686, "and more."), (100, 650, "Two"), (100, 636, "and more.")
    assert found(*page) == ["One and more.", "Two and more."]


def test_even_lines_are_one_paragraph() -> None:
    assert found((100, 700, "One"), (100, 672, "and"), (100, 644, "more.")) == ["One and more."]


def test_a_line_higher_up_begins_another_column() -> None:
    page = (100, 700, "One"), (100, 686, "and more."), (300, 700, "Two"), (300, 686, "and more.")
    assert found(*page) == ["One and more.", "Two and more."]


def test_a_page_without_words_has_no_paragraphs() -> None:
    assert found((100, 700, " ")) == found() == []


@pytest.mark.parametrize("words", ["قصف بابا عمرو صباح اليوم", "قُصِفَ الحيّ", "قصف (حمص) مساء"])
def test_arabic_is_read_from_the_right(words: str) -> None:
    mirrored = words.translate(str.maketrans("()", ")("))
    assert found((100, 700, leftward(mirrored))) == [words]


def test_presentation_forms_become_letters() -> None:
    """Old programs write the shape of each letter (Unicode FE70 to FEFF): lam-alef is one sign, and two letters."""
    assert found((100, 700, leftward("ﻗﺎﻝ ﻻ ﺃﺣﺪ"))) == ["قال لا أحد"]


def test_arabic_words_in_a_latin_line_stand_in_their_order() -> None:
    page = (100, 700, "The shelling of " + leftward("بابا عمرو") + " began")
    assert found(page) == ["The shelling of بابا عمرو began"]


def test_latin_words_in_an_arabic_line_stand_in_their_order() -> None:
    page = (100, 700, leftward("مساء") + " BBC News " + leftward("قصف حي"))
    assert found(page) == ["قصف حي BBC News مساء"]


def test_a_number_in_an_arabic_line_stays_a_word() -> None:
    assert found((100, 700, leftward("مساء ") + "2012" + leftward("قصف حي "))) == ["قصف حي 2012 مساء"]


def test_a_word_that_was_hyphenated_is_whole_again() -> None:
    assert found((100, 700, "a hyphen-"), (100, 686, "ated word")) == ["a hyphenated word"]
