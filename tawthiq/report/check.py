"""The check: what a draft says beyond its evidence, sentence by sentence, with the line and the words.

References that cannot be looked up; numbers, days and places that nobody can trace; claims about something else; words
too strong for the grade of what stands behind them; findings that are stale; words of witnesses that their consent does
not cover; protected words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tawthiq.coordinates import metres_between
from tawthiq.errors import TawthiqError
from tawthiq.messages import Sentence, say
from tawthiq.report.asking import Resolved
from tawthiq.report.door.consent import covers
from tawthiq.report.door.scan import Scanner
from tawthiq.report.drawn import figures
from tawthiq.report.sentences import about, references
from tawthiq.report.sentences.compose import follows
from tawthiq.report.sentences.markdown import Part, Phrase, Token
from tawthiq.report.sentences.numbers import found
from tawthiq.report.sentences.wording import GRADES, PARTS, pattern_of, remarks
from tawthiq.report.shape import Carried, Figure, Holdings
from tawthiq.text import fold

APART = " \u2063 "
"""Stands between words where a reference was: it is no word, and no number goes on across it."""
LONG_QUOTE = 4
SLACK_M = 100.0
FEW_WORDS = 3
DONE = ("violence", "destroyed", "levelled", "agent")
"""The kinds of words (``wording.toml``) by which a sentence says that something was done to somebody."""
DESTRUCTION = "destruction_of_property"
"""The act whose claims carry that something was destroyed."""
_NUMBERED = re.compile(r"^\s*(?:\d+[.)]?)+\s+")
_BRACES = re.compile(r"\[\[|\]\]|[{}]")
_QUOTED = re.compile(r"«([^»]*)»|“([^”]*)”|\"([^\"]*)\"")

Read = Sequence[tuple[Token, Resolved | None]]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a draft that must not stand so: its line, the words, and what is wrong with what would be right."""

    line: int
    words: str
    sentence: Sentence

    def say(self, lang: str) -> str:
        """What is wrong, in ``en`` or ``ar``."""
        part = self.sentence.facts.get("part")
        told = {"part": say(f"why.part_{part.replace(' ', '_')}", lang)} if part in PARTS else {}
        return Sentence(self.sentence.key, {**self.sentence.facts, **told}).say(lang)


@dataclass(frozen=True, eq=False)
class Checker:
    """Checks drafts in one language against what a case holds, for an audience, as of a day."""

    held: Holdings
    lang: str
    scanner: Scanner
    audience: str = "public"
    on: date | None = None

    def faults(self, parts: Iterable[Part]) -> tuple[Fault, ...]:
        """All that is wrong, in the order of the draft; the same of one place is told once."""
        found = (fault for part in parts for phrase in part.phrases for fault in self._of(part, phrase))
        return tuple({(one.line, one.words, one.say("en")): one for one in found}.values())

    def _of(self, part: Part, phrase: Phrase) -> Iterator[Fault]:
        if part.kind == "figure":
            if error := figures.unfit(phrase.asked[0], self.held, self.lang):
                yield Fault(phrase.line, f"{{{phrase.asked[0]}}}", Sentence(error.key, error.facts))
            return
        made, errors = self._read(phrase)
        for token, error in errors:
            yield Fault(phrase.line, f"{{{token.asked}}}", Sentence(error.key, error.facts))
        behind = [one for _, one in made if one]
        for words, sentence in (*self._typed(part, made, behind), *self._behind(behind), *self._worded(part, made)):
            yield Fault(phrase.line, words, sentence)

    def _read(self, phrase: Phrase) -> tuple[Read, list[tuple[Token, TawthiqError]]]:
        made: list[tuple[Token, Resolved | None]] = []
        errors = []
        for at, token in enumerate(phrase.tokens):
            try:
                quote = token.words if token.quoted else ""
                before = follows(phrase, at)
                made.append((token, (token.asked and references.resolve(
                    token.asked, self.held, self.lang, quote=quote, before_word=before)) or None))  # fmt: skip
            except TawthiqError as error:
                errors.append((token, error))
        return made, errors

    def _typed(self, part: Part, made: Read, behind: Sequence[Resolved]) -> Iterator[tuple[str, Sentence]]:
        """Numbers, days, places and quotations that were typed and have nothing behind them."""
        text = APART.join(token.words if one is None else "" for token, one in made)
        text = _NUMBERED.sub("", text) if part.kind == "heading" else text
        for brace in sorted(set(_BRACES.findall(text))):
            yield brace, Sentence("check.brace", {"value": brace})
        said = found(text)
        known = {round(value, 6) for one in behind for value in one.values}
        tellers = {float(value) for one in behind for value in one.tellers}
        for number in said.numbers:
            told = number.value in tellers and about.of_tellers(text[number.end :])
            if number.value is None or not (told or round(number.value, 6) in known):
                yield number.words, Sentence("check.number", {"value": number.words})
        days = [day for one in behind for day in one.days]
        for day in said.dates:
            exact = day.start is not None and day.start == day.end
            if (days or exact) and not any(_meet((day.start, day.end), one) for one in days):
                yield day.said, Sentence("check.day", {"value": day.said})
        circles = [circle for one in behind for circle in one.places]
        for place in said.places:
            at = (place.lat or 0.0, place.lon or 0.0)
            if not any(metres_between(*at, lat, lon) <= radius + SLACK_M for lat, lon, radius in circles):
                yield place.said, Sentence("check.place", {"value": place.said})
        for quote in ("".join(groups) for groups in _QUOTED.findall(text)):
            if len(quote.split()) >= LONG_QUOTE:
                yield quote, Sentence("check.quote", {"value": quote})
        if part.kind == "quoted" and not any(one.quoted for one in behind):
            yield text.strip(), Sentence("check.quote", {"value": text.strip()})

    def _behind(self, behind: Sequence[Resolved]) -> Iterator[tuple[str, Sentence]]:
        """What is wrong with what stands behind a sentence, whatever its words."""
        for id_ in dict.fromkeys(id_ for one in behind for id_ in one.rests if id_ in self.held.stale):
            slot = self.held.findings[id_].slot
            yield slot, Sentence("check.stale", {"slot": slot, "id": id_})
        for one in behind:
            if one.claim and one.claim.row["withdrawn"]:
                yield one.claim.id, Sentence("check.withdrawn", {"id": one.claim.id})
            if one.quoted and not covers(self.held, one, self.audience, self.on):
                yield one.words, Sentence("check.consent", {"audience": self.audience})

    def _worded(self, part: Part, made: Read) -> Iterator[tuple[str, Sentence]]:
        for id_ in sorted(
            self.scanner.secrets_in("".join(token.words if one is None else one.words for token, one in made))
        ):
            yield "", Sentence("check.protected", {"id": id_})
        text = sentence(made)
        yield from self._about(made)
        if not any(one for _, one in made) and (words := asserted(text)):
            yield words, Sentence("check.untraced", {"value": words})
        if len(text.split()) <= {"table": FEW_WORDS, "heading": 1}.get(part.kind, 0):
            return
        for one in remarks(text, carried([one for _, one in made if one])):
            yield one.words, one.sentence

    def _about(self, made: Read) -> Iterator[about.Stray]:
        """What the claims of a sentence are not about; words of an item, or who is counted, may tell of it instead."""
        behind = [one for _, one in made if one]
        if any(one.quoted and not one.claim for one in behind):
            return
        claims = {one.claim.id: one.claim for one in behind if one.claim}
        own = APART.join(_QUOTED.sub(" ", token.words) if one is None else "" for token, one in made)
        beside = " ".join(f"{token.asked} {one.words} {one.title}" for token, one in made if one)
        yield from about.strays(own, list(claims.values()), self.held, self.lang, beside)


def _meet(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    first, last = max(one[0] or date.min, other[0] or date.min), min(one[1] or date.max, other[1] or date.max)
    return first <= last


def sentence(made: Read) -> str:
    """A sentence as its wording is judged: figures as references, names and words of items as they stand."""
    return "".join(_shown(token, one) for token, one in made)


def _shown(token: Token, one: Resolved | None) -> str:
    if one is None:
        return token.words
    if one.quoted:
        return f"“{one.words.strip('“”«»')}”"
    return one.words if one.name else f"{{{token.asked}}}" if one.words else ""


def asserted(text: str) -> str:
    """The words by which a sentence says that something was done, where it does not say that this is not known."""
    folded = fold(_QUOTED.sub(" ", text))
    if pattern_of("unknown").search(folded):
        return ""
    found = (pattern_of(kind).search(folded) for kind in DONE)
    return next((one[0].strip() for one in found if one), "")


def carried(behind: Sequence[Resolved]) -> Carried:
    """What the evidence behind a sentence carries, taken together: of each part the weakest grade."""
    claims = {one.claim.id: one.claim for one in behind if one.claim}.values()
    whats = [one.parts["what"] for one in claims if "what" in one.parts]
    parts = {
        part: min((one.parts[part].grade for one in claims if part in one.parts), key=GRADES.index)
        for part in PARTS
        if any(part in one.parts for one in claims)
    }
    figures = _with_intervals([one.figure for one in behind if one.figure])
    if parts and any(one.kind != "said" for one in figures):
        parts.setdefault("how many", "corroborated")
    alleged, observed = (any(one.row[name] for one in claims) for name in ("alleged", "observed"))
    return Carried(
        parts=parts, independent=min((one.low for one in whats), default=0), figures=figures,
        actor="alleged" if alleged else "observed" if observed else "",
        destruction=bool(claims) and all(one.row["act"] == DESTRUCTION for one in claims),
        one_origin=bool(whats) and all(one.high <= 1 for one in whats),
    )  # fmt: skip


def _with_intervals(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """An estimate has its interval where both limits, or the interval, stand in the sentence."""
    estimated = [one for one in figures if one.kind == "estimated"]
    whole = any(one.interval for one in estimated) or {"lower", "upper"} <= {one.sense for one in estimated}
    return tuple(replace(one, interval=whole) if one.kind == "estimated" else one for one in figures)
