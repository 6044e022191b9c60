from datetime import UTC, datetime

import pytest

from tawthiq.claims.grading.queueing import Unjudged, Waiting, consequence, unjudged_sources, waiting
from tawthiq.claims.grading.weighing import Told, Weighing, weigh
from tawthiq.claims.shape import Edge
from tawthiq.nouns import Judgement, Kind
from tests.claims.telling import account, claim, weighed

X = {"c-1": "x", "c-2": "x", "c-3": "y", "c-4": "y", "c-5": "y"}
ACCOUNTS = [account(one) for one in "12345"]
CLAIMS = [claim(one, one) for one in "12345"]


def judged(verdict: str, *subjects: str) -> Judgement:
    return Judgement("j-1", verdict, subjects, "", "ana", datetime(2031, 4, 9, tzinfo=UTC))


def test_a_pair_that_would_make_one_of_two_weighs_more_than_one_of_three() -> None:
    """Act x: two claims that would go from 2 to 1, 2 in all; act y: three from 3 to 2, 1.5."""
    told = weighed(ACCOUNTS, CLAIMS, labels=X)
    assert consequence(told, 0, 1, [0]) == 2
    assert consequence(told, 2, 3, [2]) == pytest.approx(1.5)
    found = waiting(told)
    assert found[0] == Waiting("a-2", "a-1", 2.0)
    assert [(one.later, one.earlier) for one in found[1:]] == [("a-4", "a-3"), ("a-5", "a-3"), ("a-5", "a-4")]


def test_what_was_judged_waits_no_longer_and_a_proposed_edge_waits_as_that() -> None:
    edges = [Edge("a-2", "a-1", "copies", 5.0, ()), Edge("a-4", "a-3", "cites", 2.5, ())]
    given = [judged("derives", "a-4", "a-3"), judged("independent", "a-5", "a-3")]
    told = weighed(ACCOUNTS, CLAIMS, given, X).told
    found = waiting(weigh(Told(ACCOUNTS, CLAIMS, told.decided, X, edges), Weighing()))
    assert [(one.later, one.earlier, one.edge) for one in found] == [("a-2", "a-1", edges[0])]


def test_accounts_that_share_an_origin_hang_on_nothing() -> None:
    told = weighed(ACCOUNTS, CLAIMS, [judged("derives", "a-2", "a-1")], X)
    assert consequence(told, 0, 1, [0]) == 0


def test_sources_to_be_judged_once_for_all_that_they_tell() -> None:
    """Channel and watch meet in both acts (2 in the first, 1.5 in the second of three origins), the clinic in one."""
    whose: list[tuple[str, Kind]] = [
        ("channel", "film"), ("watch", "witness"), ("channel", "film"), ("watch", "witness"), ("clinic", "medical"),
    ]  # fmt: skip
    accounts = [account(str(n), source, kind) for n, (source, kind) in enumerate(whose, start=1)]
    found = unjudged_sources(weighed(accounts, CLAIMS, labels=X))
    assert found[0] == Unjudged("channel", "watch", 3.5, 2)
    assert [(one.one, one.other, one.acts) for one in found[1:]] == [("channel", "clinic", 1), ("clinic", "watch", 1)]
    told = weighed(accounts, CLAIMS, [judged("independent", "watch", "channel")], X)
    assert [(one.one, one.other) for one in unjudged_sources(told)] == [("channel", "clinic"), ("clinic", "watch")]
    silent = [account(str(n), source) for n, (source, _) in enumerate(whose, start=1)]
    assert unjudged_sources(weighed(silent, CLAIMS, labels=X)) == []
