"""The encoding of a file is found, or the likeliest is taken; one bad byte does not make a UTF-8 file another one."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.errors import BadInput
from tawthiq.readers import encodings
from tawthiq.readers.encodings import canonical, detect, is_utf8, lines, printable, utf8

ARABIC = "الاسم,العمر,المكان\nأحمد السالم,12,حي الزيتونة\nفاطمة العمر,30,تل القمر\n"
FRENCH = "nom,prénom,âge\nLefèvre,René,12\nGarçon,Zoé,13\n"


def made(folder: Path, data: bytes) -> Path:
    (folder / "list.csv").write_bytes(data)
    return folder / "list.csv"


@pytest.mark.parametrize(
    ("text", "written", "found"),
    [
        (ARABIC, "utf-8", "utf-8"),
        (ARABIC, "utf-8-sig", "utf-8-sig"),
        (ARABIC, "utf-16", "utf-16"),
        (ARABIC, "utf-32", "utf-32"),
        (ARABIC, "utf-16-le", "utf-16-le"),
        (ARABIC, "utf-16-be", "utf-16-be"),
        (ARABIC, "cp1256", "cp1256"),
        (ARABIC, "iso8859_6", "iso8859_6"),
        (FRENCH, "latin-1", "cp1252"),
        ("name,age\nHuda,3\n", "ascii", "utf-8"),
        ("", "ascii", "utf-8"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, text: str, written: str, found: str) -> None:
    file = made(tmp_path, text.encode(written))
    assert detect(file, "list.csv") == found
    with utf8(file, found) as stream:
        assert stream.read().decode() == text
    assert "".join(line.text for line in lines(file, found)) == text


def test_a_utf8_file_with_a_bad_byte_is_still_utf8(tmp_path: Path) -> None:
    file = made(tmp_path, (ARABIC * 3).encode() + b"Sal\xe9m,3,x\n")
    assert detect(file, "list.csv") == "utf-8"
    assert [line.flaw for line in lines(file, "utf-8")] == [""] * 9 + ["encoding"]


def test_bytes_of_no_encoding_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encodings, "LEGACY", ["ascii"])
    with pytest.raises(BadInput, match=r"list\.csv is text in no encoding"):
        detect(made(tmp_path, FRENCH.encode("latin-1")), "list.csv")


@given(st.binary(max_size=40), st.integers(1, 6))
def test_utf8_is_told_as_python_tells_it_however_the_file_is_cut(data: bytes, chunk: int) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(encodings, "CHUNK", chunk)
        try:
            data.decode()
            good = True
        except UnicodeDecodeError:
            good = False
        assert is_utf8(made(Path(folder), data)) == good


def test_lines_end_as_they_end_and_their_flaws_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encodings, "LONGEST", 10)
    file = made(tmp_path, b"a\r\nb\rc\nnu\0l\n" + b"x" * 25 + b"\nend")
    assert list(lines(file, "utf-8")) == [
        ("a\r\n", ""), ("b\r", ""), ("c\n", ""), ("nu\0l\n", "nul"), ("x" * 10, "too_long"), ("end", ""),
    ]  # fmt: skip


def test_a_utf16_file_that_is_cut_off_is_read_to_its_last_byte(tmp_path: Path) -> None:
    assert [line.flaw for line in lines(made(tmp_path, "a\nb".encode("utf-16-le")[:-1]), "utf-16-le")] == [
        "",
        "encoding",
    ]


def test_foreign_bytes_are_shown() -> None:
    assert printable(b"Ren\xe9".decode("utf-8", "surrogateescape")) == r"Ren\udce9"


def test_names_of_encodings_are_pythons() -> None:
    assert [canonical(name) for name in ("UTF8", "windows-1256", "latin-1", "hex", "klingon", "")] == [
        "utf-8", "cp1256", "iso8859-1", "", "", "",
    ]  # fmt: skip
