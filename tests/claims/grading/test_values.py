from datetime import date

import pytest

from tawthiq.claims.grading.values import (
    Many,
    Relation,
    Value,
    When,
    Where,
    Who,
    many,
    metres,
    relation,
    values_of,
    when,
    where,
)
from tawthiq.nouns import Actor, Claim, Date, Place, Quantity, Span

FEB_3, FEBRUARY = When(3, 3), When(1, 29)
HOMS = Where("homs", lat=34.73, lon=36.71, radius_m=5_000)
BABA_AMR = Where("baba amr", frozenset({"homs"}), 34.71, 36.68, 700)
ALEPPO = Where("aleppo", lat=36.2, lon=37.16, radius_m=5_000)
NAMED = Where("baba amr", frozenset({"homs"}))


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (FEB_3, FEBRUARY, "says"),
        (FEBRUARY, FEB_3, "open"),
        (FEB_3, When(5, 5), "differs"),
        (When(3, 5), When(4, 8), "open"),
        (BABA_AMR, HOMS, "says"),
        (HOMS, BABA_AMR, "open"),
        (ALEPPO, HOMS, "differs"),
        (NAMED, Where("homs"), "says"),
        (Where("homs"), NAMED, "open"),
        (Where("palmyra"), Where("homs"), "open"),
        (Who(frozenset({"army", "police"})), Who(frozenset({"army"})), "says"),
        (Who(frozenset({"militia"})), Who(frozenset({"army"})), "open"),
        (Many((("dead", 12, 12),)), Many((("dead", 10, 15),)), "says"),
        (Many((("dead", 7500, 1e9),)), Many((("dead", 6000, 6000),)), "differs"),
        (Many((("dead", 7500, 1e9),)), Many((("dead", 8000, 8000),)), "open"),
        (Many((("names", 6000, 6000),)), Many((("dead", 6000, 6000),)), "open"),
        (None, None, "says"),
    ],
)
def test_a_value_says_another_when_it_implies_it(one: Value, other: Value, said: Relation) -> None:
    assert relation(one, other) == said


def test_two_measured_positions_say_each_other_within_their_radius() -> None:
    here, beside = Where("", lat=34.71, lon=36.68, radius_m=50), Where("", lat=34.7103, lon=36.68, radius_m=50)
    assert metres(here, beside) == pytest.approx(33.4, abs=0.1)
    assert relation(here, beside) == relation(beside, here) == "says"


def test_a_place_without_a_position_has_no_distance() -> None:
    assert metres(NAMED, HOMS) is None


def test_the_parts_that_a_claim_asserts() -> None:
    said = Span(0, 4, "said")
    claim = Claim(
        "c-1", "a-1", "shelling", said,
        where=Place("Bab 'Amr", "Baba Amr", within=("Homs",)),
        when=Date("3 Feb", "2012-02-03", date(2012, 2, 3), None),
        actors=(Actor(said, "The Army"),),
        numbers=(Quantity(said, 7500, None, "lower bound", "dead"), Quantity(said, 7000, 7600, of="dead")),
    )  # fmt: skip
    found = values_of(claim)
    assert list(found) == ["what", "where", "when", "who", "how many"]
    assert found["where"] == where(Place("Bab 'Amr", "Baba Amr", within=("Homs",))) == NAMED
    assert (
        found["when"] == when(Date("", "", date(2012, 2, 3), None)) == When(date(2012, 2, 3).toordinal(), float("inf"))
    )
    assert found["who"] == Who(frozenset({"the army"}))
    assert found["how many"] == many(claim.numbers) == Many((("dead", 7000, float("inf")),))
    assert list(values_of(Claim("c-2", "a-1", "shelling", said))) == ["what"]
