"""Numbers are kept as they were said, with their sense and what they count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.claims.texts.quantities import of_words, quantities
from tawthiq.nouns import Span


def read(text: str) -> list[tuple[int | None, int | None, str, str]]:
    return [(one.low, one.high, one.sense, one.of) for one in quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They say that over 7,500 people have died.", (7500, None, "lower bound", "dead")),
        ("The toll of the dead in that town reached up to 25,000 people.", (None, 25000, "upper bound", "dead")),
        ("We are processing about 6,000 names of the dead.", (6000, 6000, "approximate", "names")),
        ("No fewer than twenty-three people were wounded.", (23, None, "lower bound", "wounded")),
        ("Between 20 and 30 people were arrested.", (20, 30, "range", "detained")),
        ("20-30 people were arrested", (20, 30, "range", "detained")),
        ("Dozens of people were killed.", (20, None, "lower bound", "dead")),
        ("two hundred and fifty-three detainees", (253, 253, "as said", "detained")),
        ("The number of dead stands at 15.", (15, 15, "as said", "dead")),
        ("40 dead or more", (40, None, "lower bound", "dead")),
        ("Au moins quatre-vingt-dix-sept personnes ont été tuées.", (97, None, "lower bound", "dead")),
        ("plus de 7 500 personnes ont été tuées", (7500, None, "lower bound", "dead")),
        ("murieron al menos 15 personas", (15, None, "lower bound", "dead")),
        ("قُتل أكثر من 7500 شخص", (7500, None, "lower bound", "dead")),
        ("ما لا يقل عن ٢٣ قتيلاً", (23, None, "lower bound", "dead")),
        ("وصل ثلاثة وعشرون جريحاً", (23, 23, "as said", "wounded")),
        ("سبعة آلاف وخمسمئة شهيد", (7500, 7500, "as said", "dead")),
        ("بين 20 و30 قتيلا", (20, 30, "range", "dead")),
        ("A 34-year-old baker", (34, 34, "as said", "age")),
    ],
)
def test_a_number_with_its_sense(text: str, expected: tuple[int | None, int | None, str, str]) -> None:
    assert expected in read(text)


def test_a_neighbouring_number_keeps_its_own_meaning() -> None:
    assert read("It took in 23 wounded that day, and nine people died.") == [
        (23, 23, "as said", "wounded"),
        (9, 9, "as said", "dead"),
    ]


@pytest.mark.parametrize("text", ["It was in 1982.", "34 42 43N 36 40 58E", "It began at 6.10.", "8 am"])
def test_years_coordinates_and_clocks_count_nothing(text: str) -> None:
    assert read(text) == []


def test_the_number_of_a_name_counts_nothing() -> None:
    assert [one.of for one in quantities("A film on Channel 4 shows that people are tortured.")] == []


def test_what_was_documented_and_what_was_estimated() -> None:
    said = quantities("We have documented 40 deaths. The toll is thought to have reached 90 dead.")
    assert [one.standing for one in said] == ["documented", "estimated"]


def test_spans_that_are_something_else_are_left_alone() -> None:
    text = "On 22 February 9 people died."
    assert [one.low for one in quantities(text, "en", [Span(3, 14, "22 February")])] == [9]


def test_the_words_that_may_be_counted() -> None:
    assert [label for label, _ in of_words("Wounded people and prisoners")] == ["wounded", "people", "detained"]


@given(st.integers(2, 999_999))
def test_a_number_in_digits_is_read_whole(number: int) -> None:
    if not 1900 <= number <= 2100:
        assert [one.low for one in quantities(f"There were {number:,} dead.")] == [number]


@given(st.text(alphabet="0123456789,. -–andmorethandeadثلاثةوقتلى", max_size=60))
def test_nothing_makes_it_stumble(text: str) -> None:
    for one in quantities(text):
        assert text[one.span.start : one.span.end] == one.span.said
        assert one.low is not None or one.high is not None
