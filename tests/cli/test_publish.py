"""publish, approve, correct, permit, revoke as they are typed. All names are invented."""

from pathlib import Path

import pytest

from tawthiq.case import Case, Signer, keys
from tests.cli.conftest import Type
from tests.conftest import Lists

DRAFT = "# Homs\n\nThe case holds {items.count} file.\n"


@pytest.fixture
def draft(inside: Path, lists: Lists) -> Path:
    lists.receive("a.csv", "name")
    path = inside.parent / "draft.md"
    path.write_text(DRAFT, "utf-8")
    return path


def test_colleagues_get_it_stamped(tawthiq: Type, draft: Path) -> None:
    said = tawthiq("publish", draft, "-o", draft.parent / "out")
    assert (said.code, said.err) == (0, "")
    assert f"3 files in {draft.parent / 'out'}" in said.out
    assert tawthiq("publish", draft, "-o", draft.parent / "out").code == 4


def test_two_people_let_it_out_and_mend_it(tawthiq: Type, draft: Path, basil: Signer) -> None:
    """Ana and Basil have keys here, so each says who acts."""
    publish = ("publish", draft, "--to", "public", "-o", draft.parent / "out", "--as", "ana", "--lang", "en")
    assert "--alone" in tawthiq(*publish).err
    assert tawthiq("approve", draft, "--why", "read it whole", "--as", "basil").code == 0
    said = tawthiq(*publish, "--json")
    assert (said.code, said.json["audience"]) == (0, "public")
    noted = tawthiq("correct", said.json["id"], "--what", "one file fewer", "--why", "counted twice", "--as", "ana")
    assert (noted.code, noted.out.startswith("Noted: j-")) == (0, True)


def test_a_court_gets_a_bundle_and_is_told_what_is_withheld(tawthiq: Type, draft: Path) -> None:
    said = tawthiq("publish", draft, "--to", "court", "-o", draft.parent / "out", "--lang", "en")
    assert said.code == 0
    assert "each with its reason in log/withheld.csv: 0" in said.out
    assert (draft.parent / "out" / "bagit.txt").exists()


def test_only_people_of_the_register_are_permitted(tawthiq: Type, draft: Path) -> None:
    for verb in ("permit", "revoke"):
        assert tawthiq(verb, "p-0123456789abcdef", "--why", "the family agreed").code == 3


def test_nobody_acts_without_a_key(tawthiq: Type, inside: Path, case: Case) -> None:
    assert list(keys.folder().glob("*.pem")) == []
    (inside / "d.md").write_text(DRAFT, "utf-8")
    assert tawthiq("publish", inside / "d.md", "-o", inside.parent / "out").code == 3
