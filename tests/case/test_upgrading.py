"""A case of an older format is refused until it is upgraded, one step a version."""

from pathlib import Path

import pytest

from tawthiq.case import Case, upgrading
from tawthiq.errors import Refused


def test_a_present_case_needs_nothing(case: Case) -> None:
    assert upgrading.upgrade(case.root) == (1, 1)


def test_an_older_case_is_brought_up_step_by_step(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    path = case.root / "case.toml"
    path.write_text(path.read_text().replace("format = 1", "format = 0"))
    with pytest.raises(Refused, match="tawthiq upgrade"):
        Case.open(case.root)
    walked: list[Path] = []
    monkeypatch.setattr(upgrading, "STEPS", {0: walked.append})
    assert upgrading.upgrade(case.root) == (0, 1)
    assert walked == [case.root]
    Case.open(case.root).close()
