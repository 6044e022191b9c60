"""Weighing without a case: what the parts make together."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from tawthiq.claims.grading.weighing import Result, Told, Weighed, Weighing, accepted, weigh
from tawthiq.claims.shape import Edge
from tawthiq.claims.tabulate import tabulate
from tawthiq.nouns import Judgement
from tests.claims.telling import account, claim, weighed

AT = datetime(2031, 4, 9, tzinfo=UTC)
X = dict.fromkeys(("c-1", "c-2", "c-3"), "x")


def judged(verdict: str, *subjects: str, facts: Mapping[str, Any] | None = None) -> Judgement:
    return Judgement("j-1", verdict, subjects, "", "ana", AT, "", facts or {})


def of(told: Weighed, id_: str) -> Result:
    return told.result([one.id for one in told.told.claims].index(id_))


def test_an_edge_between_claims_holds_for_their_act_alone() -> None:
    """2 passes on what 1 says of the torture, and saw the looting itself."""
    claims = [claim("1", "1"), claim("2", "2"), claim("3", "2", "looting"), claim("4", "1", "looting")]
    labels = {"c-1": "x", "c-2": "x", "c-3": "y", "c-4": "y"}
    told = weighed([account("1"), account("2")], claims, [judged("derives", "c-2", "c-1")], labels)
    assert of(told, "c-1").range == (1, 1)
    assert of(told, "c-3").range == (1, 2)


def test_sources_that_draw_on_one_another_are_not_independent_by_a_judgement_on_the_sources() -> None:
    accounts = [account("1", "agency", "witness"), account("2", "paper", "film")]
    claims = [claim("1", "1"), claim("2", "2")]
    by_source, by_account = judged("independent", "agency", "paper"), judged("independent", "a-1", "a-2")
    assert of(weighed(accounts, claims, [by_source], X), "c-1").range == (2, 2)
    drawn = frozenset({("agency", "paper"), ("paper", "agency")})
    for judgement, low in ((by_source, 1), (by_account, 2)):
        told = weighed(accounts, claims, [judgement], X).told
        again = weigh(Told(accounts, claims, told.decided, X, draws_on=drawn), Weighing())
        assert of(again, "c-1").range == (low, 2)


def test_a_judgement_on_sources_says_nothing_of_accounts_that_do_not_say_how_they_know() -> None:
    """The agency's witness and the paper's unexplained piece: the paper may have it from somebody else, unsaid."""
    claims = [claim("1", "1"), claim("2", "2")]
    accounts = [account("1", "agency", "witness"), account("2", "paper")]
    assert of(weighed(accounts, claims, [judged("independent", "agency", "paper")], X), "c-1").range == (1, 2)
    assert of(weighed(accounts, claims, [judged("independent", "a-1", "a-2")], X), "c-1").range == (2, 2)
    seen = [claims[0], replace(claims[1], basis="physical trace")]
    assert of(weighed(accounts, seen, [judged("independent", "agency", "paper")], X), "c-1").range == (2, 2)


def test_the_relation_decides_whether_an_edge_has_a_direction() -> None:
    accounts = [account("1"), account("2")]
    shared = judged("derives", "a-2", "a-1", facts={"relation": "same footage"})
    where = {"a-1": 0, "a-2": 1}
    assert accepted(weighed(accounts, [], [shared]).told, where) == ([], [(1, 0)])
    plain = weighed(accounts, [], [judged("derives", "a-2", "a-1")]).told
    assert accepted(plain, where) == ([(1, 0)], [])
    proposed = Edge("a-2", "a-1", "same informant", 3.0, ())
    assert accepted(Told(accounts, [], plain.decided, edges=[proposed]), where) == ([], [(1, 0)])
    rejected = weighed(accounts, [], [judged("not-derived", "a-2", "a-1")]).told
    assert accepted(rejected, where) == ([], [])


def test_grave_acts_ask_for_two_kinds() -> None:
    accounts = [account("1", kind="witness"), account("2", kind="witness")]
    claims, judgement = [claim("1", "1"), claim("2", "2")], judged("independent", "a-1", "a-2")
    assert of(weighed(accounts, claims, [judgement], X), "c-1").graded.grade == "corroborated"
    assert of(weighed(accounts, claims, [judgement], X, grave=["torture"]), "c-1").graded.grade == "consistent"


def test_the_kind_of_an_account_follows_from_the_basis_of_its_claims_where_nobody_named_it() -> None:
    first_hand = claim("1", "1")
    told = weighed([account("1"), account("2", kind="film")], [first_hand, claim("2", "2")], labels=X)
    assert [told.ground.kind(n) for n in (0, 1)] == ["", "film"]


def test_who_copies_with_an_error_stands_alone_in_it_and_can_be_named() -> None:
    """The copy makes 12 dead of 2: for the number nobody stands behind it but itself."""
    claims = [claim("1", "1", dead=2), claim("2", "2", dead=12)]
    told = weighed([account("1"), account("2")], claims, [judged("derives", "a-2", "a-1")], X)
    found = of(told, "c-2")
    assert (found.range, found.graded.weakest, found.contested) == ((0, 1), "how many", True)
    assert [told.name(1, one).id for one in found.support["how many"].for_.origins] == ["a-2"]
    assert told.derived(0) == [1]


def test_what_an_origin_is_not_known_to_say_it_is_not_known_to_have_seen() -> None:
    """The copy tells of looting too, of which the origin, as far as it was entered, says nothing."""
    claims = [claim("1", "1"), claim("2", "2"), claim("3", "2", "looting")]
    told = weighed(
        [account("1", kind="film"), account("2")], claims, [judged("derives", "a-2", "a-1")], {"c-1": "x", "c-2": "x"}
    )
    assert (of(told, "c-2").range, of(told, "c-3").range) == ((1, 1), (0, 1))


def test_withdrawn_claims_are_shown_and_support_nothing() -> None:
    told = weighed([account("1"), account("2")], [claim("1", "1"), claim("2", "2")], [judged("withdraw", "c-1")], X)
    assert (of(told, "c-1").range, of(told, "c-2").range) == ((0, 0), (1, 1))
    assert told.said.stance[0] == "withdrawn"


def test_claims_that_say_the_same_have_one_result_and_a_dispute_has_its_own() -> None:
    claims = [claim("1", "1"), claim("2", "2"), claim("3", "3", stance="disputes")]
    told = weighed([account("1"), account("2"), account("3")], claims, labels=X)
    assert of(told, "c-1") is of(told, "c-2")
    assert of(told, "c-1").disputes == (2,)
    assert (of(told, "c-3").disputes, of(told, "c-3").support) == ((), {})


def test_nothing_is_nothing() -> None:
    assert weighed([], []).acts == {}
    assert date(2031, 4, 1) == account("1").published.start  # type: ignore[union-attr]


def test_origins_of_an_act_with_ties_of_its_own_are_named_by_its_own_folding() -> None:
    """1 and 2 share an informant for one act only: the origin that they share has no number elsewhere."""
    claims = [claim("1", "1"), claim("2", "2"), claim("3", "2", "looting")]
    told = weighed(
        [account("1"), account("2")], claims, [judged("same-origin", "c-1", "c-2")], {"c-1": "x", "c-2": "x"}
    )
    found = of(told, "c-1")
    assert found.range == (1, 1)
    assert [told.name(0, one).id for one in found.alone] == ["a-1"]
    assert tabulate(told, {})["claims"]["alone"].to_pylist() == ["a-1", "a-1", "a-2"]
