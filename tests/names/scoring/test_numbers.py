"""Numbers of people: which columns are such, and how two records agree in them. The people are invented."""

import numpy as np
import pyarrow as pa
import pytest

from tawthiq.names.scoring.columns import columns
from tawthiq.names.scoring.comparisons import NUMBER
from tawthiq.names.scoring.fellegi_sunter import FellegiSunter
from tawthiq.names.scoring.numbers import PREFIX, are_numbers, compared, numbers
from tawthiq.names.shape import Known, Lists
from tests.names.invented import lists_of, town

ONE, OTHER = np.array([0], np.int32), np.array([1], np.int32)


def with_numbers(lists: Lists, *columns_of: list[str | None]) -> Lists:
    records = lists.records
    for k, values in enumerate(columns_of):
        records = records.append_column(f"{PREFIX}{k}", pa.array(values, pa.string()))
    return Lists(records, lists.once)


def level(one: str | None, other: str | None) -> str:
    told = numbers(with_numbers(lists_of({"name": "x"}, {"name": "y"}), [one, other]).records)
    return str(NUMBER.levels[compared(told, ONE, OTHER)[0][0]].name)


@pytest.mark.parametrize(
    ("values", "are"),
    [
        (["80-417", "80-512", "80-417", "80-699"], True),  # three of four are distinct
        (["Homs", "Homs", "Homs", "Hama", "Hama", "Hama"], False),  # two of six
        ([None] * 19 + ["80-417"], False),  # one alone says it
        (["1", "2", "3", "4", "5"], False),  # it counts the rows
    ],
)
def test_a_number_is_what_nearly_nobody_shares_and_does_not_count_the_rows(values: list[str | None], are: bool) -> None:
    assert are_numbers(pa.array(values, pa.string())) is are


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("80-417 A", "80417a", "same"),
        ("80417", "80471", "one sign differs"),
        ("80417", "8047", "one sign differs"),
        ("80417", "99999", "different"),
        ("80417", None, "nothing to compare"),
    ],
)
def test_levels(one: str | None, other: str | None, expected: str) -> None:
    assert level(one, other) == level(other, one) == expected


def test_of_several_numbers_the_one_that_agrees_counts_with_the_share_of_others_who_have_it() -> None:
    lists = lists_of(*({"name": "x"} for _ in range(5)))
    told = numbers(with_numbers(lists, ["7", "8", "9", "10", "11"], ["444", "444", "444", "5", "6"]).records)
    assert [one.tolist() for one in compared(told, ONE, OTHER)] == [[3], [pytest.approx(2 / 4)]]


def test_lists_without_numbers_have_nothing_to_compare() -> None:
    told = columns(lists_of({"name": "x"}, {"name": "y"}))
    assert compared(told.numbers, ONE, OTHER)[0].tolist() == [0]


def test_a_number_finds_what_the_names_alone_do_not() -> None:
    lists, truth = town()
    person = np.arange(len(lists))
    person[truth[:, 1]] = truth[:, 0]
    lists = with_numbers(lists, [f"{one * 7919 % 1_000_003:07}" for one in person])
    scores = FellegiSunter().score(lists, Known(), seed=0)
    found = {(int(a), int(b)) for a, b, p in zip(scores.a, scores.b, scores.probability, strict=True) if p >= 0.5}
    assert found == {(int(a), int(b)) for a, b in truth}
