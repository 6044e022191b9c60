"""Numbers are found however they are written; years, days, positions, articles and ids are no counts."""

import pytest

from tawthiq.report.sentences.numbers import found


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("nine people and 7,500 others", [9, 7500]),
        ("twenty-three wounded, two hundred and fifty dead", [23, 250]),
        ("three thousand four hundred", [3400]),
        ("a hundred homes and 12.5 km", [100, 12.5]),
        ("dozens of homes, hundreds of people", [None, None]),
        ("2012 people died in 2012", [2012]),
        ("in 2000 cases", [2000]),
        ("تسعة أشخاص وثلاثة وعشرين جريحًا", [9, 23]),
        ("قُتل ٧٥٠٠ شخص و٧٬٥٠٠ آخرون", [7500, 7500]),
        ("مئتان وخمسون بيتًا وثلاثة آلاف شخص", [250, 3000]),
        ("أحد عشر طفلًا وعشرات غيرهم", [11, None]),
    ],
)
def test_numbers_in_digits_and_words(text: str, values: list[float | None]) -> None:
    assert [one.value for one in found(text).numbers] == values


@pytest.mark.parametrize(
    "text",
    [
        "On 20 February 2012, and again on March 3, 2012 (2012-03-03)",
        "In 2012, after the events of 1982; 2011–2012",
        "one of them, and no one else, at 10:30",
        "Article 7 of the Statute, resolution 2139, note 3",
        "the marks at 34 42 43N 36 40 58E and at 34.7119, 36.6828",
        "see r-042fb2273edfc7ee and https://example.org/2/3",
        "في 22 شباط 2012 وفجر الثاني والعشرين من شباط وعام 2011",
        "المادة 8، يوم الاثنين",
    ],
)
def test_what_is_no_count(text: str) -> None:
    assert found(text).numbers == ()


def test_days_and_positions_are_found_beside() -> None:
    told = found("On 20 February 2012 at 34 42 43N 36 40 58E")
    assert [one.edtf for one in told.dates] == ["2012-02-20"]
    assert [(round(one.lat or 0, 4), round(one.lon or 0, 4)) for one in told.places] == [(34.7119, 36.6828)]


def test_a_number_is_told_with_its_own_words_and_place() -> None:
    (one,) = found("They saw twenty-three men.").numbers
    assert (one.words, one.start, one.end) == ("twenty-three", 9, 21)
