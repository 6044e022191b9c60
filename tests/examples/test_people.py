"""The simulated people: invented, seeded, and with families that no list-keeper made up."""

import polars as pl
import pytest

from examples.simulate.people import CENTRE, SPREAD, WORDS, names, people

EVERYONE = people(5_000)


def test_the_same_seed_gives_the_same_people() -> None:
    assert people(300, 7).equals(people(300, 7))
    assert not people(300, 7).equals(people(300, 8))


def test_there_are_as_many_as_asked_for_each_once() -> None:
    assert EVERYONE["person"].to_list() == [*range(5_000)]


@pytest.mark.parametrize("column", ["father", "grandfather", "family", "mother", "area", "died"])
def test_a_household_shares_its_family_and_its_day(column: str) -> None:
    assert EVERYONE.group_by("household").agg(pl.col(column).n_unique())[column].unique().to_list() == [1]


def test_nobody_in_a_household_has_the_name_of_another() -> None:
    assert not EVERYONE.select("household", "given").is_duplicated().any()


def test_given_names_follow_the_sex() -> None:
    for sex in ("female", "male"):
        assert set(EVERYONE.filter(sex=sex)["given"]) == set(names(sex))


def test_an_age_is_the_whole_years_from_birth_to_death() -> None:
    lived = (EVERYONE["died"] - EVERYONE["born"]).dt.total_days()
    assert ((EVERYONE["age"] - lived / 365.25).abs() < 1.01).all()
    assert str(EVERYONE["died"].min()) >= "2012-02-01"
    assert str(EVERYONE["died"].max()) <= "2012-03-31"


def test_positions_lie_around_the_known_centre_and_nowhere_else() -> None:
    known = EVERYONE.filter(pl.col("lat").is_not_null())
    assert set(known["area"]) == set(CENTRE)
    assert ((known["lat"] - CENTRE["بابا عمرو"][0]).abs() < 6 * SPREAD).all()


def test_every_name_has_a_transliteration_of_its_own() -> None:
    for kind in WORDS.values():
        spellings = [spelt for said in kind.values() for spelt in said]
        assert len(spellings) == len(set(spellings))
