"""verify.py finds every way in which a case can be altered, and works where tawthiq is not installed."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tawthiq.case import Case, Decision, Signer, verify
from tests.conftest import Lists


@pytest.fixture
def root(lists: Lists, basil: Signer) -> Path:
    """A case of four acts: receive, find, and two judgements, the second by another person."""
    item = lists.receive("a.csv", "name", "Ana")
    lists.read(item, {"1": "Ana"})
    lists.case.judge([Decision("note", (item.id,), "first")], lists.by)
    lists.case.judge([Decision("note", (item.id,), "second")], basil)
    lists.case.close()
    return lists.case.root


def lines(root: Path) -> list[str]:
    return (root / "journal.jsonl").read_text().splitlines()


def write(root: Path, journal: list[str]) -> None:
    (root / "journal.jsonl").write_text("".join(line + "\n" for line in journal))


def a_file(root: Path) -> Path:
    return next(path for path in sorted((root / "vault").glob("??/*")) if path.read_bytes().startswith(b"name"))


def replace(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


def alter_file(root: Path) -> None:
    replace(a_file(root), b"name\nAda\n")


def remove_file(root: Path) -> None:
    a_file(root).unlink()


def add_file(root: Path) -> None:
    (root / "vault" / "00").mkdir(exist_ok=True)
    (root / "vault" / "00" / ("1" * 62)).write_text("planted")


def alter_line(root: Path) -> None:
    write(root, [line.replace('"by":"ana"', '"by":"eve"', 1) for line in lines(root)])


def remove_line(root: Path) -> None:
    write(root, [line for n, line in enumerate(lines(root)) if n != 1])


def reorder_lines(root: Path) -> None:
    one, two, three, four = lines(root)
    write(root, [one, three, two, four])


def rehash_a_line(root: Path) -> None:
    """Whoever rewrites a line with its right hash breaks the chain and the signature."""
    journal = lines(root)
    line = json.loads(journal[2])
    line["verdict"] = "withdraw"
    content = {k: v for k, v in line.items() if k not in ("hash", "sig")}
    line["hash"] = verify.hashlib.sha256(verify._canonical(content)).hexdigest()
    write(root, [*journal[:2], json.dumps(line), journal[3]])


def tear_the_end(root: Path) -> None:
    path = root / "journal.jsonl"
    path.write_bytes(path.read_bytes()[:-40])


def alter_words(root: Path) -> None:
    path = root / "vault" / "words.jsonl"
    path.write_text(path.read_text().replace("first", "other"))


def remove_words(root: Path) -> None:
    path = root / "vault" / "words.jsonl"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))


def add_words(root: Path) -> None:
    with (root / "vault" / "words.jsonl").open("a") as out:
        out.write('{"n":5}\n')


def malformed_line(root: Path) -> None:
    write(root, [*lines(root)[:3], '{"n": "four"}'])


@pytest.mark.parametrize(
    ("harm", "kinds"),
    [
        (alter_file, {"altered-file"}),
        (remove_file, {"missing-file"}),
        (add_file, {"added-file"}),
        (alter_line, {"altered-line", "other-key"}),
        (remove_line, {"missing-line"}),
        (reorder_lines, {"missing-line", "reordered-line"}),
        (rehash_a_line, {"broken-chain", "bad-signature"}),
        (tear_the_end, {"torn-line", "altered-line", "added-words"}),
        (alter_words, {"altered-words"}),
        (remove_words, {"missing-words"}),
        (add_words, {"added-words"}),
        (malformed_line, {"altered-line", "added-words"}),
    ],
)
def test_every_harm_is_named(root: Path, harm: Callable[[Path], None], kinds: set[str]) -> None:
    assert verify.check(root).defects == ()
    harm(root)
    found = verify.check(root).defects
    assert kinds & {one.kind for one in found}, found
    assert kinds <= {one.kind for one in found} or harm is alter_line
    assert all(one.where for one in found)


def test_it_says_who_signed_what(root: Path) -> None:
    signed = {one.by: (one.acts, one.first, one.last) for one in verify.check(root).signed}
    assert signed == {"ana": (3, 1, 3), "basil": (1, 4, 4)}


def test_an_interrupted_act_is_said_and_mended_by_opening(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "PATIENCE", 0.0)
    size = (root / "journal.jsonl").stat().st_size
    words = (root / "vault" / "words.jsonl").stat().st_size
    plan = {"held": 4, "lines": [], "words": [], "changed": {}, "journal_size": size, "words_size": words}
    (root / "pending.json").write_text(json.dumps({**plan, "blobs": [], "fresh": [], "removes": []}))
    assert {one.kind for one in verify.check(root).defects} == {"unfinished-act"}
    with Case.open(root):
        pass
    assert verify.check(root).defects == ()


def test_a_referenced_file_is_checked_where_it_lies(case: Case, ana: Signer, tmp_path: Path) -> None:
    scene = tmp_path / "scene.tif"
    scene.write_bytes(b"pixels")
    case.receive(scene, source="lcc", how="disk", by=ana, by_reference=True)
    assert verify.check(case.root).defects == ()
    scene.write_bytes(b"pixelz")
    assert [one.kind for one in verify.check(case.root).defects] == ["altered-reference"]
    scene.unlink()
    assert [one.kind for one in verify.check(case.root).defects] == ["missing-reference"]


def test_it_runs_alone_with_the_standard_library(root: Path, tmp_path: Path) -> None:
    alone = tmp_path / "verify.py"
    shutil.copyfile(verify.__file__, alone)
    command = [sys.executable, "-I", "-S", str(alone), str(root)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0
    assert "sound" in told.stdout
    assert "signatures NOT checked" in told.stdout
    alter_file(root)
    assert subprocess.run([*command, "--json"], capture_output=True, check=False).returncode == 1
