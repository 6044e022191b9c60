"""An audit has its own queue, is judged blind by two people, and makes no register."""

import pytest

from tawthiq.case import Case, Decision, Signer
from tawthiq.errors import BadInput, NotFound, Refused
from tawthiq.names import auditing, review
from tawthiq.names.link import link
from tests.names.conftest import Read
from tests.names.toy import Toy

Pair = tuple[str, str]


@pytest.fixture
def audit(read: Read, case: Case, ana: Signer) -> Case:
    """Twenty people on two lists, each once on each; and twenty whose names are only alike."""
    for source, first, name in (("lcc", 100, "of one family"), ("vdc", 300, "of one kin")):
        same = {str(first + n): f"P{n} of one family" for n in range(20)}
        alike = {str(first + 50 + n): f"Q{n} {name}" for n in range(20)}
        read(source, same | alike)
    link(case, by=ana, method=Toy())
    auditing.draw(case, 60, 1, ana)
    return case


def judge(case: Case, by: Signer, verdict: str, pairs: list[Pair]) -> None:
    auditing.judge(case, [Decision(verdict, pair) for pair in pairs], by)


def is_same(pair: Pair) -> bool:
    return int(pair[1][2:]) == int(pair[0][2:]) + 200


def test_two_people_judge_each_pair_and_none_sees_the_other(audit: Case, ana: Signer, basil: Signer) -> None:
    queue = auditing.next_pairs(audit, "ana", 1000)
    assert len(queue) > 20
    judge(audit, ana, "same", queue[:5])
    assert auditing.next_pairs(audit, "ana", 1000) == queue[5:]
    assert auditing.next_pairs(audit, "basil", 1000) == queue
    judge(audit, basil, "same", queue[:5])
    assert auditing.next_pairs(audit, "chadi", 1000) == queue[5:]


def test_the_error_rate_of_a_register_that_is_right_half_the_time_in_doubt(
    audit: Case, ana: Signer, basil: Signer
) -> None:
    """Both judge everything by the truth that each record has one twin: all links are right, half the twins missed."""
    for by in (ana, basil):
        queue = auditing.next_pairs(audit, by.handle, 1000)
        judge(audit, by, "same", [pair for pair in queue if is_same(pair)])
        judge(audit, by, "different", [pair for pair in queue if not is_same(pair)])
    found, done, size = auditing.audited(audit)
    assert done == size
    assert (found.precision.value, found.agreement, found.disputed) == (1.0, 1.0, 0)
    assert found.precision.lower is not None
    assert found.precision.lower < 1.0, "forty pairs that were all right do not make it certain"
    assert found.recall.value == pytest.approx(0.5)


def test_only_pairs_that_two_people_judged_count(audit: Case, ana: Signer) -> None:
    judge(audit, ana, "same", auditing.next_pairs(audit, "ana", 5))
    with pytest.raises(NotFound, match="by two people"):
        auditing.audited(audit)


def test_what_measures_the_register_does_not_make_it(audit: Case, ana: Signer, basil: Signer) -> None:
    for by in (ana, basil):
        judge(audit, by, "same", auditing.next_pairs(audit, by.handle, 1000))
    assert link(audit, by=ana, method=Toy()).already
    assert not {(one.one.id, one.other.id) for one in review.pairs(audit, "chadi", 1000)} & auditing.in_audit(audit)


def test_the_score_of_a_pair_is_shown_after_it_was_judged(audit: Case, ana: Signer) -> None:
    pair = next(one for one in auditing.next_pairs(audit, "ana", 1000) if is_same(one))
    with pytest.raises(Refused, match="after you judged"):
        review.explained(audit, *pair, who="ana")
    judge(audit, ana, "same", [pair])
    assert review.explained(audit, *pair, who="ana").steps
    with pytest.raises(Refused):
        review.explained(audit, *pair, who="basil")


def test_what_is_no_judgement_of_an_audit(audit: Case, ana: Signer) -> None:
    pair = auditing.next_pairs(audit, "ana", 1)[0]
    with pytest.raises(BadInput):
        judge(audit, ana, "independent", [pair])
    with pytest.raises(NotFound):
        judge(audit, ana, "same", [(pair[0], "r-ffffffffffffffff")])
    assert audit.judgements() == []


def test_a_newer_register_makes_the_audit_stale_and_without_any_it_is_said(
    audit: Case, ana: Signer, read: Read
) -> None:
    read("lcc", {"1": "Another"}, "autumn")
    link(audit, by=ana, method=Toy())
    assert [one.slot.partition("/")[0] for one in audit.stale()] == ["audit"]


def test_without_an_audit(two_lists: Case, ana: Signer) -> None:
    with pytest.raises(NotFound, match="tawthiq link"):
        auditing.draw(two_lists, 30, 1, ana)
    with pytest.raises(NotFound, match="--sample"):
        auditing.next_pairs(two_lists, "ana")
