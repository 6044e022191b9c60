"""How the words of a name make links: compounds kept whole, connectors and titles left out, one script a name."""

import tomllib
from functools import cache
from importlib.resources import files

import numba
import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int32]
Small = NDArray[np.int8]
Places = NDArray[np.int64]

_PLAIN, _ARTICLE, _ASSIMILATED, _SERVANT, _SERVANT_ARTICLE, _MAYBE, _FATHER, _MOTHER = range(8)
_SON, _FAITH, _TITLE, _PARTICLE, _NUMBER = range(8, 13)
_KINDS = {
    "article": _ARTICLE,
    "assimilated": _ASSIMILATED,
    "servant": _SERVANT,
    "servant_article": _SERVANT_ARTICLE,
    "maybe_servant": _MAYBE,
    "father": _FATHER,
    "mother": _MOTHER,
    "son": _SON,
    "faith": _FAITH,
    "title": _TITLE,
    "particle": _PARTICLE,
}
_ALIKE = {
    _ARTICLE: "al",
    _ASSIMILATED: "al",
    _SERVANT: "abd",
    _SERVANT_ARTICLE: "abdal",
    _MAYBE: "abd",
    _FATHER: "abu",
    _MOTHER: "um",
}


def words_of(kind: str) -> list[str]:
    """The folded words of a kind in ``tokens.toml``."""
    return _vocabulary()[kind]


def kind_of(word: str) -> int:
    """What a folded word does in a name: a name itself, article, servant, connector, title, number."""
    return _NUMBER if any(char.isdigit() for char in word) else _kinds().get(word, _PLAIN)


def in_compound(word: str) -> str:
    """How a folded word is spelt inside a compound: ``al`` for every Latin article, ``abdal`` for *Abdul*, *Abdel*."""
    return _ALIKE.get(kind_of(word), word) if word.isascii() else word


def is_kunya(word: str) -> bool:
    """Whether a folded word is Abu or Umm."""
    return kind_of(word) in (_FATHER, _MOTHER)


@cache
def _vocabulary() -> dict[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath("tokens.toml").read_text("utf-8"))


@cache
def _kinds() -> dict[str, int]:
    return {word: kind for name, kind in _KINDS.items() for word in _vocabulary()[name]}


@numba.njit(cache=True)
def one_script(group: Places, writing: Small) -> NDArray[np.bool_]:
    """Which words stay: of a name said in two scripts, the script with the most words, the first of equals."""
    kept = np.ones(len(group), np.bool_)
    start = 0
    for end in range(1, len(group) + 1):
        if end < len(group) and group[end] == group[start]:
            continue
        arab = latin = 0
        for i in range(start, end):
            arab += writing[i] == 1
            latin += writing[i] == 2
        if arab and latin:
            drop = 2 if arab > latin or (arab == latin and writing[start] == 1) else 1
            for i in range(start, end):
                kept[i] = writing[i] != drop
        start = end
    return kept


@numba.njit(cache=True)
def linked(group: Places, kind: Small, first: Codes, last: Codes) -> Places:
    """The link of each word, counted through; -1 for a word that is no name. ``first`` and ``last`` are letters."""
    link = np.full(len(group), -1, np.int64)
    number, start = 0, 0
    for end in range(1, len(group) + 1):
        if end < len(group) and group[end] == group[start]:
            continue
        number = _link_group((start, end), kind, (first, last), link, number)
        start = end
    return link


@numba.njit(cache=True)
def _link_group(span: tuple[int, int], kind: Small, ends: tuple[Codes, Codes], link: Places, number: int) -> int:
    i, end, had = span[0], span[1], False
    while i < end:
        what, more = kind[i], i + 1 < end
        if what == _NUMBER or (what in (_TITLE, _PARTICLE, _SON) and more and (had or what == _TITLE)):
            i += 1
            continue
        until = _atom(i, end, kind, ends)
        after = until
        if after < end and kind[after] == _ARTICLE:
            after += 1
        if after < end and kind[after] == _FAITH and what not in (_SERVANT, _SERVANT_ARTICLE):
            until = after + 1
        for j in range(i, until):
            link[j] = number
        number += 1
        had, i = True, until
    return number


@numba.njit(cache=True)
def _atom(i: int, end: int, kind: Small, ends: tuple[Codes, Codes]) -> int:
    """Where the compound that begins with a word ends."""
    while i + 1 < end and _leads(kind[i], kind[i + 1], ends[1][i], ends[0][i + 1]):
        i += 1
    return i + 1


@numba.njit(cache=True)
def _leads(what: int, following: int, letter: int, begins: int) -> bool:
    """Whether a word belongs to the next: the article, Abd, Abu and Umm."""
    if following in (_NUMBER, _SON):
        return False
    if what == _ASSIMILATED:
        return letter == begins or (letter == 104 and begins == 115)
    if what == _MAYBE:
        return following == _ARTICLE
    return what in (_ARTICLE, _SERVANT, _SERVANT_ARTICLE, _FATHER, _MOTHER)
