"""Records as plain numbers. Everybody here is invented."""

from datetime import date

import numpy as np

from tawthiq.names.scoring.columns import UNKNOWN, columns
from tests.names.invented import lists_of

DAY = date(2012, 2, 3)


def days(when: date) -> int:
    return (when - date(1970, 1, 1)).days


def test_missing_columns_are_unknown() -> None:
    told = columns(lists_of({"name": "Huda Omar"}))
    assert len(told) == 1
    assert told.birth.tolist() == told.day.tolist() == [[UNKNOWN, UNKNOWN]]
    assert (told.sex.tolist(), told.kind.tolist(), told.places.tolist()) == ([0], [-1], [[-1] * 4])


def test_a_birth_is_reckoned_from_the_age_on_the_day() -> None:
    told = columns(lists_of({"name": "Huda", "age_from": 30.0, "age_to": 30.0, "date_from": DAY, "date_to": DAY}))
    earliest, latest = told.birth[0]
    assert told.aged[0]
    assert abs(latest - days(date(1982, 2, 3))) <= 2 and abs(earliest - days(date(1981, 2, 3))) <= 3


def test_a_birth_is_reckoned_from_the_day_on_which_the_list_gives_ages() -> None:
    births = {age: date(2024 - age, 1, 1) for age in (10, 20, 30)}
    both = [{"name": "x", "birth_from": day, "birth_to": day, "age_from": float(age)} for age, day in births.items()]
    told = columns(lists_of(*both, {"name": "y", "age_from": 40.0}))
    # ages turn on 1 January 2024, so the list reckons from the middle of 2024
    assert told.aged.tolist() == [False, False, False, True]
    assert abs(told.birth[3].mean() - days(date(1984, 1, 1))) < 10


def test_ages_alone_compare_with_each_other() -> None:
    told = columns(lists_of({"name": "x", "age_from": 24.0}, {"name": "y", "age_from": 25.0}))
    assert told.birth[1, 1] < told.birth[0, 0]


def test_a_place_stands_before_what_is_around_it() -> None:
    told = columns(
        lists_of({"name": "x", "place": "Báb Amr", "place_within": "Syria / Homs"}, {"name": "y", "place": "homs"})
    )
    words = [[told.spellings[code] for code in row if code >= 0] for row in told.places]
    assert words == [["bab amr", "homs", "syria"], ["homs"]]


def test_lists_are_numbered_and_those_free_of_duplicates_marked() -> None:
    told = columns(lists_of({"name": "x"}, {"name": "y", "source": "two"}, once=frozenset({"two"})))
    assert (told.source.tolist(), told.once.tolist()) == ([0, 1], [False, True])


def test_an_open_span_is_the_day_that_is_said() -> None:
    told = columns(lists_of({"name": "x", "date_from": DAY}))
    assert np.array_equal(told.day, [[days(DAY)] * 2])
