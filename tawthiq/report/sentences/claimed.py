"""Claims: the references to what accounts tell, whole or part by part."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from tawthiq.errors import NotFound
from tawthiq.messages import say
from tawthiq.report.asking import Asked, Circle, Resolved, by_beginning, day_words, named, no_part, number, source_name
from tawthiq.report.sentences.circles import NEAR_M
from tawthiq.report.shape import Figure, Number, Said
from tawthiq.text import tidy
from tawthiq.typology import typology

QUOTED = {"en": "“{}”", "ar": "«{}»"}


def claim(asked: Asked) -> Resolved:
    """``claim:ID``, alone (a citation, or its one number before a word), or one of its parts."""
    one = by_beginning(asked, asked.held.claims)
    row, lang = one.row, asked.lang
    support = asked.held.support
    made = Resolved(
        say("references.claim", lang, id=one.id), claim=one, ids=(one.id,), rests=(support.id,) if support else (),
        days=((row["date_from"], row["date_to"]),) if row["date_from"] or row["date_to"] else (),
        places=_claim_places(one), tellers=(one.parts["what"].low, one.parts["what"].high, len(one.accounts))
        if "what" in one.parts else (len(one.accounts),),
    )  # fmt: skip
    if not asked.rest:
        values = tuple(float(end) for each in one.numbers for end in (each.low, each.high) if end is not None)
        return replace(made, values=values)
    part, _, which = asked.rest.partition(" ")
    if part not in CLAIM_PARTS:
        raise no_part(asked, tuple(CLAIM_PARTS))
    return CLAIM_PARTS[part](asked, made, one, which)


def _claim_places(one: Said) -> tuple[Circle, ...]:
    if one.row["lat"] is None:
        return ()
    return ((one.row["lat"], one.row["lon"], one.row["radius_m"] or NEAR_M),)


def _claim_number(asked: Asked, made: Resolved, one: Said, which: str) -> Resolved:
    at = int(which) - 1 if which.isdigit() else 0
    if not 0 <= at < len(one.numbers):
        raise NotFound("references.no_number", id=one.id, value=which or "1", count=len(one.numbers))
    told = one.numbers[at]
    ends = [end for end in (told.low, told.high) if end is not None]
    words = "–".join(number(end) for end in dict.fromkeys(ends))
    return replace(made, words=words, values=tuple(map(float, ends)), figure=said_figure(told))


def said_figure(told: Number) -> Figure:
    """A number that an account gives, in its sense."""
    return Figure("said", "approximate" if told.low != told.high and told.sense == "exact" else told.sense)


def _claim_said(asked: Asked, made: Resolved, one: Said, which: str) -> Resolved:
    del which
    if not one.words:
        raise NotFound("references.no_words", id=one.id)
    words = QUOTED[asked.lang].format(tidy(one.words))
    return replace(made, words=words, quoted=True)


def _claim_act(asked: Asked, made: Resolved, one: Said, which: str) -> Resolved:
    del which
    acts = typology(asked.held.rules.get("acts"))
    label = acts[one.row["act"]].label(asked.lang) if one.row["act"] in acts else one.row["act"]
    return replace(made, words=label, name=True)


def _claim_where(asked: Asked, made: Resolved, one: Said, which: str) -> Resolved:
    del which
    if not one.row["place"]:
        raise NotFound("references.not_told", id=one.id, value="where")
    return replace(made, words=named(asked.held, one.row["place"], asked.lang), name=True)


def _claim_when(asked: Asked, made: Resolved, one: Said, which: str) -> Resolved:
    del which
    if not one.row["date"]:
        raise NotFound("references.not_told", id=one.id, value="when")
    row = one.row
    return replace(made, words=day_words(row["date_from"], row["date_to"], asked.lang, row["date"]), name=True)


def _claim_source(asked: Asked, made: Resolved, one: Said, which: str) -> Resolved:
    del which
    handle = str(asked.held.accounts[one.row["account"]]["source"])
    return replace(made, words=source_name(asked.held, handle, asked.lang), name=True)


def _claim_count(name: str) -> "Part":
    def part(asked: Asked, made: Resolved, one: Said, which: str) -> Resolved:
        del asked, which
        what = one.parts.get("what")
        value = len(one.accounts) if name == "accounts" else getattr(what, name, 0)
        return replace(made, words=number(value), values=(value,), name=True)

    return part


Part = Callable[[Asked, Resolved, Said, str], Resolved]

CLAIM_PARTS: Mapping[str, Part] = {
    "number": _claim_number,
    "said": _claim_said,
    "act": _claim_act,
    "where": _claim_where,
    "when": _claim_when,
    "source": _claim_source,
    "accounts": _claim_count("accounts"),
    "low": _claim_count("low"),
    "high": _claim_count("high"),
    "against": _claim_count("against_high"),
}
