"""Numbers as they are said: with their sense (over, up to, about), their standing and of what they count.

The words, in English, French, Spanish and Arabic, lie in ``quantities.toml``. A number is kept as said; nothing is
rounded and nothing is averaged.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tawthiq.claims.texts.language import language
from tawthiq.claims.texts.lexicon import Found, Lexicon, Word, forms_of, lexicon, span, table, words
from tawthiq.nouns import Quantity, Sense, Span, Standing

REACH, REACH_BACK = 6, 14
"""How many words after a number, and before it, may name what it counts."""

_POINTS = re.compile(r"(?<=\d)[.,٬'’ \u00a0\u202f](?=\d{3})")
_COORDINATE = re.compile(r"\d[\d°'′’\"″.\s]*[NSEW]\b")
_STOPS = re.compile(r"[.!?؟;؛:\n]\s|[.!?؟]$|\n")
_CLAUSE = re.compile(r"[,،]\s")
_DASH = re.compile(r"\s?[-–—]\s?")
_MULTIPLIERS = (100, 1_000, 1_000_000)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number found: its words (the first, the one after the last), its value, the least where it is vague."""

    first: int
    last: int
    value: int
    vague: bool = False


def quantities(text: str, lang: str = "", taken: Sequence[Span] = ()) -> list[Quantity]:
    """The numbers of a text that count something or may, in their order.

    ``lang`` is the language (guessed where it is not known); ``taken`` are spans that are something else, such as
    dates. Years, coordinates, clock times and parts of words are no quantities.
    """
    lang = lang or language(text) or "en"
    said = words(text)
    blocked = [*taken, *(Span(one.start(), one.end(), one[0]) for one in _COORDINATE.finditer(text))]
    found = [one for one in _numbers(text, said, lang) if not _inside(said[one.first], blocked)]
    merged, at = [], 0
    while at < len(found):
        pair = found[at : at + 2]
        ranged = len(pair) == 2 and _ranged(text, said, *pair)
        merged.append(_quantity(text, said, pair if ranged else pair[:1], found))
        at += 2 if ranged else 1
    return [one for one in merged if one]


def of_words(text: str) -> list[tuple[str, Span]]:
    """The words of a text that name what may be counted, with their kind (``dead``, ``people``, …)."""
    said = words(text)
    return [(one.label, span(text, said[one.first : one.last])) for one in _lexicon("of").find(said)]


@cache
def _lexicon(name: str) -> Lexicon:
    return lexicon(table("quantities")[name])


@cache
def _values(lang: str) -> dict[str, int]:
    told = table("quantities").get(lang, {}).get("values", {})
    return {key.folded: int(value) for value, said in told.items() for one in said for key in words(one)}


def _numbers(text: str, said: Sequence[Word], lang: str) -> Iterator[_Number]:
    """Runs of digits and number words with their values."""
    vague = {one.first: one for one in _lexicon("vague").find(said)}
    at = 0
    while at < len(said):
        value = _value(said[at], lang)
        if value is None:
            if at in vague:
                yield _Number(at, vague[at].last, int(vague[at].label), True)
            at = max(at + 1, vague[at].last if at in vague else 0)
            continue
        last = at + 1
        values = [value]
        while last < len(said) and (more := _continued(text, said, last, lang)) is not None:
            values.append(more)
            last += 1 if _value(said[last], lang) is not None else 2
        if values != [1]:
            yield _Number(at, last, _sum(values, lang))
        at = last


def _value(word: Word, lang: str) -> int | None:
    if word.number:
        plain = word.folded
        if re.fullmatch(r"\d{1,3}\.\d{3}", plain) and lang == "en":
            return None
        plain = _POINTS.sub("", plain)
        return int(plain) if plain.isdigit() and len(plain) < 10 else None
    known = _values(lang)
    return next((known[form] for form in forms_of(word.folded) if form in known), None)


def _continued(text: str, said: Sequence[Word], at: int, lang: str) -> int | None:
    """The value by which the number goes on at a word (or after an 'and'), if it does."""
    between = text[said[at - 1].end : said[at].start]
    if between.strip(" -‑\u00a0") or said[at].number:
        return None
    value = _value(said[at], lang)
    joined = lang != "ar" or value in _MULTIPLIERS or said[at].folded[0] == "و"
    if value is not None and joined and (value != 1 or lang in ("fr", "es", "en")):
        return value if not said[at - 1].number or value in _MULTIPLIERS else None
    if value is None and said[at].folded in ("and", "et", "y") and at + 1 < len(said) and not said[at + 1].number:
        follows = _value(said[at + 1], lang)
        before = _value(said[at - 1], lang)
        return follows if follows and before and before > follows and not said[at - 1].number else None
    return None


def _sum(values: Sequence[int], lang: str) -> int:
    total = current = 0
    for value in values:
        if value in _MULTIPLIERS:
            current = max(1, current) * value
            if value > 100:
                total, current = total + current, 0
        elif lang == "fr" and value == 20 and current % 100 == 4:
            current += 76
        else:
            current += value
    return total + current


def _ranged(text: str, said: Sequence[Word], first: _Number, second: _Number) -> bool:
    """Whether two numbers are the ends of one range: ``between 20 and 30``, ``20 to 30``, ``20-30``."""
    if second.value <= first.value or first.vague or second.vague:
        return False
    gap = text[said[first.last - 1].end : said[second.first].start]
    if _DASH.fullmatch(gap):
        return True
    linked = said[first.last : second.first]
    ands = {key.folded for one in table("quantities")["and"]["words"] for key in words(one)}
    begins = {key.folded for one in table("quantities")["between"]["words"] for key in words(one)}
    led = first.first > 0 and said[first.first - 1].folded in begins
    if len(linked) == 1 and linked[0].folded in ands:
        return led or linked[0].folded in ("to", "الي")
    return not linked and led and said[second.first].folded.startswith("و")


def _quantity(text: str, said: Sequence[Word], ends: Sequence[_Number], every: Sequence[_Number]) -> Quantity | None:
    number, last = ends[0], ends[-1]
    if _is_year(said[number.first], number) or _is_clock(text, said, number) or _is_name(text, said, number):
        return None
    of = _of(text, said, number, last, every)
    if (number.vague and of == "") or (not said[number.first].number and of == "" and number.value < 13):
        return None
    sense, first, after = _sense(text, said, number, last)
    covered = span(text, said[first:after])
    if len(ends) == 2:
        return Quantity(covered, number.value, last.value, "range", of, _standing(text, covered))
    low = None if sense == "upper bound" else number.value
    high = None if sense == "lower bound" else number.value
    if number.vague:
        sense, low, high = "lower bound" if sense == "as said" else sense, number.value, None
    return Quantity(covered, low, high, sense, of, _standing(text, covered))


def _sense(text: str, said: Sequence[Word], number: _Number, last: _Number) -> tuple[Sense, int, int]:
    """The sense of a number, and the words from the first to the one after the last that it takes."""
    led = _lexicon("before").find(said[max(0, number.first - 5) : number.first])
    offset = max(0, number.first - 5)
    for one in reversed(led):
        if offset + one.last >= number.first - 1 and not _parted(text, said, offset + one.last - 1, number.first):
            return _sense_of(one), offset + one.first, last.last
    for one in _lexicon("after").find(said[last.last : last.last + 4]):
        if one.first <= 1 and not _parted(text, said, last.last - 1, last.last + one.first):
            return _sense_of(one), number.first, last.last + one.last
    plus = text[said[last.last - 1].end :][:1] == "+"
    return ("lower bound" if plus else "as said"), number.first, last.last


def _sense_of(found: Found) -> Sense:
    senses: dict[str, Sense] = {
        "lower bound": "lower bound",
        "upper bound": "upper bound",
        "approximate": "approximate",
    }
    return senses[found.label]


def _of(text: str, said: Sequence[Word], number: _Number, last: _Number, every: Sequence[_Number]) -> str:
    """What a number counts, by the words after it, else before it, in its own sentence."""
    if _aged(text, said, number, last):
        return "age"
    stop = min([one.first for one in every if one.first >= last.last], default=len(said))
    after = _labels(text, said, last.last, min(stop, last.last + REACH), last.last - 1)
    general = table("quantities")["general"]["words"]
    particular = [one for one in after if one in table("quantities")["fates"]["words"]]
    if after and (after[0] not in general):
        return after[0]
    began = max([one.last for one in every if one.last <= number.first], default=0)
    before = _labels(text, said, max(began, number.first - REACH_BACK), number.first, number.first)
    led = [one for one in before if one not in general]
    if particular:
        return particular[0]
    if led and (not after or led[-1] in table("quantities")["harm"]["words"]):
        return led[-1]
    return (after or before or [""])[0]


def _labels(text: str, said: Sequence[Word], first: int, last: int, number: int) -> list[str]:
    """The kinds named by a run of words, as far as no stop parts them from the number (before or after them)."""
    kept = []
    for one in _lexicon("of").find(said[first:last]):
        ends = sorted((number, first + one.first if first > number else first + one.last - 1))
        if ends[0] == ends[1] or not _STOPS.search(text[said[ends[0]].end : said[ends[1]].start + 1]):
            kept.append(one.label)
    return kept


def _aged(text: str, said: Sequence[Word], number: _Number, last: _Number) -> bool:
    before = said[max(0, number.first - 4) : number.first]
    aged = lexicon({"age": table("quantities")["aged"]["words"]}).find(before)
    if aged and max(0, number.first - 4) + aged[-1].last == number.first:
        return True
    start, end = said[number.first].start, said[last.last - 1].end
    return number.value <= 110 and text[start - 1 : start] == "(" and text[end : end + 1] == ")"


def _is_year(word: Word, number: _Number) -> bool:
    return word.number and len(word.folded) == 4 and 1900 <= number.value <= 2100


def _is_name(text: str, said: Sequence[Word], number: _Number) -> bool:
    """Whether digits belong to a name before them (``Channel 4``) and nothing that is counted follows at once."""
    if number.first == 0 or not said[number.first].number:
        return False
    word = said[number.first - 1]
    joined = text[word.end : said[number.first].start] == " " and text[word.start].isupper()
    begins = word.start == 0 or text[word.start - 2 : word.start - 1] in (".", "", "\n")
    follows = _lexicon("of").find(said[number.last : number.last + 2])
    return joined and not begins and not word.number and not follows


def _is_clock(text: str, said: Sequence[Word], number: _Number) -> bool:
    after = text[said[number.last - 1].end :][:6]
    return bool(said[number.first].number and re.match(r"\s?(?:h|am|pm|a\.m|p\.m)\b", after))


def _standing(text: str, covered: Span) -> Standing:
    """Whether the clause of a number says that it is documented, or estimated."""
    start = max((one.end() for one in _STOPS.finditer(text, 0, covered.start)), default=0)
    stop = _STOPS.search(text, covered.end)
    found = {one.label for one in _lexicon("standing").find(words(text[start : stop.start() if stop else None]))}
    return "estimated" if "estimated" in found else "documented" if found else ""


def _parted(text: str, said: Sequence[Word], first: int, second: int) -> bool:
    between = text[said[first].end : said[second].start]
    return bool(_STOPS.search(between) or _CLAUSE.search(between))


def _inside(word: Word, spans: Sequence[Span]) -> bool:
    return any(one.start <= word.start < one.end for one in spans)
