"""Interviews: a testimony in paragraphs; who gave it stands apart under a pseudonym, and so does the consent."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path, PurePath
from typing import ClassVar

import pyarrow as pa

from tawthiq import dates, tables, text
from tawthiq.errors import BadInput
from tawthiq.nouns import Date
from tawthiq.readers.entries import PASSAGE, Entry, passage, put, when
from tawthiq.readers.pages.masking import DIGITS, NAMES, Mask, mask
from tawthiq.readers.pages.paragraphs import blocks, understands
from tawthiq.readers.shape import About, Sink

KEYS = {
    "interviewer": "interviewer, interviewed by, المحاور, المحاورة, الباحث, الباحثة, أجرى المقابلة, أجرت المقابلة",
    "interpreter": "interpreter, translator, المترجم, المترجمة, الترجمان",
    "language": "language, اللغة, لغة المقابلة",
    "version": "version, النسخة, الإصدار",
    "date": "date, date of interview, interview date, التاريخ, تاريخ المقابلة",
    "place": "place, place of interview, المكان, مكان المقابلة",
    "witness": "witness, name, real name, الشاهد, الشاهدة, الاسم, الاسم الحقيقي, اسم الشاهد, اسم الشاهدة",
    "pseudonym": "pseudonym, alias, code, الاسم المستعار, الرمز",
    "uses": "consent uses, consent, uses, الموافقة, استخدامات الموافقة, الاستخدامات",
    "audiences": "consent audiences, audiences, جمهور الموافقة, الجمهور",
    "until": "consent until, until, الموافقة حتى, صالحة حتى",
}
MEANING = {text.fold(word): key for key, words in KEYS.items() for word in words.split(", ")}
TELLING = {"witness", "pseudonym", "interviewer", "uses"}
PUBLIC = ("interviewer", "interpreter", "language", "version", "date", "place")
CONSENT = ("uses", "audiences", "until")
LINE = re.compile(r"\s*([^:：]{1,60}?)\s*[:：]\s*(.*?)\s*")
SUFFIXES = (".txt", ".text", ".docx")

IDENTITY_TABLE = pa.schema([(name, pa.string()) for name in ("pseudonym", "key", "value")])
"""``identity``: what tells by itself who the witness is, and must never be published. ``witness``: what else the header
says of them (age, profession). No other table holds either."""

CONSENT_TABLE = pa.schema([(name, pa.string()) for name in ("pseudonym", *CONSENT)]).append(
    pa.field("expires", pa.date32())
)
"""What was consented to, in the words of the header; ``expires`` is the first day that ``until`` may mean."""

Header = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Interview:
    """A text or DOCX with a header of ``key: value`` lines, in English or Arabic, until the first empty line.

    Keys: interviewer, interpreter, language, version, date, place, witness, pseudonym, consent uses, consent
    audiences, consent until. Whatever else the header says is taken for the witness's own and set apart too. In the
    words that follow, the name gives way to the pseudonym and the rest of the identity to ``[withheld]``; the item
    keeps them.
    A name that the header writes in one script is not recognised in another: write both.
    """

    name: ClassVar[str] = "interview"
    version: ClassVar[str] = "2"

    @classmethod
    def accepts(cls, head: bytes, about: About) -> bool:
        """A text that opens with such a header. That of a DOCX cannot be seen from here: name this reader for it."""
        if PurePath(about.name).suffix.lower() not in SUFFIXES[:2] or not understands(head, about.name):
            return False
        codecs = ("utf-16",) if head[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1256")
        return any(opens(head.decode(codec, "ignore").splitlines()) for codec in codecs)

    def read(self, file: Path, about: About, sink: Sink) -> None:
        """Read it. Raises BadInput for a header without end or without witness, and where no words follow."""
        header, body = _apart(blocks(file, about, sink), about.name)
        pseudonym = _said(header, "pseudonym") or "witness-" + hashlib.sha256(about.item.encode()).hexdigest()[:6]
        hidden = _identity(header, pseudonym, sink)
        _consent(header, pseudonym, sink)
        put(_entries(header, body, hidden, sink), (*PUBLIC, "pseudonym", *PASSAGE), about, sink)


def opens(found: Sequence[str]) -> bool:
    """Whether a document begins with the header of an interview: two known keys, one of which tells."""
    lines = [line for block in found[:20] for line in block.splitlines()]
    keys = {key for key, _ in map(_pair, takewhile(LINE.fullmatch, lines))}
    return len(keys & KEYS.keys()) > 1 and bool(keys & TELLING)


def _apart(found: list[str], name: str) -> tuple[Header, list[str]]:
    """The lines of the header, and the paragraphs after the first empty one."""
    first = next((i for i, block in enumerate(found) if block.strip()), 0)
    top = list(takewhile(str.strip, found[first:]))
    body = [block for block in found[first + len(top) :] if block.strip()]
    header = tuple(_pair(line) for block in top for line in block.splitlines())
    if not body:
        raise BadInput("interview.end", file=name)
    if not {"witness", "pseudonym"} & {key for key, _ in header}:
        raise BadInput("interview.witness", file=name)
    return header, body


def _pair(line: str) -> tuple[str, str]:
    found = LINE.fullmatch(line)
    key, value = found.groups() if found else ("", line.strip())
    return MEANING.get(text.fold(key), key), value


def _said(header: Header, key: str) -> str:
    return "; ".join(value for found, value in header if found == key and value)


def _identity(header: Header, pseudonym: str, sink: Sink) -> Mask:
    """Set the witness apart, and make the mask that hides what betrays them."""
    rest = [(key, value) for key, value in header if key not in KEYS and value]
    names = [("witness", name.strip()) for name in NAMES.split(_said(header, "witness")) if name.strip()]
    betraying = [(key, value) for key, value in rest if _betrays(value)]
    others = [pair for pair in rest if pair not in betraying]
    for table, pairs in (("identity", names + betraying), ("witness", others)):
        rows = [{"pseudonym": pseudonym, "key": key, "value": value} for key, value in pairs]
        sink.add(table, tables.rows(IDENTITY_TABLE, rows))
    return mask(pseudonym, [name for _, name in names], [value for _, value in betraying])


def _betrays(value: str) -> bool:
    """Whether words tell by themselves who somebody is: several words, a long number, an address of mail."""
    return len(value.split()) > 1 or len(re.sub(r"\D", "", value)) >= DIGITS or "@" in value


def _consent(header: Header, pseudonym: str, sink: Sink) -> None:
    said = {key: _said(header, key) or None for key in CONSENT}
    if not said["uses"]:
        sink.reject("interview.consent", level="doubt", row=0, locator="header", column="uses")
    expires = _read_date(said["until"], "until", sink)
    row = {"pseudonym": pseudonym, **said, "expires": expires.start if expires else None}
    sink.add("consent", tables.rows(CONSENT_TABLE, [row] if any(said.values()) else []))


def _read_date(said: str | None, column: str, sink: Sink) -> Date | None:
    try:
        return dates.parse(said, kind="interview") if said else None
    except BadInput as error:
        sink.reject(error.key, level="value", row=0, locator="header", column=column, **error.facts)
        return None


def _entries(header: Header, body: Sequence[str], hidden: Mask, sink: Sink) -> Iterator[Entry]:
    """The header that may be shown, then every paragraph; each place where something was withheld is a doubt."""
    said: dict[str, str | None] = {key: hidden.apply(_said(header, key))[0] or None for key in PUBLIC}
    place, day = said["place"], _read_date(said["date"], "date", sink)
    fields = {"place": place, "place_role": "interview" if place else None, **(when(day) if day else {})}
    shown = " ".join(filter(None, (hidden.pseudonym, place, said["date"], said["language"])))
    yield Entry("interview", "header", {**said, "pseudonym": hidden.pseudonym}, shown, fields)
    for number, words in enumerate(body, 1):
        masked, withheld = hidden.apply(words)
        entry = passage(None, number, masked)
        if withheld:
            sink.reject(
                "interview.withheld", level="doubt", row=number, locator=entry.locator, column="text", count=withheld
            )
        yield entry
