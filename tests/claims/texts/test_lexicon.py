from hypothesis import given
from hypothesis import strategies as st

from tawthiq.claims.texts.lexicon import Lexicon, forms_of, lexicon, sentences, span, table, words


def found(phrases: dict[str, list[str]], text: str) -> list[tuple[str, str]]:
    said = words(text)
    return [(one.label, span(text, said[one.first : one.last]).said) for one in lexicon(phrases).find(said)]


def test_words_keep_their_places_and_numbers_stay_whole() -> None:
    text = "Over 7,500 dead; ٢٣ جريحاً, ق.ص.ف"
    assert [text[one.start : one.end] for one in words(text)] == [
        "Over", "7,500", "dead", "٢٣", "جريحاً", "ق.ص.ف",
    ]  # fmt: skip
    assert [one.folded for one in words(text)] == ["over", "7,500", "dead", "23", "جريحا", "قصف"]


def test_the_longest_phrase_is_found() -> None:
    phrases = {"a": ["more than"], "b": ["more"], "c": ["tortur*"]}
    assert found(phrases, "More than once, and more torturing") == [
        ("a", "More than"), ("b", "more"), ("c", "torturing"),
    ]  # fmt: skip


def test_arabic_words_are_met_without_their_clitics() -> None:
    assert found({"dead": ["قتلى"]}, "وبالقتلى والقتلى قتلى") == [
        ("dead", "وبالقتلى"), ("dead", "والقتلى"), ("dead", "قتلى"),
    ]  # fmt: skip
    assert "قصف" in forms_of("والقصف")
    assert forms_of("shelling") == ("shelling",)


def test_sentences_end_at_signs_and_lines_but_not_in_numbers_or_abbreviations() -> None:
    text = "On Feb. 20 it began at 6.10. Nobody knew!\nوماذا بعد؟ انتهى."
    assert [one.said for one in sentences(text)] == [
        "On Feb. 20 it began at 6.10.", "Nobody knew!", "وماذا بعد؟", "انتهى.",
    ]  # fmt: skip


@given(st.text())
def test_spans_are_cut_from_the_text(text: str) -> None:
    for one in sentences(text):
        assert text[one.start : one.end] == one.said
    for word in words(text):
        assert 0 <= word.start < word.end <= len(text)


def test_an_empty_lexicon_finds_nothing() -> None:
    assert Lexicon([]).find(words("anything")) == []


def test_the_tables_lie_beside_the_code() -> None:
    assert table("roles")["work"]["doctor"]
