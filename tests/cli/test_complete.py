import os
import subprocess
import sys
from pathlib import Path

import pytest

from tawthiq.case import Signer
from tawthiq.cli import complete


def test_sources_of_the_nearest_case(inside: Path) -> None:
    assert complete.sources("") == ["lcc", "vdc"]
    assert complete.sources("v") == ["vdc"]


def test_no_sources_where_there_is_no_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert complete.sources("") == []


def test_people_and_verdicts(ana: Signer, basil: Signer) -> None:
    assert complete.signers("b") == ["basil"]
    assert complete.verdicts("same") == ["same", "same-origin"]


def test_the_shell_is_answered(inside: Path) -> None:
    asked = {
        **os.environ,
        "_TAWTHIQ_COMPLETE": "complete_bash",
        "COMP_WORDS": "tawthiq receive --source l",
        "COMP_CWORD": "3",
    }
    said = subprocess.run(
        [sys.executable, "-m", "tawthiq"], env=asked, cwd=inside, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["lcc"]
