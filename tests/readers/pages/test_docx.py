"""The words of a DOCX, wherever Word keeps them."""

import zipfile
from pathlib import Path

import docx as word
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tawthiq.errors import BadInput
from tawthiq.readers.pages import docx


def written(path: Path, *paragraphs: str) -> Path:
    document = word.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))
    return path


def words(path: Path) -> list[str]:
    return list(docx.paragraphs(path, "given.docx"))


def refused(path: Path) -> str:
    with pytest.raises(BadInput) as error:
        words(path)
    return error.value.key


def test_paragraphs_come_in_their_order_with_the_empty_ones(tmp_path: Path) -> None:
    assert words(written(tmp_path / "a.docx", "قُصف الحي", "", "At six."))[:3] == ["قُصف الحي", "", "At six."]


def test_words_in_tables_headers_and_comments_are_there(tmp_path: Path) -> None:
    document = word.Document()
    paragraph = document.add_paragraph("body")
    document.add_table(1, 2).rows[0].cells[1].text = "cell"
    document.sections[0].header.paragraphs[0].text = "letterhead"
    document.add_comment(paragraph.runs, text="remark")
    document.save(str(tmp_path / "a.docx"))
    assert [one for one in words(tmp_path / "a.docx") if one] == ["body", "cell", "remark", "letterhead"]


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    document = word.Document()
    paragraph = document.add_paragraph("He saw ")
    for tag, text in (("ins", "<w:t>two</w:t>"), ("del", "<w:delText>three</w:delText>")):
        xml = f'<w:{tag} {nsdecls("w")} w:id="1" w:author="x"><w:r>{text}</w:r></w:{tag}>'
        paragraph._p.append(parse_xml(xml))
    paragraph.add_run(" tanks")
    document.save(str(tmp_path / "a.docx"))
    assert words(tmp_path / "a.docx") == ["He saw two tanks"]


def test_a_text_box_is_a_paragraph_of_its_own_and_stands_once(tmp_path: Path) -> None:
    """Word writes a box twice: for itself, and as a fallback for older programs."""
    document = word.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    twice = f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    run = f"<w:r {nsdecls('w')} {mc}><mc:AlternateContent>{twice}</mc:AlternateContent></w:r>"
    document.add_paragraph("around")._p.append(parse_xml(run))
    document.save(str(tmp_path / "a.docx"))
    assert [one for one in words(tmp_path / "a.docx") if one] == ["around", "boxed"]


def test_tabs_and_line_breaks_are_kept(tmp_path: Path) -> None:
    assert words(written(tmp_path / "a.docx", "one\ttwo\nthree")) == ["one\ttwo\nthree"]


def with_part(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The same document with something replaced in one of its parts."""
    changed = path.with_name(f"changed {path.name}")
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as made:
        for member in given.namelist():
            made.writestr(member, given.read(member).replace(old, new) if member == part else given.read(member))
    return changed


LAUGHS = "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE lolz [<!ENTITY lol0 "lol">{LAUGHS}]>'


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    """Ten to the ninth laughs in under a kilobyte."""
    plain = written(tmp_path / "a.docx", "HERE")
    bomb = with_part(plain, "word/document.xml", b"<w:document", BOMB.encode() + b"<w:document")
    assert refused(with_part(bomb, "word/document.xml", b"HERE", b"&lol9;")) == "docx.entities"


def test_a_file_of_this_machine_cannot_be_drawn_in(tmp_path: Path) -> None:
    plain = written(tmp_path / "a.docx", "HERE")
    drawn = b'<!DOCTYPE a [<!ENTITY secret SYSTEM "file:///etc/hostname">]><w:document'
    changed = with_part(plain, "word/document.xml", b"<w:document", drawn)
    assert refused(changed) == "docx.entities"


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    plain = written(tmp_path / "a.docx", "HERE")
    assert refused(with_part(plain, "word/document.xml", b"HERE", b" " * 200 * 1024**2)) == "zips.bomb"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more", b"plain words"])
def test_what_is_no_archive_is_broken(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    assert refused(tmp_path / "a.docx") == "zips.broken"


def test_an_archive_that_is_no_document_is_broken(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as made:
        made.writestr("a.txt", "words")
    assert refused(tmp_path / "a.docx") == "docx.broken"


def test_a_document_whose_xml_is_cut_off_is_broken(tmp_path: Path) -> None:
    plain = written(tmp_path / "a.docx", "HERE")
    assert refused(with_part(plain, "word/document.xml", b"</w:document>", b"")) == "docx.broken"
