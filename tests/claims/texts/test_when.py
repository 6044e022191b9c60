from datetime import date

import pytest

from tawthiq.claims.texts.when import dates_in, is_month
from tawthiq.nouns import Date

MARCH = Date("", "2012-03-12", date(2012, 3, 12), date(2012, 3, 12))


def read(text: str, published: Date | None = MARCH, **how: bool) -> list[tuple[str, str]]:
    return [(one.said, day.edtf) for one, day in dates_in(text, published, **how)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 22 February 2012,", ("22 February 2012", "2012-02-22")),
        ("taken Feb. 20, 2012 from above", ("Feb. 20, 2012", "2012-02-20")),
        ("le 1er mars 2012", ("1er mars 2012", "2012-03-01")),
        ("في 22 شباط/فبراير 2012", ("22 شباط/فبراير 2012", "2012-02-22")),
        ("in March 2011", ("March 2011", "2011-03")),
        ("2012-02-22", ("2012-02-22", "2012-02-22")),
    ],
)
def test_a_date_in_a_sentence(text: str, expected: tuple[str, str]) -> None:
    assert read(text, None) == [expected]


def test_a_date_without_a_year_lies_before_publication() -> None:
    assert read("on 22 February") == [("22 February", "2012-02-22")]
    assert read("on 5 November") == [("5 November", "2011-11-05")]
    assert read("on 22 February", None) == []


def test_yesterday_counts_from_the_day_of_publication() -> None:
    assert read("It began yesterday.") == [("yesterday", "2012-03-11")]
    assert read("بدأ أمس") == [("أمس", "2012-03-11")]
    assert read("It began yesterday.", None) == []


def test_words_that_are_also_months_need_a_number() -> None:
    assert read("They may march on.") == []
    assert is_month("may")
    assert not is_month("monday")


def test_a_year_alone_where_it_is_asked_for() -> None:
    assert read("the town in 1982") == []
    assert read("the town in 1982", years=True) == [("1982", "1982")]


def test_a_day_that_can_be_read_in_two_ways_is_left_out() -> None:
    assert read("on 3/2/2012") == []
    assert read("on 31 February 2012") == []
