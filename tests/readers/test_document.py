"""Documents: every paragraph is a record that says where it stands."""

from pathlib import Path

import docx as word
import pytest

from tawthiq.errors import BadInput
from tawthiq.readers.document import Document

from .reading import about, read


def test_every_paragraph_is_a_record_and_its_words_stand_beside(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("قُصف الحي.\n\nAt six in the morning.\n", "utf-8")
    got = read(Document(), file)
    first, second = got.rows()
    assert (first["locator"], first["kind"], first["folded"]) == ("¶ 1", "passage", "قصف الحي")
    assert second["locator"] == "¶ 2"
    assert got.rows("said")[1] == {"row": 1, "paragraph": "2", "text": "At six in the morning."}
    assert got.doubts == []


def test_the_same_bytes_give_the_same_tables(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("<p>one<p>two<p>one", "utf-8")
    assert read(Document(), file).bytes() == read(Document(), file).bytes()


def test_a_docx_is_a_document(tmp_path: Path) -> None:
    made = word.Document()
    made.add_paragraph("One.")
    made.save(str(tmp_path / "a.docx"))
    assert read(Document(), tmp_path / "a.docx").column("text") == ["One."]


def test_an_interview_is_not_read_as_a_document() -> None:
    head = b"Interviewer: A. Nasser\nWitness: Maryam Khalil\n\nI saw it."
    assert not Document.accepts(head, about("a.txt"))


def test_an_interview_that_hides_in_a_docx_is_refused(tmp_path: Path) -> None:
    """The first bytes of a DOCX tell nothing, so the reader looks again when it has the words."""
    made = word.Document()
    for line in ("Interviewer: A. Nasser", "Witness: Maryam Khalil", "", "I saw it."):
        made.add_paragraph(line)
    made.save(str(tmp_path / "a.docx"))
    with pytest.raises(BadInput) as error:
        read(Document(), tmp_path / "a.docx")
    assert error.value.key == "document.interview"
    assert "Maryam" not in str(error.value)


def test_the_article_of_the_project_is_read_paragraph_by_paragraph(real_data: Path, tmp_path: Path) -> None:
    given = real_data / "claims" / "homs_2012_article" / "article.txt"
    file = tmp_path / given.name
    file.write_bytes(given.read_bytes())
    got = read(Document(), file)
    assert len(got.rows()) > 10
    assert all(text.strip() for text in got.column("text"))
