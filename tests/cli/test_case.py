from pathlib import Path

from tawthiq import tables
from tawthiq.case import Signer
from tawthiq.nouns import Recipe
from tests.cli.conftest import Type
from tests.conftest import Lists


def test_a_new_case(tawthiq: Type, tmp_path: Path) -> None:
    said = tawthiq("new", tmp_path / "homs", "--title", "Homs, February 2012")
    assert said.code == 0
    assert 'The case "Homs, February 2012" is in' in said.out
    assert (tmp_path / "homs" / "case.toml").exists()


def test_a_new_case_as_json(tawthiq: Type, tmp_path: Path) -> None:
    told = tawthiq("new", tmp_path / "homs", "--title", "Homs", "--language", "ar", "--json").json
    assert told["title"] == "Homs"
    assert told["languages"] == ["ar"]
    assert len(told["origin"]) == 64


def test_no_case_is_made_where_something_lies(tawthiq: Type, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("…", "utf-8")
    said = tawthiq("new", tmp_path, "--title", "Homs")
    assert said.code == 4
    assert "is not empty" in said.err


def test_whoami_makes_a_key_and_shows_who_has_one(tawthiq: Type, home: Path) -> None:
    assert tawthiq("whoami").out == "Nothing to list.\n"
    said = tawthiq("whoami", "--new", "Ana K.")
    assert "signs on this machine as 'ana-k'" in said.out
    assert (home / "keys" / "ana-k.pem").exists()
    tawthiq("whoami", "--new", "باسل", "--handle", "basil")
    told = tawthiq("whoami", "--json").json
    assert [(one["handle"], one["name"]) for one in told] == [("ana-k", "Ana K."), ("basil", "باسل")]


def test_one_handle_one_key(tawthiq: Type, ana: Signer) -> None:
    said = tawthiq("whoami", "--new", "Ana")
    assert said.code == 4
    assert "already a key for 'ana'" in said.err


def test_where_several_share_a_machine_an_act_names_its_person(
    tawthiq: Type, inside: Path, ana: Signer, basil: Signer, letter: Path
) -> None:
    typed = ("receive", letter, "--source", "lcc", "--how", "by hand")
    assert tawthiq(*typed).code == 2
    assert tawthiq(*typed, "--as", "basil").code == 0
    assert tawthiq("log", "--json").json[0]["by"] == "basil"


def test_status_counts_and_names_what_waits(tawthiq: Type, inside: Path, lists: Lists, basil: Signer) -> None:
    """Two lists, one read; two people differ about a pair; one file is to be forgotten, one is on hold."""
    first = lists.receive("a.csv", "name", "Samir (invented)", "Samer (invented)")
    second = lists.receive("b.csv", "name", "Rami (invented)")
    lists.read(first, {"1": "Samir (invented)", "2": "Samer (invented)"})
    one, two = "r-0000000000000001", "r-0000000000000002"
    tawthiq("judge", "same", one, two, "--why", "same day", "--as", "ana")
    tawthiq("judge", "different", one, two, "--why", "two mothers", "--as", "basil")
    tawthiq("hold", first.id, "--why", "a court asked", "--as", "ana")
    tawthiq("forget", second.id, "--why", "the family asked", "--as", "ana")
    said = tawthiq("status").out
    counts = dict(line.rsplit(maxsplit=1) for line in said.splitlines()[1:9])
    assert counts["items"] == "2"
    assert counts["records"] == "2"
    assert counts["judgements"] == "4"
    assert f"Not read yet: {second.id} (b.csv)" in said
    assert f"disagree about {one} {two}: ana says same, basil says different" in said
    assert f"ana proposes to forget {second.id}" in said
    assert f"Under a legal hold: {first.id}" in said
    told = tawthiq("status", "--json").json
    assert (told["items"], told["records"], told["held"]) == (2, 2, [first.id])


def test_status_names_what_is_stale(tawthiq: Type, inside: Path, lists: Lists, ana: Signer) -> None:
    """A second reading of the list supersedes the first; what was made from the first is stale."""
    item = lists.receive("a.csv", "name", "Samir (invented)")
    old = lists.read(item, {"1": "Samir (invented)"})
    made = lists.case.scratch("people") / "people.parquet"
    tables.write(made, tables.RECORDS, [tables.RECORDS.empty_table()])
    people = lists.case.find("people", Recipe("names.test", "1", {}, inputs=(old.id,)), {"people": made}, ana)
    assert "Stale" not in tawthiq("status").out
    lists.read(item, {"1": "Samir (invented)"})
    assert f"Stale, rests on a superseded finding: {people.id} (people)" in tawthiq("status").out


def test_a_case_of_the_present_format_needs_no_upgrade(tawthiq: Type, inside: Path) -> None:
    assert tawthiq("upgrade").out == "The case has the present format 1; there is nothing to do.\n"
    assert tawthiq("upgrade", "--json").json == {"before": 1, "after": 1}


def test_a_case_of_a_newer_format_is_left_alone(tawthiq: Type, inside: Path) -> None:
    casefile = inside / "case.toml"
    casefile.write_text(casefile.read_text("utf-8").replace("format = 1", "format = 99"), "utf-8")
    said = tawthiq("upgrade")
    assert said.code == 4
    assert "format 99" in said.err
