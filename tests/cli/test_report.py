"""The commands draft and check, and the trace of a line of a draft, as they are typed."""

from pathlib import Path

import pytest

from tests.cli.conftest import Type

pytestmark = pytest.mark.usefixtures("inside")


def written(folder: Path, text: str) -> Path:
    file = folder / "draft.md"
    file.write_text(text, "utf-8")
    return file


def test_a_draft_is_printed_or_written_and_passes_its_check(tawthiq: Type, tmp_path: Path) -> None:
    assert tawthiq("draft").out.startswith("# {case.title}")
    file = tmp_path / "new.md"
    assert f"Draft written: {file}" in tawthiq("draft", "-o", file).out
    assert "Nothing is wrong" in tawthiq("check", file).out
    again = tawthiq("draft", "-o", file)
    assert (again.code, "is there already" in again.err) == (4, True)


def test_the_language_of_the_draft_is_that_of_the_call(tawthiq: Type) -> None:
    assert "## ما ترويه الروايات" in tawthiq("draft", "--lang", "ar").out


def test_faults_are_told_by_line_and_end_with_code_1(tawthiq: Type, tmp_path: Path) -> None:
    file = written(tmp_path, "# Northquay\n\nAbout 500 people died {foo}.\n")
    said = tawthiq("check", file)
    assert said.code == 1
    assert "line 3: '500' equals no reference" in said.out
    assert "2 faults in 1 lines." in said.out
    told = tawthiq("check", file, "--json").json
    assert [one["kind"] for one in told["faults"]] == ["references.unknown", "check.number"]
    assert "السطر 3" in tawthiq("check", file, "--lang", "ar").out


def test_a_line_of_a_draft_is_traced(tawthiq: Type, tmp_path: Path) -> None:
    file = written(tmp_path, "# {case.title}\n\nNothing is known.\n")
    assert "{case.title} The case" in tawthiq("trace", f"{file}:1").out
    nothing = tawthiq("trace", f"{file}:3")
    assert (nothing.code, "has no reference to trace" in nothing.err) == (3, True)
    assert "There is no draft" in tawthiq("trace", "none.md:3").err
