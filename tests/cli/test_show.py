import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.cli import show
from tawthiq.cli.call import Call
from tawthiq.errors import BadInput
from tawthiq.nouns import Source
from tests.conftest import Lists


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (12_345_678, "12.3 MB"),
        (4_000_000_000, "4.0 GB"),
        (10**16, "10000.0 TB"),
    ],
)
def test_sizes(count: int, said: str) -> None:
    assert show.size(count) == said


def test_a_value_cannot_steer_the_terminal() -> None:
    """ESC [ 2 J would clear the screen; U+202E would turn the rest of the line around."""
    assert show.clean("a\x1b[2Jb") == "a�[2Jb"
    assert show.clean("fdp\u202eexe.jpg") == "fdpexe.jpg"
    assert show.clean("name\udcff") == "name�"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(said: str) -> None:
    assert show.clean(show.clean(said)) == show.clean(said)


def test_cells() -> None:
    assert show.cell(None) == ""
    assert show.cell(datetime(2012, 3, 3, 10, 22, 59, tzinfo=UTC)) == "2012-03-03 10:22"
    assert show.cell(("lcc", "vdc")) == "lcc, vdc"
    assert show.cell("two\n lines") == "two lines"
    assert show.cell("سمير") == "سمير"


def test_a_table_is_as_wide_as_it_needs_where_no_terminal_reads_it(capsys: pytest.CaptureFixture[str]) -> None:
    call = Call(lang="en")
    show.put(call, None, show.table(call, ("id", "count"), [["x" * 200, 7], ["y", 12]]))
    assert capsys.readouterr().out.splitlines() == [
        "id" + " " * 200 + "count",
        "x" * 200 + "      7",
        "y" + " " * 199 + "     12",
    ]


def test_an_empty_table_is_a_sentence() -> None:
    assert show.table(Call(lang="en"), ("id",), []) == "Nothing to list."
    assert show.table(Call(lang="ar"), ("id",), []) == "لا شيء يُعرض."


def test_headings_are_in_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    call = Call(lang="ar")
    show.put(call, None, show.table(call, ("name",), [["سمير"]]))
    assert capsys.readouterr().out.splitlines() == ["الاسم", "سمير"]


def test_json_takes_nouns_dates_paths_and_errors(capsys: pytest.CaptureFixture[str]) -> None:
    document = [Source("lcc", "لجان"), date(2012, 2, 3), Path("a"), BadInput("case.empty_file", file="b.csv")]
    show.put(Call(json=True), document, "not this")
    out = capsys.readouterr().out
    assert '"name": "لجان"' in out
    assert '"2012-02-03",\n  "a"' in out
    assert '"error": "case.empty_file"' in out
    assert "not this" not in out


def test_no_bar_where_stderr_is_no_terminal() -> None:
    with show.bar("work") as progress:
        assert progress is None


@pytest.mark.skipif(os.name != "posix", reason="opens a pseudo-terminal")
def test_on_a_terminal_a_table_fits_and_ids_are_whole(inside: Path, lists: Lists) -> None:
    """60 columns: the words of the source wrap, the id does not; Arabic words are isolated (U+2068 … U+2069)."""
    item = lists.receive("قائمة", "name", source="lcc")
    ours, theirs = os.openpty()
    told = {**os.environ, "COLUMNS": "60", "TERM": "xterm", "PYTHONUTF8": "1"}
    subprocess.run([sys.executable, "-m", "tawthiq", "items"], stdout=theirs, cwd=inside, env=told, check=True)
    said = os.read(ours, 1 << 16).decode()
    os.close(theirs)
    os.close(ours)
    lines = [re.sub("\x1b\\[[0-9;]*m|[\u2068\u2069]", "", line) for line in said.splitlines()]
    assert max(map(len, lines)) <= 60
    assert any(line.startswith(item.id) for line in lines)
    assert "\u2068قائمة\u2069" in said


def test_words_of_our_vocabulary_are_said_in_the_language_of_the_call(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [["Invented", "male", "died in custody"], ["Invented", None, "as the list says"]]
    heads = ("name", "sex", "status")
    show.put(Call(lang="ar"), rows, show.table(Call(lang="ar"), heads, rows))
    said = capsys.readouterr().out
    assert "ذكر" in said and "توفي في الاحتجاز" in said and "as the list says" in said
    show.put(Call(lang="en"), rows, show.table(Call(lang="en"), heads, rows))
    assert re.search(r"male\s+died in custody", capsys.readouterr().out)
