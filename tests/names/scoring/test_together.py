"""A place among those of its day. The people are invented."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from tawthiq.names.scoring.columns import columns
from tawthiq.names.scoring.comparisons import EVENT, PLACE, Comparer
from tests.names.invented import lists_of

ONE, OTHER = np.array([0], np.int32), np.array([1], np.int32)


def killed(day: int, place: str, month: bool = False) -> dict[str, Any]:
    first, last = (date(2012, 5, 1), date(2012, 5, 31)) if month else (date(2012, 5, day),) * 2
    return {"name": "x", "date_from": first, "date_to": last, "place": place}


def chance(*records: dict[str, Any]) -> float:
    """Of the place of the first two records, which share it and the day."""
    told = Comparer.of(columns(lists_of(*records))).compare(ONE, OTHER)
    assert EVENT.levels[told["day"][0][0]].name in {"same day", "the same month"}
    assert PLACE.levels[told["place"][0][0]].name == "same place"
    return float(told["place"][1][0])


def test_where_all_of_a_day_were_killed_in_one_place_the_place_says_little_more() -> None:
    elsewhere = [killed(day, "Hama") for day in range(2, 12)]
    # of 20 records 10 have the place; of the 8 others of the day all have it: (5 * 0.5 + 8) / (5 + 8)
    assert chance(*[killed(1, "Houla")] * 10, *elsewhere) == pytest.approx((2.5 + 8) / 13)


def test_a_day_that_only_the_two_have_tells_nothing_of_the_place() -> None:
    elsewhere = [killed(day, "Hama") for day in range(2, 12)]
    assert chance(*[killed(1, "Houla")] * 2, *elsewhere) == pytest.approx(2 / 12)


def test_a_place_is_never_rarer_on_its_day_than_at_large() -> None:
    others = [killed(1, "Hama")] * 8
    assert chance(*[killed(1, "Houla")] * 2, *others) == pytest.approx(2 / 10)


def test_the_same_of_a_month() -> None:
    elsewhere = [
        {**killed(1, "Hama"), "date_from": date(2013, k, 1), "date_to": date(2013, k, 1)} for k in range(1, 11)
    ]
    assert chance(killed(1, "Houla", month=True), *[killed(3, "Houla")] * 9, *elsewhere) == pytest.approx(10.5 / 13)
