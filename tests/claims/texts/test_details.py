from tawthiq.claims.texts.details import details
from tawthiq.claims.texts.lexicon import Lexicon
from tests.claims.accounts import ORIGINAL, TRANSLATION, account


def keys(text: str, kind: str, lang: str = "en") -> list[str]:
    return [one.key for one in details(account("a", text, lang=lang)).of(kind)]


def test_details_that_survive_retelling() -> None:
    assert keys(ORIGINAL, "day") == ["2012-03-08"]
    assert keys(ORIGINAL, "time") == ["06:40"]
    assert keys(ORIGINAL, "number") == ["31", "52", "4417", "9"]
    assert keys(ORIGINAL, "name") == ["krm hdn", "slm trf"]
    assert keys(ORIGINAL, "role") == ["soldier"]


def test_the_translation_has_the_same_and_its_words_hold_the_names() -> None:
    for kind in ("day", "time", "number"):
        assert {*keys(TRANSLATION, kind, "ar")} <= {*keys(ORIGINAL, kind)}
    told = details(account("a", TRANSLATION, lang="ar"))
    assert told.of("name") == []
    assert [one.folded for one in told.arabic["krm hdn"]] == ["كريم", "حدان"]


def test_a_year_is_a_detail_where_it_is_no_part_of_a_date() -> None:
    assert keys("The mill was built in 1931, they said on 8 March 2012.", "year") == ["1931"]


def test_names_of_sources_are_no_details_of_what_happened() -> None:
    text = "It was told by Radio Hill to Salma Tarraf."
    names = Lexicon([("Radio Hill", "radio")])
    assert [one.key for one in details(account("a", text), names).of("name")] == ["slm trf"]


def test_spans_are_cut_from_the_text() -> None:
    for one in details(account("a", ORIGINAL)).told:
        assert ORIGINAL[one.span.start : one.span.end] == one.span.said
