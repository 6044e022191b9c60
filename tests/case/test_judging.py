"""Decisions: what can be decided, from a file, and where people disagree."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tawthiq.case import Case, Signer
from tawthiq.case.judging import Decision, disagreements, entry, fingerprint, read_decisions, standing
from tawthiq.errors import BadInput
from tawthiq.nouns import Judgement


def judged(verdict: str, *subjects: str, by: str = "ana", n: int = 1) -> Judgement:
    return Judgement(f"j-{n}", verdict, subjects, "", by, datetime(2012, 3, 1, tzinfo=UTC))


def test_a_decision_must_make_sense() -> None:
    with pytest.raises(BadInput, match="'maybe' is not a verdict"):
        Decision("maybe", ("r-1", "r-2"))
    with pytest.raises(BadInput, match="at least 2"):
        Decision("same", ("r-1",))
    with pytest.raises(BadInput, match="same subject twice"):
        Decision("same", ("r-1", "r-1"))


def test_a_file_of_decisions_gives_the_good_rows_and_says_what_is_wrong_with_the_others(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(
        "verdict,subjects,why\nsame,r-1 r-2,same mother\nperhaps,r-1 r-3,\ndifferent,r-1;r-4,ages\n", "utf-8"
    )
    good, bad = read_decisions(path)
    assert [(row, one.verdict, one.subjects) for row, one in good] == [
        (2, "same", ("r-1", "r-2")), (4, "different", ("r-1", "r-4")),
    ]  # fmt: skip
    assert [(row, error.key) for row, error in bad] == [(3, "judging.bad_verdict")]


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("who,what\n")
    with pytest.raises(BadInput, match="subjects, verdict"):
        read_decisions(tmp_path / "a.csv")


def test_what_stands_is_the_latest_word() -> None:
    said = [judged("protect", "Omar"), judged("protect", "Huda"), judged("unprotect", "Omar")]
    assert set(standing(said, "protect", "unprotect")) == {"Huda"}


def test_two_people_disagree_by_their_latest_words() -> None:
    first = judged("same", "r-1", "r-2", by="ana")
    other = judged("different", "r-2", "r-1", by="basil", n=2)
    assert disagreements([first, other]) == [(first, other)]
    changed = judged("same", "r-1", "r-2", by="basil", n=3)
    assert disagreements([first, other, changed]) == []


def test_the_fingerprint_of_a_set_does_not_know_its_order() -> None:
    one, two = judged("note", "r-1", n=1), judged("note", "r-2", n=2)
    assert fingerprint([one, two]) == fingerprint([two, one]) != fingerprint([one])
    assert fingerprint([]) == ""


def test_accounts_and_claims_are_called_by_the_judgement_that_entered_them(case: Case, ana: Signer) -> None:
    (account,) = case.judge([Decision("account", (), "", {"source": "lcc"})], ana)
    called = "a-" + account.id[2:]
    assert entry(called) == account.id
    assert entry("r-1") == "r-1"
    (claim,) = case.judge([Decision("claim", (called,), "", {"act": "torture"})], ana)
    both = {called, "c-" + claim.id[2:]}
    assert case.unknown(both | {"lcc", "c-" + account.id[2:], "a-0"}) == {"c-" + account.id[2:], "a-0"}
    assert case.judge([Decision("derives", ("vdc", "lcc"))], ana)
