"""The rows of a court's load file and logs."""

from datetime import UTC, datetime

import pytest

from tawthiq.nouns import Finding, Item, Judgement, Recipe, Source, Table
from tawthiq.report.door.scan import Scanner, Secret
from tawthiq.report.evidenced import Kept, Receipt, decisions, load_file, number_of, path_of, redacted, runs, withheld

WHEN = datetime(2012, 3, 3, tzinfo=UTC)
ITEM = Item("i-1", "ab12", "cd", 7, "list.csv", "text/csv", "lcc", "by hand", WHEN)
SOURCES = {"lcc": Source("lcc", "Committees (invented)")}
RECIPE = Recipe("readers.table", "1", {"x": 1}, None, ("i-1",))
FINDING = Finding("f-1", "records/a", RECIPE, {"said": Table("ef", 1)}, "ana", WHEN)
JUDGEMENT = Judgement("j-1", "reject", ("r-1",), "another town", "ana", WHEN)


def test_evidence_is_numbered_by_the_act_that_brought_it() -> None:
    assert (number_of(7), path_of("ab12")) == ("E000007", "case/vault/ab/12")


def test_an_item_has_its_custody_and_its_place() -> None:
    (row,) = load_file([Receipt(7, ITEM, ("received by ana", "again by basil"))], SOURCES, Kept())
    assert (row["number"], row["custody"], row["path"]) == (
        "E000007",
        "received by ana | again by basil",
        "case/vault/ab/12",
    )
    assert (row["redaction"], row["confidentiality"], row["source_name"]) == (
        "none",
        "restricted",
        "Committees (invented)",
    )


def test_a_withheld_item_has_its_reason_and_no_place() -> None:
    kept = Kept(files={"ab12": "protected"})
    (row,) = load_file([Receipt(7, ITEM, ())], SOURCES, kept)
    assert (row["path"], row["redaction"], row["confidentiality"]) == ("", "protected", "withheld")
    assert list(withheld(kept, [ITEM], [])) == [{"kind": "item", "id": "i-1", "sha256": "ab12", "reason": "protected"}]


@pytest.mark.parametrize(
    ("current", "stale", "state"),
    [((), (), "superseded"), (("f-1",), ("f-1",), "stale"), (("f-1",), (), "current")],
)
def test_every_run_says_whether_it_stands(current: tuple[str, ...], stale: tuple[str, ...], state: str) -> None:
    (row,) = runs([FINDING], current, stale, Kept(files={"ef": "x"}))
    assert (row["state"], row["withheld"], row["parameters"]) == (state, "said", '{"x": 1}')


def test_words_of_withheld_acts_stay() -> None:
    (row,) = decisions([JUDGEMENT], Kept(), {"j-1": 9})
    assert (row["number"], row["verdict"], row["why"]) == (9, "reject", "another town")
    (row,) = decisions([JUDGEMENT], Kept(acts={9: "x"}), {"j-1": 9})
    assert (row["verdict"], row["why"], row["subjects"]) == ("reject", "[withheld]", "[withheld]")


def test_cells_that_tell_something_protected_are_withheld_one_by_one() -> None:
    scanner = Scanner([Secret("j", "person", "Samir Haddad")])
    rows = [
        {"title": "samir_haddad.txt", "size": 7},
        {"title": "Samir", "why": "Haddad", "size": 8},
        {"title": "x", "size": 9},
    ]
    assert redacted(rows, scanner) == [
        {"title": "[withheld]", "size": 7},
        {"title": "[withheld]", "why": "[withheld]", "size": 8},
        {"title": "x", "size": 9},
    ]  # fmt: skip
