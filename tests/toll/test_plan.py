from tawthiq.nouns import Source
from tawthiq.toll.plan import departures, feeding

DONE = {"lists": ("a", "b"), "by": ("month",), "methods": ["combined"]}


def test_no_plan_is_told() -> None:
    assert [one.key for one in departures(None, DONE)] == ["toll.no_plan"]


def test_a_plan_that_was_kept_to_is_told_in_any_order_of_lists() -> None:
    assert [one.key for one in departures({"lists": ["b", "a"], "by": "month"}, DONE)] == ["toll.as_planned"]


def test_each_departure_names_what_was_planned_and_what_is_done() -> None:
    (one,) = departures({"lists": ["a", "b"], "by": []}, DONE)
    assert (one.key, one.facts) == ("toll.departs", {"what": "by", "planned": "—", "done": "month"})


def test_a_list_that_draws_on_another_through_a_third_is_told() -> None:
    sources = {
        "paper": Source("paper", "A newspaper (invented)", draws_on=("wire",)),
        "wire": Source("wire", "An agency (invented)", draws_on=("group",)),
        "group": Source("group", "A group (invented)", draws_on=("paper",)),
    }
    told = {(one.facts["list"], one.facts["other"]) for one in feeding(("paper", "group"), sources)}
    assert told == {("paper", "group"), ("group", "paper")}, "in a circle, each is told once"
    assert feeding(("paper", "stranger"), sources) == ()
