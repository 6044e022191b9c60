"""Chains: names as links in order (given, father, grandfather, family), each link a word that may be a compound."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from tawthiq.names import damage
from tawthiq.names.kernels import ALIASES, FAMILY, FATHER, GIVEN, GRANDFATHER, LINKS, UNSAID
from tawthiq.names.parsing import in_compound, is_kunya, kind_of, linked, one_script, words_of
from tawthiq.names.shape import Lists
from tawthiq.skeletons import skeleton_column
from tawthiq.text import fold_column, script

PARTS = ("name_given", "name_father", "name_grandfather", "name_family")
KUNYA, ALIAS = 1, 2
SCRIPTS = ("Zyyy", "Arab", "Latn", "Zzzz")

_BRACKETS = r"[(\[{«<]([^)\]}»>]*)[)\]}»>]?"

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
    said = _said(lists.records, parts, whole)
    tokens = _tokens(said)
    return _chains(tokens, len(lists))


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


def _tokens(said: pl.DataFrame) -> pl.DataFrame:
    """The folded words of the texts in order; those in brackets or after *alias* as aliases."""
    bracketed = said["text"].str.contains(r"[(\[{«<]")
    inside = said.filter(bracketed).with_columns(pl.col("text").str.extract_all(_BRACKETS).list.join(" "))
    outside = said.with_columns(
        pl.when(bracketed).then(pl.col("text").str.replace_all(_BRACKETS, " ")).otherwise(pl.col("text"))
    )
    both = pl.concat([outside.with_columns(alias=pl.lit(False)), inside.with_columns(alias=pl.lit(True))])
    folded = pl.Series("text", fold_column(both["text"].to_arrow()))
    words = both.with_columns(damage.whole(folded).str.split(" ")).explode("text").rename({"text": "word"})
    words = _respelt(words.filter(pl.col("word") != ""), damage.is_damaged(folded)).with_columns(_after_alias())
    return words.filter(~pl.col("word").is_in(words_of("alias"))).sort("record", "alias", maintain_order=True)


def _respelt(words: pl.DataFrame, damaged: bool) -> pl.DataFrame:
    better = damage.respelt(words["word"], damaged)
    if not better:
        return words
    return words.with_columns(pl.col("word").replace(better).str.split(" ")).explode("word")


def _after_alias() -> pl.Expr:
    said = pl.col("word").is_in(words_of("alias")).cum_sum().over("record", "alias") > 0
    return (pl.col("alias") | said).alias("alias")


def _chains(tokens: pl.DataFrame, n: int) -> Chains:
    coded = tokens["word"].to_arrow().cast(pa.string()).dictionary_encode()
    distinct = strings(coded.dictionary)
    code = coded.indices.to_numpy()
    group = (tokens["record"].cast(pl.Int64) * 2 + tokens["alias"].cast(pl.Int64)).to_numpy()
    writing = np.array([SCRIPTS.index(script(word)) for word in distinct], np.int8)
    kept = one_script(group, writing[code])
    kind = np.array([kind_of(word) for word in distinct], np.int8)
    ends = [np.array([ord(word[at]) for word in distinct], np.int32) for at in (0, -1)]
    code = code[kept]
    link = linked(group[kept], kind[code], ends[0][code], ends[1][code])
    return _tabled(_joined(tokens.filter(pl.Series(kept)).with_columns(link=pl.Series(link))), n)


def _joined(tokens: pl.DataFrame) -> pl.DataFrame:
    """One row a link: its first word's row, with the whole compound as ``word``."""
    used = tokens.filter(pl.col("link") >= 0)
    several = used.filter(pl.col("link").is_duplicated())
    spelt = {word: in_compound(word) for word in several["word"].unique()}
    heads = used.filter(pl.col("link").is_first_distinct()).with_columns(
        kunya=pl.col("word").is_in([word for word in spelt if is_kunya(word)])
    )
    compounds = several.with_columns(pl.col("word").replace(spelt)).group_by("link").agg(pl.col("word").str.join(""))
    both = heads.join(compounds, "link", how="left", maintain_order="left")
    whole = pl.coalesce("word_right", "word").alias("word")
    return both.with_columns(whole, kunya=pl.col("kunya") & pl.col("word_right").is_not_null())


def _tabled(heads: pl.DataFrame, n: int) -> Chains:
    coded = heads["word"].to_arrow().cast(pa.string()).dictionary_encode()
    heads = heads.with_columns(code=pl.Series(coded.indices))
    chain = heads.filter(~pl.col("alias")).with_columns(
        at=pl.int_range(pl.len()).over("record"), many=pl.len().over("record")
    )
    last = (pl.col("at") == pl.col("many") - 1) & (pl.col("many") > LINKS)
    chain = chain.with_columns(at=pl.when(last).then(LINKS - 1).otherwise("at"), last=last)
    final = (pl.col("at") == LINKS - 1) & (pl.col("last") | (pl.col("many") <= LINKS))
    chain = chain.filter((pl.col("at") < LINKS - 1) | final)
    aliases = (
        heads.filter("alias").with_columns(at=pl.int_range(pl.len()).over("record")).filter(pl.col("at") < ALIASES)
    )
    flags = np.zeros(n, np.int8)
    flags[chain.filter((pl.col("at") == 0) & pl.col("kunya"))["record"].to_numpy()] |= KUNYA
    flags[aliases["record"].to_numpy()] |= ALIAS
    return Chains(
        _words(coded.dictionary),
        _placed((n, LINKS), chain, "code", -1),
        _placed((n, LINKS), chain, "role", UNSAID).astype(np.int8),
        np.bincount(chain["record"].to_numpy(), minlength=n).astype(np.int8),
        _placed((n, ALIASES), aliases, "code", -1),
        flags,
    )


def _placed(shape: tuple[int, int], links: pl.DataFrame, column: str, none: int) -> Codes:
    table = np.full(shape, none, np.int32)
    table[links["record"].to_numpy(), links["at"].to_numpy()] = links[column].to_numpy()
    return table


def strings(column: "pa.Array[Any]") -> list[str]:
    """The values of a column of strings without nulls."""
    return [str(value) for value in column.to_pylist()]


def _words(folded: "pa.Array[Any]") -> Words:
    coded = skeleton_column(folded).dictionary_encode()
    writing = np.array([SCRIPTS.index(script(word)) for word in strings(folded)], np.int8)
    return Words(folded, coded.dictionary, coded.indices.to_numpy().astype(np.int32), writing)
