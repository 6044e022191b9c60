"""Documents of words: plain text, Markdown, HTML, SVG and DOCX, one record a paragraph."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from tawthiq.errors import BadInput
from tawthiq.readers import interview
from tawthiq.readers.entries import passages
from tawthiq.readers.pages.paragraphs import paragraphs, understands
from tawthiq.readers.shape import About, Sink


@dataclass(frozen=True, slots=True)
class Document:
    """Paragraphs of plain text (parted by empty lines), Markdown (CommonMark), HTML, SVG and DOCX (ECMA-376).

    A DOCX has no pages until it is printed, so the locator is the number of the paragraph alone. Not for
    interviews: it refuses a file with their header, so that no witness is read out by mistake.
    """

    name: ClassVar[str] = "document"
    version: ClassVar[str] = "1"

    @classmethod
    def accepts(cls, head: bytes, about: About) -> bool:
        """By the name, where the first bytes do not contradict, and no header of an interview stands there."""
        return understands(head, about.name) and not interview.Interview.accepts(head, about)

    def read(self, file: Path, about: About, sink: Sink) -> None:
        """Read every paragraph. Raises BadInput where there is none, for a bomb, and for an interview."""
        found = paragraphs(file, about, sink)
        if interview.opens(found):
            raise BadInput("document.interview", file=about.name)
        passages(((None, number, words) for number, words in enumerate(found, 1)), about, sink)
