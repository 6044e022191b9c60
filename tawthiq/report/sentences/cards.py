"""Evidence cards: what a footnote opens, in labelled lines, from what stands behind a reference."""

import json
from collections.abc import Iterator, Mapping, Sequence

from tawthiq.coordinates import degrees
from tawthiq.messages import Sentence, say
from tawthiq.nouns import Finding, Item
from tawthiq.report.asking import Resolved, day_words, named, source_name
from tawthiq.report.edition import Note
from tawthiq.report.shape import Holdings, Said

Line = tuple[str, str]
Trace = tuple[tuple[int, str], ...]


def note(number: int, written: str, made: Resolved, card: Sequence[Line], traces: Mapping[str, Trace]) -> Note:
    """The note of a reference with its card; ``traces`` are the derivations of its ids."""
    steps = tuple(step for one in made.ids for step in traces.get(one, ()))
    return Note(number, written, made.title, tuple(card), made.ids, steps)


def lines(made: Resolved, held: Holdings, lang: str) -> Iterator[Line]:
    """Label and value: what is claimed, how it was computed, what it was read from, who decided, how sure it is."""
    if made.claim:
        yield from _claim(made.claim, held, lang)
    yield from made.lines
    for id_ in made.rests:
        if id_ in held.findings:
            yield from _finding(held.findings[id_], held, lang)
    for item in _items(made, held):
        yield from _item(item, held, lang)
    if made.locator:
        yield say("cards.place_in", lang), made.locator
    for lat, lon, metres in made.places:
        yield say("cards.position", lang), say("cards.within", lang, place=degrees(lat, lon), metres=f"{metres:g}")
    yield from _judgements(made, held, lang)
    yield from ((say("cards.told", lang), one.say(lang)) for one in _once(made.told))


def _once(told: Sequence[Sentence]) -> Iterator[Sentence]:
    yield from {one.say("en"): one for one in told}.values()


def _items(made: Resolved, held: Holdings) -> list[Item]:
    """The files that it stands in: named by it, of its claim's account, or those that its findings were read from."""
    ids = [made.item] if made.item else []
    if made.claim and not ids:
        ids = [str(held.accounts.get(made.claim.row["account"], {}).get("item") or "")]
    for id_ in made.rests if not made.claim and not ids else ():
        ids += [one for one in held.findings[id_].recipe.inputs if one in held.items] if id_ in held.findings else []
    return [held.items[one] for one in dict.fromkeys(ids) if one in held.items]


def _claim(one: Said, held: Holdings, lang: str) -> Iterator[Line]:
    row, account = one.row, held.accounts.get(one.row["account"], {})
    source = str(account.get("source"))
    if one.words:
        yield say("cards.words", lang), one.words
    if source in held.sources:
        yield say("cards.told_by", lang), _of_source(source, held, lang)
    if row["date"]:
        yield say("cards.when", lang), day_words(row["date_from"], row["date_to"], lang, row["date"])
    if row["place"]:
        yield say("cards.where", lang), named(held, row["place"], lang)
    for name in ("alleged", "observed"):
        if row[name]:
            yield say(f"cards.{name}", lang), row[name]
    yield say("cards.stance", lang), say(f"why.stance_{row['stance']}", lang)
    for part, support in one.parts.items():
        label = say(f"why.part_{part.replace(' ', '_')}", lang)
        grade = say(f"why.grade_{support.grade.replace(' ', '_')}", lang)
        origins = str(support.low) if support.low == support.high else f"{support.low}–{support.high}"
        key = "cards.part_against" if support.against_high else "cards.part"
        yield label, say(key, lang, grade=grade, origins=origins, against=support.against_high)
    if row["contested"]:
        yield say("cards.state", lang), say("why.contested", lang)
    if row["withdrawn"]:
        yield say("cards.state", lang), say("why.stance_withdrawn", lang)


def _of_source(handle: str, held: Holdings, lang: str) -> str:
    return say("cards.source_of", lang, name=source_name(held, handle, lang), letter=held.sources[handle].reliability)


def _finding(one: Finding, held: Holdings, lang: str) -> Iterator[Line]:
    yield say("cards.finding", lang), f"{one.slot} ({one.id})"
    yield say("cards.method", lang), f"{one.recipe.method} {one.recipe.version}"
    if one.recipe.parameters:
        yield (
            say("cards.parameters", lang),
            _short(json.dumps(one.recipe.parameters, ensure_ascii=False, sort_keys=True)),
        )
    if one.recipe.seed is not None:
        yield say("cards.seed", lang), str(one.recipe.seed)
    if one.id in held.stale:
        yield say("cards.state", lang), say("cards.stale", lang)


def _short(words: str, most: int = 400) -> str:
    return words if len(words) <= most else f"{words[:most]}…"


def _item(one: Item, held: Holdings, lang: str) -> Iterator[Line]:
    yield say("cards.item", lang), f"{one.name} ({one.id})"
    yield say("cards.hash", lang), one.sha256
    if one.source in held.sources:
        yield say("cards.source", lang), _of_source(one.source, held, lang)
    yield say("cards.received", lang), f"{one.received.date().isoformat()}: {one.how or '—'}"


def _judgements(made: Resolved, held: Holdings, lang: str) -> Iterator[Line]:
    """What people decided on what stands behind it; entering a claim is no decision on it."""
    subjects = {*made.ids, *({made.claim.row["account"]} if made.claim else ()), *([made.item] if made.item else ())}
    for one in held.about(subjects):
        yield (
            say("cards.judgement", lang),
            say("cards.judged", lang, verdict=one.verdict, by=one.by, why=one.why or "—", id=one.id),
        )
