"""The draft as people write it: plain Markdown whose sentences hold references, each with the line that it stands in.

Headings, paragraphs, points, quoted paragraphs, tables with pipes; ``{…}`` is a reference, ``[[words]{item:… place}]``
words of an item, a reference to a figure alone in a paragraph is that figure, ``<!-- … -->`` is for the writers alone.
What stands below a line of ``***`` comes last in the report, after the evidence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

MASK = "\ue000"
_QUOTE = r"\[\[(?P<quote>(?:[^\]]|\](?!\{))*)\]\{(?P<of>[^{}]*)\}\]"
_TOKEN = re.compile(rf"{_QUOTE}|\{{(?P<asked>[^{{}}]*)\}}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LAST = re.compile(r"^[ ]*\*\*\*[ ]*$", re.MULTILINE)
_HEADING = re.compile(r"(#{1,4})\s+(.*?)\s*#*$")
_POINT = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(.*)")
_RULE = re.compile(r"\s*\|?[\s:|-]+\|?\s*$")
_END = re.compile(rf"[.!?؟…][»”\"')\]{MASK}]*\s+")
_SHORT = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|[Mm]rs?|Dr|St|Nos?|no|vs|cf|approx|pp?|e\.g|i\.e|etc|Gen|Col|Lt|Capt|Prof|د|م|أ|ص)\.$"
)
_MARKUP = re.compile(r"\*\*|`|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")

Kind = Literal["heading", "paragraph", "points", "quoted", "table", "figure"]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a sentence: words, or what a reference asks for (with the words of the item that it quotes)."""

    words: str = ""
    asked: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence of the draft: its line (from 1) and its tokens in their order."""

    line: int
    tokens: tuple[Token, ...]

    @property
    def asked(self) -> tuple[str, ...]:
        """What its references ask for, in their order."""
        return tuple(one.asked for one in self.tokens if one.asked)


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the draft. ``level`` is that of a heading; ``width`` the number of columns of a table."""

    kind: Kind
    phrases: tuple[Phrase, ...]
    level: int = 0
    width: int = 0


def parse(text: str) -> tuple[Part, ...]:
    """The blocks of a draft, in their order."""
    plain = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text.replace("\r\n", "\n"))
    plain = _LAST.sub("", plain)
    return tuple(_part(lines) for lines in _blocks(plain.split("\n")))


def cut(text: str) -> tuple[str, str]:
    """A draft without what comes last, and that."""
    body, *last = _LAST.split(text.replace("\r\n", "\n"), maxsplit=1)
    return body, "".join(last)


def asked(parts: Sequence[Part]) -> Iterator[str]:
    """What all references ask for, in their order."""
    for part in parts:
        for phrase in part.phrases:
            yield from phrase.asked


Lines = list[tuple[int, str]]


def _blocks(lines: Sequence[str]) -> Iterator[Lines]:
    held: Lines = []
    for number, line in enumerate(lines, 1):
        starts = bool(held) and _sort(line) != _sort(held[0][1]) and not _continues(line, held)
        if held and (not line.strip() or starts or _HEADING.match(line) or _HEADING.match(held[-1][1])):
            yield held
            held = []
        if line.strip():
            held.append((number, line))
    if held:
        yield held


def _sort(line: str) -> str:
    if _POINT.match(line):
        return "points"
    return {">": "quoted", "|": "table"}.get(line.lstrip()[:1], "paragraph")


def _continues(line: str, held: Lines) -> bool:
    """Whether a line goes on with a point of a list."""
    return _sort(held[0][1]) == "points" and _sort(line) == "paragraph"


def _part(lines: Lines) -> Part:
    number, first = lines[0]
    heading = _HEADING.match(first)
    if heading:
        return Part("heading", (Phrase(number, tokens(heading[2])),), len(heading[1]))
    sort = _sort(first)
    if sort == "table":
        return _table(lines)
    if sort == "points":
        return Part("points", tuple(_points(lines)))
    plain = [(n, re.sub(r"^\s*>\s?", "", line) if sort == "quoted" else line.strip()) for n, line in lines]
    phrases = tuple(_phrases(plain))
    alone = len(phrases) == 1 and len(phrases[0].tokens) == 1 and phrases[0].asked[:1]
    if alone and alone[0].startswith("figure"):
        return Part("figure", phrases)
    return Part("quoted" if sort == "quoted" else "paragraph", phrases)


def _table(lines: Lines) -> Part:
    rows = [(n, [cell.strip() for cell in line.strip().strip("|").split("|")]) for n, line in lines
            if not _RULE.match(line)]  # fmt: skip
    width = max(len(cells) for _, cells in rows)
    cells = [Phrase(n, tokens(cell)) for n, told in rows for cell in [*told, *[""] * (width - len(told))]]
    return Part("table", tuple(cells), width=width)


def _points(lines: Lines) -> Iterator[Phrase]:
    held: list[tuple[int, str]] = []
    for number, line in lines:
        found = _POINT.match(line)
        if found:
            held.append((number, found[1].strip()))
        else:
            held[-1] = (held[-1][0], f"{held[-1][1]} {line.strip()}")
    yield from (Phrase(number, tokens(words)) for number, words in held)


def _phrases(lines: Lines) -> Iterator[Phrase]:
    """The sentences of a paragraph; what stands in references ends none."""
    text = "\n".join(line for _, line in lines)
    masked = _TOKEN.sub(lambda found: MASK * len(found[0]), text)
    start = 0
    for end in [*_ends(masked), len(text)]:
        words = text[start:end].strip()
        if words:
            begins = start + len(text[start:end]) - len(text[start:end].lstrip())
            yield Phrase(lines[text.count("\n", 0, begins)][0], tokens(words.replace("\n", " ")))
        start = end


def _ends(masked: str) -> Iterator[int]:
    for found in _END.finditer(masked):
        short = found[0].startswith(".") and _SHORT.search(masked[: found.start() + 1])
        follows = masked[found.end() : found.end() + 1]
        if not short and not (follows.islower() and follows.isascii()):
            yield found.end()


def tokens(words: str) -> tuple[Token, ...]:
    """A sentence as tokens: words, references, and words of items."""
    found, at = list[Token](), 0
    for one in _TOKEN.finditer(words):
        if plain := _MARKUP.sub("", words[at : one.start()]):
            found.append(Token(plain))
        quote, of, written = one.group("quote", "of", "asked")
        found.append(Token(asked=written.strip()) if quote is None else Token(quote.strip(), of.strip(), True))
        at = one.end()
    if plain := _MARKUP.sub("", words[at:]):
        found.append(Token(plain))
    return tuple(found)
