"""Versions of a list are compared by the ids and the content of their records."""

from pathlib import Path

import pytest

from tawthiq import tables
from tawthiq.errors import Refused
from tawthiq.readers.update import Changes, check, compare


def version(path: Path, **content: str) -> Path:
    made = tables.rows(tables.RECORDS, [{"id": f"r-{key}", "content": value} for key, value in content.items()])
    tables.write(path, tables.RECORDS, [made])
    return path


def test_new_changed_gone_and_same_are_counted(tmp_path: Path) -> None:
    older = version(tmp_path / "older", a="1", b="1", c="1")
    newer = version(tmp_path / "newer", b="1", c="2", d="1", e="1")
    assert compare(older, newer) == Changes(new=2, changed=1, gone=1, same=1)


def test_less_than_half_in_common_is_taken_for_another_list() -> None:
    check(Changes(new=9, changed=1, gone=2, same=1), "vdc")
    with pytest.raises(Refused, match="'vdc' has 5 records, and this file has only 2"):
        check(Changes(new=9, changed=1, gone=3, same=1), "vdc")
