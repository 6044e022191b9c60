import pytest

from tawthiq.names.words.differing import Piece, differences


def shown(one: str, other: str) -> tuple[str, str]:
    """Both spellings with what differs in brackets."""
    left, right = (
        "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in pieces)
        for pieces in differences(one, other)
    )
    return left, right


@pytest.mark.parametrize(
    ("one", "other", "left", "right"),
    [
        ("Samir Qasim", "Samir Qasem", "Samir Qas[i]m", "Samir Qas[e]m"),
        ("Qasim Samir", "Samir Qasim", "Qasim Samir", "Samir Qasim"),
        ("محمّد أحمد", "محمد احمد", "محمّد أحمد", "محمد احمد"),
        ("2012-02-03", "2012-02-05", "2012-02-0[3]", "2012-02-0[5]"),
        ("٣٤", "34", "٣٤", "34"),
        ("Omar", "Omar Hasan", "Omar", "Omar [Hasan]"),
        ("", "Omar", "", "[Omar]"),
    ],
)
def test_within_a_script_letters_differ(one: str, other: str, left: str, right: str) -> None:
    assert shown(one, other) == (left, right)


@pytest.mark.parametrize(
    ("one", "other", "left", "right"),
    [
        ("Khalid al-Najjar", "خالد النجار", "Khalid al-Najjar", "خالد النجار"),
        ("Mahmoud", "أحمد", "[M]ahmoud", "أحمد"),
        ("Khalid", "خالد حسن", "Khalid", "خالد [حسن]"),
        ("Fatimah", "فاطمة", "Fatimah", "فاطمة"),
    ],
)
def test_across_scripts_consonants_differ_and_vowels_never_do(one: str, other: str, left: str, right: str) -> None:
    assert shown(one, other) == (left, right)


def test_the_pieces_put_together_are_the_words_as_they_stand() -> None:
    assert differences("Samir", "Omar")[0] == (Piece("Samir", True),)
    assert "".join(one.text for one in differences("خالد  أحمد", "Khalid")[0]) == "خالد أحمد"
