"""What holds for every command: help, options in any place, both languages, exit codes, a stop in the middle."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tawthiq import errors
from tawthiq.case import Case, Signer
from tawthiq.cli.app import command
from tests.cli.conftest import Type
from tests.conftest import ROOT


def all_commands(group: Any = command, above: str = "tawthiq") -> Iterator[tuple[str, Any]]:
    for name, one in group.commands.items():
        yield f"{above} {name}", one
        if hasattr(one, "commands"):
            yield from all_commands(one, f"{above} {name}")


COMMANDS = dict(all_commands())
SPOKEN = [name for name, one in COMMANDS.items() if not hasattr(one, "commands")]


def test_these_are_the_commands() -> None:
    names = [name.removeprefix("tawthiq ") for name in SPOKEN]
    assert set(names) == {
        *("new", "status", "whoami", "upgrade"),
        *("source add", "source list", "receive", "items"),
        *("read", "rejected", "search", "rerun"),
        *("link", "people", "person", "merge", "split", "pairs", "audit", "explain"),
        *("scene add", "detect craters", "marks", "compare"),
        "estimate",
        *("account add", "account list", "claim add", "claim propose", "claim list", "claim derives", "claim choose"),
        *(
            "claim conflicts",
            "claim timeline",
            "claim compare",
            "claim elements",
            "weigh",
            "queue derivation",
            "queue sources",
        ),
        *("item verify", "item sun", "item shadows"),
        *("judge", "protect", "unprotect", "protected", "hold", "release", "forget"),
        *("draft", "check", "publish", "approve", "correct", "permit", "revoke", "serve"),
        *("trace", "verify", "anchor head", "anchor request", "anchor token", "log", "export"),
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_has_an_example_that_names_it(name: str, tawthiq: Type) -> None:
    said = tawthiq(*name.split()[1:], "--help")
    assert said.code == 0
    assert f"Example:\n  {name}" in said.out


@pytest.mark.parametrize("name", SPOKEN)
def test_every_command_has_its_place_in_the_documentation(name: str) -> None:
    pages = "".join(page.read_text("utf-8") for page in (ROOT / "docs" / "cli").glob("*.md"))
    assert f"## {name.removeprefix('tawthiq ')}\n" in pages


@pytest.mark.parametrize("name", SPOKEN)
def test_the_documentation_names_every_option(name: str) -> None:
    pages = "".join(page.read_text("utf-8") for page in (ROOT / "docs" / "cli").glob("*.md"))
    section = pages.split(f"## {name.removeprefix('tawthiq ')}\n")[1].split("\n## ")[0]
    everywhere = {"--case", "--as", "--lang", "--json", "--help", "-h"}
    options = {opt for one in COMMANDS[name].params for opt in one.opts if opt.startswith("--")} - everywhere
    assert {one for one in options if f"`{one}" not in section} == set()


def test_the_exit_codes_are_documented() -> None:
    page = (ROOT / "docs" / "cli" / "README.md").read_text("utf-8")
    kinds = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, errors.TawthiqError)]
    for kind in kinds[1:]:
        assert re.search(rf"\| {kind.exit_code} \| `{kind.__name__}`", page)


def test_help_answers_without_the_heavy_packages() -> None:
    heavy = "duckdb polars pyarrow numpy rasterio cryptography rich tomlkit"
    code = f"import sys, tawthiq.cli; print([one for one in {heavy.split()} if one in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_it_also_runs_as_a_module() -> None:
    said = subprocess.run([sys.executable, "-m", "tawthiq", "--version"], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("tawthiq 0.")


def test_options_of_every_command_stand_before_or_after_it(tawthiq: Type, case: Case) -> None:
    before = tawthiq("--json", "--case", case.root, "source", "list")
    between = tawthiq("source", "--json", "list", "--case", case.root)
    after = tawthiq("source", "list", "--case", case.root, "--json")
    assert before.json == between.json == after.json
    assert [one["handle"] for one in after.json] == ["lcc", "vdc"]


def test_the_nearest_case_above_is_meant(tawthiq: Type, inside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(inside / "maps")
    assert "Homs, February 2012" in tawthiq("status").out


def test_without_a_case_it_says_how_to_make_one(tawthiq: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = tawthiq("items")
    assert (said.code, said.out) == (3, "")
    assert "tawthiq new FOLDER" in said.err


def test_an_error_as_json_is_one_document_and_its_sentence_is_on_stderr(tawthiq: Type, tmp_path: Path) -> None:
    said = tawthiq("items", "--case", tmp_path, "--json")
    assert said.code == 3
    assert said.json["error"] == "case.none"
    assert said.json["facts"] == {"file": str(tmp_path)}
    assert said.err.startswith("There is no case in")


def test_arabic_when_asked_for_or_when_it_is_the_first_language_of_the_case(tawthiq: Type, tmp_path: Path) -> None:
    arabic, english = tmp_path / "ar", tmp_path / "en"
    tawthiq("new", arabic, "--title", "حمص", "--language", "ar", "--language", "en")
    tawthiq("new", english, "--title", "Homs")
    assert "لا شيء يُعرض" in tawthiq("items", "--case", arabic).out
    assert "Nothing to list" in tawthiq("items", "--case", english).out
    assert "لا شيء يُعرض" in tawthiq("items", "--case", english, "--lang", "ar").out
    assert "Nothing to list" in tawthiq("items", "--case", arabic, "--lang", "en").out


def test_an_unknown_language_is_an_error_of_usage(tawthiq: Type) -> None:
    assert tawthiq("items", "--lang", "xx").code == 2


def test_a_file_that_the_system_refuses_is_named(tawthiq: Type, inside: Path, ana: Signer) -> None:
    said = tawthiq("judge", "--file", "nowhere.csv")
    assert said.code == 2
    assert said.err.startswith("nowhere.csv: the system refused")


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_a_stop_in_the_middle_leaves_the_case_as_it_was(tawthiq: Type, inside: Path, ana: Signer) -> None:
    large = inside.parent / "large.bin"
    with large.open("wb") as file:
        file.truncate(50 << 30)
    typed = [sys.executable, "-m", "tawthiq", "receive", str(large), "--source", "lcc", "--how", "disk"]
    with subprocess.Popen(typed, stderr=subprocess.PIPE, text=True, cwd=inside) as running:
        while not any(path.stat().st_size for path in inside.glob("vault/incoming/*/*")):
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        _, err = running.communicate()
    assert running.returncode == 130
    assert "Stopped" in err
    assert not list(inside.glob("vault/incoming/*/*"))
    checked = tawthiq("verify", "--json").json
    assert (checked["acts"], checked["defects"]) == (0, [])
