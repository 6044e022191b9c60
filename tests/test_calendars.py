from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.calendars import days, hijri, is_edtf
from tawthiq.errors import BadInput


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2012-02-20", "2012-02-20", "2012-02-20"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2012", "2012-01-01", "2012-12-31"),
        ("2012-02-XX", "2012-02-01", "2012-02-29"),
        ("2012-XX-XX", "2012-01-01", "2012-12-31"),
        ("2012-02-XX~", "2012-01-01", "2012-03-31"),
        ("2012-XX-05", "2012-01-05", "2012-12-05"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("2012-02-20?", "2012-02-20", "2012-02-20"),
        ("2012-02-20~", "2012-02-19", "2012-02-21"),
        ("2012-02~", "2012-01-01", "2012-03-31"),
        ("2012%", "2011-01-01", "2013-12-31"),
        ("2012-21", "2012-03-01", "2012-05-31"),
        ("2012-24", "2011-12-01", "2013-02-28"),
        ("2012-34", "2012-04-01", "2012-06-30"),
        ("2012-02-03/2012-03", "2012-02-03", "2012-03-31"),
        ("2012-02/..", "2012-02-01", None),
        ("/2012-02", None, "2012-02-29"),
        ("[2012-02-03..2012-02-05]", "2012-02-03", "2012-02-05"),
        ("[..2012-02-05]", None, "2012-02-05"),
        ("[2012-02-05..]", "2012-02-05", None),
        ("{2012-02,2012-04..2012-05}", "2012-02-01", "2012-05-31"),
    ],
)
def test_the_days_of_an_expression(edtf, start, end):
    assert is_edtf(edtf)
    assert [one and str(one) for one in days(edtf)] == [start, end]


@pytest.mark.parametrize(
    "said",
    [
        "",
        "20-02-2012",
        "2012/2",
        "12",
        "20120220",
        "[2012]",
        "2012-1",
        "0012",
        "[2012..2012-03]",
        "before 2012",
        "2012-00",
    ],
)
def test_what_has_not_the_form_of_edtf(said):
    assert not is_edtf(said)


@pytest.mark.parametrize(
    ("edtf", "key"),
    [
        ("2012-02-30", "calendars.impossible"),
        ("2011-02-29", "calendars.impossible"),
        ("2012-13", "calendars.impossible"),
        ("9999-12-31~", "calendars.impossible"),
        ("[2012,2012-02-30,2013]", "calendars.impossible"),
        ("2012-21~", "calendars.impossible"),
        ("20 February 2012", "calendars.impossible"),
        ("2013/2012", "calendars.reversed"),
        ("XXXX-02-20", "calendars.nothing"),
        ("../..", "calendars.nothing"),
        ("/", "calendars.nothing"),
    ],
)
def test_what_is_no_date_is_refused(edtf, key):
    with pytest.raises(BadInput) as caught:
        days(edtf)
    assert caught.value.key == key
    assert all(caught.value.facts["value"] in caught.value.say(lang) for lang in ("en", "ar"))


@settings(deadline=None)
@given(st.from_regex(r"[0-9X]{4}(-[~?%]?[0-9X]{2}){0,2}[~?%]?", fullmatch=True))
def test_every_expression_has_its_days_in_order_or_is_refused(edtf):
    try:
        start, end = days(edtf)
    except BadInput:
        return
    assert start is not None
    assert end is not None
    assert start <= end


@given(st.dates(date(1001, 1, 1), date(9998, 12, 31)))
def test_a_day_lies_in_its_month_and_its_year_and_what_is_about_reaches_further(day):
    for precision in (10, 7, 4):
        edtf = str(day)[:precision]
        start, end = days(edtf)
        before, after = days(edtf + "~")
        assert before < start <= day <= end < after


# By the Umm al-Qura calendar 1 Muharram 1433 was 26 November 2011; Muharram had 30 days and Safar 29, so that
# 1 Rabi al-Awwal was 24 January 2012 and its 27th 19 February. Ramadan ran from 20 July to 18 August.
@pytest.mark.parametrize(
    ("said", "edtf"),
    [
        ((1433, 3, 27), "[2012-02-18..2012-02-20]"),
        ((1433, 9, None), "[2012-07-19..2012-08-19]"),
        ((1433, None, None), "[2011-11-25..2012-11-15]"),
    ],
)
def test_a_hijri_date_is_one_of_the_days_around_it(said, edtf):
    assert hijri(*said) == edtf


def test_every_hijri_month_may_have_thirty_days():
    thirtieth, first = days(hijri(1433, 2, 30)), days(hijri(1433, 3, 1))
    assert thirtieth == first == (date(2012, 1, 23), date(2012, 1, 25))


@pytest.mark.parametrize("said", [(1433, 3, 31), (1433, 13, 1), (1433, 0, 31), (1433, None, 3)])
def test_an_impossible_hijri_day_is_refused(said):
    with pytest.raises(BadInput, match="no such date"):
        hijri(*said)


@pytest.mark.parametrize("year", [1342, 1501, 9999])
def test_a_hijri_year_outside_the_table_is_refused(year):
    with pytest.raises(BadInput, match=f"{year} is outside 1343 to 1500"):
        hijri(year)


# Ramadan 1343, by the table, had 28 days.
@given(st.integers(1343, 1500), st.integers(1, 12), st.integers(1, 28))
def test_a_hijri_day_lies_in_its_month_and_its_month_in_its_year(year, month, day):
    year_days, month_days, day_days = days(hijri(year)), days(hijri(year, month)), days(hijri(year, month, day))
    assert year_days[0] <= month_days[0] <= day_days[0]
    assert day_days[1] - day_days[0] == timedelta(days=2)
    assert day_days[1] <= month_days[1] <= year_days[1]
