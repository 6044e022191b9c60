"""A bundle for a court, judged from outside: bag, crate, custody; and computed again by whoever gets it."""

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import bagit
import pytest

from tawthiq.case import Case
from tawthiq.readers import rerun
from tawthiq.report.door.contents import texts

OUTSIDE = Path(__file__).parent.parent.parent / ".venv" / "validators" / "bin" / "python"


def outside(*words: object) -> str:
    """What the validators of others say; nothing when they have nothing to say."""
    if not OUTSIDE.exists():
        pytest.skip(f"no validators: {OUTSIDE} is missing; make validators installs them")
    script = Path(__file__).with_name("outside.py")
    told = subprocess.run([OUTSIDE, script, *map(str, words)], capture_output=True, text=True, check=False)
    return told.stdout.strip() + (told.stderr if told.returncode > 1 else "")


def log(bundle: Path, name: str) -> list[dict[str, str]]:
    with (bundle / "data" / "log" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_is_a_valid_bag(bundled: Path) -> None:
    assert bagit.Bag(str(bundled)).validate()


def test_it_is_a_valid_crate(bundled: Path, tmp_path: Path) -> None:
    assert outside("crate", bundled / "data", tmp_path / "cache") == ""


def test_its_entities_are_those_of_follow_the_money(bundled: Path) -> None:
    assert outside("entities", bundled / "data" / "tables" / "entities.ftm.json") == ""


def test_its_derivations_are_prov(bundled: Path) -> None:
    assert outside("provenance", bundled / "data" / "provenance.json") == ""


def test_a_crate_that_lost_a_file_is_no_crate(bundled: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(bundled / "data", tmp_path / "data"))
    (copy / "report" / "report.html").unlink()
    assert "report/report.html" in outside("crate", copy, tmp_path / "cache")


def test_the_verifier_in_it_works_alone_and_owns_to_what_is_withheld(bundled: Path) -> None:
    case = bundled / "data" / "case"
    told = subprocess.run([sys.executable, case / "verify.py", case], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout.splitlines()[0]) == (0, "sound: nothing altered, missing or added")
    assert "withheld, so not checked here: words of act" in told.stdout


def test_what_was_altered_in_it_is_found(bundled: Path, tmp_path: Path) -> None:
    case = Path(shutil.copytree(bundled / "data" / "case", tmp_path / "case"))
    kept = json.loads((case / "withheld.json").read_text("utf-8"))["files"]
    victim = next(path for path in (case / "vault").glob("??/*") if path.parent.name + path.name not in kept)
    victim.chmod(0o600)
    victim.write_bytes(victim.read_bytes() + b" ")
    told = subprocess.run([sys.executable, case / "verify.py", case], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout.split(":")[0]) == (1, "altered-file")


def test_a_finding_in_it_can_be_computed_again(bundled: Path, tmp_path: Path) -> None:
    shutil.copytree(bundled / "data" / "case", tmp_path / "case")
    (run,) = [one for one in log(bundled, "runs") if one["slot"].startswith("records/lcc")]
    with Case.open(tmp_path / "case") as case:
        assert rerun(case, run["id"]).same


def test_every_item_has_its_row_and_what_is_missing_says_why(bundled: Path) -> None:
    rows = log(bundled, "loadfile")
    assert [(one["number"], one["title"], one["redaction"]) for one in rows] == [
        ("E000001", "list.csv", "none"),
        ("E000003", "interview.txt", rows[1]["redaction"]),
    ]
    assert "protected" in rows[1]["redaction"]
    assert rows[1]["path"] == ""
    assert (bundled / "data" / rows[0]["path"]).read_bytes().startswith(b"list_id,")
    assert rows[0]["custody"].endswith("received by ana (by hand)")


def test_every_run_and_decision_stands_in_it_also_the_rejected(bundled: Path) -> None:
    assert {one["slot"].split("/")[0] for one in log(bundled, "runs")} == {"records", "people"}
    decisions = log(bundled, "judgements")
    assert "the same name, another town" in {one["why"] for one in decisions if one["verdict"] == "reject"}
    assert [one["why"] for one in decisions if one["verdict"] == "note"] == ["[withheld]"]


def test_nothing_in_it_tells_who_the_witness_is(bundled: Path) -> None:
    for path in (one for one in bundled.rglob("*") if one.is_file()):
        said = "\n".join(words for _, words in texts(path)).casefold()
        assert "nabila" not in said, path
        assert "lantern" not in said, path


def test_the_log_of_what_is_withheld_names_tables_items_and_words(bundled: Path) -> None:
    kinds = {one["kind"] for one in log(bundled, "withheld")}
    assert {"item", "table identity", "words of an act"} <= kinds
    assert all(one["reason"] for one in log(bundled, "withheld"))
