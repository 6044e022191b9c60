import re
from pathlib import Path

import pytest

from tawthiq import tables
from tawthiq.case import Signer
from tawthiq.nouns import Finding, Recipe
from tawthiq.readers.table import Table
from tests.cli.conftest import Type
from tests.conftest import Lists


@pytest.fixture
def refused(lists: Lists, ana: Signer) -> Finding:
    """A reading in which row 3 stayed out (it had two cells of three) and row 5 lost its sex."""
    item = lists.receive("a.csv", "name,sex,date", "…")
    work = lists.case.scratch("refused")
    said = [
        {
            "row": 1,
            "locator": "row 3",
            "level": "row",
            "reason": "careful.ragged",
            "facts": '{"cells": 2, "columns": 3}',
        },
        {
            "row": 3,
            "locator": "row 5",
            "level": "value",
            "reason": "fields.sex",
            "column": "sex",
            "value": "7",
            "facts": "{}",
        },
    ]
    tables.write(work / "rejected.parquet", tables.REJECTED, [tables.rows(tables.REJECTED, said)])
    tables.write(work / "records.parquet", tables.RECORDS, [tables.RECORDS.empty_table()])
    recipe = Recipe("readers.test", "1", {}, inputs=(item.id,))
    made = {name: work / f"{name}.parquet" for name in ("records", "rejected")}
    return lists.case.find(f"records/{item.id}", recipe, made, ana)


@pytest.mark.usefixtures("inside")
def test_rejected_names_row_column_value_and_reason(tawthiq: Type, refused: Finding) -> None:
    heads, ragged, value, count = tawthiq("rejected").out.splitlines()
    assert heads.split() == ["finding", "where", "level", "column", "value", "reason"]
    assert ragged.split("  ")[:3] == [refused.id, "row 3", "row"]
    assert "the row has 2 cells, the header has 3" in ragged
    assert value.startswith(f"{refused.id}  row 5  value  sex")
    assert "'7' cannot be read as a sex" in value
    assert count == "Shown: 2 of 2. More with --limit."


@pytest.mark.usefixtures("inside")
def test_rejected_of_one_item_in_arabic_as_json(tawthiq: Type, refused: Finding, lists: Lists) -> None:
    other = lists.receive("b.csv", "name")
    told = tawthiq("rejected", "--item", refused.recipe.inputs[0], "--limit", 1, "--json", "--lang", "ar").json
    assert (told["total"], len(told["rejected"])) == (2, 1)
    assert told["rejected"][0]["message"].startswith("في الصف 2 خلية")
    assert tawthiq("rejected", "--item", other.id).out == "Nothing to list.\n"
    assert tawthiq("rejected", "--finding", refused.id[:8], "--json").json["total"] == 2
    assert tawthiq("rejected", "--finding", "f-ffff").code == 3


@pytest.mark.usefixtures("inside")
def test_searching_in_every_spelling_the_newest_first(tawthiq: Type, lists: Lists) -> None:
    item = lists.receive("a.csv", "name", "…")
    lists.read(item, {"1": "samir", "2": "rami", "3": "samir"})
    newest = tawthiq("search", "SAMIR", "--json").json
    assert [one["id"][-1] for one in newest] == ["3", "1"]
    rows = tawthiq("search", "samir", "--oldest", "--limit", 1).out.splitlines()
    assert rows[1].split() == ["r-0000000000000001", "samir", "row", "2", item.id]
    assert tawthiq("search", "nobody").out == "Nothing to list.\n"
    assert tawthiq("search", "…").code == 2


LIST = (
    "ID,Full name,Sex,Age,Date of death,Bed",
    "H-4,Sameer Qasim,male,34,2012-02-03,7",
    "H-9,Ramy al-Khatib,male,27,2012-02-31,8",
    "H-11,Noor",
)


@pytest.fixture
def ward(inside: Path, lists: Lists) -> Path:
    """A received list: its second row has an impossible date, its third is cut off, and no field is a bed."""
    lists.receive("ward.csv", *LIST)
    return lists.folder / "ward.csv"


def test_a_dry_run_shows_the_map_what_goes_in_and_what_does_not(tawthiq: Type, ward: Path) -> None:
    said = tawthiq("read", ward, "--dry-run")
    assert said.code == 0
    assert "nothing was written" in said.out
    assert "records: 2; rows that stay out: 1; values that are not read: 1" in said.out
    assert 'name = "Full name"' in said.out
    assert "Columns that no field takes (their words are kept beside the record): Bed." in said.out
    assert re.search(r"Sameer Qasim\s+male\s+34\s+2012-02-03\s+row 2\n", said.out)
    assert re.search(r"row 3\s+value\s+Date of death\s+2012-02-31\s+There is no such date", said.out)
    assert re.search(r"row 4\s+row\s+.*the row has 2 cells, the header has 6", said.out)
    assert tawthiq("status", "--json").json["findings"] == 0


def test_a_dry_run_takes_a_file_that_was_not_received_and_needs_no_key(
    tawthiq: Type, inside: Path, tmp_path: Path
) -> None:
    file = tmp_path / "ward.csv"
    file.write_text("\n".join(LIST), "utf-8")
    assert tawthiq("read", file, "--dry-run", "--limit", 1).out.count("H-") == 0
    assert tawthiq("read", file).code == 3


def test_reading_and_the_very_same_again(tawthiq: Type, ward: Path) -> None:
    said = tawthiq("read", ward)
    finding = tawthiq("log", "--limit", 1, "--json").json[0]["id"]
    assert f"{ward} is read by the reader table: finding {finding}. Records: 2;" in said.out
    assert "It is the first version of the list 'ward'; read the next with --list ward." in said.out
    again = tawthiq("read", ward)
    assert f"was already read just so: finding {finding}" in again.out


def test_reading_by_id_as_json(tawthiq: Type, ward: Path) -> None:
    item = tawthiq("items", "--json").json[0]["id"]
    told = tawthiq("read", item, "--json").json[0]
    assert told["file"] == item
    assert told["reading"]["rows"] == {"records": 2, "said": 2, "rejected": 2, "reading": 1}
    assert told["reading"]["map"]["fields"]["list_id"] == "ID"


def test_a_map_is_kept_in_the_case_and_used_from_then_on(tawthiq: Type, inside: Path, ward: Path) -> None:
    """Whoever changes the kept map by hand is heard: the beds become notes. A map that is there is left alone."""
    assert f"The map is kept in {inside / 'maps' / 'ward.toml'}" in tawthiq("read", ward, "--dry-run", "--save-map").out
    kept = inside / "maps" / "ward.toml"
    kept.write_text(kept.read_text("utf-8").replace("[fields]\n", '[fields]\nnotes = "Bed"\n'), "utf-8")
    tawthiq("read", ward)
    assert tawthiq("search", "Sameer", "--json").json[0]["fields"]["notes"] == "7"
    assert tawthiq("read", ward, "--dry-run", "--save-map").code == 2


def test_a_map_that_is_named(tawthiq: Type, ward: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text('[fields]\nname = "Full name"\n', "utf-8")
    bad.write_text('[fields]\nname = "Nom"\n', "utf-8")
    tawthiq("read", ward, "--map", good)
    assert "date" not in tawthiq("search", "Sameer", "--json").json[0]["fields"]
    said = tawthiq("read", ward, "--map", bad)
    assert said.code == 2
    assert "Nom" in said.err


def test_a_newer_version_says_what_changed_and_another_list_is_refused(tawthiq: Type, ward: Path, lists: Lists) -> None:
    """H-4 the same, H-9 mended, H-12 new; none gone. The third file shares nobody."""
    tawthiq("read", ward)
    lists.receive(
        "newer.csv", LIST[0], LIST[1], "H-9,Ramy al-Khatib,male,27,2012-02-21,8", "H-12,Zayd,male,19,2012-02-26,9"
    )
    newer = tawthiq("read", lists.folder / "newer.csv", "--list", "ward")
    assert "Against the version before: new 1, changed 1, gone 0, the same 1." in newer.out
    lists.receive("other.csv", LIST[0], "K-1,Somebody,male,1,2012-01-01,1")
    other = ("read", lists.folder / "other.csv", "--list", "ward")
    assert tawthiq(*other).code == 4
    assert "gone 3" in tawthiq(*other, "--replace").out


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tawthiq: Type, ward: Path, lists: Lists) -> None:
    said = tawthiq("read", lists.folder / "missing.csv", ward)
    assert said.code == 3
    assert "missing.csv" in said.err
    assert "Records: 2" in said.out


def test_a_finding_is_made_again_from_its_recipe(tawthiq: Type, ward: Path) -> None:
    tawthiq("read", ward)
    finding = tawthiq("log", "--limit", 1, "--json").json[0]["id"]
    said = tawthiq("rerun", finding)
    assert said.code == 0
    assert said.out.endswith(f"{finding} came out the same, byte for byte.\n")
    told = tawthiq("rerun", finding[:8], "--json").json
    assert told["same"]
    assert set(told["tables"]) == {"records", "said", "rejected", "reading"}


@pytest.mark.usefixtures("ward")
def test_a_finding_that_does_not_come_out_the_same(tawthiq: Type, lists: Lists) -> None:
    """Somebody put an empty table of records into the case under the recipe of the reader."""
    item = lists.case.items()[0].id
    made = lists.case.scratch("by hand") / "records.parquet"
    tables.write(made, tables.RECORDS, [tables.RECORDS.empty_table()])
    recipe = lists.case.recipe(Table(), "readers", inputs=(item,))
    finding = lists.case.find("records/lcc/ward", recipe, {"records": made}, lists.by)
    said = tawthiq("rerun", finding.id)
    assert said.code == 6
    assert f"{finding.id} did not come out the same" in said.out
