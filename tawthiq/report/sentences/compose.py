"""Composing: the blocks of a draft become sections of an edition, each reference a note."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tawthiq.errors import TawthiqError
from tawthiq.report import edition
from tawthiq.report.asking import Resolved
from tawthiq.report.edition import Block, Grid, Heading, Listing, Note, Paragraph, Picture, Span, beside, typed
from tawthiq.report.sentences import cards, references
from tawthiq.report.sentences.markdown import Part, Phrase, Token
from tawthiq.report.shape import Holdings

Trace = tuple[tuple[int, str], ...]
Draw = Callable[[str], tuple[Picture, tuple[str, ...]]]
"""Draws what a figure's reference asks for; gives the picture and the ids behind it."""


@dataclass(eq=False)
class Composer:
    """Makes blocks, and numbers the notes of a whole edition: references with one card have one note."""

    held: Holdings
    lang: str
    draw: Draw | None = None
    numbers: dict[tuple[object, ...], int] = field(default_factory=dict)
    resolved: list[tuple[str, Resolved]] = field(default_factory=list)

    def blocks(self, parts: Sequence[Part]) -> tuple[Block, ...]:
        """The blocks of some parts. Raises what a reference raises that cannot be looked up."""
        return tuple(block for part in parts for block in self._block(part))

    def notes(self, traces: Mapping[str, Trace]) -> tuple[Note, ...]:
        """The cards of all references so far; ``traces`` are the derivations of their ids."""
        return tuple(
            cards.note(number, written, made, tuple(cards.lines(made, self.held, self.lang)), traces)
            for number, (written, made) in enumerate(self.resolved, 1)
        )

    def ids(self) -> Iterator[str]:
        """The ids behind all references so far."""
        for _, made in self.resolved:
            yield from made.ids

    def _block(self, part: Part) -> Iterator[Block]:
        if part.kind == "heading":
            words = plain(self.spans(part.phrases[0]))
            yield Heading(part.level, edition.plain(words) if part.level == 1 else words)
        elif part.kind == "points":
            yield Listing(tuple(self.spans(one) for one in part.phrases))
        elif part.kind == "table":
            yield self._grid(part)
        elif part.kind == "figure":
            yield from self._picture(part.phrases[0].asked[0])
        else:
            yield Paragraph(tuple(self.spans(one) for one in part.phrases), quoted=part.kind == "quoted")

    def _picture(self, asked: str) -> Iterator[Picture]:
        if self.draw is None:
            return
        picture, ids = self.draw(asked)
        made = Resolved(picture.caption, ids=ids, rests=ids)
        yield replace(picture, notes=(self._number(asked, made),))

    def _grid(self, part: Part) -> Grid:
        cells = [self.spans(one) for one in part.phrases]
        rows = [tuple(plain(one) for one in cells[at : at + part.width]) for at in range(0, len(cells), part.width)]
        notes = dict.fromkeys(number for spans in cells for one in spans for number in one.notes)
        return Grid("", rows[0], tuple(rows[1:]), tuple(notes))

    def spans(self, phrase: Phrase) -> tuple[Span, ...]:
        """A sentence as spans: a citation has no words of its own and stands where it was written.

        A name has no mark where a later word of the sentence has the same note: only numbers keep every one.
        """
        made = list[Span]()
        names = set[int]()
        for token, one in read(phrase, self.held, self.lang):
            if one is None:
                made.append(Span(typed(token.words, self.lang)))
                continue
            number = self._number(token.asked if not token.quoted else f"{token.asked} “{token.words}”", one)
            if not one.words and made and not made[-1].notes:
                made[-1] = Span(made[-1].text.rstrip())
            names |= {len(made)} if one.name and not one.values else set()
            made.append(Span(beside(one.words, self.lang), (number,)))
        later = {at: {note for one in made[at + 1 :] for note in one.notes} for at in names}
        plainer = (Span(one.text) if later.get(at, set()) & set(one.notes) else one for at, one in enumerate(made))
        return tuple(one for one in plainer if one.text or one.notes)

    def _number(self, written: str, made: Resolved) -> int:
        key = (made.title, made.ids, made.lines, made.item, made.locator, made.places)
        if key not in self.numbers:
            self.resolved.append((written, made))
            self.numbers[key] = len(self.resolved)
        return self.numbers[key]


def read(phrase: Phrase, held: Holdings, lang: str) -> Iterator[tuple[Token, Resolved | None]]:
    """The tokens of a sentence, each reference with what it stands for. Raises what looking it up raises."""
    for at, token in enumerate(phrase.tokens):
        if not token.asked:
            yield token, None
            continue
        quote = token.words if token.quoted else ""
        yield token, references.resolve(token.asked, held, lang, quote=quote, before_word=follows(phrase, at))


def follows(phrase: Phrase, at: int) -> bool:
    """Whether a word comes right after a token."""
    after = phrase.tokens[at + 1].words if at + 1 < len(phrase.tokens) else ""
    return len(after) > 1 and after[0] in " -" and after[1].isalpha()


def failing(phrase: Phrase, held: Holdings, lang: str) -> TawthiqError | None:
    """Why a sentence cannot be composed, if it cannot."""
    try:
        list(read(phrase, held, lang))
    except TawthiqError as error:
        return error
    return None


def plain(spans: Sequence[Span]) -> str:
    """The words of spans."""
    return "".join(one.text for one in spans)
