import re
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.calendars import is_edtf
from tawthiq.dates import Evidence, order_of, parse
from tawthiq.errors import BadInput
from tawthiq.nouns import Date

DAY = date(2012, 2, 20)


def edtf(said: str, order=None) -> str:
    return parse(said, order=order).edtf


def refusal(said: str, order=None) -> str:
    with pytest.raises(BadInput) as caught:
        parse(said, order=order)
    assert all(str(caught.value.facts["value"]) in caught.value.say(lang) for lang in ("en", "ar"))
    return caught.value.key


def test_a_date_keeps_what_was_said_and_its_kind():
    said = " ٢٠ شباط ٢٠١٢ "
    assert parse(said, kind="burial") == Date(said, "2012-02-20", DAY, DAY, "burial")


@pytest.mark.parametrize(
    "said",
    [
        "2012-02-20",
        "2012/2/20",
        "2012.02.20",
        "20120220",
        "20/02/2012",
        "20-2-2012",
        "20.2.2012",
        "20 - 02 - 2012",
        "02/20/2012",
        "٢٠/٠٢/٢٠١٢",
        "۲۰۱۲/۰۲/۲۰",
        "20\u200f/02\u200f/2012",
        "20 February 2012",
        "Feb 20, 2012",
        "20-Feb-2012",
        "20FEB2012",
        "the 20th of February, 2012",
        "Monday, 20 Feb. 2012",
        "20 février 2012",
        "lundi 20 févr. 2012",
        "20 شباط 2012",
        "يوم الاثنين 20 شُباط عام 2012 م",
        "20 من شباط 2012",
        "20 شباط/فبراير 2012",
        "20 شباط (فبراير) ٢٠١٢",
        "20 فيفري 2012",
        "20شباط2012",
        "2012-02-20 14:05",
        "2012-02-20T14:05:30.5Z",
        "2012-02-20 00:00:00+03:00",
        "20/02/2012 2:05 PM",
        "20/02/2012، الساعة 2:05 م",
    ],
)
def test_a_plain_day_in_every_writing(said):
    assert parse(said) == Date(said, "2012-02-20", DAY, DAY)


@pytest.mark.parametrize(
    ("month", "names"),
    [
        (1, "January Jan janvier يناير كانون_الثاني جانفي"),
        (2, "February Feb février فبراير شباط فيفري"),
        (3, "March Mar mars مارس آذار اذار"),
        (4, "April Apr avril أبريل إبريل نيسان أفريل"),
        (5, "May mai مايو أيار ماي مايس"),
        (6, "June Jun juin يونيو حزيران جوان"),
        (7, "July Jul juillet يوليو تموز جويلية يوليوز"),
        (8, "August Aug août أغسطس آب أوت غشت"),
        (9, "September Sept Sep septembre سبتمبر أيلول شتنبر"),
        (10, "October Oct octobre أكتوبر تشرين_الأول"),
        (11, "November Nov novembre نوفمبر تشرين_الثاني نونبر"),
        (12, "December Dec décembre ديسمبر كانون_الأول دجنبر"),
    ],
)
def test_the_months_of_the_levant_egypt_the_maghreb_england_and_france(month, names):
    for name in names.replace("_", "\u00a0").split(" "):
        assert edtf(f"3 {name} 2012") == f"2012-{month:02}-03"
        assert edtf(f"{name} 2012") == f"2012-{month:02}"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2012", "2012"),
        ("2012-02", "2012-02"),
        ("02/2012", "2012-02"),
        ("2012/2", "2012-02"),
        ("201X", "201X"),
        ("2012-02-XX", "2012-02-XX"),
        ("2012-02-xx", "2012-02-XX"),
        ("??/02/2012", "2012-02-XX"),
        ("00/02/2012", "2012-02-XX"),
        ("2012-00-00", "2012-XX-XX"),
        ("spring 2012", "2012-21"),
        ("صيف 2012", "2012-22"),
        ("automne 2012", "2012-23"),
        ("شتاء 2012", "2012-24"),
        ("early February 2012", "2012-02"),
        ("أواخر شباط 2012", "2012-02"),
        ("mid-2012", "2012"),
    ],
)
def test_a_date_says_no_more_than_was_said(said, expected):
    assert edtf(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2012~", "2012~"),
        ("~2012-02-20", "2012-02-20~"),
        ("circa 2012", "2012~"),
        ("c. February 2012", "2012-02~"),
        ("حوالي 20 شباط 2012", "2012-02-20~"),
        ("vers 2012", "2012~"),
        ("20/02/2012 (?)", "2012-02-20?"),
        ("ربما شباط 2012؟", "2012-02?"),
        ("about 2012?", "2012%"),
    ],
)
def test_doubt_is_kept(said, expected):
    assert edtf(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2012-02-03/2012-02-05", "2012-02-03/2012-02-05"),
        ("2012-02-03 - 2012-02-05", "2012-02-03/2012-02-05"),
        ("03/02/2012 – 15/02/2012", "2012-02-03/2012-02-15"),
        ("3-5 February 2012", "2012-02-03/2012-02-05"),
        ("20-22/02/2012", "2012-02-20/2012-02-22"),
        ("3 February to 5 March 2012", "2012-02-03/2012-03-05"),
        ("February–March 2012", "2012-02/2012-03"),
        ("من 3 إلى 5 شباط 2012", "2012-02-03/2012-02-05"),
        ("du 3 au 5 février 2012", "2012-02-03/2012-02-05"),
        ("2012-2013", "2012/2013"),
        ("since February 2012", "2012-02/.."),
        ("منذ 3 شباط 2012", "2012-02-03/.."),
        ("until 3 March 2012", "../2012-03-03"),
        ("2012/..", "2012/.."),
        ("between 3 and 5 February 2012", "[2012-02-03..2012-02-05]"),
        ("بين 3 و5 شباط 2012", "[2012-02-03..2012-02-05]"),
        ("entre février et mars 2012", "[2012-02..2012-03]"),
        ("between 3 February and March 2012", "[2012-02-03..2012-03-31]"),
        ("before 3 February 2012", "[..2012-02-02]"),
        ("قبل 2012", "[..2011-12-31]"),
        ("after February 2012", "[2012-03-01..]"),
        ("before late February 2012", "[..2012-02-29]"),
        ("after about February 2012", "[2012-01-01..]"),
        ("[..2012-02-03]", "[..2012-02-03]"),
        ("{2012,2013}", "{2012,2013}"),
    ],
)
def test_intervals_and_open_ends(said, expected):
    order = "dmy" if "15/02" in said else None
    assert edtf(said, order) == expected


# 27 Rabi al-Awwal 1433 was 19 February 2012 by the Umm al-Qura calendar (worked out in test_calendars.py).
@pytest.mark.parametrize(
    "said",
    [
        "27 ربيع الأول 1433",
        "٢٧ ربيع أول ١٤٣٣هـ",
        "27 Rabi' al-Awwal 1433",
        "27 Rabi I 1433 AH",
        "27/3/1433 هـ",
        "1433/03/27هـ",
        "27-03-1433 هجري",
        "27.3.1433 A.H.",
    ],
)
def test_hijri_days_are_known_by_their_month_or_by_a_marker(said):
    assert parse(said) == Date(said, "[2012-02-18..2012-02-20]", date(2012, 2, 18), DAY)


def test_hijri_months_and_years():
    assert edtf("رمضان 1433") == edtf("Ramadan 1433 AH") == "[2012-07-19..2012-08-19]"
    assert edtf("سنة 1433 للهجرة") == "[2011-11-25..2012-11-15]"
    assert edtf("قبل رمضان 1433") == "[..2012-08-19]"


def test_a_date_in_two_calendars_is_the_gregorian_one_where_they_agree():
    assert edtf("27 ربيع الأول 1433هـ الموافق 19 شباط 2012م") == "2012-02-19"
    assert edtf("20/02/2012 الموافق 27/03/1433 هـ") == "2012-02-20"
    assert refusal("27 ربيع الأول 1433 الموافق 12 شباط 2012") == "dates.disagree"


def test_an_unmarked_hijri_year_is_not_taken_for_a_gregorian_one():
    for said in ("1433", "27/03/1433", "1433-03-27", "20 شباط 1433", "[1433..1434]", "14XX"):
        assert refusal(said) == "dates.calendar"
    assert edtf("20 February 1433 AD") == "1433-02-20"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("3/4/12", "dates.two_digits"),
        ("12-02-20", "dates.two_digits"),
        ("3 Feb 12", "dates.two_digits"),
        ("20 February", "dates.no_year"),
        ("XXXX-02-20", "calendars.nothing"),
        ("31/13/2012", "dates.impossible"),
        ("31/02/2012", "calendars.impossible"),
        ("2011-02-29", "calendars.impossible"),
        ("29 شباط 2011", "calendars.impossible"),
        ("31 صفر 1433", "calendars.impossible"),
        ("3 محرم 1200", "calendars.hijri"),
        ("28 December to 3 January 2012", "calendars.reversed"),
        ("2013/2012", "calendars.reversed"),
        ("0012-02-20", "dates.two_digits"),
        ("20/02/0000", "dates.no_year"),
        ("0000-00-00", "dates.nothing"),
        ("", "dates.nothing"),
        (" - ", "dates.nothing"),
        ("N/A", "dates.nothing"),
        ("غير معروف", "dates.nothing"),
        ("after 9999", "dates.unreadable"),
        ("circa spring 2012", "dates.unreadable"),
        ("from 2012", "dates.unreadable"),
        ("20 22 February 2012", "dates.unreadable"),
        ("20 شباط آذار 2012", "dates.unreadable"),
        ("2012-02-03 in prison", "dates.unreadable"),
        ("40959", "dates.unreadable"),
        ("[2012..2012-03]", "dates.unreadable"),
        ("a day to remember", "dates.unreadable"),
        ("2012 2012-02-0200", "dates.unreadable"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(said, key):
    assert refusal(said) == key


def test_the_order_of_day_and_month_is_never_guessed():
    assert refusal("03/02/2012") == "dates.ambiguous"
    assert edtf("03/02/2012", "dmy") == "2012-02-03"
    assert edtf("03/02/2012", "mdy") == "2012-03-02"
    assert edtf("20/02/2012") == edtf("02/20/2012") == "2012-02-20"
    assert edtf("05/05/2012") == "2012-05-05"
    assert refusal("20/02/2012", "mdy") == "dates.impossible"


def test_an_ambiguous_date_names_both_readings():
    with pytest.raises(BadInput, match="'3/2/2012' may be 2012-02-03 or 2012-03-02"):
        parse("3/2/2012")


@pytest.mark.parametrize(
    ("values", "evidence"),
    [
        (["20/02/2012", "20/02/2012", "3/2/2012", "5/5/2012", None, "", "2012-02-13"], Evidence("dmy", 2, 0, 1)),
        (["02/20/2012 14:05", "١٢/٣١/٢٠١٢"], Evidence("mdy", 0, 2, 0)),
        (["20/02/2012", "02/20/2012"], Evidence(None, 1, 1, 0)),
        (["3/2/2012", "31/31/2012"], Evidence(None, 0, 0, 1)),
        ([], Evidence(None, 0, 0, 0)),
    ],
)
def test_the_order_of_a_column_comes_from_the_values_that_allow_only_one(values, evidence):
    assert order_of(values) == evidence
    assert order_of(pa.chunked_array([values], pa.string())) == evidence


SCRIPTS = st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])
SEPARATORS = st.sampled_from(["/", "-", ".", " / "])


@given(st.dates(date(1501, 1, 1), date(9998, 12, 31)), SCRIPTS, SEPARATORS, st.booleans())
def test_a_plain_day_comes_back_from_every_form(day, script, sep, padded):
    width = 2 if padded else 1
    d, m, y = f"{day.day:0{width}}", f"{day.month:0{width}}", f"{day.year}"
    written = {sep.join((d, m, y)): "dmy", sep.join((m, d, y)): "mdy", sep.join((y, m, d)): None, str(day): None}
    for said, order in written.items():
        read = parse(said.translate(str.maketrans("0123456789", script)), order=order)
        assert (read.edtf, read.start, read.end) == (str(day), day, day)


WORDS = (
    "2012 1433 20 3 02 12 شباط Feb رمضان spring هـ م AH circa before بين و and to from since الموافق / - . ~ ? XX "
    "2012-02-20 03/02/2012 .. [ ] early th 14:05 ٢٠١٢ unknown"
)
PHRASES = st.lists(st.sampled_from(WORDS.split()), max_size=6)


@settings(deadline=None)
@given(st.text() | PHRASES.map(" ".join) | PHRASES.map("".join))
def test_any_text_is_read_as_valid_edtf_in_order_or_refused(said):
    for order in (None, "dmy", "mdy"):
        try:
            read = parse(said, order=order)
        except BadInput as error:
            assert error.say("en") != error.say("ar")
            continue
        assert read.said == said
        assert is_edtf(read.edtf)
        assert parse_edtf(read.edtf)
        assert re.search("1[345]", read.edtf) or parse(read.edtf).edtf == read.edtf
        assert read.start or read.end
        assert not (read.start and read.end and read.start > read.end)


def test_every_date_of_two_real_lists_is_read_or_says_nothing(real_data):
    vdc = pq.read_table(real_data / "names/syria_vdc/vdc_records.parquet", columns=["Date of death"])
    moh = pq.read_table(real_data / "names/gaza_moh/all_releases.parquet", columns=["dob"])
    for column in (*vdc.columns, *moh.columns):
        order = order_of(column).order
        for said in column.unique().drop_null().to_pylist():
            try:
                assert parse(said, order=order).start
            except BadInput as error:
                assert error.key == "dates.nothing", error.key
