"""What of the tables leaves for whom."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from tawthiq.report import evidence
from tawthiq.report.door.tabled import PUBLIC_PEOPLE, Offset, living, public, tables
from tawthiq.report.door.withholding import Rules
from tawthiq.report.shape import Holdings
from tests.report.conftest import DAY, Office


def with_people(held: Holdings, **changed: object) -> Holdings:
    assert held.register
    people = held.register.people.with_columns(**{name: pl.lit(value) for name, value in changed.items()})
    return replace(held, register=replace(held.register, people=people))


def test_a_court_gets_whole_rows(office: Office) -> None:
    rows = tables(evidence.read(office.case))["people"]
    assert {one["name"] for one in rows} == {"Samir Haddad Khoury", "Layla Mansour Darwish", "هبة الخطيب النجار"}


def test_the_public_gets_allowed_columns_of_permitted_people(office: Office) -> None:
    held = evidence.read(office.case)
    assert public(held, Rules(), DAY, (), {})["people"] == []
    (row,) = public(held, Rules(), DAY, [office.people[0]], {})["people"]
    assert tuple(row) == PUBLIC_PEOPLE
    assert (row["name"], row["month"]) == ("Samir Haddad Khoury", "2012-02")


def test_small_counts_and_what_is_under_embargo_stay(office: Office) -> None:
    """28 May is four days before the edition of 1 June. Where only the one of May is small, the next goes with it."""
    held = evidence.read(office.case)
    assert [(one["month"], one["people"]) for one in public(held, Rules(), DAY, (), {})["counts"]] == [
        ("2012-02", None)
    ]
    told = public(held, Rules(embargo_days=0, smallest_cell=2), DAY, (), {})["counts"]
    assert [(one["month"], one["people"]) for one in told] == [("2012-02", None), ("2012-05", None)]
    assert public(held, Rules(), date(2012, 3, 1), (), {})["counts"] == []


def test_where_somebody_lives_is_moved_by_their_own_offset(office: Office) -> None:
    """1,113.2 m north are 0.01 degrees; without an offset there is no position at all."""
    held = with_people(evidence.read(office.case), status="injured", lat=34.7, lon=36.7)
    chosen = [office.people[0]]
    assert living(held, chosen) == chosen
    (row,) = public(held, Rules(), DAY, chosen, {chosen[0]: Offset(0.0, 1113.2, 1000.0)})["people"]
    assert (row["lat"], row["lon"], row["radius_m"]) == (pytest.approx(34.71), pytest.approx(36.7), 1000.0)
    (row,) = public(held, Rules(), DAY, chosen, {})["people"]
    assert (row["lat"], row["lon"]) == (None, None)


def test_where_somebody_died_is_no_secret_of_the_living(office: Office) -> None:
    held = with_people(evidence.read(office.case), lat=34.7, lon=36.7)
    assert living(held, office.people) == []


def test_every_row_of_a_case_with_something_invented_says_so(office: Office) -> None:
    held = replace(evidence.read(office.case), simulated=frozenset({"lcc"}))
    for made in (tables(held), public(held, Rules(), DAY, [office.people[0]], {})):
        assert {row["handling"] for rows in made.values() for row in rows} == {"SIMULATED"}
