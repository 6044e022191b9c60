"""How births, ages and days of events agree. Everybody here is invented."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from tawthiq.names.scoring.columns import columns
from tawthiq.names.scoring.comparisons import BIRTH, EVENT
from tawthiq.names.scoring.days import births, events
from tests.names.invented import lists_of

ONE, OTHER = np.array([0], np.int32), np.array([1], np.int32)


def whole(field: str, said: str) -> dict[str, Any]:
    first, _, last = said.partition("/")
    start = date.fromisoformat(first)
    return {f"{field}_from": start, f"{field}_to": date.fromisoformat(last) if last else start}


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("1980-03-04", "1980-03-04", "same day"),
        ("1980-03-04", "1980-04-03", "day and month swapped"),
        ("1980-03-14", "1980-03-24", "one digit differs"),
        ("1980-03-04", "1987-03-04", "one digit differs"),
        ("1980-03-04", "1980-03-15", "one part differs"),
        ("1980-03-04", "1980-08-19", "within a year"),
        ("1980-03-04", "1983-08-19", "within five years"),
        ("1980-03-04", "2002-08-19", "years apart"),
        ("1980-01-01/1980-12-31", "1980-08-19", "ages agree"),
        ("1980-01-01/1980-12-31", "1981-08-19", "ages one year apart"),
        ("1980-01-01/1980-12-31", "1999-08-19", "ages far apart"),
    ],
)
def test_births(one: str, other: str, level: str) -> None:
    told = columns(lists_of(whole("birth", one), whole("birth", other)))
    levels, chance = births(told, ONE, OTHER)
    assert BIRTH.levels[levels[0]].name == level
    assert (chance[0] > 0) == (level == "same day")


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("2012-02-03", "2012-02-03", "same day"),
        ("2012-02-03", "2012-02-08", "within a week"),
        ("2012-02-03", "2012-03-02", "day and month swapped"),
        ("2012-02-03", "2013-02-03", "one digit differs"),
        ("2012-02-03", "2012-02-27", "one part differs"),
        ("2012-02-03", "2012-03-01", "within a month"),
        ("2012-02-03", "2012-09-28", "within a year"),
        ("2012-02-03", "2015-09-28", "more than a year apart"),
        ("2012-02-01/2012-02-29", "2012-02-08", "the same month"),
        ("2012-01-01/2012-12-31", "2012-02-08", "spans overlap"),
        ("2012-02-01/2012-02-29", "2012-03-08", "spans within a month"),
        ("2012-02-01/2012-02-29", "2012-09-08", "spans within a year"),
        ("2012-02-01/2012-02-29", "2015-09-08", "spans more than a year apart"),
    ],
)
def test_events(one: str, other: str, level: str) -> None:
    told = columns(lists_of(whole("date", one), whole("date", other)))
    assert EVENT.levels[events(told, ONE, OTHER)[0][0]].name == level


def test_a_burial_is_another_kind_of_day_than_a_death() -> None:
    records = [
        whole("date", "2012-02-03") | {"date_kind": "death"},
        whole("date", "2012-02-05") | {"date_kind": "burial"},
    ]
    assert EVENT.levels[events(columns(lists_of(*records)), ONE, OTHER)[0][0]].name == "other kind, within a week"


def test_a_day_that_many_share_says_little() -> None:
    """Of four births three are on 1 January."""
    told = columns(lists_of(*(whole("birth", day) for day in ("1980-01-01",) * 3 + ("1980-05-06",))))
    assert births(told, ONE, OTHER)[1][0] == pytest.approx(0.75)


def test_nothing_said_is_nothing_to_compare() -> None:
    told = columns(lists_of({"name": "x"}, whole("birth", "1980-01-01") | whole("date", "2012-02-03")))
    assert births(told, ONE, OTHER)[0][0] == events(told, ONE, OTHER)[0][0] == 0
