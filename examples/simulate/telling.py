"""How the invented outlets of ``derivations`` put what they know into sentences, in English, Arabic and French.

The phrases lie in ``words/derivations-*.toml``, apart from every rule of the package; a statement is a kind with its
values, so that a translation says what its original said, in other words.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from examples.simulate import SIMULATED
from examples.simulate.people import WORDS as PEOPLE
from examples.simulate.people import Rng
from tawthiq.nouns import Account, Date

WORDS = Path(__file__).with_name("words")
LANGUAGES = ("en", "ar", "fr")
MONTHS = {
    "en": ("January", "February", "March", "April", "May"),
    "ar": ("كانون الثاني", "شباط", "آذار", "نيسان", "أيار"),
    "fr": ("janvier", "février", "mars", "avril", "mai"),
}
NUMBERS = {
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    "ar": ("اثنين", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"),
    "fr": ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
}
RIVERS = ("Orontes", "Barada", "Khabur", "Afrin", "Yarmouk", "Balikh", "Queiq", "Sajur")
PAPERS = {
    "en": ("{} Post", "{} Monitor", "Voice of {}", "{} Review"),
    "ar": ("بريد {}", "مرصد {}", "صوت {}", "مجلة {}"),
    "fr": ("Courrier {}", "Observatoire {}", "La Voix {}", "Cahiers {}"),
}
RIVERS_AR = ("العاصي", "بردى", "الخابور", "عفرين", "اليرموك", "البليخ", "قويق", "الساجور")
INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_EITHER = re.compile(r"\(([^()]*\|[^()]*)\)")


@dataclass(frozen=True)
class Statement:
    """One thing said: its kind (a key of the phrases) and its values."""

    kind: str
    values: Mapping[str, Any]

    def __hash__(self) -> int:
        return hash((self.kind, *self.values.items()))


@dataclass(frozen=True)
class Style:
    """How one writer writes: the language, the words of one half, the love of number words and Arabic digits."""

    lang: str
    half: str
    spelled: float
    indic: bool

    def say(self, rng: Rng, one: Statement) -> str:
        """The statement as a sentence."""
        phrases = words(self.half)[self.lang]
        if one.kind == "detail":
            said = words(self.half)["details"][one.values["key"]][LANGUAGES.index(self.lang)]
        elif one.kind == "stock":
            said = phrases["stock"][one.values["key"]]
        elif one.kind == "name":
            said = "{name}, {age}"
        else:
            said = phrases[one.kind][rng.integers(len(phrases[one.kind]))]
        values = {key: self.value(rng, key, value) for key, value in one.values.items()}
        whole = either(rng, said).format(**values)
        return whole.translate(INDIC) if self.indic else whole

    def value(self, rng: Rng, key: str, value: Any) -> str:
        """One value in the words of the writer."""
        match key:
            case "date":
                return dated(rng, self.lang, value)
            case "time":
                return {
                    "en": f"{value[0]}.{value[1]:02}",
                    "ar": f"{value[0]}:{value[1]:02}",
                    "fr": f"{value[0]} h {value[1]:02}",
                }[self.lang]
            case "n" | "age":
                few = NUMBERS[self.lang]
                return (
                    few[value - 2]
                    if key == "n" and 2 <= value < 2 + len(few) and rng.random() < self.spelled
                    else str(value)
                )
            case "job":
                return job(self.half, value)[LANGUAGES.index(self.lang)]
            case "name" | "place":
                return named(rng, self.lang, value)
        return str(value)


Line = tuple[str, Statement | None]
"""A sentence, and what it states of the event, if anything."""


@dataclass
class Writer:
    """An account while it is being told: what it says, in whose style, sentence by sentence."""

    id: str
    source: str
    style: Style
    day: date
    body: list[Line]
    prints: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def said(self) -> list[Statement]:
        """What it states of the event."""
        return [stated for _, stated in self.body if stated]

    @property
    def account(self) -> Account:
        """The account as the package sees it; an entry of a list stands on a line of its own."""
        day = Date(self.day.isoformat(), self.day.isoformat(), self.day, self.day, "report")
        between = "\n" if self.said and self.said[-1].kind == "name" else " "
        return Account(
            self.id, self.source, between.join(said for said, _ in self.body), self.style.lang, day, SIMULATED,
            address=self.address, links=self.links, prints=self.prints,
        )  # fmt: skip

    @property
    def address(self) -> str:
        """Where it was published."""
        return f"https://{self.source}.example/{self.id}"


def outlets() -> dict[str, tuple[str, str, str]]:
    """Invented outlets: the handle and the names in English, Arabic and French."""
    return {
        f"{river.lower()}-{n}": (
            PAPERS["en"][n].format(river), PAPERS["ar"][n].format(arabic), PAPERS["fr"][n].format(river)
        )
        for river, arabic in zip(RIVERS, RIVERS_AR, strict=True)
        for n in range(4)
    }  # fmt: skip


def style(rng: Rng, half: str, lang: str) -> Style:
    """A writer drawn at random."""
    return Style(lang, half, float(rng.choice([0.1, 0.5, 0.9])), lang == "ar" and rng.random() < 0.3)


def either(rng: Rng, said: str) -> str:
    """The phrase with each ``(a|b)`` decided."""
    while found := _EITHER.search(said):
        options = found[1].split("|")
        said = said[: found.start()] + options[rng.integers(len(options))] + said[found.end() :]
    return said


def dated(rng: Rng, lang: str, day: date) -> str:
    """The day in words, with or without the year."""
    said = f"{day.day} {MONTHS[lang][day.month - 1]}"
    return f"{said} {day.year}" if rng.random() < 0.5 else said


def named(rng: Rng, lang: str, arabic: str) -> str:
    """A name or place in the script of the language, in one of its transliterations."""
    if lang == "ar":
        return arabic.replace("/", " ")
    return " ".join(latin[rng.integers(len(latin))] for latin in map(spellings, arabic.split("/")))


@cache
def spellings(arabic: str) -> Sequence[str]:
    """The transliterations of one name."""
    return next(table[arabic] for table in PEOPLE.values() if arabic in table)


def job(half: str, key: str) -> Sequence[str]:
    """An occupation in the three languages."""
    tables = words(half)
    return tables["jobs"].get(key) or tables["drift"][key]  # type: ignore[no-any-return]


@cache
def words(half: str) -> dict[str, Any]:
    """The phrases of one half, ``development`` or ``heldout``."""
    return tomllib.loads((WORDS / f"derivations-{half}.toml").read_text("utf-8"))


def sentence_ends(said: str) -> str:
    """The sentence with a full stop where it has none."""
    return said if said[-1] in '.:»"”' else said + "."


def pick(rng: Rng, options: Sequence[Any]) -> Any:
    """One of the options."""
    return options[int(rng.integers(len(options)))]


def person(rng: Rng) -> str:
    """An invented person's given and family name in Arabic, with ``/`` between."""
    return f"{pick(rng, [*PEOPLE['male']])}/{pick(rng, [*PEOPLE['family']])}"


def places() -> list[str]:
    """The districts, in Arabic."""
    return [*PEOPLE["area"]]


def generator(half: str, seed: int) -> Rng:
    """The random numbers of one half."""
    return np.random.default_rng([seed, len(half)])
