"""Rerunning: what was made again from a recipe, compared byte for byte with what stands in the case."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tawthiq.case.case import Case
from tawthiq.nouns import Finding


@dataclass(frozen=True, slots=True)
class Rerun:
    """A finding made again from its recipe: for each table the hash that stands in the case, and the one made now."""

    finding: str
    tables: Mapping[str, tuple[str, str]]

    @property
    def same(self) -> bool:
        """Whether every table came out the same, byte for byte."""
        return all(old == new for old, new in self.tables.values())


def compared(case: Case, finding: Finding, files: Mapping[str, Path]) -> Rerun:
    """Compare a finding's tables with files made again."""
    made = {name: case.vault.stage(path, copy=False).sha256 for name, path in files.items()}
    old = {name: table.sha256 for name, table in finding.tables.items()}
    return Rerun(finding.id, {name: (old.get(name, ""), made.get(name, "")) for name in sorted({*old, *made})})
