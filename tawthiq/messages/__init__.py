"""Every sentence that tawthiq says to a person, in English and Arabic: one TOML file a module, one table a sentence."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "ar")


def say(key: str, lang: str = "en", **facts: Any) -> str:
    """The sentence ``file.name`` in a language with its facts filled in; a missing language falls back to English.

    Raises ``KeyError`` when no such sentence was written.
    """
    area, name = key.split(".", 1)
    spoken = _area(area)[name]
    return spoken.get(lang, spoken["en"]).format(**facts)


@cache
def _area(area: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath(f"{area}.toml").read_text("utf-8"))
