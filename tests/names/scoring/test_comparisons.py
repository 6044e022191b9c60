"""What two records are compared by. Everybody here is invented."""

from typing import Any

import numpy as np
import pytest

from tawthiq.names.scoring.columns import columns
from tawthiq.names.scoring.comparisons import COMPARISONS, Comparer, Level
from tests.names.invented import lists_of

ONE, OTHER = np.array([0], np.int32), np.array([1], np.int32)


def level(comparison: str, one: dict[str, Any], other: dict[str, Any]) -> str:
    compared = Comparer.of(columns(lists_of(one, other))).compare(ONE, OTHER)
    (told,) = (found for found in COMPARISONS if found.name == comparison)
    return str(told.levels[compared[comparison][0][0]].name)


@pytest.mark.parametrize("one", COMPARISONS, ids=lambda one: one.name)
def test_shares_of_a_group_add_up_and_bounds_leave_room(one: Any) -> None:
    assert one.said.endswith(".")
    assert isinstance(one.levels[0], Level)
    for group in one.groups:
        assert sum(one.levels[k].match for k in group) == pytest.approx(1)
        assert sum(one.levels[k].most for k in group) >= 1
        assert all(one.levels[k].match <= one.levels[k].most for k in group)


def test_names_in_two_scripts_are_a_group_of_their_own() -> None:
    assert level("given", {"name": "Khaled Saqr"}, {"name": "خالد صقر"}).endswith(", two scripts")
    assert level("given", {"name": "Khaled Saqr"}, {"name": "Khaled Saqr"}) == "exact"


def test_brothers_differ_in_the_given_name_alone() -> None:
    one, other = {"name": "Khaled Nadim Barazi"}, {"name": "Tarek Nadim Barazi"}
    assert [level(name, one, other) for name in ("given", "middle", "family")] == ["conflict", "exact", "exact"]


def test_one_word_does_not_agree_twice() -> None:
    """A man and his father's namesake: the family stands where the other's given name does."""
    assert level("given", {"name": "Saqr Barazi"}, {"name": "Nadim Saqr"}) in ("conflict", "missing")


def test_names_exchanged_are_told() -> None:
    one = {"name_given": "Khaled", "name_family": "Barazi"}
    other = {"name_given": "Barazi", "name_family": "Khaled"}
    assert level("order", one, other) == "exchanged"


def test_mothers_are_compared_where_both_are_said() -> None:
    assert level("mother", {"name": "x", "name_mother": "Huda"}, {"name": "x", "name_mother": "Huda"}) == "exact"
    assert level("mother", {"name": "x", "name_mother": "Huda"}, {"name": "x"}) == "nothing to compare"


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [("male", "female", "different"), ("male", "male", "same"), (None, "male", "nothing to compare")],
)
def test_sexes(one: str | None, other: str, said: str) -> None:
    assert level("sex", {"name": "x", "sex": one}, {"name": "x", "sex": other}) == said


def test_names_of_one_word_give_the_family_nothing_to_compare() -> None:
    assert level("family", {"name": "Huda"}, {"name": "Huda"}) == "nothing to compare"


def test_a_father_is_not_his_son() -> None:
    assert level("given", {"name": "Khaled Nadim Barazi"}, {"name": "Nadim Tarek Barazi"}) == "conflict"


def test_who_shares_one_of_two_given_names_is_somebody_else() -> None:
    """As brothers and cousins do; one who leaves the second name out is not."""
    one = {"name_given": "Rami Khaled", "name_family": "Barazi"}
    other = {"name_given": "Rami Tarek", "name_family": "Barazi"}
    assert level("given", one, other) == "conflict"
    assert level("given", one, {"name_given": "Rami", "name_family": "Barazi"}) == "exact"
