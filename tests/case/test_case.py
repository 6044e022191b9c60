"""A case: files come in, findings are put back, people judge, and every act leaves its line."""

import os
from pathlib import Path

import pytest

from tawthiq.case import Case, Decision, Signer
from tawthiq.errors import BadInput, Damaged, NotFound, Refused
from tests.conftest import Lists


def dump(case: Case) -> list[tuple[object, ...]]:
    tables = [row["name"] for row in case.catalogue.rows("select name from sqlite_master where type = 'table'")]
    plain = [name for name in tables if not name.startswith("search")]
    return [
        (name, *row) for name in sorted(plain) for row in case.catalogue.rows(f"select * from {name} order by 1, 2")
    ]


def test_a_file_is_hashed_copied_and_made_read_only(case: Case, ana: Signer, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("abc")
    item = case.receive(tmp_path / "a.txt", source="lcc", how="e-mail", by=ana)
    # SHA-256 of "abc", FIPS 180-2 appendix B.1
    assert item.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    with case.bytes(item) as kept:
        assert kept.read_text() == "abc"
        assert not kept.stat().st_mode & 0o222


def test_the_same_bytes_twice_are_one_item_with_two_receipts(lists: Lists) -> None:
    first = lists.receive("a.csv", "name", "Ana")
    again = lists.receive("b.csv", "name", "Ana", source="vdc")
    assert again.id == first.id
    assert [row["source"] for row in lists.case.catalogue.receipts(first.id)] == ["lcc", "vdc"]


def test_a_large_file_can_stay_where_it_lies(case: Case, ana: Signer, tmp_path: Path) -> None:
    scene = tmp_path / "scene.tif"
    scene.write_bytes(b"pixels")
    item = case.receive(scene, source="lcc", how="disk", by=ana, by_reference=True)
    assert not case.vault.holds(item.sha256)
    with case.bytes(item) as path:
        assert path == scene
    scene.write_bytes(b"other pixels")
    with pytest.raises(Damaged, match=r"scene\.tif"), case.bytes(item):
        pass


def test_what_cannot_be_received_is_said(case: Case, ana: Signer, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    with pytest.raises(BadInput, match="empty"):
        case.receive(tmp_path / "empty.csv", source="lcc", how="", by=ana)
    with pytest.raises(NotFound, match="no source 'nobody'"):
        case.receive(tmp_path / "empty.csv", source="nobody", how="", by=ana)
    with pytest.raises(NotFound, match=r"missing\.csv"):
        case.receive(tmp_path / "missing.csv", source="lcc", how="", by=ana)
    assert case.journal.head()[0] == 0


def test_a_newer_finding_supersedes_and_what_rests_on_the_older_is_stale(lists: Lists) -> None:
    item = lists.receive("a.csv", "name", "Ana")
    old = lists.read(item, {"1": "Ana"})
    case = lists.case
    recipe = case.finding(old.id).recipe.__class__("names.test", "1", {}, 7, (old.id,))
    (case.scratch("x") / "t.parquet").write_bytes(case.vault.place_of(old.tables["said"].sha256).read_bytes())
    resting = case.find("people", recipe, {"people": case.scratch("x") / "t.parquet"}, lists.by)
    assert case.stale() == []
    new = lists.read(item, {"1": "Ana", "2": "Omar"})
    assert case.current("records/list") == new
    assert case.stale() == [resting]


def test_judgements_are_all_written_or_none(lists: Lists, basil: Signer) -> None:
    item = lists.receive("a.csv", "name", "Ana", "Anna")
    lists.read(item, {"1": "Ana", "2": "Anna"})
    pair = ("r-0000000000000001", "r-0000000000000002")
    with pytest.raises(NotFound, match="r-nothing"):
        lists.case.judge([Decision("same", pair), Decision("same", ("r-nothing", pair[0]))], basil)
    assert lists.case.judgements() == []
    made = lists.case.judge([Decision("same", pair, "same mother")], basil)
    assert lists.case.judgements(pair[0]) == made
    assert (made[0].by, made[0].why, made[0].verdict) == ("basil", "same mother", "same")


def test_the_journal_holds_no_word_of_what_was_said(lists: Lists, basil: Signer) -> None:
    item = lists.receive("list-of-the-dead.csv", "name", "Ana")
    lists.read(item, {"1": "Ana"})
    lists.case.judge([Decision("note", ("r-0000000000000001",), "the aunt of Omar")], basil)
    journal = (lists.case.root / "journal.jsonl").read_text()
    for word in ("list-of-the-dead", "aunt", "by hand", "lcc", item.sha256, "r-0000000000000001"):
        assert word not in journal


def test_the_catalogue_is_disposable(lists: Lists, basil: Signer) -> None:
    item = lists.receive("a.csv", "name", "Ana")
    lists.read(item, {"1": "Ana"})
    lists.case.judge([Decision("note", (item.id,), "checked")], basil)
    before = dump(lists.case)
    lists.case.close()
    (lists.case.root / "catalogue.sqlite").unlink()
    with Case.open(lists.case.root) as again:
        assert dump(again) == before


def test_a_catalogue_of_another_history_is_rebuilt(lists: Lists, tmp_path: Path) -> None:
    lists.receive("a.csv", "name", "Ana")
    root = lists.case.root
    lists.case.close()
    saved = (root / "catalogue.sqlite").read_bytes()
    with Case.new(tmp_path / "other", "Other") as other:
        other.close()
    (tmp_path / "other" / "catalogue.sqlite").write_bytes(saved)
    with Case.open(tmp_path / "other") as other:
        assert other.items() == []


def test_one_handle_has_one_key(case: Case, ana: Signer, home: Path, tmp_path: Path) -> None:
    from tawthiq.case import keys  # noqa: PLC0415

    (tmp_path / "a.txt").write_text("abc")
    case.receive(tmp_path / "a.txt", source="lcc", how="", by=ana)
    (home / "keys" / "ana.pem").unlink()
    impostor = keys.create("Ana")
    with pytest.raises(Refused, match="another key"):
        case.receive(tmp_path / "a.txt", source="lcc", how="", by=impostor)


def test_a_case_needs_an_empty_folder_and_opening_needs_a_case(case: Case, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not empty"):
        Case.new(case.root, "Again")
    with pytest.raises(NotFound, match="no case"):
        Case.open(tmp_path)


def test_every_act_keeps_a_copy_of_the_case_file(case: Case, ana: Signer, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("abc")
    item = case.receive(tmp_path / "a.txt", source="lcc", how="", by=ana)
    copy = case.words_of(item.id)["casefile"]
    with case.vault.path(copy) as path:
        assert path.read_bytes() == (case.root / "case.toml").read_bytes()


def test_publishing_notes_the_files_and_their_hashes(case: Case, ana: Signer, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("abc")
    edition = case.publish("working", "report", [tmp_path / "report.html"], ana)
    (told,) = case.catalogue.editions()
    assert (told["id"], [(one["name"], one["sha256"][:8]) for one in told["files"]]) == (
        edition,
        [("report.html", "ba7816bf")],
    )
    with pytest.raises(BadInput, match="everybody"):
        case.publish("everybody", "report", [], ana)


def test_a_name_that_is_no_utf8_is_received_and_says_so(case: Case, ana: Signer, tmp_path: Path) -> None:
    name = os.fsdecode("قائمة.csv".encode("cp1256"))
    (tmp_path / name).write_text("name\n")
    item = case.receive(tmp_path / name, source="lcc", how="", by=ana)
    assert item.name.endswith(".csv")
    assert "\ufffd" in item.name
    with pytest.raises(BadInput, match="UTF-8"):
        case.receive(tmp_path / name, source="lcc", how="", by=ana, by_reference=True)


def test_a_protected_word_that_looks_like_an_id_stays_out_of_the_journal(case: Case, ana: Signer) -> None:
    case.judge([Decision("protect", ("i-am-samira",), "", {"kind": "word"})], ana)
    assert "samira" not in (case.root / "journal.jsonl").read_text()
