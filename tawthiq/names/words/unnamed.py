"""Unnamed victims: records that say a body, a relative or a family where a name should stand.

They are counted apart, never merged by what they lack and never added to the named.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from tawthiq.text import fold, fold_column

KINDS = ("named", "nobody", "kin", "family")
"""Named; nothing but that somebody died; told by a relative (*son of …*); told by the family alone."""

NAMED, NOBODY, KIN, FAMILY = range(len(KINDS))

_LETTERS = {
    "nobody": "N", "kin": "K", "kin_direct": "D", "kin_arabic": "A", "somebody": "P", "of": "O", "from": "F",
    "family": "M", "filler": "f",
}  # fmt: skip
_RULES = (
    (NOBODY, r"^[#f]*N|^[NKDAPOFMf#]*$"),
    (FAMILY, r"^[#fPKDA]*F|^[#fP]*M|[XsPKDA]M[#f]*$|^[#f]*[Xs]#$"),
    (KIN, r"^[#fP]*[KD]+[Of]|^[#f]*[AD]+[fXs]|^#f*K[fXs]|[Xs]D[#f]*$|sK[#f]*$"),
)
_PARTS = ("name_given", "name_father", "name_grandfather", "name_family")


def unnamed(records: pa.Table) -> NDArray[np.int8]:
    """The place in ``KINDS`` of each record of ``tables.RECORDS``, by its name or, without one, by the parts of it.

    A record with parts is unnamed where its given name is missing or generic. A word that is generic in one language
    and a name in another (*Nina*) is a name; a name of one word with a number (*Saqr 3*) is one of a family.
    """
    whole = kinds(records["name"])
    given = kinds(records["name_given"])
    parts = np.array([_said(records[name]) for name in _PARTS])
    by_parts = np.where(
        given == NAMED, NAMED, np.where(parts[1:].any(0), np.where(given > NOBODY, given, FAMILY), given)
    )
    return np.where(parts.any(0) & ((whole == NOBODY) | (given != NOBODY)), by_parts, whole).astype(np.int8)


def kinds(names: "pa.Array[Any] | pa.ChunkedArray[Any]") -> NDArray[np.int8]:
    """The place in ``KINDS`` of each name of a column of strings; ``NOBODY`` for null and for no letters."""
    folded = pl.Series(fold_column(names)).fill_null("")
    told = np.where(folded.str.contains(r"\pL").to_numpy(), NAMED, NOBODY).astype(np.int8)
    asked = folded.str.contains(_any_word()).to_numpy()
    asked &= told == NAMED
    if asked.any():
        told[asked] = _by_rules(_shapes(folded.filter(pl.Series(asked))))
    return told


def _said(column: "pa.ChunkedArray[Any]") -> NDArray[np.bool_]:
    return pl.Series(column).cast(pl.String).str.contains(r"\pL").fill_null(False).to_numpy()


def _by_rules(shapes: pl.Series) -> NDArray[np.int8]:
    told = np.zeros(len(shapes), np.int8)
    for kind, rule in reversed(_RULES):
        told[shapes.str.contains(rule).to_numpy()] = kind
    return told


def _shapes(folded: pl.Series) -> pl.Series:
    """Each name as one letter a word: its kind, ``#`` a number, ``s`` a word that ends in s, ``X`` another."""
    words = pl.DataFrame({"row": np.arange(len(folded)), "word": folded.str.split(" ")}).explode("word")
    shapes = {word: _shape(word) for word in words["word"].unique()}
    letters = words.with_columns(pl.col("word").replace_strict(shapes, return_dtype=pl.String))
    return letters.group_by("row", maintain_order=True).agg(pl.col("word").str.join(""))["word"]


def _shape(word: str) -> str:
    """A number written together with a generic word is one of its own; with another word it is a slip of the pen."""
    letters = word.strip("0123456789")
    if letters in _words():
        before, after = word.split(letters)
        return "#" * bool(before) + _words()[letters] + "#" * bool(after)
    if not letters:
        return "#"
    return "s" if word.endswith("s") else "X"


@cache
def _words() -> dict[str, str]:
    told = tomllib.loads(files(__package__).joinpath("unnamed.toml").read_text("utf-8"))
    return {fold(word): letter for kind, letter in reversed(_LETTERS.items()) for word in told[kind]}


@cache
def _any_word() -> str:
    """What a name must have to be looked at closer: a digit, or a word that says nobody, somebody, kin or family."""
    words = sorted(word for word, letter in _words().items() if letter not in "Of")
    return rf"\d$|(?:^| )\d*(?:{'|'.join(words)})\d*(?: |$)"
