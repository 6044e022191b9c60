"""Who is counted, and why the others are not."""

import tomllib
from datetime import date
from typing import Any

import pytest

from tawthiq import tables
from tawthiq.errors import BadInput
from tawthiq.messages import say
from tawthiq.names.register.inclusion import Rule

WHOLE = {"status": "killed", "date_from": date(2012, 2, 4), "date_to": date(2012, 2, 4), "place": "Homs"}


def reason(person: dict[str, Any], rule: Rule, named: bool = True) -> str | None:
    people = tables.rows(tables.PEOPLE, [{"id": "p-1", **WHOLE, **person}])
    (told,) = rule.reasons(people, {"p-1"} if named else set())
    return told and told.removeprefix("inclusion.")


def test_a_name_a_date_a_place_and_a_death_are_counted() -> None:
    assert reason({}, Rule()) is None
    assert reason({"status": "died in custody"}, Rule()) is None
    assert reason({"place": None, "place_within": "Homs"}, Rule()) is None
    assert reason({"date_from": None}, Rule()) is None


@pytest.mark.parametrize(
    ("person", "named", "expected"),
    [
        ({}, False, "no_name"),
        ({"status": None}, True, "status_unsaid"),
        ({"status": "missing"}, True, "other_status"),
        ({"date_from": None, "date_to": None}, True, "no_date"),
        ({"place": None}, True, "no_place"),
        ({"status": "missing", "place": None}, False, "no_name"),
        ({"status": "missing", "place": None}, True, "other_status"),
    ],
)
def test_who_is_not_counted_by_default_and_why(person: dict[str, Any], named: bool, expected: str) -> None:
    assert reason(person, Rule(), named) == expected
    assert say(f"inclusion.{expected}", "ar") != say(f"inclusion.{expected}", "en")


def test_a_rule_of_the_case_asks_for_less_or_more() -> None:
    told = """
        name = false
        place = false
        status = ["killed", "missing", "unsaid"]
        since = 2012-02-01
        until = 2012-02-29
    """
    rule = Rule.of(tomllib.loads(told))
    assert reason({"status": None, "place": None}, rule, named=False) is None
    assert reason({"status": "missing"}, rule) is None
    assert reason({"status": "died in custody"}, rule) == "other_status"
    assert reason({"date_from": date(2012, 1, 31)}, rule) == "outside"
    assert reason({"date_to": date(2012, 3, 1)}, rule) == "outside"
    assert reason({"date_to": None}, rule) == "outside"
    assert Rule.of({}) == Rule()


@pytest.mark.parametrize(
    ("told", "key", "says"),
    [
        ({"nam": True}, "unknown_key", "nam"),
        ({"name": "yes"}, "not_boolean", "name"),
        ({"status": "killed"}, "bad_status", "died in custody"),
        ({"status": []}, "bad_status", "unsaid"),
        ({"status": ["dead"]}, "bad_status", "dead"),
        ({"since": "2011"}, "bad_day", "since"),
        ({"since": date(2012, 1, 2), "until": date(2012, 1, 1)}, "days_reversed", "2012-01-02"),
        ({"date": False, "since": date(2012, 1, 2)}, "days_without_date", "since"),
    ],
)
def test_a_rule_that_says_nothing_clear_is_refused_in_two_languages(told: dict[str, Any], key: str, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        Rule.of(told)
    assert caught.value.key == f"inclusion.{key}"
    assert says in caught.value.say("en")
    assert says in caught.value.say("ar")


def test_of_many_people_each_has_their_own_reason() -> None:
    people = tables.rows(
        tables.PEOPLE, [{"id": f"p-{n}", **WHOLE, "status": one} for n, one in enumerate(["killed", None])]
    )
    assert Rule().reasons(people, {"p-0", "p-1"}) == [None, "inclusion.status_unsaid"]
    assert Rule().reasons(people.slice(0, 0), set()) == []
