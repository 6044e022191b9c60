"""Fields: the vocabulary to which the columns of a list are mapped, and how a single value of each is read.

The words, in English, Arabic and French, stand in ``fields.toml``; ages are read in ``ages``.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from tawthiq import ages
from tawthiq.errors import BadInput
from tawthiq.messages import say
from tawthiq.text import fold, tidy

Sex = Literal["male", "female"]
Status = Literal["killed", "died in custody", "missing", "detained", "released", "unknown"]
How = Literal["text", "sex", "age", "date", "place", "coordinates", "degrees", "within", "status", "civilian"]


@dataclass(frozen=True, slots=True)
class Field:
    """What a column may hold.

    ``en`` and ``ar`` say in a sentence what it means, ``how`` how its values are read, ``columns`` which columns of
    ``tables.RECORDS`` it fills, ``kinds`` the kinds of date or roles of place that it may have, the likelier first
    (``""`` is none said). ``headers`` are the ideas that name it, each a set of keys of ``words`` in ``fields.toml``.
    """

    name: str
    en: str
    ar: str
    how: How
    columns: tuple[str, ...]
    headers: tuple[frozenset[str], ...] = ()
    kinds: tuple[str, ...] = ("",)


@dataclass(frozen=True, slots=True)
class Guess:
    """What a header seems to mean: a field, with a kind of date or role of place, or no field (``""``).

    ``words`` are the words of the header with the idea that each was taken for, ``reason`` is a key of the messages:
    ``fields.guessed``, ``fields.no_guess`` or ``fields.taken`` (``other`` is the header that has it).
    """

    header: str
    field: str = ""
    kind: str = ""
    reason: str = "fields.no_guess"
    words: tuple[tuple[str, str], ...] = ()
    other: str = ""

    def say(self, lang: str = "en") -> str:
        """The guess and its reason as a sentence for whoever confirms it."""
        told = ", ".join(f"{word} = {idea}" for word, idea in self.words if idea)
        field = " ".join(part for part in (self.field, self.kind) if part)
        return say(self.reason, lang, header=self.header, field=field, words=told, other=self.other)


@cache
def _vocabulary() -> dict[str, Any]:
    return tomllib.loads(files("tawthiq").joinpath("fields.toml").read_text("utf-8"))


def _field(name: str, told: Mapping[str, Any]) -> Field:
    headers = tuple(frozenset(header.split()) for header in told["headers"])
    kinds = tuple(told.get("kinds", ("",)))
    return Field(name, told["en"], told["ar"], told["how"], tuple(told["columns"]), headers, kinds)


FIELDS: Mapping[str, Field] = {name: _field(name, told) for name, told in _vocabulary()["fields"].items()}
"""Every field by its name."""

HIERARCHY = tuple(name for name, field in FIELDS.items() if field.how == "within")
"""The fields that together make ``place_within``, widest first: what they hold is joined by ' / '."""


def sex(said: str) -> Sex | None:
    """The sex that a word or letter says, None for unknown. Raises BadInput (codes such as 1 and 2 differ by list)."""
    return cast("Sex | None", _choice("sex", said))


def age(said: str) -> tuple[float, float] | None:
    """The age in years as a closed interval, None for unknown: see ``ages.interval``. Raises BadInput."""
    return None if is_unknown(said) else ages.interval(said)


def status(said: str) -> Status:
    """The status that a word or phrase says. Raises BadInput, also for 'dead': it does not say killed."""
    return cast("Status", _choice("status", said) or "unknown")


def civilian(said: str) -> bool | None:
    """Whether a word says civilian, None for unknown. Raises BadInput."""
    answer = _choice("civilian", said)
    return None if answer is None else answer == "yes"


def is_unknown(said: str) -> bool:
    """Whether a value is blank, a dash, or a word for unknown."""
    return fold(said) in _unknown()


READERS: Mapping[str, Callable[[str], Any]] = {
    "text": tidy,
    "sex": sex,
    "age": age,
    "status": status,
    "civilian": civilian,
}
"""Readers of single values by ``how``; dates, places and numbers of degrees need more than one value."""


def guess(headers: Sequence[str]) -> list[Guess]:
    """What each header seems to mean, in their order, for a person to confirm.

    A header gets a field where every word of it is known and their ideas together name one field. Of several headers
    for one field the likeliest kind has it (death before burial before report), then the first; the others get none.
    A plain 'name' beside a family name is a given name, and the reverse.
    """
    guesses = _halves_of_names([_guess(header) for header in headers])
    best: dict[str, Guess] = {}
    for one in sorted(filter(lambda one: one.field, guesses), key=_rank):
        best.setdefault(one.field, one)
    return [
        one
        if not one.field or best[one.field] is one
        else Guess(one.header, "", "", "fields.taken", one.words, best[one.field].header)
        for one in guesses
    ]


def _guess(header: str) -> Guess:
    words = tuple((word, _ideas().get(_bare(word), "?")) for word in _words(header))
    ideas = frozenset(idea for _, told in words for idea in told.split())
    for field in FIELDS.values():
        for kind in field.kinds:
            if ideas - {kind} in field.headers and (not kind or kind in ideas):
                return Guess(header, field.name, kind, "fields.guessed", words)
    return Guess(header, words=words)


def _rank(one: Guess) -> int:
    return FIELDS[one.field].kinds.index(one.kind)


def _halves_of_names(guesses: list[Guess]) -> list[Guess]:
    found = {one.field for one in guesses} & {"name_given", "name_family"}
    if len(found) != 1:
        return guesses
    half = ({"name_given", "name_family"} - found).pop()
    return [replace(one, field=half) if _plain_name(one) else one for one in guesses]


def _plain_name(one: Guess) -> bool:
    return one.field == "name" and "full" not in " ".join(idea for _, idea in one.words).split()


def _words(header: str) -> list[str]:
    apart = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", header)
    return fold(re.sub(r"\b([dl])['’]", " ", apart, flags=re.IGNORECASE)).split()


def _bare(word: str) -> str:
    """A folded word without the Arabic article."""
    return re.sub(r"^(?:ال|لل)(?=..)", "", word)


@cache
def _ideas() -> dict[str, str]:
    return {_bare(fold(word)): ideas for ideas, words in _vocabulary()["words"].items() for word in words}


def _choice(kind: str, said: str) -> str | None:
    if is_unknown(said):
        return None
    choices, filler = _choices(kind)
    words = fold(said).split()
    for phrase in (words, [word for word in words if word not in filler]):
        if (found := choices.get(" ".join(phrase))) is not None:
            return found
    raise BadInput(f"fields.{kind}", value=said)


@cache
def _choices(kind: str) -> tuple[dict[str, str], frozenset[str]]:
    told = _vocabulary()["values"][kind]
    choices = {fold(word): choice for choice, words in told.items() if choice != "filler" for word in words}
    return choices, frozenset(_folded(told.get("filler", ())))


@cache
def _unknown() -> frozenset[str]:
    return frozenset({"", *_folded(_vocabulary()["values"]["unknown"]["words"])})


def _folded(words: Iterable[str]) -> Iterable[str]:
    return map(fold, words)
