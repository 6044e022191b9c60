"""The typology of acts: codes with English and Arabic labels, as data; a case adds its own."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from tawthiq.errors import BadInput


@dataclass(frozen=True, slots=True)
class Act:
    """A type of act. ``grave`` asks for origins of two kinds; ``pattern`` is what events far apart are compared by.

    An act with a ``state`` begins a condition, which then has the ``value``: aid is cut off.
    """

    code: str
    en: str
    ar: str
    group: str = "other"
    grave: bool = False
    pattern: str = ""
    state: str = ""
    value: str = ""

    def label(self, lang: str = "en") -> str:
        """Its name in ``en`` or ``ar``."""
        return self.ar if lang == "ar" else self.en


def typology(extra: Mapping[str, Mapping[str, Any]] | None = None) -> dict[str, Act]:
    """The acts by code, ours and those that a case adds under ``[rules.acts.CODE]``; a case may name ours anew.

    Raises BadInput for an act without a label in both languages, or with a key that no act has.
    """
    return {**_ours(), **{code: _act(code, told) for code, told in (extra or {}).items()}}


def act(acts: Mapping[str, Act], code: str) -> Act:
    """The act with a code. Raises BadInput and names those there are."""
    if code not in acts:
        raise BadInput("claims.no_act", value=code, known=", ".join(acts))
    return acts[code]


def name(table: str, key: str, lang: str = "en") -> str:
    """The name of a pattern, state or value (tables ``patterns``, ``states``, ``values``); else the key."""
    return str(_table()[table].get(key, {}).get(lang, key))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("tawthiq").joinpath("typology.toml").read_text("utf-8"))


@cache
def _ours() -> dict[str, Act]:
    return {code: _act(code, told) for code, told in _table()["acts"].items()}


def _act(code: str, told: Mapping[str, Any]) -> Act:
    unknown = set(told) - {one.name for one in fields(Act)} | {one for one in ("en", "ar") if not told.get(one)}
    if unknown - {"code"}:
        raise BadInput("claims.bad_act", value=code, keys=", ".join(sorted(unknown)))
    return Act(**{**told, "code": code})
