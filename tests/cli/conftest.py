"""The real command line, run in this process; what it printed; and a folder to stand in. All names are invented."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tawthiq.case import Case
from tawthiq.cli.app import command


class Said(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Type = Callable[..., Said]


def spoken(capsys: pytest.CaptureFixture[str], words: Sequence[object]) -> Said:
    """What the command line says to these words."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as end:
        command.main([str(word) for word in words], prog_name="tawthiq")
    return Said(int(end.value.code or 0), *capsys.readouterr())


@pytest.fixture
def tawthiq(capsys: pytest.CaptureFixture[str]) -> Type:
    """Types a command and gives its exit code and what it said."""
    return lambda *words: spoken(capsys, words)


@pytest.fixture
def inside(case: Case, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the case, as the current folder."""
    monkeypatch.chdir(case.root)
    return case.root


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text("A letter (invented).\n", "utf-8")
    return path
