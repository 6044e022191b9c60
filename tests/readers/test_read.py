"""The verb: files of the case become records; newer versions are compared; a finding can be made again."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tawthiq.case import Case, Signer
from tawthiq.case.protecting import protected
from tawthiq.errors import BadInput, NotFound, Refused
from tawthiq.nouns import Item
from tawthiq.readers import read, rerun

OLD = "own id,name,date of death\n1,Huda,13/02/2012\n2,Omar,14/02/2012\n3,Salim,15/02/2012\n"


def received(case: Case, by: Signer, folder: Path, name: str, text: str) -> Item:
    (folder / name).write_text(text, "utf-8")
    return case.receive(folder / name, source="lcc", how="by hand", by=by)


MAP = {"list": "lcc", "fields": {"list_id": "own id", "name": "name", "date": {"columns": "date of death"}}}


def test_a_list_becomes_records_that_lead_back_to_their_rows(case: Case, ana: Signer, tmp_path: Path) -> None:
    item = received(case, ana, tmp_path, "old.csv", OLD)
    done = read(case, tmp_path / "old.csv", by=ana, map=MAP)
    assert (done.reader, done.list, done.rows["records"], dict(done.levels)) == ("table", "lcc", 3, {})
    (huda,) = case.shelves.search("huda")
    assert (huda.item, huda.locator, huda.fields["date"], huda.said["own id"]) == (item.id, "row 2", "2012-02-13", "1")
    assert case.current("records/lcc/lcc") == done.finding


def test_a_newer_version_updates_and_rows_keep_their_identity(case: Case, ana: Signer, tmp_path: Path) -> None:
    received(case, ana, tmp_path, "old.csv", OLD)
    read(case, tmp_path / "old.csv", by=ana, map=MAP)
    before = case.shelves.search("omar")[0].id
    received(case, ana, tmp_path, "new.csv", OLD.replace("Omar", "Omar S.").replace("3,Salim", "4,Nur"))
    done = read(case, tmp_path / "new.csv", by=ana, map=MAP)
    assert done.changes
    assert (done.changes.new, done.changes.changed, done.changes.gone, done.changes.same) == (1, 1, 1, 1)
    assert case.shelves.search("omar")[0].id == before
    assert [one.said["name"] for one in case.shelves.by_id(before)] == ["Omar S.", "Omar"]
    assert case.shelves.search("salim") == []


def test_another_list_under_the_same_name_is_refused(case: Case, ana: Signer, tmp_path: Path) -> None:
    received(case, ana, tmp_path, "old.csv", OLD)
    read(case, tmp_path / "old.csv", by=ana, map=MAP)
    received(case, ana, tmp_path, "other.csv", "own id,name,date of death\n8,Nur,16/02/2012\n")
    with pytest.raises(Refused, match="3 records, and this file has only 0"):
        read(case, tmp_path / "other.csv", by=ana, map=MAP)
    assert read(case, tmp_path / "other.csv", by=ana, map=MAP, list="others").changes is None
    done = read(case, tmp_path / "other.csv", by=ana, map=MAP, replace=True)
    assert done.changes
    assert done.changes.gone == 3


def test_the_places_of_the_map_give_positions_and_what_they_cannot_place_is_a_doubt(
    case: Case, ana: Signer, tmp_path: Path
) -> None:
    """Three invented villages: one is in the case's own list, one is there twice, far apart, one is not there."""
    own = "name,lat,lon,radius_m,within\nNaba,34.7,36.7,500,Homs\nTell,34.8,36.8,500,Homs\nTell,36.2,37.1,500,Aleppo\n"
    (case.root / "maps/places.csv").write_text(own, "utf-8")
    received(case, ana, tmp_path, "a.csv", "name,place\nHuda,Naba\nOmar,Tell\nNur,Khirba\nSalim,Khirba\n")
    map = {"gazetteer": "maps/places.csv", "fields": {"name": "name", "place": {"columns": "place", "kind": "death"}}}
    done = read(case, tmp_path / "a.csv", by=ana, map=map)
    (huda,), (omar,) = case.shelves.search("huda"), case.shelves.search("omar")
    assert (huda.fields["lat"], huda.fields["lon"], huda.fields["radius_m"]) == (34.7, 36.7, 500)
    assert "lat" not in omar.fields
    assert done.levels == {"doubt": 2}
    with case.open_table(done.finding, "rejected") as path:
        told = pq.read_table(path, columns=["reason", "value"]).to_pylist()
    assert told == [
        {"reason": "places.unknown", "value": "Khirba"},
        {"reason": "places.ambiguous", "value": "Tell"},
    ]
    assert rerun(case, done.finding.id).same


def test_a_dry_run_tells_row_by_row_and_writes_nothing(case: Case, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(OLD + "4,Nur,31/02/2012\n5,short\n")
    told = read(case, tmp_path / "a.csv", by=None, map=MAP, dry_run=True)
    assert told.finding is None
    assert [row["name"] for row in told.shown["records"]] == ["Huda", "Omar", "Salim", "Nur"]
    assert [(row["locator"], row["level"], row["value"]) for row in told.shown["rejected"]] == [
        ("row 5", "value", "31/02/2012"), ("row 6", "row", "5,short"),
    ]  # fmt: skip
    assert case.journal.head()[0] == 0
    assert not list((case.root / "scratch").iterdir())


def test_the_same_reading_again_adds_nothing(case: Case, ana: Signer, tmp_path: Path) -> None:
    received(case, ana, tmp_path, "old.csv", OLD)
    first = read(case, tmp_path / "old.csv", by=ana, map=MAP)
    again = read(case, tmp_path / "old.csv", by=ana, map=MAP)
    assert again.already
    assert again.finding == first.finding


def test_a_finding_is_made_again_from_its_recipe_byte_for_byte(case: Case, ana: Signer, tmp_path: Path) -> None:
    received(case, ana, tmp_path, "old.csv", OLD)
    received(case, ana, tmp_path, "a.txt", "One paragraph.\n\nAnother.\n")
    for name in ("old.csv", "a.txt"):
        done = read(case, tmp_path / name, by=ana)
        assert done.finding
        assert rerun(case, done.finding.id).same
    with pytest.raises(NotFound):
        rerun(case, "f-none")


def test_an_interview_protects_its_witness(case: Case, ana: Signer, tmp_path: Path) -> None:
    header = "Interviewer: Dana\nWitness: Samira Invented\nPseudonym: S1\nConsent uses: report\n"
    received(case, ana, tmp_path, "talk.txt", header + "\nSamira Invented said so.\n")
    done = read(case, tmp_path / "talk.txt", by=ana)
    assert done.reader == "interview"
    assert "Samira Invented" in protected(case)
    assert case.shelves.search("samira") == []
    assert case.shelves.search("said so")


def test_what_cannot_be_read_is_said(case: Case, ana: Signer, tmp_path: Path) -> None:
    received(case, ana, tmp_path, "a.bin", "\x00\x01")
    with pytest.raises(BadInput, match=r"No reader knows the file a\.bin"):
        read(case, tmp_path / "a.bin", by=ana)
    (tmp_path / "b.csv").write_text(OLD)
    with pytest.raises(NotFound, match="tawthiq receive"):
        read(case, tmp_path / "b.csv", by=ana)
