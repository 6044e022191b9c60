from pathlib import Path

from tests.cli.conftest import Type


def test_it_refuses_where_there_is_no_case(tawthiq: Type, tmp_path: Path) -> None:
    said = tawthiq("serve", "--no-open", "--case", tmp_path)
    assert said.code == 3
    assert str(tmp_path) in said.err


def test_it_refuses_a_person_without_a_key(tawthiq: Type, inside: Path) -> None:
    said = tawthiq("serve", "--no-open", "--as", "nobody")
    assert said.code == 3
    assert "127.0.0.1" not in said.out
