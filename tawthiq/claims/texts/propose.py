"""Claims proposed from the words of an account by transparent rules; a person confirms, nothing is a fact unseen.

A sentence that has a word for an act (``triggers.toml``) is proposed as a claim of that act, with what else the
sentence says: place, date, doers, numbers with their sense, whose words it passes on, whether it denies; each part with
its span.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from tawthiq import places
from tawthiq.claims.shape import Proposal
from tawthiq.claims.texts.details import details
from tawthiq.claims.texts.language import language
from tawthiq.claims.texts.lexicon import Lexicon, Word, lexicon, sentences, span, table, words
from tawthiq.claims.texts.phrases import attributions, basis, stance, unverified
from tawthiq.claims.texts.quantities import of_words, quantities
from tawthiq.claims.texts.when import dates_in
from tawthiq.messages import Sentence
from tawthiq.nouns import Account, Actor, Attribution, Claim, Date, Part, Place, Quantity, Span
from tawthiq.places import Gazetteer
from tawthiq.typology import Act, typology

FATES = frozenset({"dead", "wounded", "detained", "disappeared", "displaced", "tortured"})
"""Of whom a number is a claim by itself; names are one where they are said to be those of the dead."""
LONGEST_PLACE = 4
"""Words that the name of a place has at most."""
_NO_PLACE = re.compile(r"[,;:.!?،؛؟()\[\]\"«»\n]")


@dataclass(frozen=True, eq=False)
class _Page:
    """What is found in the whole account before its sentences are looked at."""

    account: Account
    lang: str
    gazetteer: Gazetteer | None
    acts: Mapping[str, Act]
    dates: Sequence[tuple[Span, Date]]
    numbers: Sequence[Quantity]
    attributed: Sequence[Attribution]
    names: Sequence[Span]


@dataclass
class _Found:
    """What one sentence says beside its acts; ``before`` is the place named last before it."""

    sentence: Span
    before: Place | None
    where: list[tuple[Span, Place]] = field(default_factory=list)
    when: list[tuple[Span, Date]] = field(default_factory=list)
    numbers: list[Quantity] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    attributed: list[Attribution] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)


def propose(
    account: Account, gazetteer: Gazetteer | None = None, acts: Mapping[str, Act] | None = None
) -> list[Proposal]:
    """The claims that an account seems to make, in the order of its words; ids are provisional (``p-1`` …).

    ``gazetteer`` says where places lie; without it, and for names it does not know, a place has a name only.
    ``acts`` is the typology of the case. Assumes that a sentence says one thing of one place and time; what is spread
    over several sentences, hinted at or meant ironically is missed, and every proposal is to be read with its sentence.
    """
    page = _page(account, gazetteer, acts or typology())
    found: list[Proposal] = []
    before: Place | None = None
    for sentence in sentences(account.text):
        here = _found(page, sentence, before)
        for code, trigger in _acts(page, here):
            found.append(_proposal(page, here, code, trigger, len(found) + 1))
        before = here.where[-1][1] if here.where else before
    return found


def _page(account: Account, gazetteer: Gazetteer | None, acts: Mapping[str, Act]) -> _Page:
    text = account.text
    lang = account.lang or language(text)
    days = dates_in(text, account.published, years=True)
    numbers = quantities(text, lang, [one for one, _ in days])
    names = [one.span for one in details(account).of("name")]
    return _Page(account, lang, gazetteer, acts, days, numbers, attributions(text), names)


def _found(page: _Page, sentence: Span, before: Place | None) -> _Found:
    text, said = page.account.text, _words(sentence)
    actors = [(one.label, span(text, said[one.first : one.last])) for one in _lexicon("actors").find(said)]
    seen = basis(sentence.said)[0] == "first-hand"
    taken = [where for _, where in actors] + [one.span for one in page.attributed if _in(one.span, sentence)]
    where = [one for one in _places(page, said) if not any(_overlap(one[0], other) for other in taken)]
    held = [*taken, *(one for one, _ in where)]
    people = [one.said for one in page.names if _in(one, sentence) and not any(_overlap(one, other) for other in held)]
    return _Found(
        sentence,
        before,
        where,
        [one for one in page.dates if _in(one[0], sentence)],
        [one for one in page.numbers if _in(one.span, sentence)],
        [Actor(where, name, not seen) for name, where in actors],
        [one for one in page.attributed if _in(one.span, sentence)],
        [one for one in people if _may_be_person(one)],
    )


def _may_be_person(name: str) -> bool:
    said = words(name)
    return len(said) > 1 and said[0].folded not in ("a", "an", "the") and not _organisations().find(said)


def _acts(page: _Page, here: _Found) -> list[tuple[str, Span]]:
    """The acts of a sentence with the words that name them; a number of dead names a killing by itself."""
    text, said = page.account.text, _words(here.sentence)
    found: dict[str, Span] = {}
    for one in _triggers().find(said):
        found.setdefault(one.label, span(text, said[one.first : one.last]))
    for number in here.numbers:
        codes = table("triggers")["numbers"].get(number.of, [])
        of_dead = number.of == "names" and any(label == "dead" for label, _ in of_words(here.sentence.said))
        if codes and (number.of in FATES or of_dead) and not found.keys() & {*codes}:
            found[codes[0]] = number.span
    general = {code for code, better in table("triggers")["particular"].items() if found.keys() & {*better}}
    return [(code, where) for code, where in found.items() if code in page.acts and code not in general]


def _proposal(page: _Page, here: _Found, code: str, trigger: Span, number: int) -> Proposal:
    numbers, said = _of_act(code, here.numbers), here.sentence.said
    where, place = here.where[0] if here.where else (None, None)
    when, day = here.when[0] if here.when else (None, None)
    parts: list[tuple[Part, Span | None]] = [
        ("what", trigger),
        ("where", where),
        ("when", when),
        ("who", here.actors[0].span if here.actors else None),
        ("how many", numbers[0].span if numbers else None),
    ]
    claim = Claim(
        id=f"p-{number}",
        account=page.account.id,
        act=code,
        span=here.sentence,
        stance=stance(said)[0],
        where=place,
        when=day,
        actors=tuple(here.actors),
        persons=tuple(here.persons),
        numbers=tuple(numbers),
        attributed=tuple(here.attributed),
        basis=basis(said)[0],
        spans={part: one for part, one in parts if one},
    )
    return Proposal(claim, tuple(_why(page, claim, here)), tuple(_doubts(page, claim, here)))


def _why(page: _Page, claim: Claim, here: _Found) -> list[Sentence]:
    told = [Sentence("propose.act", {"words": claim.spans["what"].said})]
    told += map(_number, claim.numbers)
    told += [Sentence("propose.place", {"words": one.said}) for one, _ in here.where[:1]]
    told += [Sentence("propose.date", {"words": one.said, "date": day.edtf}) for one, day in here.when[:1]]
    told += [Sentence("propose.actor", {"words": one.span.said, "actor": one.name}) for one in claim.actors]
    return told + [Sentence("propose.attributed", {"words": one.span.said}) for one in claim.attributed]


def _number(number: Quantity) -> Sentence:
    of, sense = number.of or "unsaid", number.sense.replace(" ", "_")
    facts = {"of": Sentence(f"propose.of_{of}"), "sense": Sentence(f"propose.sense_{sense}")}
    return Sentence("propose.number", {"words": number.span.said, **facts})


def _doubts(page: _Page, claim: Claim, here: _Found) -> list[Sentence]:
    said = claim.span.said
    told = []
    if claim.where is None and here.before is not None:
        told.append(Sentence("propose.no_place", {"place": here.before.name}))
    if len(here.where) > 1:
        told.append(Sentence("propose.several_places", {"places": ", ".join(one.said for one, _ in here.where)}))
    known = page.gazetteer.candidates(claim.where.said) if page.gazetteer and claim.where else ()
    if claim.where and claim.where.lat is None and len(known) != 1:
        told.append(Sentence("propose.unplaced", {"place": claim.where.name}))
    if len(here.when) > 1:
        told.append(Sentence("propose.several_dates", {"dates": ", ".join(one.said for one, _ in here.when)}))
    if claim.stance != "affirms":
        told.append(Sentence("propose.denied", {"words": stance(said)[1]}))
    if unverified(said):
        told.append(Sentence("propose.unverified", {"words": unverified(said)}))
    wish = lexicon({"modal": table("triggers")["wishes"]["modal"]}).find(words(said))
    if wish:
        told.append(Sentence("propose.wish", {"words": span(said, words(said)[wish[0].first : wish[0].last]).said}))
    others = [one for one in here.numbers if not one.of]
    return told + [Sentence("propose.other_number", {"words": one.span.said}) for one in others]


def _of_act(code: str, numbers: Sequence[Quantity]) -> list[Quantity]:
    """The numbers that belong to an act; of people without a fate, all."""
    told = table("triggers")["numbers"]
    people = {"people", "men", "women", "children"}
    return [one for one in numbers if code in told.get(one.of, ()) or one.of in people]


def _places(page: _Page, said: Sequence[Word]) -> list[tuple[Span, Place]]:
    """What follows a cue for a place, as long as the gazetteer knows it; else a name with a capital letter."""
    text = page.account.text
    found: list[tuple[Span, Place]] = []
    for cue in _cues(page.lang).find(said):
        run = _run(text, said, cue.last)
        sizes = (_place(page, run[:size], cue.label == "weak") for size in range(len(run), 0, -1))
        place = next((one for one in sizes if one), None)
        if place and not any(_overlap(place[0], other) for other, _ in found):
            found.append(place)
    return found


def _run(text: str, said: Sequence[Word], at: int) -> Sequence[Word]:
    last = at
    while last < min(len(said), at + LONGEST_PLACE) and not said[last].number:
        if last > at and _NO_PLACE.search(text[said[last - 1].end : said[last].start]):
            break
        last += 1
    run = said[at:last]
    if not run or _NO_PLACE.search(text[said[at - 1].end : run[0].start]):
        return ()
    return run


def _place(page: _Page, run: Sequence[Word], weak: bool) -> tuple[Span, Place] | None:
    """A run of words as a place: known to the gazetteer, or a capitalised name whole."""
    text = page.account.text
    where = span(text, run)
    known = bool(page.gazetteer and page.gazetteer.candidates(where.said))
    capital = [text[one.start].isupper() or one.folded in ("al", "el", "the") for one in run]
    if page.lang != "ar" and not (capital[0] and capital[-1] and text[run[-1].start].isupper()):
        return None
    if not known and (weak or page.lang == "ar" or not all(capital)):
        return None
    if where.said.isupper() or any(_in(where, one) for one, _ in page.dates):
        return None
    return where, places.parse(where.said, page.gazetteer, role="act")


@cache
def _triggers() -> Lexicon:
    return lexicon(table("triggers")["acts"])


@cache
def _lexicon(name: str) -> Lexicon:
    return lexicon(table("triggers")[name])


@cache
def _cues(lang: str) -> Lexicon:
    return lexicon(table("triggers")["places"].get(lang) or table("triggers")["places"]["en"])


@cache
def _organisations() -> Lexicon:
    return lexicon(table("triggers")["organisations"])


def _words(sentence: Span) -> list[Word]:
    by = sentence.start
    return [Word(one.start + by, one.end + by, one.folded, one.number) for one in words(sentence.said)]


def _in(one: Span, other: Span) -> bool:
    return other.start <= one.start and one.end <= other.end


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
