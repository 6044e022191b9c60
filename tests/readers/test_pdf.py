"""PDF: words with their page; what cannot be read is said."""

import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tawthiq.errors import BadInput
from tawthiq.readers.pdf import Pdf

from .making import leftward, pdf
from .reading import Read, about, read


def given(tmp_path: Path, content: bytes, name: str = "a.pdf") -> Path:
    (tmp_path / name).write_bytes(content)
    return tmp_path / name


def test_a_paragraph_says_its_page(tmp_path: Path) -> None:
    pages = [(100, 700, "One."), (100, 686, "Two."), (100, 600, "Three.")], [(100, 700, leftward("قصف بابا عمرو"))]
    got = read(Pdf(), given(tmp_path, pdf(*pages)))
    assert got.column("locator", "records") == ["page 1 ¶ 1", "page 1 ¶ 2", "page 2 ¶ 1"]
    assert got.rows("said")[2] == {"row": 2, "page": "2", "paragraph": "1", "text": "قصف بابا عمرو"}
    assert got.doubts == []


def test_the_same_bytes_give_the_same_tables(tmp_path: Path) -> None:
    file = given(tmp_path, pdf([(100, 700, "One.")]))
    assert read(Pdf(), file).bytes() == read(Pdf(), file).bytes()


def test_ten_thousand_pages_are_read_up_to_the_limit_and_the_rest_is_listed(tmp_path: Path) -> None:
    file = given(tmp_path, pdf(*([(100, 700, "One.")] for _ in range(10_000))))
    got = read(Pdf(pages=50), file)
    assert len(got.rows()) == 50
    assert got.doubts == ["pdf.pages"]
    [unread] = got.rows("rejected")
    assert (unread["locator"], unread["level"], unread["facts"]) == (
        "pages 51–10000",
        "row",
        '{"count": 9950, "limit": 50}',
    )


def scan(tmp_path: Path) -> Path:
    """A page that is a picture of words."""
    page = Image.new("L", (1_240, 600), "white")
    font = ImageFont.load_default(64)
    ImageDraw.Draw(page).text((80, 80), "The shelling began\nat six.", font=font, fill="black")
    page.save(tmp_path / "scan.pdf", resolution=150)
    return tmp_path / "scan.pdf"


def test_a_page_without_text_layer_is_said_to_have_none(tmp_path: Path) -> None:
    got = read(Pdf(languages=""), scan(tmp_path))
    assert got.rows() == []
    assert got.doubts == ["pdf.picture"]
    assert (got.rows("rejected")[0]["locator"], got.rows("rejected")[0]["level"]) == ("page 1", "row")


@pytest.mark.skipif(
    not shutil.which("tesseract"), reason="Tesseract is not installed here: no page is read from its picture"
)
def test_tesseract_reads_it_where_it_is_installed_and_that_is_a_doubt(tmp_path: Path) -> None:
    got = read(Pdf(languages="eng"), scan(tmp_path))
    assert got.column("folded", "records") == ["the shelling began at six"]
    assert got.doubts == ["pdf.seen"]


def refused(file: Path) -> str:
    with pytest.raises(BadInput) as error:
        read(Pdf(), file)
    assert error.value.facts == {"file": file.name}
    return error.value.key


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "locked.pdf"), encrypt=StandardEncryption("open sesame"))
    canvas.drawString(100, 700, "secret")
    canvas.save()
    assert refused(tmp_path / "locked.pdf") == "pdf.locked"


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\nnothing of a PDF follows"])
def test_a_broken_pdf_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refused(given(tmp_path, content)) == "pdf.broken"


def test_a_pdf_is_known_by_its_mark_whatever_its_name() -> None:
    assert Pdf.accepts(b"some bytes of mail\n%PDF-1.4", about("a.txt"))
    assert not Pdf.accepts(b"words", about("a.pdf"))


def test_a_page_of_giant_size_is_drawn_small(tmp_path: Path) -> None:
    """A page of 14,400 points at 300 dots an inch would take 10 GB."""
    content = pdf([]).replace(b"[0 0 595 842]", b"[0 0 14400 14400]")
    got: Read = read(Pdf(), given(tmp_path, content))
    assert got.rows() == []
    assert len(got.doubts) == 1
