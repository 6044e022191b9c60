"""The tutorial, word for word: its files are written, its commands run, and what it shows is what they print."""

import re
import shlex
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.conftest import Said, spoken
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
FILES = re.compile(r"[Ss]ave this as `([^`]+)`[^`]*\n\n```csv\n(.*?)```", re.S)
SESSIONS = re.compile(r"^```console\n(.*?)^```", re.S | re.M)


class Step(NamedTuple):
    typed: str
    shown: list[str]


def steps() -> list[Step]:
    lines = [line for session in SESSIONS.findall(PAGE) for line in session.splitlines()]
    starts = [n for n, line in enumerate(lines) if line.startswith("$ ")]
    return [Step(lines[n][2:], list(takewhile(lambda line: not line.startswith("$ "), lines[n + 1 :]))) for n in starts]


def matches(shown: str, printed: str) -> bool:
    """Whether a printed line is the one shown, in which … stands for anything; spaces of tables may differ in width."""
    pattern = ".*".join(r"\s+".join(map(re.escape, part.split())) for part in re.split(r"\s*…\s*", shown))
    return re.fullmatch(pattern.strip(), printed.strip()) is not None


def check(step: Step, said: Said) -> None:
    assert said.code == 0, f"{step.typed}: {said.err}"
    printed = [line for line in (said.out + said.err).splitlines() if line.strip()]
    for shown in (line for line in step.shown if line.strip() not in ("", "…")):
        while printed and not matches(shown, printed[0]):
            printed.pop(0)
        assert printed, f"{step.typed} did not print (or not in this order): {shown}\n{said.out}{said.err}"
        printed.pop(0)


def test_the_tutorial_runs_word_for_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, content in FILES.findall(PAGE):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(steps()) > 10
    for step in steps():
        program, *words = shlex.split(step.typed)
        if program == "cd":
            monkeypatch.chdir(words[0])
        else:
            assert program == "tawthiq"
            check(step, spoken(capsys, words))


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("Source 'lcc' added.", "Source 'lcc' added.", True),
        ("item i-… (… B)", "item i-3f0c (21 B)", True),
        ("r-1  Samir", "r-1      Samir", True),
        ("…", "anything", True),
        ("item i-…", "no item i-3f0c", False),
        ("21 B", "210 B", False),
    ],
)
def test_three_dots_stand_for_anything(shown: str, printed: str, same: bool) -> None:
    assert matches(shown, printed) == same
