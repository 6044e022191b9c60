from datetime import date

from tawthiq.claims.grading.conditions import Interval, compared, timeline, timelines, within
from tawthiq.typology import typology
from tests.claims.telling import account, claim, weighed


def day(n: int, month: int = 3) -> date:
    return date(2031, month, n)


def interval(value: str, start: int | None, end: int | None) -> Interval:
    return Interval(value, day(start) if start else None, day(end) if end else None, (), (1, 1))


def test_aid_let_in_and_cut_again_with_a_gap_between() -> None:
    """In from the 1st to the 3rd, nothing told of the 4th and 5th, cut from the 6th."""
    told = weighed(
        [account("1"), account("2")],
        [
            claim("1", "1", "aid_let_in", days=(day(1), day(3)), place="Northquay"),
            claim("2", "2", "aid_cut_off", days=(day(6), day(6)), place="Northquay"),
            claim("3", "2", "torture", days=(day(6), day(6))),
            claim("4", "2", "aid_let_in"),
        ],
    )
    (found,) = timelines(told, typology())
    assert (found.state, found.place) == ("aid", "Northquay")
    assert [(one.value, one.start, one.end, one.range) for one in found.intervals] == [
        ("in", day(1), day(3), (1, 1)), ("cut", day(6), day(6), (1, 1)),
    ]  # fmt: skip
    assert found.gaps == ((day(4), day(5)),)
    assert found.contradictions == ()


def test_two_values_on_the_same_days_contradict_one_another() -> None:
    let_in, cut = interval("in", 1, 5), interval("cut", 4, None)
    (found,) = timeline("aid", "", [cut, let_in]).contradictions
    assert found == (let_in, cut, (day(4), day(5)))
    assert timeline("aid", "", [interval("in", 1, 5), interval("in", 4, 9)]).contradictions == ()


def test_claims_of_one_act_make_one_interval_from_the_first_day_to_the_last_and_a_denial_none() -> None:
    claims = [
        claim("1", "1", "siege", days=(day(2), day(4))),
        claim("2", "2", "siege", days=(day(3), None)),
        claim("3", "3", "siege", days=(day(1), day(9)), stance="denies"),
    ]
    accounts = [account("1"), account("2"), account("3")]
    (found,) = timelines(weighed(accounts, claims, labels=dict.fromkeys(("c-1", "c-2", "c-3"), "x")), typology())
    assert [(one.start, one.end) for one in found.intervals] == [(day(2), None)]


def test_two_events_thirty_years_apart_side_by_side_by_pattern() -> None:
    """The first town: shelling, then searches and arrests; the second: a siege and shelling, told twice."""
    old, new = (date(2001, 2, 2), date(2001, 2, 20)), (day(1), day(28))
    claims = [
        claim("1", "1", "shelling", days=(date(2001, 2, 3), date(2001, 2, 9)), place="Oldtown"),
        claim("2", "1", "house_search", days=(date(2001, 2, 10), date(2001, 2, 12)), place="Oldtown"),
        claim("3", "1", "mass_arrest", days=(date(2001, 2, 11), date(2001, 2, 12)), place="Oldtown"),
        claim("4", "2", "siege", days=(day(1), day(9)), place="Northquay"),
        claim("5", "2", "shelling", days=(day(2), day(3)), place="Northquay"),
        claim("6", "3", "shelling", days=(day(2), day(3)), place="Northquay"),
        claim("7", "3", "shelling", days=(day(2, 9), day(3, 9)), place="Northquay"),
    ]
    told = weighed([account(one) for one in "123"], claims, labels={"c-5": "x", "c-6": "x"})
    one, other = within(claims, "oldtown", *old), within(claims, "Northquay", *new)
    assert [found.id for found in other] == ["c-4", "c-5", "c-6"]
    table = {row.pattern: (row.one, row.other) for row in compared(told, typology(), one, other)}
    assert list(table) == ["shelling", "searches", "mass arrest", "siege"]
    assert [(seen.claim.id, seen.range) for seen in table["shelling"][1]] == [("c-5", (1, 2))]
    assert table["searches"][1] == table["siege"][0] == ()
