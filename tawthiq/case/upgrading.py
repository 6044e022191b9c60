"""Upgrading: a case of an older format is brought to the present one, a step a version."""

from collections.abc import Callable, Mapping
from pathlib import Path

import tomlkit

from tawthiq.case.casefile import FORMAT, load
from tawthiq.case.vault import write_whole

STEPS: Mapping[int, Callable[[Path], None]] = {}
"""By format, the step to the next; a step rewrites no line of the journal and may be repeated."""


def upgrade(root: Path) -> tuple[int, int]:
    """Bring a case to the present format; returns the old and the new. Raises Refused for a newer case."""
    before = load(root / "case.toml").format
    for version in range(before, FORMAT):
        STEPS[version](root)
        doc = tomlkit.parse((root / "case.toml").read_text("utf-8-sig"))
        doc["case"]["format"] = version + 1
        write_whole(root / "case.toml", tomlkit.dumps(doc).encode())
    return before, FORMAT
