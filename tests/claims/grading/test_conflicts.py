from datetime import UTC, date, datetime

from tawthiq.claims.grading.conflicts import conflict, conflicts, drifts, side_by_side
from tawthiq.claims.grading.values import Many, When
from tawthiq.nouns import Judgement
from tests.claims.telling import account, claim, weighed

AT = datetime(2031, 4, 9, tzinfo=UTC)
THREE, FIVE = (date(2031, 3, 3),) * 2, (date(2031, 3, 5),) * 2
X = dict.fromkeys((f"c-{n}" for n in range(1, 5)), "x")


def test_values_stand_side_by_side_in_the_order_of_entry_folded_by_origin() -> None:
    """1 says the 3rd; 2 the 5th, and 3 copies 2; 4 names no day. Nobody is preferred for being more."""
    claims = [claim("1", "1", days=THREE), claim("2", "2", days=FIVE), claim("3", "3", days=FIVE), claim("4", "4")]
    given = [Judgement("j-1", "derives", ("a-3", "a-2"), "", "ana", AT)]
    (found,) = conflicts(weighed([account(one) for one in "1234"], claims, given, X))
    assert (found.event, found.part, found.chosen) == ("c-1", "when", None)
    assert [([one.id for one in option.claims], option.origins.high) for option in found.options] == [
        (["c-1"], 1), (["c-2", "c-3"], 1),
    ]  # fmt: skip


def test_a_person_chooses_with_a_reason_and_the_counts_stay() -> None:
    claims = [claim("1", "1", dead=7), claim("2", "2", dead=9)]
    chosen = Judgement("j-1", "choose", ("c-2",), "saw the register", "ana", AT, "", {"part": "how many"})
    (found,) = conflicts(weighed([account("1"), account("2")], claims, [chosen], X))
    assert found.chosen == chosen
    assert [option.origins.high for option in found.options] == [1, 1]


def test_values_that_can_both_be_right_are_no_conflict() -> None:
    month = date(2031, 3, 1), date(2031, 3, 31)
    told = weighed([account("1"), account("2")], [claim("1", "1", days=THREE), claim("2", "2", days=month)], labels=X)
    assert conflict(told, 0, "when") is None


def test_the_toll_of_one_event_over_several_lists() -> None:
    claims = [claim("1", "1", dead=7), claim("2", "2", dead=9), claim("3", "3", dead=7), claim("4", "1")]
    found = side_by_side(claims, "how many")
    assert {value: [one.id for one in those] for value, those in found.items()} == {
        Many((("dead", 7, 7),)): ["c-1", "c-3"], Many((("dead", 9, 9),)): ["c-2"],
    }  # fmt: skip
    day = float(THREE[0].toordinal())
    assert list(side_by_side([claim("5", "1", days=THREE)], "when")) == [When(day, day)]


def test_a_role_that_drifts_among_accounts_of_one_origin_is_pointed_out() -> None:
    accounts = [
        account("1", text="filmed by an employee"),
        account("2", text="filmed by an employee of the house"),
        account("3", text="grabado por un doctor"),
        account("4", text="filmed by a nurse"),
    ]
    given = [Judgement(f"j-{n}", "derives", (f"a-{n}", "a-1"), "", "ana", AT) for n in (2, 3)]
    (found,) = drifts(weighed(accounts, [claim("1", "1")], given))
    assert found.origin == "a-1"
    assert [(role, [one for one, _ in those]) for role, those in found.words.items()] == [
        ("employee", ["a-1", "a-2"]), ("doctor", ["a-3"]),
    ]  # fmt: skip
