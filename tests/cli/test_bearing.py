"""Claims looked at together: conflicts, timelines, two events, elements; all invented."""

from pathlib import Path

import pytest

from tawthiq.case import Case, Signer
from tests.cli.conftest import Type

CLAIMS = """account,source,act,place,when,numbers,text,label
A,lcc,aid_let_in,Northquay,2031-03-01/2031-03-04,,filmed by an employee,
A,lcc,shelling,Northquay,2031-03-02,7 dead,,e
B,vdc,aid_cut_off,Northquay,2031-03-04/2031-03-06,,filmed by a doctor,
B,vdc,shelling,Northquay,2031-03-02,9 dead,,e
B,vdc,mass_arrest,Oldtown,2001-02-10,,,
B,vdc,shelling,Oldtown,2001-02-03/2001-02-09,,,
"""


@pytest.fixture
def told(tawthiq: Type, inside: Path, case: Case, ana: Signer, tmp_path: Path) -> list[str]:
    """A table of claims in a case; gives the ids of the claims."""
    file = tmp_path / "claims.csv"
    file.write_text(CLAIMS, "utf-8")
    case.receive(file, source="lcc", how="typed", by=ana)
    assert tawthiq("claim", "add", "--file", file).code == 0
    return [one["id"] for one in tawthiq("claim", "list", "--json").json]


def test_conflicting_values_side_by_side_until_a_person_chooses(tawthiq: Type, told: list[str]) -> None:
    lines = tawthiq("claim", "conflicts").out.splitlines()
    assert [line.split()[1:5] for line in lines[1:3]] == [["how", "many", "7", "dead"], ["how", "many", "9", "dead"]]
    assert "✓" not in "".join(lines)
    assert tawthiq("claim", "choose", told[3], "how many", "--why", "saw the register").code == 0
    lines = tawthiq("claim", "conflicts").out.splitlines()
    assert ["✓" in line for line in lines[1:3]] == [False, True]


def test_drift_is_pointed_out_once_the_accounts_are_known_to_be_one(tawthiq: Type, told: list[str]) -> None:
    assert "Drift" not in tawthiq("claim", "conflicts").out
    first, second = (one["id"] for one in tawthiq("account", "list", "--json").json)
    tawthiq("judge", "same-origin", first, second, "--why", "one film")
    assert "Drift among accounts of one origin: doctor" in tawthiq("claim", "conflicts").out


def test_a_timeline_with_its_contradiction_in_words_and_as_a_picture(
    tawthiq: Type, told: list[str], tmp_path: Path
) -> None:
    said = tawthiq("claim", "timeline", "--figure", tmp_path / "t.svg")
    assert "from 2031-03-04 to 2031-03-04 both 'let in' and 'cut off' are said" in said.out
    assert (tmp_path / "INTERNAL-t.svg").exists()
    assert "مقطوع" in tawthiq("claim", "timeline", "--lang", "ar").out


def test_two_events_side_by_side(tawthiq: Type, told: list[str]) -> None:
    said = tawthiq("claim", "compare", "Oldtown", "2001-02-01/2001-02-28", "Northquay", "2031-03")
    lines = said.out.splitlines()
    assert lines[1].startswith("Shelling")
    assert told[5] in lines[1]
    assert told[1] in lines[1]
    assert any(line.startswith("Mass arrest") for line in lines)
    assert tawthiq("claim", "compare", "Oldtown", "sometime", "Northquay", "2031").code == 2
    assert "Nothing" in tawthiq("claim", "compare", "Nowhere", "2001", "Elsewhere", "2031").out


def test_elements_conclude_nothing(tawthiq: Type, told: list[str]) -> None:
    said = tawthiq("claim", "elements")
    assert "This concludes nothing" in said.out
    assert "8(2)(e)(i)" in said.out
    assert "knew that the conduct" not in said.out
    assert "knew that the conduct" in tawthiq("claim", "elements", "--all").out
    assert "لا يُستنتج" in tawthiq("claim", "elements", "--lang", "ar").out
