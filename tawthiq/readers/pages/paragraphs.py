"""Paragraphs: the words of a document in their order, by the kind of file that its name says it is."""

import re
from collections.abc import Callable
from itertools import groupby
from pathlib import Path, PurePath

from markdown_it import MarkdownIt
from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser

from tawthiq.errors import BadInput
from tawthiq.readers import encodings
from tawthiq.readers.pages import docx
from tawthiq.readers.shape import About, Sink

BREAK = "\x1e"
UNREAD = "script, style, template, noscript, iframe, object"
BLOCKS = (
    "address, article, aside, blockquote, body, caption, dd, desc, details, div, dl, dt, fieldset, figcaption, figure, "
    "footer, form, h1, h2, h3, h4, h5, h6, header, hr, legend, li, main, nav, ol, option, p, pre, section, summary, "
    "table, td, text, th, title, tr, ul"
)
DECLARED = re.compile(rb"<[^>]*charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
CONTROLS = bytes(sorted(set(range(0x20)) - set(b"\t\n\r\f")))
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def understands(head: bytes, name: str) -> bool:
    """Whether a file is text, Markdown, HTML, SVG or DOCX by its name, and its first bytes do not contradict."""
    suffix = PurePath(name).suffix.lower()
    if suffix == ".docx":
        return head.startswith(b"PK")
    return suffix in KINDS and (head.startswith(UTF16) or head.translate(None, CONTROLS) == head)


def paragraphs(file: Path, about: About, sink: Sink) -> list[str]:
    """Every paragraph that has a word. Raises BadInput as ``blocks`` does, and where there is none."""
    words = [block for block in blocks(file, about, sink) if block.strip()]
    if not words:
        raise BadInput("paragraphs.none", file=about.name)
    return words


def blocks(file: Path, about: About, sink: Sink) -> list[str]:
    """Every paragraph as it stands, empty ones too; a name that tells nothing is read as plain text.

    What had to be guessed (the encoding) or is lost (letters) goes to the sink as a doubt. Raises BadInput when no
    encoding fits and when it is no text.
    """
    suffix = PurePath(about.name).suffix.lower()
    if suffix == ".docx":
        return list(docx.paragraphs(file, about.name))
    return KINDS.get(suffix, _plain)(_decoded(file, about, sink))


def _decoded(file: Path, about: About, sink: Sink) -> str:
    data = file.read_bytes()
    encoding = _declared(data) or encodings.detect(file, about.name)
    text = data.decode(encoding, "replace")
    if "\0" in text:
        raise BadInput("paragraphs.binary", file=about.name)
    if not encoding.startswith("utf"):
        sink.reject("paragraphs.encoding", level="doubt", file=about.name, encoding=encoding)
    if lost := text.count("\ufffd"):
        sink.reject("paragraphs.lost", level="doubt", file=about.name, encoding=encoding, count=lost)
    return text


def _declared(data: bytes) -> str:
    """The encoding that an HTML file says it has, where its bytes agree."""
    said = DECLARED.search(data[:2048])
    name = encodings.canonical(said[1].decode()) if said else ""
    try:
        return name if name and data.decode(name) else ""
    except UnicodeDecodeError:
        return ""


def _plain(text: str) -> list[str]:
    spoken = groupby(text.splitlines(), key=lambda line: bool(line.strip()))
    return ["\n".join(lines) if words else "" for words, lines in spoken]


def _markdown(text: str) -> list[str]:
    tokens = MARKDOWN.parse(text)
    return [_words(token) for token in tokens if token.type in ("inline", "fence", "code_block")]


def _words(token: Token) -> str:
    spoken = ("\n" if child.type.endswith("break") else child.content for child in token.children or [])
    return "".join(spoken) if token.children else token.content


def _html(text: str) -> list[str]:
    """The text between the edges of blocks; nothing is run, fetched or expanded."""
    tree = LexborHTMLParser(text)
    for unread in tree.css(UNREAD):
        unread.decompose()
    for line_end in tree.css("br"):
        line_end.insert_before("\n")
    for block in tree.css(BLOCKS):
        block.insert_before(BREAK)
        block.insert_after(BREAK)
    return [" ".join(part.split()) for part in tree.root.text().split(BREAK)] if tree.root else []


KINDS: dict[str, Callable[[str], list[str]]] = {
    **dict.fromkeys((".txt", ".text"), _plain),
    **dict.fromkeys((".md", ".markdown"), _markdown),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".svg"), _html),
}
