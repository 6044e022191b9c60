"""What leaves for the people at work is stamped in name and content, and logged."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tawthiq.case import Case
from tawthiq.case.exporting import export
from tawthiq.errors import BadInput, Refused
from tests.conftest import Lists


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_records_are_stamped_row_by_row(lists: Lists, tmp_path: Path, form: str) -> None:
    lists.read(lists.receive("a.csv", "name"), {"1": "Huda", "2": "عمر"})
    (path,) = export(lists.case, "records", tmp_path / "out", lists.by, form)
    assert path.name == f"INTERNAL-records.{form}"
    read = {
        "csv": lambda: list(csv.DictReader(path.open(encoding="utf-8"))),
        "jsonl": lambda: [json.loads(line) for line in path.open(encoding="utf-8")],
        "parquet": lambda: pq.read_table(path).to_pylist(),
    }[form]()
    assert [(row["handling"], row["name"]) for row in read] == [("INTERNAL", "Huda"), ("INTERNAL", "عمر")]
    assert [(one["audience"], one["what"]) for one in lists.case.catalogue.editions()] == [("working", "records")]


def test_nothing_is_overwritten_and_nothing_unknown_is_exported(lists: Lists, tmp_path: Path) -> None:
    export(lists.case, "judgements", tmp_path, lists.by)
    with pytest.raises(Refused, match="there already"):
        export(lists.case, "judgements", tmp_path, lists.by)
    with pytest.raises(BadInput, match="everything"):
        export(lists.case, "everything", tmp_path, lists.by)


def test_a_whole_case_travels_with_its_verifier_and_opens_elsewhere(lists: Lists, tmp_path: Path) -> None:
    item = lists.receive("a.csv", "name")
    lists.read(item, {"1": "Huda"})
    (copy,) = export(lists.case, "case", tmp_path / "out", lists.by)
    assert copy.name == "INTERNAL-homs"
    assert "not for publication" in (copy / "INTERNAL.txt").read_text()
    told = subprocess.run([sys.executable, copy / "verify.py", copy], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout.splitlines()[0]) == (0, "sound: nothing altered, missing or added")
    with Case.open(copy) as there:
        assert there.items() == [item]
