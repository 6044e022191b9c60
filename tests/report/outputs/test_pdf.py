"""The PDF: tagged, the same bytes, Arabic as it is read."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from tawthiq.report.door.contents import texts
from tawthiq.report.drawn.images import Ready, ready
from tawthiq.report.edition import Edition, Paragraph, Section, Span
from tawthiq.report.outputs import pdf as setting
from tawthiq.report.outputs.pdf import pdfs
from tawthiq.text import fold
from tests.report import editions


def pdf(edition: Edition, ready: Mapping[Path, Ready]) -> bytes:
    (made,) = pdfs(edition, ready)
    return made


def words(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as read:
        return "\n".join(one.get_textpage().get_text_bounded() for one in read)


def test_it_is_tagged_and_says_its_language_and_title(tmp_path: Path) -> None:
    made = pdf(edition := editions.english(tmp_path), ready(edition))
    assert b"/MarkInfo" in made and b"/StructTreeRoot" in made and b"/Lang" in made
    with pypdfium2.PdfDocument(made) as read:
        assert read.get_metadata_dict()["Title"] == edition.title
        assert read.is_tagged()


def test_equal_editions_are_equal_bytes(tmp_path: Path) -> None:
    edition = editions.arabic(tmp_path)
    assert pdf(edition, ready(edition)) == pdf(edition, ready(edition))


def test_it_says_what_the_edition_says_on_stamped_pages(tmp_path: Path) -> None:
    edition = editions.english(tmp_path)
    made = pdf(edition, ready(edition))
    said = words(made)
    for part in ("At least 58 people", "What we could not verify", "[1] 58 people documented", editions.DIGEST):
        assert part in said
    with pypdfium2.PdfDocument(made) as read:
        assert all("SIMULATED · INTERNAL" in one.get_textpage().get_text_bounded() for one in read)


def test_the_scan_can_read_arabic_in_it(tmp_path: Path) -> None:
    """Readers of PDF turn some Arabic words round; what looks for protected words must not miss them."""
    edition = editions.arabic(tmp_path)
    (tmp_path / "a.pdf").write_bytes(pdf(edition, ready(edition)))
    said = fold("\n".join(words for _, words in texts(tmp_path / "a.pdf")))
    for part in ("بابا عمرو", "ما لم نستطع التحقق منه", "لجان الأحياء"):
        assert fold(part) in said


@pytest.mark.parametrize("said", ['#panic("x")', "*bold* _x_ $y$ @note <label>", 'a "quote" \\ and //'])
def test_words_are_never_code(tmp_path: Path, said: str) -> None:
    edition = replace(editions.english(tmp_path), sections=(Section("body", (Paragraph(((Span(said),),)),)),))
    assert said.split(maxsplit=1)[0] in words(pdf(edition, ready(edition)))


def test_very_many_cards_follow_in_volumes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three cards, two in a volume: the text stands alone, the cards in two more files, and none is linked."""
    monkeypatch.setattr(setting, "VOLUME", 2)
    edition = editions.english(tmp_path)
    text, first, second = map(words, pdfs(edition, ready(edition)))
    assert "At least 58 people" in text and "[1] 58 people documented" not in text
    assert "[1] 58 people documented" in first and "[3] aid was cut off" not in first
    assert "[3] aid was cut off" in second and "At least 58 people" not in second
    assert all("SIMULATED · INTERNAL" in one for one in (text, first, second))
