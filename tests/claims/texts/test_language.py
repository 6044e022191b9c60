import pytest

from tawthiq.claims.texts.language import language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The shelling of the quarter was heard by all who live there.", "en"),
        ("Le bombardement du quartier a été entendu par les habitants.", "fr"),
        ("El bombardeo del barrio fue grabado por un vecino.", "es"),
        ("سمع سكان الحي القصف", "ar"),
        ("12345", ""),
    ],
)
def test_the_commonest_words_tell_the_language(text: str, expected: str) -> None:
    assert language(text) == expected
