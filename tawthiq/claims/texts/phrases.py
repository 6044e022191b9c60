"""Phrases by which an account passes on what others said, denies, doubts, or says how it knows.

The phrases, in English, French, Spanish and Arabic, lie in ``phrases.toml``; a sentence is the reach of each.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from tawthiq.claims.texts.lexicon import Found, Lexicon, Word, lexicon, sentences, span, table, words
from tawthiq.nouns import Attribution, Basis, Span, Stance

How = Literal["attributed", "named", "refused"]
NEAR = 7
"""How many words may lie between a name and the word that makes it a speaker."""
LONGEST = 8
"""How many words a name has at most."""

_ENDS = re.compile(r"[,;:.!?،؛؟()\[\]\"«»“”\n]")
_CAPITAL = re.compile(r"[A-ZÀ-ÞĀ-Ž0-9]")
_QUOTES = re.compile(r"[\"“”«»„]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A source of the case that an account names.

    ``attributed`` as the one who said it, merely ``named``, or ``refused`` (said to add nothing). ``phrase`` are the
    words that decided.
    """

    handle: str
    span: Span
    how: How
    phrase: str = ""


def attributions(text: str) -> list[Attribution]:
    """Phrases such as ``according to X``, ``X reported``, ``نقلا عن``, ``selon`` with whom they name.

    ``to`` is the name as it stands there, or the words for speakers without a name (``activists``).
    """
    found: list[Attribution] = []
    for sentence in sentences(text):
        said = _shifted(sentence)
        for lead in _lexicon("attribution", "leads").find(said):
            to = _named_after(text, said, lead.last)
            if to:
                found.append(_attribution(text, said[lead.first], to))
        speaking = _lexicon("attribution", "speaks").find(said)
        found += _speakers(text, said, speaking)
        for speaker in _lexicon("attribution", "nobody").find(said):
            if _near(speaker, speaking):
                one = said[speaker.first : speaker.last]
                found.append(Attribution(span(text, one), span(text, one).said))
    return sorted(_distinct(found), key=lambda one: one.span.start)


def mentions(text: str, names: Mapping[str, Sequence[str]]) -> list[Mention]:
    """Every naming of a source in a text, by the names that the case knows for it (handle → names)."""
    known = named(names)
    found = []
    for sentence in sentences(text):
        said = _shifted(sentence)
        for one in known.find(said):
            how, phrase = _how(sentence, said, one)
            found.append(Mention(one.label, span(text, said[one.first : one.last]), how, phrase))
    return found


def named(names: Mapping[str, Sequence[str]]) -> Lexicon:
    """The lexicon of the names of sources."""
    return Lexicon((name, handle) for handle, known in names.items() for name in known)


def stance(sentence: str) -> tuple[Stance, str]:
    """Whether a sentence affirms, denies or disputes, and the phrase by which (``""`` where it affirms)."""
    said = words(sentence)
    labels: tuple[Stance, ...] = ("disputes", "denies")
    for label in labels:
        for one in _lexicon("stance", label).find(said):
            return label, span(sentence, said[one.first : one.last]).said
    return "affirms", ""


def speaks(sentence: str) -> bool:
    """Whether somebody speaks in a sentence: a verb of speaking, or words in quotation marks."""
    return bool(_QUOTES.search(sentence) or _lexicon("attribution", "speaks").find(words(sentence)))


def unverified(sentence: str) -> str:
    """The phrase by which a sentence says that nobody could verify it, ``""`` for none."""
    said = words(sentence)
    found = _lexicon("stance", "unverified").find(said)
    return span(sentence, said[found[0].first : found[0].last]).said if found else ""


def basis(sentence: str) -> tuple[Basis, str]:
    """How the one who tells knows, by the words of a sentence, and the phrase; ``""`` where it does not say."""
    said = words(sentence)
    for label in table("phrases")["basis"]:
        for one in _lexicon("basis", label).find(said):
            return cast(Basis, label), span(sentence, said[one.first : one.last]).said
    return "", ""


@cache
def _lexicon(part: str, name: str) -> Lexicon:
    return lexicon({name: table("phrases")[part][name]})


def _shifted(sentence: Span) -> list[Word]:
    """The words of a sentence, placed in the whole text."""
    by = sentence.start
    return [Word(one.start + by, one.end + by, one.folded, one.number) for one in words(sentence.said)]


def _named_after(text: str, said: Sequence[Word], at: int) -> Sequence[Word]:
    """The name that begins at a word: up to a sign, capitalised in Latin script, at most eight words."""
    last = at
    while last < min(len(said), at + LONGEST) and (last == at or not _ENDS.search(_between(text, said, last))):
        if last > at and not _goes_on(text, said[last]):
            break
        last += 1
    name = said[at:last]
    if not name or _ENDS.search(_between(text, said, at).replace(":", "")):
        return ()
    arabic = "\u0600" <= name[0].folded[:1] <= "\u06ff"
    if arabic or any(_CAPITAL.match(text[one.start]) for one in name) or _is_nobody(name):
        return name
    return ()


def _goes_on(text: str, word: Word) -> bool:
    small = {"the", "of", "for", "and", "de", "la", "le", "du", "des", "al", "el", "a", "l", "d"}
    arabic = "\u0600" <= word.folded[:1] <= "\u06ff"
    return arabic or bool(_CAPITAL.match(text[word.start])) or word.folded in small


def _is_nobody(name: Sequence[Word]) -> bool:
    return any(one.first <= 1 for one in _lexicon("attribution", "nobody").find(name))


def _attribution(text: str, lead: Word, to: Sequence[Word]) -> Attribution:
    whole = Span(lead.start, to[-1].end, text[lead.start : to[-1].end])
    return Attribution(whole, text[to[0].start : to[-1].end])


def _how(sentence: Span, said: Sequence[Word], name: Found) -> tuple[How, str]:
    refused = _lexicon("attribution", "refuses").find(said)
    if refused:
        return "refused", _said(sentence, said, refused[0])
    for kind in ("leads", "speaks"):
        found = _lexicon("attribution", kind).find(said)
        for one in found:
            ahead = kind == "speaks" or one.first < name.first
            if ahead and one.last <= name.first and name.first - one.last <= NEAR - 4 * (kind == "leads"):
                return "attributed", _said(sentence, said, one)
            if kind == "speaks" and 0 <= one.first - name.last <= NEAR:
                return "attributed", _said(sentence, said, one)
    if _QUOTES.search(sentence.said):
        return "attributed", "“ ”"
    return "named", ""


def _said(sentence: Span, said: Sequence[Word], found: Found) -> str:
    first, last = said[found.first].start - sentence.start, said[found.last - 1].end - sentence.start
    return sentence.said[first:last]


def _near(one: Found, others: Sequence[Found]) -> bool:
    return any(-2 <= other.first - one.last <= 1 or 0 <= one.first - other.last <= 1 for other in others)


def _speakers(text: str, said: Sequence[Word], speaking: Sequence[Found]) -> list[Attribution]:
    """Names in Latin letters that stand right before a word of speaking (``the UN now says``)."""
    found = []
    for one in speaking:
        for last in range(one.first, max(0, one.first - 3), -1):
            first = last
            while (
                first > 0
                and _CAPITAL.match(text[said[first - 1].start])
                and not _ENDS.search(_between(text, said, first))
            ):
                first -= 1
            parted = _ENDS.search(text[said[last - 1].end : said[one.first].start])
            if first < last and not parted and (first > 0 or last - first > 1 or said[0].folded.isupper()):
                whole = Span(
                    said[first].start, said[one.last - 1].end, text[said[first].start : said[one.last - 1].end]
                )
                found.append(Attribution(whole, text[said[first].start : said[last - 1].end]))
                break
    return found


def _between(text: str, said: Sequence[Word], at: int) -> str:
    return text[said[at - 1].end : said[at].start] if 0 < at < len(said) else ""


def _distinct(found: Sequence[Attribution]) -> list[Attribution]:
    """Attributions that no longer one contains."""
    return [
        one
        for one in dict.fromkeys(found)
        if not any(
            other is not one and other.span.start <= one.span.start and one.span.end <= other.span.end
            and other.span != one.span
            for other in found
        )
    ]  # fmt: skip
