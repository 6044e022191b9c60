"""Accounts, claims and judgements on them travel between offices: known again by what they are, not by their ids."""

from pathlib import Path

import pytest

from tawthiq import dates
from tawthiq.case import Case, Decision, Signer
from tawthiq.case.exchange import Brought, bring
from tawthiq.case.exporting import export
from tawthiq.claims import store
from tawthiq.claims.weigh import look
from tawthiq.nouns import Account, Claim, Kind, Source, Span

TOLD: dict[str, tuple[Kind, str, str]] = {
    "channel": ("film", "2031-03-05", "The film shows it."),
    "paper": ("", "2031-03-06", "It was filmed."),
}


def filled(case: Case, by: Signer) -> dict[str, str]:
    """Two accounts with a claim each, of which one is an item; gives the ids of the accounts."""
    ids = {}
    for source, (kind, day, said) in TOLD.items():
        if source not in case.casefile.sources:
            case.add_source(Source(source, source.title(), "outlet"))
        of = ""
        if source == "paper":
            file = case.root.parent / "paper.txt"
            file.write_text(said, "utf-8")
            of = case.receive(file, source=source, how="", by=by).id
        made = store.add_account(
            case, Account("", source, "" if of else said, "en", dates.parse(day), kind=kind), by, of
        )
        store.add_claims(case, [Claim("", made.id, "torture", Span(0, 2, ""), basis="")], by, ["ward"])
        ids[source] = made.id
    return ids


@pytest.fixture
def theirs(case: Case, basil: Signer, tmp_path: Path) -> Path:
    ids = filled(case, basil)
    decision = Decision("derives", (ids["paper"], ids["channel"]), "it says so", {"relation": "cites"})
    case.judge([decision, Decision("independent", ("channel", "paper"), "two owners")], basil)
    return export(case, "judgements", tmp_path / "out", basil)[0]


@pytest.fixture
def ours(tmp_path: Path, ana: Signer) -> Case:
    (tmp_path / "second").mkdir()
    made = Case.new(tmp_path / "second" / "ours", "Ours")
    made.add_source(Source("channel", "Channel"))
    made.add_source(Source("paper", "Paper"))
    return made


def test_who_entered_the_same_accounts_gets_the_judgements_on_them(ours: Case, theirs: Path, ana: Signer) -> None:
    ids = filled(ours, ana)
    came = bring(ours, theirs, "SJAC (invented)", ana)
    assert (came.taken, came.already, came.unmatched) == (2, 4, ())
    derives = next(one for one in ours.judgements() if one.verdict == "derives")
    assert derives.subjects == (ids["paper"], ids["channel"])
    assert (derives.office, derives.facts["their"]["by"]) == ("SJAC (invented)", "basil")
    weighed = look(ours)
    assert [one.range for one in map(weighed.result, (0, 1))] == [(1, 1), (1, 1)]
    assert bring(ours, theirs, "SJAC (invented)", ana) == Brought(0, 6, ())


def test_who_entered_nothing_gets_accounts_and_claims_as_well(ours: Case, theirs: Path, ana: Signer) -> None:
    file = ours.root.parent / "paper.txt"
    file.write_text(TOLD["paper"][2], "utf-8")
    item = ours.receive(file, source="paper", how="", by=ana)
    came = bring(ours, theirs, "SJAC (invented)", ana)
    assert (came.taken, came.already, came.unmatched) == (6, 0, ())
    held = store.read(ours)
    assert [(one.source, one.item) for one in held.accounts] == [("channel", ""), ("paper", item.id)]
    assert [one.account for one in held.claims] == [one.id for one in held.accounts]
    assert bring(ours, theirs, "SJAC (invented)", ana) == Brought(0, 6, ())


def test_what_rests_on_a_file_that_we_do_not_hold_stays_out_and_is_told(ours: Case, theirs: Path, ana: Signer) -> None:
    came = bring(ours, theirs, "SJAC (invented)", ana)
    assert (came.taken, len(came.unmatched)) == (3, 3)  # the paper's account, its claim, and who draws on whom
    assert [one.source for one in store.read(ours).accounts] == ["channel"]
