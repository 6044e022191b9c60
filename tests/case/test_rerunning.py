"""The same tables are the same; one changed byte, a missing or an added table is not."""

from pathlib import Path

import pytest

from tawthiq.case.rerunning import compared
from tests.conftest import Lists


@pytest.mark.parametrize(("change", "same"), [("nothing", True), ("bytes", False), ("less", False), ("more", False)])
def test_a_finding_made_again(lists: Lists, tmp_path: Path, change: str, same: bool) -> None:
    finding = lists.read(lists.receive("a.csv", "name"), {"1": "Huda"})
    files = {}
    for name, table in finding.tables.items():
        files[name] = tmp_path / name
        files[name].write_bytes(lists.case.vault.place_of(table.sha256).read_bytes())
    if change == "bytes":
        files["said"].write_bytes(b"other")
    if change == "less":
        del files["said"]
    if change == "more":
        files["another"] = files["said"]
    again = compared(lists.case, finding, files)
    assert (again.finding, again.same) == (finding.id, same)
