"""What the bytes of a CSV file tell before it is parsed."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.readers.lists import survey
from tawthiq.readers.lists.survey import delimiter, well_formed


def made(folder: Path, data: str | bytes) -> Path:
    (folder / "list.csv").write_bytes(data.encode() if isinstance(data, str) else data)
    return folder / "list.csv"


@pytest.mark.parametrize("sign", survey.DELIMITERS)
def test_the_delimiter_is_the_sign_that_parts_every_row_alike(tmp_path: Path, sign: str) -> None:
    rows = [["id", "name", "notes"], ["1", "Huda", "a. b"], ["2", "Omar", ""], ["3", "Nur", "c"]]
    assert delimiter(made(tmp_path, "\n".join(sign.join(row) for row in rows)), "utf-8") == sign


def test_commas_inside_the_cells_of_another_delimiter_deceive_nobody(tmp_path: Path) -> None:
    assert delimiter(made(tmp_path, "id;name;place\n1;Salem, Huda;Homs, Syria\n2;Nur;Hama\n"), "utf-8") == ";"
    assert delimiter(made(tmp_path, "A list, made in May\n\nid;name\n1;Huda\n2;Nur\n"), "utf-8") == ";"
    assert delimiter(made(tmp_path, 'id,"name;father"\n1,Huda;Ali\n'), "utf-8") == ","


def test_one_column_has_any_delimiter(tmp_path: Path) -> None:
    assert delimiter(made(tmp_path, "name\nHuda\nNur\n"), "utf-8") == ","
    assert delimiter(made(tmp_path, ""), "utf-8") == ","


@pytest.mark.parametrize(
    ("data", "good"),
    [
        (b'a,b\n1,2\n"3\n4","x""y"\n"",""\n', True),
        (b'a,b\r1,"2"\r', True),
        (b"", True),
        (b'a,b\n1,"2', False),
        (b'a,b\n1,"2" x\n', False),
        (b'a,b\n1,5" shell\n', False),
        (b'a,b\n1, "2"\n', False),
        (b"a,b\n1,\0\n", False),
        (b"a,b\n" + b"x" * 21 + b",1\n", False),
        (b'a,b\n"' + b"x\n" * 11 + b'",1\n', False),
    ],
)
@pytest.mark.parametrize("chunk", [1, 2, 7, 1 << 20])
def test_a_file_is_well_formed_however_it_is_cut(
    tmp_path: Path, data: bytes, good: bool, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(survey, "CHUNK", chunk)
    monkeypatch.setattr(survey, "LONGEST", 20)
    assert well_formed(made(tmp_path, data), "utf-8", ",") == good


def test_other_encodings_are_looked_at_as_text(tmp_path: Path) -> None:
    text = 'الاسم,العمر\n"هدى",3\n'
    assert well_formed(made(tmp_path, text.encode("cp1256")), "cp1256", ",")
    assert well_formed(made(tmp_path, text.encode("utf-16")), "utf-16", ",")
    assert not well_formed(made(tmp_path, text.encode("cp1256")), "ascii", ",")
    assert not well_formed(made(tmp_path, "a\nb".encode("utf-16-le")[:-1]), "utf-16-le", ",")
    assert not well_formed(made(tmp_path, text), "utf-8", "،")


@given(st.lists(st.lists(st.text('a,"\n\r', max_size=4), min_size=1, max_size=3), max_size=5))
def test_what_quotes_every_cell_is_well_formed(cells: list[list[str]]) -> None:
    rows = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in cells)
    with TemporaryDirectory() as folder:
        assert well_formed(made(Path(folder), "".join(rows)), "utf-8", ",")
