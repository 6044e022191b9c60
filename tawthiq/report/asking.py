"""What a reference asks, what stands behind it, and how its words are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from babel.dates import format_date

from tawthiq.errors import BadInput, NotFound
from tawthiq.messages import Sentence, say
from tawthiq.report.shape import Figure, Holdings, Said

LOCALE = {"en": "en_GB", "ar": "ar_SY"}

Circle = tuple[float, float, float]
"""Latitude, longitude, metres."""


@dataclass(frozen=True)
class Asked:
    """What a reference asks: ``kind.what rest`` or ``kind:id rest``, of which holdings, in which language."""

    written: str
    kind: str
    what: str
    id: str
    rest: str
    held: Holdings
    lang: str

    @cached_property
    def words(self) -> str:
        """The whole reference with single spaces: equal references make one note."""
        return " ".join(self.written.split())


@dataclass(frozen=True, slots=True)
class Resolved:
    """What stands behind a reference.

    ``words`` are those of the text, none for a mere citation; ``values`` the numbers that they account for, ``tellers``
    those that count who tells; ``figure`` what kind of number it is; ``claim`` the claim behind it; ``ids`` what
    ``tawthiq trace`` takes; ``rests`` the findings that it is read from; ``places`` and ``days`` what else may be
    written beside it; ``told`` what must be said of it.
    ``name`` tells that the words are a name (of a place, an act, a day), so that they count as words of the sentence.
    """

    title: str
    words: str = ""
    values: tuple[float, ...] = ()
    tellers: tuple[float, ...] = ()
    figure: Figure | None = None
    claim: Said | None = None
    ids: tuple[str, ...] = ()
    rests: tuple[str, ...] = ()
    item: str = ""
    locator: str = ""
    places: tuple[Circle, ...] = ()
    days: tuple[tuple[date | None, date | None], ...] = ()
    told: tuple[Sentence, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    name: bool = False
    quoted: bool = False


def number(value: float) -> str:
    """A number as a text shows it: whole, thousands apart."""
    return f"{value:,.0f}"


def day_words(start: date | None, end: date | None, lang: str, said: str = "") -> str:
    """Days as a text shows them, whole months and years as such; as they were said where they are open."""
    if start is None or end is None:
        return said
    ends = [format_date(one, _precision(start, end), locale=LOCALE[lang]) for one in (start, end)]
    return ends[0] if ends[0] == ends[1] else say("references.from_to", lang, start=ends[0], end=ends[1])


def _precision(start: date, end: date) -> str:
    if start.day != 1 or (end + timedelta(days=1)).day != 1:
        return "d MMMM y"
    return "y" if (start.month, end.month) == (1, 12) else "MMMM y"


def counted(made: Resolved, value: int) -> Resolved:
    """A number that was counted."""
    return replace(made, words=number(value), values=(value,), figure=Figure("documented"))


def no_part(asked: Asked, known: Sequence[str]) -> BadInput:
    """The error of a reference that asks for something that its kind has not."""
    return BadInput("references.no_part", value=asked.words, known=", ".join(known))


def by_beginning(asked: Asked, known: Mapping[str, Any]) -> Any:
    """What has the id that was asked for, or the only one that begins so. Raises NotFound, BadInput."""
    if asked.id in known:
        return known[asked.id]
    found = [one for one in known if asked.id and one.startswith(asked.id)]
    if not found:
        raise NotFound(f"references.no_{asked.kind}", value=asked.id or "—")
    if len(found) > 1:
        raise BadInput("case.several", value=asked.id, known=", ".join(found[:5]))
    return known[found[0]]


def source_name(held: Holdings, handle: str, lang: str) -> str:
    """How a text calls a source; a person by a number alone, since reports name no witness and nobody who met one."""
    told = held.sources.get(handle)
    if told and told.kind == "person":
        return say("references.person_source", lang, number=list(held.sources).index(handle) + 1)
    return named(held, told.name, lang) if told else handle


def named(held: Holdings, name: str, lang: str) -> str:
    """A name of a source or a place in a language, as ``[rules.report.names.LANGUAGE]`` gives it; else as it is."""
    return str(held.rules.get("report", {}).get("names", {}).get(lang, {}).get(name, name))
