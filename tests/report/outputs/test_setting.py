"""Typst in a process of its own."""

from pathlib import Path

import pytest

from tawthiq.errors import BadInput
from tawthiq.report.outputs.setting import compiled


def test_a_page_is_set(tmp_path: Path) -> None:
    (tmp_path / "page.typ").write_text('#set document(title: "x")\n#set text(lang: "en")\nOne line.', "utf-8")
    assert compiled(tmp_path, "page.typ", tmp_path).startswith(b"%PDF")


def test_what_typst_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / "page.typ").write_text("#panic(1)", "utf-8")
    with pytest.raises(BadInput, match="panicked"):
        compiled(tmp_path, "page.typ", tmp_path)
