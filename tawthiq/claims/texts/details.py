"""Details of an account that survive retelling and translation: numbers, clock times, years, names, what people are.

Two tellings share such details whatever their language; who draws on whom keeps their values and their order, an
independent observer has details of their own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise

from tawthiq.claims.texts.language import language
from tawthiq.claims.texts.lexicon import Lexicon, Word, sentences, span, table, words
from tawthiq.claims.texts.quantities import of_words, quantities
from tawthiq.claims.texts.when import dates_in, is_month
from tawthiq.nouns import Account, Span
from tawthiq.skeletons import skeleton
from tawthiq.text import digits

LEAST_SKELETON = 3
"""Consonants that a name of one word has at least, to be met again in the other script."""

GENERAL = frozenset({"people", "men", "women", "children", "age", "days", "hours", "metres", "percent"})

_CLOCK = re.compile(r"(?<![\d.,:/-])([01]?\d|2[0-3])\s?(?:[:.٫]|h)\s?([0-5]\d)(?![\d:/-]|\.\d|\s?[°'])")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Detail:
    """A detail: its kind, what it is compared by, and where it stands.

    Kinds: ``number``, ``time``, ``year``, ``day``, ``name``, ``role`` (what somebody is), ``fact`` (what befell).
    """

    kind: str
    key: str
    span: Span


@dataclass(frozen=True, slots=True)
class Details:
    """The details of one account in their order.

    ``arabic`` are the skeletons of the words of an Arabic text, whose names cannot be told from other words: names of
    the other script are looked for among them.
    """

    lang: str
    told: tuple[Detail, ...]
    arabic: Mapping[str, tuple[Word, ...]]

    def of(self, *kinds: str) -> list[Detail]:
        """Those of some kinds."""
        return [one for one in self.told if one.kind in kinds]


def details(account: Account, names: Lexicon | None = None) -> Details:
    """The details of an account; ``names`` are those of the sources, which are no details of what happened."""
    text = account.text
    lang = account.lang or language(text)
    said = words(text)
    sources = [span(text, said[one.first : one.last]) for one in names.find(said)] if names else []
    days = dates_in(text, account.published)
    clocks = [Span(one.start(), one.end(), one[0]) for one in _CLOCK.finditer(digits(text))]
    clocks = [one for one in clocks if not _within(one, [when for when, _ in days])]
    found = [Detail("day", day.edtf, where) for where, day in days]
    found += [Detail("time", "{:0>2}:{}".format(*re.findall(r"\d+", digits(one.said))), one) for one in clocks]
    taken = [*(where for where, _ in days), *clocks]
    found += _numbers(text, lang, taken) + _years(text, taken) + _roles(text, said)
    found += [Detail("fact", label, where) for label, where in of_words(text) if label not in GENERAL]
    found += [one for one in _names(text, said) if not _within(one.span, [*sources, *taken])]
    arabic = _skeletons(said) if lang == "ar" else {}
    return Details(lang, tuple(sorted(_once(found), key=lambda one: one.span.start)), arabic)


def _numbers(text: str, lang: str, taken: Sequence[Span]) -> list[Detail]:
    found = quantities(text, lang, taken)
    return [Detail("number", str(one.low or one.high), one.span) for one in found if (one.low or one.high or 0) > 1]


def _years(text: str, taken: Sequence[Span]) -> list[Detail]:
    found = (Span(one.start(), one.end(), one[0]) for one in _YEAR.finditer(digits(text)))
    return [Detail("year", one.said, one) for one in found if not _within(one, taken)]


def _roles(text: str, said: Sequence[Word]) -> list[Detail]:
    return [Detail("role", one.label, span(text, said[one.first : one.last])) for one in _role_words().find(said)]


@cache
def _role_words() -> Lexicon:
    told = table("roles")
    return Lexicon((phrase, role) for family in told.values() for role, said in family.items() for phrase in said)


def _names(text: str, said: Sequence[Word]) -> list[Detail]:
    """Runs of capitalised words, read as skeletons; a single word that begins a sentence is none."""
    begins = {one.start for one in sentences(text)}
    found = []
    for capital, group in groupby(_runs(text, said), key=lambda one: one[1]):
        run = [word for word, _, _ in group]
        if not capital:
            continue
        if run[0].start in begins and len(run) < 2:
            continue
        kept = [skeleton(text[one.start : one.end]) for one in run if one.folded not in ("al", "el")]
        if sum(map(len, kept)) >= LEAST_SKELETON:
            found.append(Detail("name", " ".join(kept), span(text, run)))
    return found


def _runs(text: str, said: Sequence[Word]) -> list[tuple[Word, int, bool]]:
    """Each word with the number of the run of a name that it belongs to, 0 for none."""
    marked: list[tuple[Word, int, bool]] = []
    run = 0
    for before, word in zip([None, *said], said, strict=False):
        joined = before is not None and re.fullmatch(r"[ '’\-\u00a0]+", text[before.end : word.start])
        named = not word.number and text[word.start].isupper() and not is_month(word.folded)
        particle = word.folded in ("al", "el") and text[word.end : word.end + 1] == "-"
        continues = joined and bool(marked) and marked[-1][1]
        if (named or particle) and not continues:
            run += 1
        marked.append((word, run if named or particle else 0, bool(joined)))
    return marked


def _skeletons(said: Sequence[Word]) -> dict[str, tuple[Word, ...]]:
    """Each word and each two words that follow one another, by their skeletons."""
    read = [(skeleton(one.folded), one) for one in said if not one.number]
    found: dict[str, tuple[Word, ...]] = {}
    for (first, a), (second, b) in pairwise(read):
        found.setdefault(f"{first} {second}", (a, b))
    for key, one in read:
        if len(key) >= LEAST_SKELETON:
            found.setdefault(key, (one,))
    return found


def _within(one: Span, spans: Sequence[Span]) -> bool:
    return any(other.start <= one.start and one.end <= other.end for other in spans)


def _once(found: Sequence[Detail]) -> list[Detail]:
    kept: dict[tuple[str, str], Detail] = {}
    for one in found:
        kept.setdefault((one.kind, one.key), one)
    return list(kept.values())
