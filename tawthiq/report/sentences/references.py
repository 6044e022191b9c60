"""References: what a draft writes in braces, looked up in what the case holds.

The whole grammar is the table ``KINDS`` at the end: to add a kind is one entry, a function of what was asked that gives
the words to stand in the text, the numbers that they account for, and what is behind them. Whatever cannot be looked up
is an error that says why; a figure that does not exist has no words.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from tawthiq import __version__
from tawthiq.coordinates import degrees
from tawthiq.errors import BadInput, NotFound
from tawthiq.messages import say
from tawthiq.nouns import Finding
from tawthiq.report.asking import Asked, Resolved, by_beginning, counted, named, no_part, number, source_name
from tawthiq.report.sentences.claimed import claim
from tawthiq.report.sentences.counts import marks, people, toll
from tawthiq.report.shape import Holdings
from tawthiq.text import digits, tidy

MOST_IDS = 100
"""So many files behind a count are traced one by one; the others stand in the log all the same."""
_WRITTEN = re.compile(r"(?P<kind>[a-z]+)(?:\.(?P<what>[a-z-]+)|:\s*(?P<id>[^\s{}]+))?\s*(?P<rest>.*)")
_PARAGRAPH = re.compile(r"(?:paragraph|para|الفقرة|فقرة|p\.?|¶)\s*(?=\d)")


def resolve(written: str, held: Holdings, lang: str, *, quote: str = "", before_word: bool = False) -> Resolved:
    """What a reference stands for.

    ``quote`` are the words that must stand in the item; ``before_word`` tells that a word follows: a bare claim with
    one number is then that number. Raises BadInput, NotFound.
    """
    found = _WRITTEN.fullmatch(written.strip())
    if not found or found["kind"] not in KINDS:
        raise BadInput("references.unknown", value=written, known=", ".join(KINDS))
    asked = Asked(written, found["kind"], found["what"] or "", found["id"] or "", found["rest"].strip(), held, lang)
    if quote:
        return _quotation(asked, quote)
    made = KINDS[asked.kind](asked)
    if before_word and asked.kind == "claim" and not asked.rest and made.claim and len(made.claim.numbers) == 1:
        return claim(replace(asked, rest="number"))
    return made


def _count(values: Mapping[str, Callable[[Holdings], int]]) -> Callable[[Asked], Resolved]:
    def resolver(asked: Asked) -> Resolved:
        what = asked.what or "count"
        if what not in values:
            raise no_part(asked, tuple(values))
        held = asked.held
        weighed = (held.support.id,) if held.support else ()
        rests = {"records": tuple(one.id for one in held.lists), "claims": weighed, "accounts": weighed}
        behind = rests.get(asked.kind, ())
        title = say(f"references.count_{asked.kind}", asked.lang)
        ids = tuple(held.sources) if asked.kind == "sources" else behind
        return counted(Resolved(title, ids=ids, rests=behind), values[what](held))

    return resolver


def _items(asked: Asked) -> Resolved:
    """``items.count``, ``items.of SOURCE``."""
    known = asked.held.items.values()
    if asked.what not in ("count", "of") or (asked.what == "of" and asked.rest not in asked.held.sources):
        raise no_part(asked, ("count", *(f"of {one}" for one in asked.held.sources)))
    found = [one.id for one in known if asked.what == "count" or one.source == asked.rest]
    title = say("references.count_items", asked.lang)
    return counted(Resolved(title, ids=tuple(found[:MOST_IDS])), len(found))


def _graded(grade: str) -> Callable[[Holdings], int]:
    def count(held: Holdings) -> int:
        return sum(one.row["grade"] == grade for one in held.claims.values() if not one.row["withdrawn"])

    return count


def _below(held: Holdings) -> int:
    return sum(one.row["grade"] != "corroborated" and not one.row["withdrawn"] for one in held.claims.values())


def _events(held: Holdings) -> int:
    return len({one.row["event"] for one in held.claims.values()})


def _item(asked: Asked) -> Resolved:
    """``item:ID``, or ``item:ID PLACE``: a citation of a file, or of a row, a page or a paragraph of it."""
    one = by_beginning(asked, asked.held.items)
    locator = _locator(asked, one.id) if asked.rest and asked.rest != "name" else ""
    words = one.name if asked.rest == "name" else ""
    title = f"{one.name}, {locator}" if locator else one.name
    return Resolved(title, words, ids=(one.id,), item=one.id, locator=locator, name=True)


def _locator(asked: Asked, item: str) -> str:
    known = {_plain(place): place for of, place in asked.held.passages if of == item}
    found = known.get(_plain(asked.rest))
    if found is None:
        raise NotFound(
            "references.no_locator", value=asked.rest, id=item, known=", ".join(list(known.values())[:5]) or "—"
        )
    return found


def _plain(locator: str) -> str:
    return re.sub(r"\s", "", _PARAGRAPH.sub("¶", digits(locator).lower()))


def _quotation(asked: Asked, quote: str) -> Resolved:
    """Words that stand in an item at a place. Raises BadInput where they do not stand there."""
    if asked.kind != "item" or not asked.rest:
        raise BadInput("references.quote_of", value=asked.words)
    made = _item(asked)
    words = asked.held.passages[made.item, made.locator]
    if _compared(quote) not in _compared(words):
        raise BadInput("references.not_there", value=quote, id=made.item, locator=made.locator)
    return replace(made, words=quote, quoted=True, name=False)


def _compared(words: str) -> str:
    return digits(tidy(words)).replace("’", "'").replace("“", '"').replace("”", '"')


def _source(asked: Asked) -> Resolved:
    one = by_beginning(asked, asked.held.sources)
    name = source_name(asked.held, one.handle, asked.lang)
    return Resolved(name, name, ids=(one.handle,), name=True)


def _account(asked: Asked) -> Resolved:
    one = by_beginning(asked, asked.held.accounts)
    title = one["title"] or one["source"]
    words = title if asked.rest == "title" else ""
    days = ((one["published_from"], one["published_to"]),) if one["published_from"] else ()
    return Resolved(title, words, ids=(one["id"],), item=one["item"] or "", days=days, name=True)


def _finding(asked: Asked) -> Resolved:
    """``finding:ID`` or a slot (``people``, ``toll``), with ``method``, ``version``, ``seed``, ``parameters``."""
    slots = {one.slot: one for one in asked.held.findings.values()}
    one: Finding = slots[asked.id] if asked.id in slots else by_beginning(asked, asked.held.findings)
    parts = {"method": one.recipe.method, "version": one.recipe.version, "id": one.id, "slot": one.slot,
             "recipe": f"{one.recipe.method} {one.recipe.version}",
             "seed": "—" if one.recipe.seed is None else str(one.recipe.seed)}  # fmt: skip
    parts |= {key: str(value) for key, value in one.recipe.parameters.items() if isinstance(value, int | float | str)}
    if asked.rest and asked.rest not in parts:
        raise no_part(asked, tuple(parts))
    words = parts[asked.rest] if asked.rest else ""
    return Resolved(say("references.finding", asked.lang, slot=one.slot), words, _numeric(words), ids=(one.id,),
                    rests=(one.id,), name=True)  # fmt: skip


def _numeric(words: str) -> tuple[float, ...]:
    return (float(words),) if re.fullmatch(r"\d+(?:\.\d+)?", words) else ()


def _cited(asked: Asked) -> Resolved:
    """A record, a person, a mark, a judgement: a citation."""
    if not asked.id or asked.rest:
        raise BadInput("references.unknown", value=asked.words, known=f"{asked.kind}:ID")
    return Resolved(say(f"references.{asked.kind}", asked.lang) + f" {asked.id}", ids=(asked.id,))


def _mark(asked: Asked) -> Resolved:
    marks = {one.id: (one, scene) for scene in asked.held.scenes for one in scene.marks}
    one, scene = by_beginning(asked, marks)
    told = one.fields
    pixel = say("references.pixel", asked.lang, x=f"{told['x_px']:.1f}", y=f"{told['y_px']:.1f}")
    place = degrees(told["lat"], told["lon"]) if told["lat"] is not None else ""
    return Resolved(say("references.mark", asked.lang) + f" {one.id}", place if asked.rest == "where" else "",
                    ids=(one.finding,), rests=(one.finding,), item=scene.item.id, locator=pixel,
                    places=((told["lat"], told["lon"], 25.0),) if place else (), name=True)  # fmt: skip


def _case(asked: Asked) -> Resolved:
    held, default = asked.held, say("references.default_rule", asked.lang)
    told = {
        "title": named(held, held.title, asked.lang),
        "head": held.head,
        "version": __version__,
        "rule": _rule(held) or default,
        "default": default,
        "acts": number(held.acts),
        "judgements": number(len(held.judgements)),
        "disagreements": number(held.disagreements),
    }
    if asked.what not in told:
        raise no_part(asked, tuple(told))
    words = told[asked.what]
    line = ((say("references.head", asked.lang), asked.held.head),)
    return Resolved(say("references.case", asked.lang), words, _numeric(words.replace(",", "")), lines=line, name=True)


def _rule(held: Holdings) -> str:
    """The rule of inclusion, as case.toml tells it."""
    told = held.rules.get("names", {}).get("include", {})
    return "; ".join(f"{key} = {value}" for key, value in sorted(told.items()))


def _figure(asked: Asked) -> Resolved:
    raise BadInput("references.figure_alone", value=asked.words)


KINDS: Mapping[str, Callable[[Asked], Resolved]] = {
    "toll": toll,
    "people": people,
    "marks": marks,
    "claim": claim,
    "item": _item,
    "source": _source,
    "account": _account,
    "finding": _finding,
    "mark": _mark,
    "record": _cited,
    "person": _cited,
    "judgement": _cited,
    "case": _case,
    "records": _count({"count": lambda held: sum(one.tables["records"].rows for one in held.lists),
                       "rejected": lambda held: held.rejected}),
    "items": _items,
    "sources": _count({"count": lambda held: len(held.sources)}),
    "accounts": _count({"count": lambda held: len(held.accounts)}),
    "claims": _count({"count": lambda held: len(held.claims), "events": _events,
                      "corroborated": _graded("corroborated"), "consistent": _graded("consistent"),
                      "one-origin": _graded("one origin"), "unsupported": _graded("unsupported"), "below": _below}),
    "figure": _figure,
}  # fmt: skip
"""Every kind of reference, by its first word."""
