import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tawthiq.case import Case, verify
from tawthiq.messages import LANGUAGES, say
from tawthiq.nouns import Item
from tests.cli.conftest import Type
from tests.conftest import Lists


@pytest.fixture
def item(inside: Path, lists: Lists) -> Item:
    item = lists.receive("a.csv", "name", "Samir (invented)")
    lists.read(item, {"1": "Samir (invented)"})
    return item


def test_tracing_a_record_back_to_its_row_its_file_and_its_source(tawthiq: Type, item: Item) -> None:
    said = tawthiq("trace", "r-0000000000000001").out
    assert said.splitlines()[0] == "record r-0000000000000001"
    assert "where: row 2" in said
    assert "name: Samir (invented)" in said
    assert f"item {item.id}" in said
    assert f"sha256: {item.sha256}" in said
    assert "bytes: hash as received" in said
    assert said.index("source lcc") > said.index(f"item {item.id}")


def test_tracing_as_json(tawthiq: Type, item: Item) -> None:
    told = tawthiq("trace", "r-0000000000000001", "--json").json
    assert (told["kind"], told["comes_from"][0]["id"]) == ("record", item.id)
    assert told["comes_from"][0]["comes_from"][0]["id"] == "lcc"


def test_nothing_has_this_id(tawthiq: Type, item: Item) -> None:
    said = tawthiq("trace", "j-ffff")
    assert said.code == 3
    assert "Nothing in this case has the id 'j-ffff'" in said.err


def test_verifying_a_sound_case(tawthiq: Type, item: Item, case: Case) -> None:
    said = tawthiq("verify")
    assert said.code == 0
    assert said.out.startswith("Sound: nothing was altered")
    assert f"Head of the log: {case.journal.head()[1]}" in said.out
    assert "Signed by ana (key " in said.out
    assert "Not anchored outside" in said.out
    assert "سليمة" in tawthiq("verify", "--lang", "ar").out


def test_verifying_names_what_was_altered(tawthiq: Type, item: Item, case: Case) -> None:
    with case.bytes(item) as path:
        path.chmod(0o644)
        path.write_bytes(path.read_bytes().replace(b"Samir", b"Samer"))
    said = tawthiq("verify")
    assert said.code == 6
    assert f"altered-file  vault/{item.sha256[:2]}/{item.sha256[2:]}" in said.out
    assert "عُدّل ملف في الخزنة" in tawthiq("verify", "--lang", "ar").out
    told = tawthiq("verify", "--json")
    assert told.code == 6
    assert [one["kind"] for one in told.json["defects"]] == ["altered-file"]


def test_every_kind_of_defect_is_explained() -> None:
    kinds = set(re.findall(r'\.say\(f?"([a-z-]+(?:\{kind\})?)"', Path(verify.__file__).read_text("utf-8")))
    named = {kind.replace("{kind}", one) for kind in kinds for one in ("file", "reference")}
    assert len(named) == 17
    assert all(say(f"defects.{kind}", lang) for kind in named for lang in LANGUAGES)


def test_verifying_where_there_is_no_case(tawthiq: Type, tmp_path: Path) -> None:
    assert tawthiq("verify", "--case", tmp_path).code == 3


def test_the_head_to_be_kept_outside(tawthiq: Type, item: Item, case: Case) -> None:
    acts, head = case.journal.head()
    assert tawthiq("anchor", "head").out == f"{acts} {head}\n"
    assert tawthiq("anchor", "head", "--json").json == {"acts": 2, "head": head}


def test_a_request_for_a_time_stamp_is_a_new_file(tawthiq: Type, item: Item, tmp_path: Path) -> None:
    file = tmp_path / "head.tsq"
    assert tawthiq("anchor", "request", file).code == 0
    assert file.read_bytes()[0] == 0x30, "DER begins with a SEQUENCE"
    assert tawthiq("anchor", "request", file).code == 2


def test_what_is_no_time_stamp_is_not_taken(tawthiq: Type, item: Item, letter: Path) -> None:
    said = tawthiq("anchor", "token", letter)
    assert said.code == 2
    assert str(letter) in said.err


def test_the_log(tawthiq: Type, item: Item) -> None:
    rows = tawthiq("log").out.splitlines()
    assert rows[0].split() == ["act", "at", "(UTC)", "by", "what", "verdict", "id", "about"]
    assert [row.split()[3] for row in rows[1:]] == ["receive", "find"]
    newest = tawthiq("log", "--limit", 1, "--json").json
    assert [(one["n"], one["act"], one["by"]) for one in newest] == [(2, "find", "ana")]


def test_an_export_is_stamped_and_logged(tawthiq: Type, item: Item, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = tawthiq("export", "records", "--to", out, "--format", "jsonl")
    assert "It is INTERNAL" in said.out
    row = json.loads((out / "INTERNAL-records.jsonl").read_text("utf-8"))
    assert (row["handling"], row["name"]) == ("INTERNAL", "Samir (invented)")
    assert tawthiq("log", "--limit", 1, "--json").json[0]["act"] == "publish"
    assert tawthiq("export", "records", "--to", out, "--format", "jsonl").code == 4
    assert tawthiq("export", "everything", "--to", out).code == 2


def test_a_whole_case_leaves_with_a_verifier_that_needs_none_of_ours(
    tawthiq: Type, item: Item, case: Case, tmp_path: Path
) -> None:
    files = tawthiq("export", "case", "--to", tmp_path / "out", "--json").json
    folder = Path(files[0])
    checked = subprocess.run(
        [sys.executable, "-I", str(folder / "verify.py"), str(folder)], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")
