"""The simulated lists against their truth: who is on them, how often, and what a newer version changes."""

from math import sqrt

import polars as pl
import pytest

from examples.simulate.layouts import committees
from examples.simulate.lists import KEEPERS, Keeper, captures, lists, newer, reached
from examples.simulate.people import people

EVERYONE = people(20_000)
CAUGHT = captures(EVERYONE)
LISTS = lists(EVERYONE)


@pytest.mark.parametrize("keeper", KEEPERS, ids=lambda keeper: keeper.name)
def test_a_list_reaches_the_share_that_its_keeper_says(keeper: Keeper) -> None:
    """Whom a keeper reaches directly, or takes over: p + (1 - p)·c for people on the list that is copied."""
    p = reached(EVERYONE, keeper).to_numpy()
    for other, share in keeper.copies.items():
        p = p + (1 - p) * share * CAUGHT[other].to_numpy()
    sigma = sqrt((p * (1 - p)).sum())
    assert abs(CAUGHT[keeper.name].to_numpy().sum() - p.sum()) < 4 * sigma


def test_visibility_pulls_somebody_onto_a_list_or_keeps_them_off() -> None:
    seen = EVERYONE["visibility"] > 0
    for keeper in KEEPERS:
        on = CAUGHT[keeper.name]
        assert ((on & seen).sum() > (on & ~seen).sum()) == (keeper.pull > 0)


def test_without_pull_and_copies_lists_are_independent() -> None:
    """Two keepers of 0.3 and 0.5 share 0.15 of the people."""
    alone = [Keeper(name, committees, rate, date="تاريخ الوفاة") for name, rate in (("a", 0.3), ("b", 0.5))]
    caught = captures(EVERYONE, 3, alone)
    both = caught.filter("a", "b").height
    assert abs(both - 0.15 * 20_000) < 4 * sqrt(20_000 * 0.15 * 0.85)


@pytest.mark.parametrize("keeper", KEEPERS, ids=lambda keeper: keeper.name)
def test_the_rows_of_a_list_are_of_the_people_on_it(keeper: Keeper) -> None:
    rows = LISTS[keeper.name]
    assert set(rows["person"]) == set(CAUGHT.filter(pl.col(keeper.name))["person"])
    twice = rows.height - rows["person"].n_unique()
    on = int(CAUGHT[keeper.name].sum())
    assert abs(twice - keeper.twice * on) < 4 * sqrt(on * keeper.twice)


@pytest.mark.parametrize("name", LISTS)
def test_every_row_says_that_it_is_simulated(name: str) -> None:
    assert LISTS[name][:, -1].str.contains("SIMULATED").all()


def test_the_parts_of_an_exact_row_are_those_of_its_person() -> None:
    rows = LISTS["archive"].join(EVERYONE, on="person")
    assert (rows["Sex"].is_null() | (rows["Sex"].str.to_lowercase() == rows["sex"].str.slice(0, 1))).all()
    right = rows["Date of death"] == rows["died"].dt.strftime("%m/%d/%Y")
    keeper = next(one for one in KEEPERS if one.name == "archive")
    expected = (1 - keeper.wrong) * (1 - keeper.unreadable)
    assert abs(right.mean() - expected) < 4 * sqrt(expected * (1 - expected) / rows.height)  # type: ignore[operator]


def test_the_same_seed_gives_the_same_lists() -> None:
    few = people(200)
    first, again, other = lists(few, 5), lists(few, 5), lists(few, 6)
    assert all(first[name].equals(again[name]) for name in first)
    assert not any(first[name].equals(other[name]) for name in first)


def test_a_newer_version_withdraws_finds_and_adds() -> None:
    old = LISTS["committees"]
    new = newer(old, EVERYONE)
    both = old.join(new, on="رقم السجل", suffix=" now")
    assert abs(old.height - both.height - 0.04 * old.height) < 4 * sqrt(0.04 * old.height)
    assert (both["person"] == both["person now"]).all()
    changed = both.filter(pl.col("الحالة") != pl.col("الحالة now"))
    assert set(changed["الحالة"]) == {"مفقود"}
    assert set(changed["الحالة now"]) == {"شهيد"}
    added = new.filter(~pl.col("رقم السجل").is_in(old["رقم السجل"].implode()))
    assert not set(added["person"]) & set(old["person"])


def test_the_numbers_of_a_list_are_its_own() -> None:
    for rows in (LISTS["committees"], LISTS["archive"], newer(LISTS["committees"], EVERYONE)):
        numbers = rows[:, 1]
        assert not numbers.is_duplicated().any()
        assert numbers.str.starts_with("S-").all()
