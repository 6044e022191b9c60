"""Chains: names as links in order (given, father, grandfather, family), each link a word that may be a compound."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from tawthiq.names.shape import Lists
from tawthiq.names.words.kernels import ALIASES, FAMILY, FATHER, GIVEN, GRANDFATHER, LINKS, UNSAID
from tawthiq.names.words.parsing import in_compound, is_kunya, kind_of, linked, one_script
from tawthiq.names.words.tokens import Tokens, tokens
from tawthiq.skeletons import skeleton_column
from tawthiq.text import script

PARTS = ("name_given", "name_father", "name_grandfather", "name_family")
KUNYA, ALIAS = 1, 2
SCRIPTS = ("Zyyy", "Arab", "Latn", "Zzzz")
LATIN = SCRIPTS.index("Latn")

Codes = NDArray[np.int32]
Small = NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Words:
    """The distinct words of links: ``folded``, with compounds written together (``abdalrahman``, ``abuomar``).

    ``skeletons`` are the distinct skeletons, ``skeleton`` the code of each word's among them, ``script`` its place in
    ``SCRIPTS``.
    """

    folded: "pa.Array[Any]"
    skeletons: "pa.Array[Any]"
    skeleton: Codes
    script: Small


@dataclass(frozen=True, eq=False)
class Chains:
    """A chain for each record.

    ``links`` (n, 6) are codes of ``words`` in order, -1 after the last; ``roles`` (n, 6) what each link is where the
    list says so (``GIVEN`` … ``FAMILY``), else ``UNSAID``; ``count`` (n,) the number of links, 0 without a name;
    ``aliases`` (n, 2) words in brackets or after *alias*; ``flags`` (n,) the sum of ``KUNYA`` (the first link is Abu
    or Umm X) and ``ALIAS``.
    """

    words: Words
    links: Codes
    roles: Small
    count: Small
    aliases: Codes
    flags: Small

    def __len__(self) -> int:
        return len(self.count)


def chains(lists: Lists, parts: Sequence[str] = PARTS, whole: str | None = "name") -> Chains:
    """The chains of the names of all records: from ``parts`` where two of them are said, else from ``whole``.

    ``parts`` are columns in the order of the chain; at most four, the first the given name, the last the family. With
    ``whole=None`` the parts are read whatever they are: ``chains(lists, ("name_mother",), None)``. Of more than six
    links the first five and the very last stay.
    """
    return _chains(tokens(_said(lists.records, parts, whole)), len(lists))


def _said(records: pa.Table, parts: Sequence[str], whole: str | None) -> pl.DataFrame:
    """Texts as ``record``, ``role``, ``alias``, ``text``, in the order of the chain."""
    names: list[str] = [*parts, whole] if whole else [*parts]
    frame = pl.DataFrame({name: pl.Series(records[name]).cast(pl.String) for name in names}).with_row_index("record")
    roles = (GIVEN, FATHER, GRANDFATHER, FAMILY) if len(parts) == 4 else (UNSAID,) * len(parts)
    enough = pl.sum_horizontal(pl.col(name).str.contains(r"\w").fill_null(False) for name in parts)
    split = enough >= (2 if whole else 1)
    if whole:
        split |= (enough > 0) & ~pl.col(whole).str.contains(r"\w").fill_null(False)
    columns = [(name, role, split) for name, role in zip(parts, roles, strict=True)]
    columns += [(whole, UNSAID, ~split)] if whole else []
    texts = pl.concat(
        frame.filter(where).select("record", pl.lit(role, pl.Int8).alias("role"), pl.col(name).alias("text"))
        for name, role, where in columns
    )
    return texts.filter(pl.col("text").is_not_null()).sort("record", maintain_order=True)


def _chains(told: Tokens, n: int) -> Chains:
    writing = np.array([_writing(word) for word in told.words], np.int8)
    told = told.at(one_script(told.record * 2 + told.alias, writing[told.code]))
    kind = np.array([kind_of(word) for word in told.words], np.int8)
    first, last = (np.array([ord(word[at : at + 1 or None] or " ") for word in told.words], np.int32) for at in (0, -1))
    link = linked(told.record * 2 + told.alias, kind[told.code], first[told.code], last[told.code])
    heads, kunya = _joined(told.at(link >= 0), link[link >= 0])
    return _tabled(heads, kunya, n)


def _joined(told: Tokens, link: NDArray[np.int64]) -> tuple[Tokens, NDArray[np.bool_]]:
    """One token a link, a compound as one word, and whether it is one of Abu or Umm."""
    head = np.concatenate([[True], link[1:] != link[:-1]])[: len(link)]
    several = (np.bincount(link) > 1)[link] if len(link) else head
    heads, compound = told.at(head), several[head]
    mother_or_father = np.array([is_kunya(word) for word in told.words], bool)
    kunya = compound & mother_or_father[heads.code] if told.words else compound
    spelt = pl.Series([in_compound(word) for word in told.words], dtype=pl.String)
    parts = pl.DataFrame({"link": link[several], "word": spelt.gather(told.code[several])})
    joined = parts.group_by("link", maintain_order=True).agg(pl.col("word").str.join(""))["word"]
    coded = joined.to_arrow().cast(pa.string()).dictionary_encode()
    place = {word: code for code, word in enumerate(told.words)}
    codes = np.array([place.setdefault(word, len(place)) for word in strings(coded.dictionary)], np.int32)
    heads.code[compound] = codes[coded.indices.to_numpy()]
    return replace(heads, words=tuple(place)), kunya


def _tabled(heads: Tokens, kunya: NDArray[np.bool_], n: int) -> Chains:
    used, code = np.unique(heads.code, return_inverse=True)
    heads = replace(heads, words=tuple(heads.words[one] for one in used), code=code.astype(np.int32))
    chain, aliases = heads.at(~heads.alias), heads.at(heads.alias)
    place, many = _places(chain.record, n), np.bincount(chain.record, minlength=n)
    last = place == many[chain.record] - 1
    place = np.where(last, np.minimum(place, LINKS - 1), place)
    kept = (place < LINKS - 1) | last
    flags = np.zeros(n, np.int8)
    flags[chain.record[(place == 0) & kunya[~heads.alias]]] |= KUNYA
    flags[aliases.record] |= ALIAS
    at = (chain.record[kept], place[kept])
    alias_place = _places(aliases.record, n)
    few = alias_place < ALIASES
    return Chains(
        _words(pa.array(heads.words, pa.string())),
        _placed((n, LINKS), at, chain.code[kept], -1),
        _placed((n, LINKS), at, chain.role[kept], UNSAID).astype(np.int8),
        np.minimum(many, LINKS).astype(np.int8),
        _placed((n, ALIASES), (aliases.record[few], alias_place[few]), aliases.code[few], -1),
        flags,
    )


def _places(record: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """The place of each token within its record."""
    many = np.bincount(record, minlength=n)
    return np.arange(len(record)) - (np.cumsum(many) - many)[record]


def _placed(shape: tuple[int, int], at: tuple[NDArray[Any], NDArray[Any]], values: NDArray[Any], none: int) -> Codes:
    table = np.full(shape, none, np.int32)
    table[at] = values
    return table


def strings(column: "pa.Array[Any]") -> list[str]:
    """The values of a column of strings without nulls."""
    return [str(value) for value in column.to_pylist()]


def _words(folded: "pa.Array[Any]") -> Words:
    coded = skeleton_column(folded).dictionary_encode()
    writing = np.array([_writing(word) for word in strings(folded)], np.int8)
    return Words(folded, coded.dictionary, coded.indices.to_numpy().astype(np.int32), writing)


def _writing(word: str) -> int:
    """The place in ``SCRIPTS`` of a folded word."""
    return LATIN if word.isascii() and word.isalpha() else SCRIPTS.index(script(word))
