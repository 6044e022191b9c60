"""About: whether the claims that a sentence cites are about what it says: the kind of act, the place, the number.

A sentence is held against the fields of its claims by lists of words (``about.toml``); its days are held against theirs
by the check. Told in words that no list has, another act passes; a person reads the report all the same.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from tawthiq.messages import Sentence
from tawthiq.report.sentences.circles import circle_of, near
from tawthiq.report.sentences.phrases import any_of, met
from tawthiq.report.sentences.wording import clauses, pattern_of
from tawthiq.report.shape import Holdings, Said
from tawthiq.skeletons import skeleton
from tawthiq.text import fold
from tawthiq.typology import typology

_NAME = r"['‘’ʿ]?[A-Z][\w'‘’ʿ-]*"
_TELLS_WITHIN = 3

Stray = tuple[str, Sentence]
"""The words of a sentence, and what its claims are about instead."""


def strays(text: str, claims: Sequence[Said], held: Holdings, lang: str, beside: str = "") -> Iterator[Stray]:
    """What a sentence tells of that none of its claims tells.

    ``text`` are its own words, without references and quotations; ``beside`` is what its references say and ask, whose
    names may stand in it too.
    """
    if claims:
        yield from _acts(text, claims, held, lang)
        yield from _places(text, claims, held, beside)


def of_tellers(after: str) -> bool:
    """Whether a number counts those who tell: the words after it say so."""
    return bool(_tellers().search(fold(" ".join(after.split()[:_TELLS_WITHIN]))))


def _acts(text: str, claims: Sequence[Said], held: Holdings, lang: str) -> Iterator[Stray]:
    """The words of a kind of act that no claim bears, kind by kind."""
    told = [_aside().sub(" ", fold(one)) for one in clauses(text)]
    known = " . ".join(one for one in told if not pattern_of("unknown").search(one))
    acts = typology(held.rules.get("acts"))
    labels = {one.id: acts[one.row["act"]] for one in claims if one.row["act"] in acts}
    for name, pattern in _kinds().items():
        found = pattern.search(known)
        if found and not any(_bears(one, name, labels.get(one.id)) for one in claims):
            said = dict.fromkeys(labels[one.id].label(lang) if one.id in labels else one.row["act"] for one in claims)
            facts = {"words": found[0].strip(), "claims": ", ".join(one.id for one in claims), "acts": ", ".join(said)}
            yield found[0].strip(), Sentence("check.another_act", facts)


def _bears(claim: Said, kind: str, act: Any) -> bool:
    """Whether a claim is of a kind: by its type, by the name of its type, or by its own words."""
    words = " ".join([claim.words, *((act.en, act.ar) if act else ())])
    return claim.row["act"] in _table()["kinds"][kind]["acts"] or bool(_kinds()[kind].search(fold(words)))


def _places(text: str, claims: Sequence[Said], held: Holdings, beside: str) -> Iterator[Stray]:
    """The names of places that no claim is about, as far as a name can be told."""
    placed = [one for one in claims if one.row["place"]]
    if not placed:
        return
    names = [_sounds(name) for one in placed for name in _names(one)]
    names += [_sounds(beside), _sounds(held.title), *(_sounds(one.words) for one in claims)]
    for said in dict.fromkeys(_named(text)):
        if not any(_same(_sounds(said), one) for one in names) and not _lies_in(held, said, placed):
            where = ", ".join(dict.fromkeys(str(one.row["place"]) for one in placed))
            facts = {"value": said, "claims": ", ".join(one.id for one in placed), "places": where}
            yield said, Sentence("check.another_place", facts)


def _names(claim: Said) -> list[str]:
    return [str(claim.row["place"]), *str(claim.row.get("place_within") or "").split(" / ")]


def _lies_in(held: Holdings, name: str, claims: Sequence[Said]) -> bool:
    """Whether a claim's position lies in the place of that name, where the case knows it."""
    circle = circle_of(held, name)
    return bool(circle) and any(near(circle, one.row["lat"], one.row["lon"]) for one in claims
                                if circle and one.row["lat"] is not None)  # fmt: skip


def _sounds(name: str) -> tuple[str, ...]:
    return tuple(skeleton(one) for one in re.split(r"[\s\W_]+", fold(name)) if one)


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether all words of the shorter name stand in the longer, or both are one word written apart."""
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and (set(shorter) <= set(longer) or "".join(one) == "".join(other))


def _named(text: str) -> Iterator[str]:
    """The names of places that a text gives, those of who tells (who lives there, and said) apart."""
    never = set(_table()["places"]["never"])
    for pattern in _where():
        for one in pattern.finditer(text):
            words = one["name"].removesuffix("'s").removesuffix("’s")
            if words.split()[0] not in never and not _tells(text[one.end() :]):
                yield words


def _tells(after: str) -> bool:
    near = re.split(r"[,،;؛.]", after)[0].split()[:_TELLS_WITHIN]
    return bool(pattern_of("speech").search(fold(" ".join(near))))


@cache
def _where() -> tuple[re.Pattern[str], ...]:
    english, arabic = ("|".join(_table()["places"][lang]) for lang in ("en", "ar"))
    return (
        re.compile(rf"\b(?i:{english})\s+(?:the\s+)?(?P<name>{_NAME}(?:\s+{_NAME})*)"),
        re.compile(rf"(?<!\w)[وفبل]?(?:{arabic})\s+(?P<name>[^\W\d_]+(?:\s+ال[^\W\d_]+)?)"),
    )


@cache
def _kinds() -> Mapping[str, re.Pattern[str]]:
    return {name: _met(told) for name, told in _table()["kinds"].items()}


@cache
def _aside() -> re.Pattern[str]:
    return _met(_table()["aside"])


@cache
def _tellers() -> re.Pattern[str]:
    return _met(_table()["tellers"])


def _met(told: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    return met(any_of(told["en"]), any_of(told["ar"]))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("about.toml").read_text("utf-8"))
