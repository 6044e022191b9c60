import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.ages import OLDEST, interval
from tawthiq.errors import BadInput

MONTH, DAY = 1 / 12, 1 / 365.25


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("34", 34, 34),
        ("٣٤", 34, 34),
        ("34.0", 34, 34),
        ("0", 0, 0),
        ("1,5", 1.5, 1.5),
        ("١٫٥", 1.5, 1.5),
        ("34 years", 34, 34),
        ("34 yrs. old", 34, 34),
        ("aged 34", 34, 34),
        ("34 عاماً", 34, 34),
        ("عمره 34 سنة", 34, 34),
        ("34 ans", 34, 34),
        ("3 months", 3 * MONTH, 3 * MONTH),
        ("3 أشهر", 3 * MONTH, 3 * MONTH),
        ("3 mois", 3 * MONTH, 3 * MONTH),
        ("2 weeks", 14 * DAY, 14 * DAY),
        ("6 jours", 6 * DAY, 6 * DAY),
        ("يومان", 2 * DAY, 2 * DAY),
        ("شهرين", 2 * MONTH, 2 * MONTH),
        ("سنة", 1, 1),
        ("سنة ونصف", 1.5, 1.5),
        ("1 an et demi", 1.5, 1.5),
        ("half a year", 0.5, 0.5),
        ("2 years 3 months", 2.25, 2.25),
        ("سنتان و٣ أشهر", 2.25, 2.25),
        ("30-35", 30, 35),
        ("30 – 35", 30, 35),
        ("30 to 35", 30, 35),
        ("30 à 35 ans", 30, 35),
        ("من 30 إلى 35", 30, 35),
        ("between 30 and 35", 30, 35),
        ("بين 30 و 35", 30, 35),
        ("entre 30 et 35 ans", 30, 35),
        ("6-9 months", 0.5, 0.75),
        ("6 months - 2 years", 0.5, 2),
        ("40s", 40, 49),
        ("in his late 40's", 40, 49),
        ("forties", 40, 49),
        ("في الأربعينات من العمر", 40, 49),
        ("la quarantaine", 40, 49),
        ("60+", 60, OLDEST),
        ("over 60", 60, OLDEST),
        ("أكثر من 60 سنة", 60, OLDEST),
        ("plus de 60 ans", 60, OLDEST),
        ("under 18", 0, 18),
        ("<18", 0, 18),
        ("أقل من شهر", 0, MONTH),
        ("less than a day", 0, DAY),
        ("moins de 18 ans", 0, 18),
        ("about 30", 27, 33),
        ("~30", 27, 33),
        ("30?", 27, 33),
        ("حوالي 30 سنة", 27, 33),
        ("environ 5 ans", 4, 6),
        ("about 3 months", 2 * MONTH, 4 * MONTH),
        ("newborn", 0, 28 * DAY),
        ("حديث الولادة", 0, 28 * DAY),
        ("infant", 0, 1),
        ("رضيع", 0, 1),
        ("nourrisson", 0, 1),
        ("طفل", 0, 18),
        ("Adult", 18, OLDEST),
        ("elderly", 60, OLDEST),
    ],
)
def test_an_age_is_the_interval_of_years_that_it_may_mean(said, low, high):
    assert interval(said) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(
    "said",
    [
        "-5",
        "youth",
        "شاب",
        "3m",
        "34 M",
        "34 35",
        "2 years 6",
        "45s",
        "1e3",
        "30-35-40",
        "-",
        "",
        "34 or 43",
        "half",
        "to",
    ],
)
def test_what_is_no_age_or_says_too_little_is_refused(said):
    with pytest.raises(BadInput) as caught:
        interval(said)
    assert (caught.value.key, caught.value.facts["value"]) == ("ages.unreadable", said)


@pytest.mark.parametrize("said", ["131", "1983", "35-30", "200 years", "9999999999999999999"])
def test_an_impossible_age_is_refused(said):
    with pytest.raises(BadInput) as caught:
        interval(said)
    assert caught.value.key == "ages.range"


@given(st.integers(0, 130), st.sampled_from(["{}", "{} years", "{} سنة", "{} ans", "age {}"]))
def test_a_number_of_years_is_itself_in_every_language(years, said):
    assert interval(said.format(years)) == (years, years)


@given(st.text() | st.text("0123456789٣ -+~<>?,.sسنةوشهر"))
def test_anything_is_an_interval_or_refused_in_words(said):
    try:
        low, high = interval(said)
    except BadInput as refused:
        assert str(refused) and refused.say("ar")
    else:
        assert 0 <= low <= high <= OLDEST
