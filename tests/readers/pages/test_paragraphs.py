"""Paragraphs of text, Markdown and HTML, and what had to be guessed to read them."""

from pathlib import Path

import pytest

from tawthiq.errors import BadInput
from tawthiq.readers.pages.paragraphs import blocks, paragraphs, understands
from tawthiq.readers.sink import ParquetSink

from ..reading import Read, about


def words(tmp_path: Path, name: str, content: str | bytes) -> list[str]:
    file = tmp_path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    (tmp_path / "out").mkdir()
    with ParquetSink(tmp_path / "out") as sink:
        return paragraphs(file, about(name), sink)


def doubts(tmp_path: Path) -> list[str]:
    return Read(tmp_path / "out").doubts


def test_empty_lines_part_plain_text(tmp_path: Path) -> None:
    assert words(tmp_path, "a.txt", "One\nand more.\r\n\r\n \t\nTwo.\n") == ["One\nand more.", "Two."]
    assert doubts(tmp_path) == []


def test_blocks_keep_the_empty_ones(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One\n\nTwo", "utf-8")
    with ParquetSink(tmp_path) as sink:
        assert blocks(tmp_path / "a.txt", about("a.txt"), sink) == ["One", "", "Two"]


def test_markdown_loses_its_marks(tmp_path: Path) -> None:
    text = "# The *shelling*\n\nIt **began**\nat [six](https://example.org).\n\n- one\n- two\n\n|a|b|\n|-|-|\n|c|d|\n"
    found = ["The shelling", "It began\nat six.", "one", "two", "a", "b", "c", "d"]
    assert words(tmp_path, "a.md", text) == found


def test_html_in_markdown_is_words_and_not_run(tmp_path: Path) -> None:
    assert words(tmp_path, "a.md", "before <script>alert(1)</script>") == ["before <script>alert(1)</script>"]


def test_html_is_parted_by_its_blocks(tmp_path: Path) -> None:
    text = "<title>News &amp; more</title><body>loose<p>one<br>two <b>three</b><div>in<div>deep</div>out</div>"
    assert words(tmp_path, "a.html", text) == ["News & more", "loose", "one two three", "in", "deep", "out"]


@pytest.mark.parametrize("name", ["a.html", "a.svg"])
def test_nothing_in_html_or_svg_is_run_or_fetched(tmp_path: Path, name: str) -> None:
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script>'
        '<style>@import url(http://192.0.2.1/)</style><image href="http://192.0.2.1/a.png"/>'
        '<text onclick="alert(3)">what it <tspan>says</tspan></text></svg>'
    )
    assert words(tmp_path, name, text) == ["what it says"]


def test_entities_that_a_document_declares_are_not_expanded(tmp_path: Path) -> None:
    text = '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY secret SYSTEM "file:///etc/hostname">]><p>&a;&secret;</p>'
    assert words(tmp_path, "a.html", text)[-1] == "&a;&secret;"


ARABIC = "قُصف الحي صباح اليوم، ثم عاد الناس إلى بيوتهم ليبحثوا عن الجرحى تحت الأنقاض."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_arabic_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    assert words(tmp_path, "a.txt", ARABIC.encode(encoding)) == [ARABIC]


def test_a_guessed_encoding_is_said(tmp_path: Path) -> None:
    words(tmp_path, "a.txt", ARABIC.encode("cp1256"))
    assert doubts(tmp_path) == ["paragraphs.encoding"]


def test_the_encoding_that_html_declares_holds(tmp_path: Path) -> None:
    """In a word of five letters no program could tell Windows-1256 from Windows-1251."""
    text = '<meta charset="windows-1256"><p>قُصف</p>'
    assert words(tmp_path, "a.html", text.encode("cp1256")) == ["قُصف"]


def test_a_declared_encoding_that_is_not_so_is_not_believed(tmp_path: Path) -> None:
    assert words(tmp_path, "a.html", f'<meta charset="ascii"><p>{ARABIC}</p>') == [ARABIC]


def test_letters_that_are_lost_are_counted(tmp_path: Path) -> None:
    damaged = ARABIC.encode()[:20] + b"\xff" + ARABIC.encode()[20:]
    assert "\ufffd" in words(tmp_path, "a.txt", damaged)[0]
    [row] = Read(tmp_path / "out").rows("rejected")
    assert (row["reason"], row["level"]) == ("paragraphs.lost", "doubt")


@pytest.mark.parametrize("content", ["", " \n\t\n"])
def test_a_file_without_words_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(BadInput) as error:
        words(tmp_path, "a.txt", content)
    assert error.value.key == "paragraphs.none"
    assert error.value.facts["file"] == "a.txt"


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as error:
        words(tmp_path, "a.txt", b"words " * 20 + b"\0")
    assert error.value.key == "paragraphs.binary"


@pytest.mark.parametrize(
    ("name", "head", "is_so"),
    [
        ("a.txt", b"words", True),
        ("A.TXT", "كلام".encode(), True),
        ("a.txt", "كلام".encode("utf-16"), True),
        ("a.md", b"# head", True),
        ("a.docx", b"PK\x03\x04", True),
        ("a.docx", b"words", False),
        ("a.txt", b"\xff\xd8\xff\xe0\0\x10JFIF", False),
        ("a.csv", b"a,b", False),
        ("a", b"words", False),
    ],
)
def test_a_name_is_believed_where_the_bytes_do_not_contradict(name: str, head: bytes, is_so: bool) -> None:
    assert understands(head, name) is is_so
