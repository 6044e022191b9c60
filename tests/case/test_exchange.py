"""Judgements of another office on the same files come in as theirs, with their signatures."""

from pathlib import Path

import pytest

from tawthiq.case import Case, Decision, Signer
from tawthiq.case.exchange import bring
from tawthiq.case.exporting import export
from tawthiq.case.forgetting import forget
from tawthiq.errors import BadInput
from tawthiq.nouns import Source
from tests.conftest import Lists


@pytest.fixture
def theirs(lists: Lists, basil: Signer, tmp_path: Path) -> Path:
    """Basil's office read a.csv and judged two of its rows to be one person, and two others different."""
    lists.read(lists.receive("a.csv", "name", "Huda", "Hodaa", "Omar"), {"1": "Huda", "2": "Hodaa", "3": "Omar"})
    same, other = ("r-0000000000000001", "r-0000000000000002"), ("r-0000000000000001", "r-0000000000000003")
    lists.case.judge([Decision("same", same, "same mother"), Decision("different", other, "ages")], basil)
    return export(lists.case, "judgements", tmp_path / "out", basil)[0]


@pytest.fixture
def ours(tmp_path: Path, ana: Signer, theirs: Path) -> Lists:
    """Our case holds the same file, under another source and so other ids; its third row was never read."""
    case = Case.new(tmp_path / "ours", "Ours")
    case.add_source(Source("mail", "By mail"))
    lists = Lists(case, ana, tmp_path)
    item = case.receive(tmp_path / "a.csv", source="mail", how="", by=ana)
    lists.read(item, {"a1": "Huda", "a2": "Hodaa"})
    return lists


def test_they_are_matched_by_file_and_row_and_marked(ours: Lists, theirs: Path, basil: Signer) -> None:
    brought = bring(ours.case, theirs, "SJAC (invented)", ours.by)
    assert (brought.taken, brought.already, len(brought.unmatched)) == (1, 0, 1)
    (one,) = ours.case.judgements("r-00000000000000a1")
    assert (one.verdict, one.why, one.office, one.by) == ("same", "same mother", "SJAC (invented)", "ana")
    assert (one.facts["their"]["by"], one.facts["their"]["key"]) == ("basil", basil.key)
    again = bring(ours.case, theirs, "SJAC (invented)", ours.by)
    assert (again.taken, again.already) == (0, 1)


def test_an_altered_judgement_is_refused_whole(ours: Lists, theirs: Path) -> None:
    theirs.write_text(theirs.read_text("utf-8").replace("same mother", "some mother"), "utf-8")
    with pytest.raises(BadInput, match="line 2"):
        bring(ours.case, theirs, "SJAC", ours.by)
    assert ours.case.judgements() == []


def test_judgements_on_what_was_forgotten_since_stay_at_home(
    lists: Lists, ours: Lists, basil: Signer, tmp_path: Path
) -> None:
    """Its hash would let anybody test whether they hold the file."""
    item = lists.case.items()[0]
    for by in (lists.by, basil):
        forget(lists.case, "r-0000000000000001", "the family asked", by)
    file = export(lists.case, "judgements", tmp_path / "later", basil)[0]
    assert item.sha256 not in file.read_text("utf-8")
    assert bring(ours.case, file, "SJAC", ours.by).taken == 0
