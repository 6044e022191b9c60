from pathlib import Path

import pytest

from tawthiq.case import Case, Signer
from tests.cli.conftest import Type
from tests.conftest import Lists

ONE, TWO = "r-0000000000000001", "r-0000000000000002"


@pytest.fixture
def people(inside: Path, lists: Lists) -> str:
    """A case with two records; gives the id of their list's item."""
    item = lists.receive("a.csv", "name", "Samir (invented)", "Samer (invented)")
    lists.read(item, {"1": "Samir (invented)", "2": "Samer (invented)"})
    return item.id


def test_one_decision(tawthiq: Type, people: str) -> None:
    said = tawthiq("judge", "same", ONE, TWO, "--why", "same mother, same day")
    assert said.code == 0
    assert f": same {ONE} {TWO}, by ana." in said.out
    told = tawthiq("judge", "note", people, "--why", "scan is poor", "--json").json[0]
    assert (told["verdict"], told["subjects"], told["why"], told["by"]) == ("note", [people], "scan is poor", "ana")


@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        (("perhaps", ONE, TWO), 2, "'perhaps' is not a verdict"),
        (("same", ONE), 2, "takes at least 2"),
        (("same", ONE, ONE), 2, "the same subject twice"),
        (("same", ONE, "r-ffffffffffffffff"), 3, "r-ffffffffffffffff"),
        (("hold", ONE), 2, "tawthiq hold --help"),
        ((), 2, "Say one of three"),
        (("same", ONE, TWO, "--file", "x.csv"), 2, "Say one of three"),
        (("--from", "x.jsonl"), 2, "--office NAME"),
        (("choose", "p-1"), 2, "--set name="),
        (("same", ONE, TWO, "--set", "name=x"), 2, "--set name="),
        (("choose", "p-1", "--set", "weight=3"), 2, "What can: name"),
        (("choose", "p-1", "--set", "sex=green"), 2, "green"),
    ],
)
@pytest.mark.usefixtures("people")
def test_what_is_no_decision(tawthiq: Type, case: Case, typed: tuple[str, ...], code: int, sentence: str) -> None:
    said = tawthiq("judge", *typed)
    assert said.code == code
    assert sentence in said.err
    assert case.judgements() == []


def test_decisions_from_a_file_good_ones_are_written_bad_ones_named(
    tawthiq: Type, people: str, tmp_path: Path, case: Case
) -> None:
    """Row 3 has no such verdict, row 4 names nobody we know, row 6 belongs to another command."""
    file = tmp_path / "decisions.csv"
    file.write_text(
        "verdict,subjects,why\n"
        f"same,{ONE} {TWO},same mother\n"
        f"perhaps,{ONE} {TWO},\n"
        f"same,{ONE} r-ffffffffffffffff,\n"
        f"note,{ONE},a photograph exists\n"
        f"forget,{ONE},\n",
        "utf-8",
    )
    said = tawthiq("judge", "--file", file)
    assert said.code == 2
    assert said.out == f"{file}: decisions written: 2; rows that are none: 3.\n"
    assert f"{file}, row 3: 'perhaps' is not a verdict" in said.err
    assert "r-ffffffffffffffff, which is not in this case" in said.err
    assert "tawthiq forget --help" in said.err
    assert [one.verdict for one in case.judgements()] == ["same", "note"]


def test_judgements_of_another_office_come_in_marked_as_theirs(
    tawthiq: Type, people: str, tmp_path: Path, lists: Lists, basil: Signer
) -> None:
    """The other office is a second case that received the same file and read the same two records from it."""
    other = tmp_path / "other"
    tawthiq("new", other, "--title", "The other office")
    tawthiq("source", "add", "lcc", "--name", "Committees", "--case", other)
    tawthiq("receive", tmp_path / "a.csv", "--source", "lcc", "--how", "post", "--case", other, "--as", "basil")
    with Case.open(other) as theirs:
        Lists(theirs, basil, tmp_path).read(theirs.items()[0], {"1": "Samir (invented)", "2": "Samer (invented)"})
    tawthiq("judge", "different", ONE, TWO, "--why", "two mothers", "--case", other, "--as", "basil")
    tawthiq("export", "judgements", "--to", tmp_path / "out", "--case", other, "--as", "basil")

    file = tmp_path / "out" / "INTERNAL-judgements.jsonl"
    said = tawthiq("judge", "--from", file, "--office", "aleppo", "--as", "ana")
    assert said.code == 0
    assert "From aleppo: judgements taken in: 1; taken in before: 0" in said.out
    again = tawthiq("judge", "--from", file, "--office", "aleppo", "--as", "ana", "--json").json
    assert (again["taken"], again["already"], again["unmatched"]) == (0, 1, [])


def test_protecting_and_taking_it_back(tawthiq: Type, people: str) -> None:
    assert tawthiq("protect", "person", "Samir N. (invented)", "--why", "a witness").code == 0
    assert tawthiq("protect", "item", people, "--why", "shows a house").code == 0
    rows = tawthiq("protected").out.splitlines()
    assert rows[1].startswith("person  Samir N. (invented)  ana  ")
    assert [one["facts"]["kind"] for one in tawthiq("protected", "--json").json] == ["person", "item"]
    assert tawthiq("unprotect", "Samir N. (invented)", "--why", "agreed in writing").code == 0
    assert len(tawthiq("protected", "--json").json) == 1


def test_what_cannot_be_protected(tawthiq: Type, people: str) -> None:
    assert tawthiq("protect", "colour", "red", "--why", "…").code == 2
    assert tawthiq("protect", "item", "i-ffff", "--why", "…").code == 3
    assert tawthiq("unprotect", "nobody", "--why", "…").code == 2


def test_forgetting_takes_two_persons_and_no_hold(tawthiq: Type, people: str, basil: Signer) -> None:
    tawthiq("hold", people, "--why", "a court asked", "--as", "ana")
    held = tawthiq("forget", people, "--why", "the family asked", "--as", "ana")
    assert held.code == 4
    assert "under a legal hold by ana" in held.err
    tawthiq("release", people, "--why", "the court is done", "--as", "basil")

    first = tawthiq("forget", people, "--why", "the family asked", "--as", "ana")
    assert first.code == 0
    assert f"The proposal to forget {people} is written down, by ana" in first.out
    alone = tawthiq("forget", people, "--why", "the family asked", "--as", "ana")
    assert alone.code == 4
    assert "a second person" in alone.err

    done = tawthiq("forget", people, "--why", "the family asked", "--as", "basil", "--json").json
    assert (done["done"], done["files"], done["tables"]) == (True, 1, 2)
    assert tawthiq("items", "--json").json == []
    assert tawthiq("verify").code == 0
