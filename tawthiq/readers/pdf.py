"""PDF: paragraphs with the page that they stand on; a page without text is read from its picture, or said to be so."""

import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pypdfium2 as pdfium

from tawthiq.errors import BadInput
from tawthiq.readers.entries import passages
from tawthiq.readers.pages import layout, ocr
from tawthiq.readers.shape import About, Sink

DOTS = 300 / 72
LARGEST = 5_000
LOCKED = 4

Passage = tuple[int | None, int, str]


@dataclass(frozen=True, slots=True)
class Pdf:
    """The text layer of a PDF by PDFium, page by page up to ``pages``; the rest is listed as not read.

    A page without a text layer is read by Tesseract in ``languages`` (none: not at all) where it is installed; what
    it reads is a doubt, for the same bytes may read differently by another version.
    """

    name: ClassVar[str] = "pdf"
    version: ClassVar[str] = "1"
    pages: int = 2_000
    languages: str = "ara+eng+fra"

    @classmethod
    def accepts(cls, head: bytes, about: About) -> bool:
        """By the mark ``%PDF-`` within the first 1,024 bytes (ISO 32000-1, annex H)."""
        return b"%PDF-" in head[:1024]

    def read(self, file: Path, about: About, sink: Sink) -> None:
        """Read every page. Raises BadInput for a locked or broken file."""
        try:
            with pdfium.PdfDocument(file) as document:
                passages(self._pages(document, sink), about, sink)
        except pdfium.PdfiumError as error:
            key = "pdf.locked" if error.err_code == LOCKED else "pdf.broken"
            raise BadInput(key, file=about.name) from error

    def _pages(self, document: pdfium.PdfDocument, sink: Sink) -> Iterator[Passage]:
        total = len(document)
        for number in range(1, min(total, self.pages) + 1):
            yield from self._page(document, number, sink)
            sink.progress(number, min(total, self.pages))
        if total > self.pages:
            unread = f"pages {self.pages + 1}–{total}"
            sink.reject("pdf.pages", level="row", locator=unread, count=total - self.pages, limit=self.pages)

    def _page(self, document: pdfium.PdfDocument, number: int, sink: Sink) -> Iterator[Passage]:
        with closing(document[number - 1]) as page, closing(page.get_textpage()) as text:
            found = layout.paragraphs(text) or self._seen(page, number, sink)
        yield from ((number, paragraph, words) for paragraph, words in enumerate(found, 1))

    def _seen(self, page: pdfium.PdfPage, number: int, sink: Sink) -> list[str]:
        """What Tesseract reads on the page; the doubt says that there was no text layer and who read it."""
        engine, here = ocr.engine(self.languages), f"page {number}"
        if engine is None:
            sink.reject("pdf.picture", level="row", locator=here, languages=self.languages)
            return []
        scale = min(DOTS, LARGEST / max(page.get_size()))
        try:
            found = engine.paragraphs(page.render(scale=scale, grayscale=True).to_pil())
        except subprocess.SubprocessError as error:
            sink.reject("pdf.unseen", level="row", locator=here, detail=str(error)[:200])
            return []
        sink.reject("pdf.seen", level="doubt", locator=here, version=engine.version, languages=engine.languages)
        return found
