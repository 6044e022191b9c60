"""What a mask hides in the words of a witness, and what it leaves. All names are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq import text
from tawthiq.readers.pages.masking import Mask, mask

MARYAM = mask("W-17", ["مريم خليل الحمصي / Maryam Khalil al-Homsi (Umm Tariq)"], ["0999 123 456", "7 Olive Street"])


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("My name is Maryam Khalil, I am 40.", "My name is [W-17], I am 40."),
        ("MARYAM KHALIL AL-HOMSI", "[W-17]"),
        ("They call me Umm Tariq.", "They call me [W-17]."),
        ("قالت مريم خليل: كنت في البيت", "قالت [W-17]: كنت في البيت"),
        ("مَرْيَم خليـل", "[W-17]"),
        ("بيت لمريم خليل", "بيت [W-17]"),
    ],
)
def test_the_name_gives_way_to_the_pseudonym(said: str, masked: str) -> None:
    assert MARYAM.apply(said) == (masked, 0)


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("Maryam's brother", "[withheld] brother"),
        ("Khalil was killed.", "[withheld] was killed."),
        ("وحمصي رآه", "[withheld] رآه"),
        ("call 0999-123-456", "call [withheld]"),
        ("الرقم ٠٩٩٩١٢٣٤٥٦", "الرقم [withheld]"),
        ("I live at 7 Olive Street.", "I live at [withheld]."),
    ],
)
def test_a_part_of_the_name_that_stands_alone_is_withheld_and_counted(said: str, masked: str) -> None:
    """Khalil may be the witness or her brother: naming the pseudonym would say that the witness was killed."""
    assert MARYAM.apply(said) == (masked, 1)


@pytest.mark.parametrize("said", ["Tariq came.", "Olive trees on another Street", "Homs, 0999", "al bin", ""])
def test_other_words_stay(said: str) -> None:
    assert MARYAM.apply(said) == (said, 0)


def test_a_name_that_needs_two_words_is_one() -> None:
    """``عبد الله`` is one name: neither ``عبد`` nor God alone is the witness."""
    found = mask("W", ["عبد الله التجريبي"], [])
    assert found.apply("والله رأيت عبدالله التجريبي") == ("والله رأيت [W]", 0)


def test_the_preposition_ala_is_not_the_name_ali() -> None:
    """Both fold to ``علي``."""
    assert mask("W", ["علي"], []).apply("على الطريق كان علي") == ("على الطريق كان [W]", 0)


def test_no_secret_no_change() -> None:
    assert mask("W", [], []).apply("Maryam  Khalil\n7") == ("Maryam  Khalil\n7", 0)


@given(st.text(max_size=80), st.text(max_size=80))
def test_after_masking_no_part_of_the_name_is_left(before: str, after: str) -> None:
    found: Mask = mask("W", ["Qasimov Zebulon"], [])
    masked, _ = found.apply(f"{before} qasimov {after} ZEBULON")
    assert not {"qasimov", "zebulon"} & set(text.fold(masked).split())


def test_the_quotation_marks_around_a_name_stay() -> None:
    hidden = mask("S1", ["Samira Invented"], [])
    assert hidden.apply('He shouted "Samira Invented, run!" twice.') == ('He shouted "[S1], run!" twice.', 0)


@pytest.mark.parametrize(
    ("name", "said", "masked"),
    [
        ("سمير التجريبي", "They asked Sameer at-Tajreebi again.", "They asked [S1] again."),
        ("سمير الحمصي", "We left Homs with al-Homsi.", "We left Homs with [withheld]."),
        ("Samir", "سألوا سمير ثم خرجوا", "سألوا [S1] ثم خرجوا"),
        ("سمير", "He spoke; the summer was hot.", "He spoke; the summer was hot."),
        ("Samir", "He said it to Omar.", "He said it to Omar."),
    ],
)
def test_a_name_is_known_in_the_other_script_by_its_consonants(name: str, said: str, masked: str) -> None:
    """سمير is s-m-r and so is Sameer; a final i is part of a name; a word without a capital is no name."""
    assert mask("S1", [name], []).apply(said)[0] == masked


def test_a_name_of_two_consonants_must_be_written_in_both_scripts() -> None:
    """Half of all words would sound like علي (l)."""
    assert mask("S1", ["علي"], []).apply("Ali came.")[0] == "Ali came."
    assert mask("S1", ["علي / Ali"], []).apply("Ali came.")[0] == "[S1] came."
