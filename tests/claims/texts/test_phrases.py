import pytest

from tawthiq.claims.texts.lexicon import words
from tawthiq.claims.texts.phrases import attributions, basis, mentions, named, speaks, stance, unverified

NAMES = {"post": ("River Post", "بريد النهر"), "radio": ("Radio Hill",)}


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("According to River Post, it began at dawn.", "River Post"),
        ("We learn, citing Radio Hill, that it began.", "Radio Hill"),
        ("Selon Radio Hill, tout a commencé.", "Radio Hill"),
        ("Según Radio Hill, comenzó al alba.", "Radio Hill"),
        ("نقلاً عن بريد النهر", "بريد النهر"),
        ("The dead, with the UN now saying that they are many, have no names.", "UN"),
        ("Activists say that it began.", "Activists"),
        ("يقول ناشطون إن ذلك بدأ", "ناشطون"),
    ],
)
def test_whose_words_are_passed_on(text: str, to: str) -> None:
    assert to in [one.to for one in attributions(text)]
    for one in attributions(text):
        assert text[one.span.start : one.span.end] == one.span.said


def test_a_plain_sentence_attributes_nothing() -> None:
    assert attributions("Shells fell on the street.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("River Post reported that it began.", ("post", "attributed")),
        ("ذكرت بريد النهر ما يلي", ("post", "attributed")),
        ("“It began” (Radio Hill)", ("radio", "attributed")),
        ("A spokesman for River Post declined to comment.", ("post", "refused")),
        ("Unlike Radio Hill we were there.", ("radio", "refused")),
        ("The office of Radio Hill stands in this street.", ("radio", "named")),
    ],
)
def test_how_a_source_of_the_case_is_named(text: str, expected: tuple[str, str]) -> None:
    assert [(one.handle, one.how) for one in mentions(text, NAMES)] == [expected]


def test_names_are_found_as_words() -> None:
    assert [one.label for one in named(NAMES).find(words("the riverpost and the River Post"))] == ["post"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The massacre never happened.", "denies"),
        ("The pictures were staged.", "disputes"),
        ("لم يحدث ذلك", "denies"),
        ("الصور مفبركة", "disputes"),
        ("Rien de tel n'a eu lieu.", "denies"),
        ("It happened.", "affirms"),
    ],
)
def test_a_denial_and_a_dispute(text: str, expected: str) -> None:
    assert stance(text)[0] == expected


def test_what_nobody_could_verify_is_no_denial() -> None:
    text = "We cannot independently verify this footage."
    assert (stance(text)[0], unverified(text)) == ("affirms", "cannot independently verify")
    assert unverified("We saw it.") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I saw it with my own eyes.", "first-hand"),
        ("A video shows the ward.", "film"),
        ("Satellite pictures show the marks.", "physical trace"),
        ("It has been reported that aid was cut.", "hearsay"),
        ("Shells fell.", ""),
    ],
)
def test_how_the_one_who_tells_knows(text: str, expected: str) -> None:
    assert basis(text)[0] == expected


def test_whether_somebody_speaks() -> None:
    assert speaks("“I was there.”")
    assert speaks("The baker told us.")
    assert not speaks("Shells fell on the street.")
