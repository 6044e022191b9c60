"""Every command explains itself in English and Arabic, in whichever the call speaks."""

import os
import re
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tawthiq.cli import helping
from tawthiq.cli.app import command
from tawthiq.cli.call import Call
from tests.cli.conftest import Type
from tests.conftest import ROOT

TABLES = ROOT / "tawthiq" / "messages" / "help"
ARABIC = helping.arabic()


def commands(group: Any = command, above: str = "") -> Iterator[tuple[str, Any]]:
    yield above or "tawthiq", group
    for name, one in getattr(group, "commands", {}).items():
        yield from commands(one, f"{above} {name}".strip())


COMMANDS = dict(commands())


def explained(name: str) -> dict[str, str]:
    """What a command has to explain in its table: itself, and each option and argument of its own, in English."""
    of_every = set(Call.__dataclass_fields__) if name != "tawthiq" else set()
    own = [one for one in COMMANDS[name].params if one.expose_value or one.name not in of_every]
    return {"help": COMMANDS[name].help, **{helping.key(one): one.help for one in own}}


SHARED = ARABIC["everywhere"]
TAKEN = {
    (name, key): english
    for name in COMMANDS
    for key, english in explained(name).items()
    if key in SHARED and key not in ARABIC.get(name, {})
}


@pytest.mark.parametrize("name", COMMANDS)
def test_all_that_a_command_takes_is_explained_in_both_languages(name: str) -> None:
    assert all(explained(name).values()), "no English: write a docstring, or help= for the option"
    missing = set(explained(name)) - set(ARABIC.get(name, {})) - set(SHARED)
    assert not missing, (
        f'write the Arabic of {sorted(missing)} under ["{name}"] in a file of {TABLES.relative_to(ROOT)}'
    )


@pytest.mark.parametrize("name", ARABIC)
def test_nothing_is_explained_that_is_no_longer_there(name: str) -> None:
    if name == "everywhere":
        left = set(SHARED) - {key for _, key in TAKEN} - {"--help"}
    else:
        assert name in COMMANDS, f'there is no command "{name}": remove its table from {TABLES.relative_to(ROOT)}'
        left = set(ARABIC[name]) - set(explained(name))
    assert not left, (
        f'remove {sorted(left)} under ["{name}"] in {TABLES.relative_to(ROOT)}: the command takes no such thing'
    )


@pytest.mark.parametrize("key", [key for key in SHARED if key != "--help"])
def test_what_is_explained_once_means_the_same_everywhere(key: str) -> None:
    english = defaultdict(list)
    for (name, taken), said in TAKEN.items():
        if taken == key:
            english[said].append(name)
    assert len(english) == 1, f"{key} means different things: give each its own Arabic, {dict(english)}"


def test_a_command_stands_in_one_file_and_is_explained_in_arabic() -> None:
    listed = [name for file in TABLES.glob("*.toml") for name in tomllib.loads(file.read_text("utf-8"))]
    assert [name for name, count in Counter(listed).items() if count > 1] == []
    texts = {(name, key): text for name, table in ARABIC.items() for key, text in table.items()}
    assert [one for one, text in texts.items() if not re.search("[\u0600-\u06ff]", text) or text != text.strip()] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_arabic_help_holds_the_same_options_and_examples(name: str, tawthiq: Type) -> None:
    words = name.split() if name != "tawthiq" else []
    english, arabic = tawthiq(*words, "--help").out, tawthiq(*words, "--help", "--lang", "ar").out
    assert arabic.startswith("الاستعمال: tawthiq")
    for line in re.findall(r"^  (--?\S+|tawthiq .*)", english, re.MULTILINE):
        assert f"  {line}" in arabic
    assert max(map(len, arabic.splitlines())) <= 100 or "tawthiq " in max(arabic.splitlines(), key=len)


def test_help_speaks_the_language_that_is_asked_for_wherever_it_is_asked(tawthiq: Type) -> None:
    for words in (
        ("--lang", "ar", "receive", "--help"),
        ("receive", "--lang=ar", "--help"),
        ("receive", "-h", "--lang", "ar"),
    ):
        assert "أدخل ملفات إلى القضية." in tawthiq(*words).out
    assert "Take files into the case." in tawthiq("receive", "--help").out


def test_help_speaks_the_first_language_of_the_case_and_outside_a_case_that_of_the_machine(
    tawthiq: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tawthiq("new", tmp_path / "ar", "--title", "حمص", "--language", "ar")
    tawthiq("new", tmp_path / "en", "--title", "Homs", "--language", "en")
    assert "خيارات كل الأوامر:" in tawthiq("items", "--help", "--case", tmp_path / "ar").out
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "ar_SY.UTF-8")
    assert "خيارات كل الأوامر:" in tawthiq("items", "--help").out
    assert "Options of every command:" in tawthiq("items", "--help", "--case", tmp_path / "en").out


def test_a_group_typed_alone_is_explained(tawthiq: Type) -> None:
    said = tawthiq("--lang", "ar", "source")
    assert (said.code, said.out) == (2, "")
    assert "أضف مصدرًا إلى القضية." in said.err


def test_help_answers_at_once_in_a_case_too_and_english_reads_no_arabic(inside: Path) -> None:
    code = (
        "import sys; from tawthiq.cli import app, helping\n"
        "try: app.command(['receive', '--help'], prog_name='tawthiq')\n"
        "except SystemExit: print(helping.arabic.cache_info().currsize, *sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=inside).stdout
    assert "Take files into the case." in said
    read, *loaded = said.splitlines()[-1].split()
    assert read == "0"
    assert {"duckdb", "polars", "pyarrow", "numpy", "rasterio", "cryptography", "rich"} & set(loaded) == set()


def test_notes_in_brackets(tawthiq: Type) -> None:
    port = tawthiq("serve", "--help").out
    assert "--port NUMBER" in port
    assert "[default: 0; 0 to 65535]" in port
    assert "[default: open]" in port
    assert "[required]" in tawthiq("new", "--help").out
    assert "[لازم]" in tawthiq("new", "--help", "--lang", "ar").out


@pytest.mark.skipif(os.name != "posix", reason="opens a terminal of POSIX")
def test_on_a_terminal_arabic_runs_from_right_to_left_and_what_is_typed_does_not() -> None:
    ours, theirs = os.openpty()
    typed = [sys.executable, "-m", "tawthiq", "trace", "--help", "--lang", "ar"]
    with subprocess.Popen(typed, stdout=theirs, env={**os.environ, "COLUMNS": "80"}):
        os.close(theirs)
        said = b""
        while block := _read(ours):
            said += block
    lines = said.decode().splitlines()
    assert not [line for line in lines if line.startswith("  tawthiq") and re.search("[\u2066-\u2069]", line)]
    assert "\u2067خيارات كل الأوامر:\u2069" in lines
    meant = next(line for line in lines if "FILE:LINE" in line)
    assert "\u2066FILE:LINE\u2069" in meant
    assert meant.endswith("\u2069")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""
