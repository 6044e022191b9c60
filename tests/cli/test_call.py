from pathlib import Path

import pytest

from tawthiq.case import Case, Signer
from tawthiq.cli.call import Call, example
from tawthiq.errors import BadInput, NotFound


def test_the_case_that_was_named_goes_before_the_nearest(inside: Path, tmp_path: Path) -> None:
    assert Call().root == inside
    assert Call(case=tmp_path).root == tmp_path


def test_the_nearest_case_above(inside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(inside / "vault" / "incoming")
    assert Call().root == inside


def test_where_there_is_none_above_the_current_folder_is_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Call().root == tmp_path
    with pytest.raises(NotFound), Call().opened():
        pass


def test_the_case_is_open_inside_the_with(inside: Path) -> None:
    with Call().opened() as case:
        assert case.casefile.title == "Homs, February 2012"


def test_who_signs(ana: Signer) -> None:
    assert (Call().signer().handle, Call().signer().key) == ("ana", ana.key)
    assert Call(handle="ana").signer().key == ana.key


@pytest.mark.usefixtures("ana", "basil")
def test_who_signs_must_be_said_where_there_are_several() -> None:
    with pytest.raises(BadInput):
        Call().signer()


def test_the_language_is_the_one_asked_for_then_that_of_the_case_then_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Call().language() == "en"
    Case.new(tmp_path / "c", "حلب", ("fr", "ar", "en")).close()
    monkeypatch.chdir(tmp_path / "c")
    assert Call().language() == "ar"
    assert Call(lang="en").language() == "en"
    assert Call().say("cli.nothing") == "لا شيء يُعرض."


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        (("items", "--lang", "ar"), "ar"),
        (("items", "--lang=ar"), "ar"),
        (("items", "--lang"), "en"),
        (("items", "--lang", "xx"), "en"),
        (("items", "--case", "c"), "ar"),
        (("items", "--case=c", "--lang", "en"), "en"),
    ],
)
def test_before_the_options_are_read_what_was_typed_tells_the_language(
    typed: tuple[str, ...], language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Case.new(tmp_path / "c", "حلب", ("ar",)).close()
    monkeypatch.chdir(tmp_path)
    assert Call(typed=typed).language() == language


def test_outside_a_case_the_machine_tells_the_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LC_MESSAGES", "ar_SY.UTF-8")
    assert Call().language() == "ar"
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert Call().language() == "en"


def test_an_example_keeps_its_lines() -> None:
    assert example("tawthiq items", "tawthiq log") == "tawthiq items\ntawthiq log"
