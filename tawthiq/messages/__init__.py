"""Every sentence that tawthiq says to a person, in English and Arabic: one TOML file a module, one table a sentence."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "ar")


def say(key: str, lang: str = "en", **facts: Any) -> str:
    """The sentence ``file.name`` in a language with its facts filled in; a missing language falls back to English.

    A fact that is a ``Sentence`` is said in the same language. Raises ``KeyError`` when no such sentence was written.
    """
    area, name = key.split(".", 1)
    spoken = _area(area)[name]
    told = {name: fact.say(lang) if isinstance(fact, Sentence) else fact for name, fact in facts.items()}
    return spoken.get(lang, spoken["en"]).format(**told)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something to be told to a person: a key of this package and its facts."""

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def say(self, lang: str = "en") -> str:
        """The sentence in ``en`` or ``ar``."""
        return say(self.key, lang, **self.facts)

    def __str__(self) -> str:
        return self.say()


@cache
def _area(area: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath(f"{area}.toml").read_text("utf-8"))
