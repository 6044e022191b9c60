from pathlib import Path

import pytest

from tawthiq.case import Case, Signer
from tests.cli.conftest import Type

HOW = ("--source", "lcc", "--how", "e-mail, 3 March 2012")


def test_a_source_is_added_and_listed(tawthiq: Type, inside: Path) -> None:
    added = tawthiq("source", "add", "radio", "--name", "A radio (invented)", "--kind", "outlet", "--reliability", "D",
                    "--draws-on", "lcc", "--draws-on", "vdc")  # fmt: skip
    assert added.out == "Source 'radio' (A radio (invented)) added.\n"
    assert tawthiq("source", "list").out.splitlines()[-1].split("  ")[-1] == "lcc, vdc"
    assert tawthiq("source", "list", "--json").json[-1] == {
        "handle": "radio",
        "name": "A radio (invented)",
        "kind": "outlet",
        "reliability": "D",
        "draws_on": ["lcc", "vdc"],
    }


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (("lcc",), 4, "already a source 'lcc'"),
        (("new", "--kind", "rumour"), 2, "which is not known"),
        (("new", "--reliability", "G"), 2, "not a letter from A"),
        (("new", "--draws-on", "nobody"), 2, "not among the sources"),
    ],
)
def test_a_source_that_cannot_be(
    tawthiq: Type, inside: Path, options: tuple[str, ...], code: int, sentence: str
) -> None:
    said = tawthiq("source", "add", *options, "--name", "X")
    assert said.code == code
    assert sentence in said.err


def test_a_file_is_received_and_listed(tawthiq: Type, inside: Path, ana: Signer, letter: Path) -> None:
    said = tawthiq("receive", letter, *HOW)
    assert said.code == 0
    item = tawthiq("items", "--json").json[0]
    assert said.out == f"{letter} is item {item['id']} (21 B, SHA-256 {item['sha256']}).\n"
    assert item["how"] == "e-mail, 3 March 2012"
    row = tawthiq("items").out.splitlines()[1]
    assert row.startswith(f"{item['id']}  letter.txt  21 B  lcc  ")
    assert row.endswith("e-mail, 3 March 2012")


def test_a_bad_file_does_not_stop_the_others(tawthiq: Type, inside: Path, ana: Signer, letter: Path) -> None:
    """The first error decides the exit code: 2, an empty file; the missing one would give 3."""
    empty = letter.with_name("empty.csv")
    empty.touch()
    said = tawthiq("receive", empty, letter.with_name("missing.csv"), letter.parent, letter, *HOW)
    assert said.code == 2
    assert [line.split(" ")[0] for line in said.out.splitlines()] == [str(letter)]
    wrong, missing, folder = said.err.splitlines()
    assert "is empty (0 bytes)" in wrong
    assert "There is no file" in missing
    assert "is a folder" in folder
    assert f"tawthiq receive {letter.parent}/*" in folder


def test_receiving_as_json_tells_of_every_file(tawthiq: Type, inside: Path, ana: Signer, letter: Path) -> None:
    said = tawthiq("receive", letter, letter, letter.with_name("missing.csv"), *HOW, "--json")
    assert said.code == 3
    first, second, third = said.json
    assert (first["again"], second["again"]) == (False, True)
    assert first["item"]["id"] == second["item"]["id"]
    assert third["error"]["error"] == "case.no_file"


def test_the_same_bytes_are_one_item_with_two_receipts(tawthiq: Type, inside: Path, ana: Signer, letter: Path) -> None:
    tawthiq("receive", letter, *HOW)
    assert "again: the same bytes" in tawthiq("receive", letter, *HOW).out
    assert len(tawthiq("items", "--json").json) == 1


def test_a_large_file_is_kept_by_reference(tawthiq: Type, inside: Path, ana: Signer, letter: Path) -> None:
    tawthiq("receive", letter, *HOW, "--by-reference")
    assert tawthiq("items", "--json").json[0]["reference"] == str(letter.resolve())


def test_an_unknown_source_is_named_with_those_there_are(
    tawthiq: Type, inside: Path, ana: Signer, letter: Path
) -> None:
    said = tawthiq("receive", letter, "--source", "nobody", "--how", "…")
    assert said.code == 3
    assert "there are: lcc, vdc" in said.err


def test_without_a_key_nothing_is_received(tawthiq: Type, inside: Path, case: Case, letter: Path) -> None:
    said = tawthiq("receive", letter, *HOW)
    assert said.code == 3
    assert 'tawthiq whoami --new "Your Name"' in said.err
    assert case.items() == []
