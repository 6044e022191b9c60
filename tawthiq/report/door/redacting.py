"""Redacting: an edition as an audience may have it; what people wrote must be right, what the tool adds is cut."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from tawthiq.messages import say
from tawthiq.report.edition import Block, Edition, Grid, Heading, Listing, Note, Paragraph, Picture, Section, Span
from tawthiq.report.shape import Holdings

WITHHELD = "[…]"
CARDS = ("told_by", "when", "where", "stance", "state", "finding", "method", "seed", "hash", "source", "told")
"""The lines of a card that may leave for the public; those on the parts of a claim and on tables may too."""

Tells = Callable[[str], bool]
Spans = tuple[Span, ...]


@dataclass(frozen=True, eq=False)
class Redactor:
    """Cuts what the tool wrote: points that rest on ``barred`` notes, and words that ``tells`` says must not be told.

    ``swap`` puts pseudonyms and ids for the names of witnesses and files.
    """

    barred: Collection[int]
    tells: Tells
    swap: Callable[[str], str] = str
    steps: dict[str, bool] = field(default_factory=dict)

    def section(self, one: Section, lang: str) -> Section:
        """A part of the edition. What a person wrote keeps its sentences: the door stops what tells too much."""
        if one.role == "body":
            return replace(one, blocks=tuple(self._swapped(block) for block in one.blocks))
        cut = [self._cut(block) for block in one.blocks]
        gone = sum(count for _, count in cut)
        blocks = [self._swapped(block) for block, _ in cut if block is not None]
        if gone:
            blocks.append(Paragraph(((Span(say("redacting.gone", lang, count=gone)),),)))
        return replace(one, blocks=tuple(blocks))

    def _cut(self, block: Block) -> tuple[Block | None, int]:
        if isinstance(block, Listing):
            kept = tuple(one for one in block.points if self._may_stand(one))
            return (replace(block, points=kept) if kept else None), len(block.points) - len(kept)
        if isinstance(block, Paragraph):
            sentences = tuple(one for one in block.sentences if self._may_stand(one))
            return (replace(block, sentences=sentences) if sentences else None), len(block.sentences) - len(sentences)
        if isinstance(block, Grid):
            rows = tuple(row for row in block.rows if not self.tells(self.swap(" ".join(row))))
            return replace(block, rows=rows), len(block.rows) - len(rows)
        return block, 0

    def _may_stand(self, sentence: Spans) -> bool:
        noted = {n for span in sentence for n in span.notes}
        return not noted & set(self.barred) and not self.tells(self.swap("".join(span.text for span in sentence)))

    def _swapped(self, block: Block) -> Block:
        if isinstance(block, Heading):
            return replace(block, text=self.swap(block.text))
        if isinstance(block, Paragraph):
            return replace(block, sentences=tuple(map(self._spans, block.sentences)))
        if isinstance(block, Listing):
            return replace(block, points=tuple(map(self._spans, block.points)))
        if isinstance(block, Grid):
            rows = tuple(tuple(map(self.swap, row)) for row in block.rows)
            return replace(block, caption=self.swap(block.caption), rows=rows)
        assert isinstance(block, Picture)
        return replace(block, caption=self.swap(block.caption), alt=self.swap(block.alt))

    def _spans(self, sentence: Spans) -> Spans:
        return tuple(replace(one, text=self.swap(one.text)) for one in sentence)

    def card(self, note: Note, labels: Collection[str] | None) -> Note:
        """A card with the lines under these labels (``None``: all), without what must not be told."""
        lines = tuple((label, self.swap(value)) for label, value in note.lines
                      if labels is None or label in labels or _is_table(value))  # fmt: skip
        one = replace(note, title=self.swap(note.title), reference=self.swap(note.reference), lines=lines)
        words = " | ".join([one.title, one.reference, *(value for _, value in lines)])
        if not self.tells(words) and not any(self._told(said) for _, said in one.trace):
            return one
        return replace(
            one, title=self._hidden(one.title), reference=self._hidden(one.reference),
            lines=tuple((label, self._hidden(value)) for label, value in lines),
            trace=tuple((depth, WITHHELD if self._told(said) else said) for depth, said in one.trace),
        )  # fmt: skip

    def _told(self, step: str) -> bool:
        """Whether a step of a derivation must not be told; many cards share it, it is looked at once."""
        if step not in self.steps:
            self.steps[step] = self.tells(step)
        return self.steps[step]

    def _hidden(self, said: str) -> str:
        return WITHHELD if self.tells(said) else said


def public(edition: Edition, redactor: Redactor) -> Edition:
    """The edition for the public: allowed lines of cards only, no derivations, no cards that nothing refers to."""
    lang = edition.language
    bare = (replace(one, trace=()) for one in edition.notes)
    return _with(edition, redactor, (redactor.card(one, labels(lang)) for one in bare))


def court(edition: Edition, redactor: Redactor) -> Edition:
    """The edition for a court: whole cards and derivations, without what people protected."""
    return _with(edition, redactor, (redactor.card(one, None) for one in edition.notes))


def _with(edition: Edition, redactor: Redactor, cards: Iterable[Note]) -> Edition:
    sections = tuple(redactor.section(one, edition.language) for one in edition.sections)
    used = {n for section in sections for block in section.blocks for n in noted(block)}
    return replace(edition, sections=sections, notes=tuple(one for one in cards if one.number in used))


def noted(block: Block) -> Iterator[int]:
    """The notes that a block refers to."""
    if isinstance(block, Paragraph | Listing):
        told = block.sentences if isinstance(block, Paragraph) else block.points
        yield from (n for sentence in told for span in sentence for n in span.notes)
    elif isinstance(block, Grid | Picture):
        yield from block.notes


def labels(lang: str) -> frozenset[str]:
    """The labels of the lines of a card that may leave for the public."""
    parts = (say(f"why.part_{part}", lang) for part in ("what", "where", "when", "who", "how_many"))
    return frozenset([*(say(f"cards.{name}", lang) for name in CARDS), *parts])


def pseudonym(handle: str, origin: str) -> str:
    """What a person who is a source is called outside the case: the same in every edition, telling nothing."""
    return "witness-" + sha256(f"{origin}|{handle}".encode()).hexdigest()[:6]


def swapping(held: Holdings, origin: str) -> Callable[[str], str]:
    """Puts pseudonyms for the names of sources that are people, and ids for the names of files."""
    instead = {one.name: pseudonym(handle, origin) for handle, one in held.sources.items() if one.kind == "person"}
    return replacing({**instead, **{one.name: one.id for one in held.items.values()}})


def replacing(instead: Mapping[str, str]) -> Callable[[str], str]:
    """Puts words for other words, the longest first."""
    written = sorted(filter(None, instead), key=len, reverse=True)
    if not written:
        return str
    found = re.compile("|".join(map(re.escape, written)))
    return lambda said: found.sub(lambda one: instead[one[0]], said)


def _is_table(value: str) -> bool:
    return bool(re.search(r"SHA-256 [0-9a-f]{64}$", value))
