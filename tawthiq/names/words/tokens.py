"""The words of names in order: folded, mended, each with its record, its role and whether it belongs to an alias."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from tawthiq.names.words import damage
from tawthiq.names.words.parsing import words_of
from tawthiq.text import fold_column

_OPENING = r"[(\[{«<]"
_BRACKETS = r"[(\[{«<]([^)\]}»>]*)[)\]}»>]?"


@dataclass(frozen=True, eq=False)
class Tokens:
    """Words in the order of record, alias and place: codes (k,) of the distinct ``words``, and where each stands."""

    words: tuple[str, ...]
    code: NDArray[np.int32]
    record: NDArray[np.int64]
    role: NDArray[np.int8]
    alias: NDArray[np.bool_]

    def at(self, which: NDArray[Any]) -> "Tokens":
        """Some of the tokens, by a mask or by places."""
        return replace(
            self, code=self.code[which], record=self.record[which], role=self.role[which], alias=self.alias[which]
        )


def tokens(said: pl.DataFrame) -> Tokens:
    """The words of texts (``record`` ascending, ``role``, ``text``); those in brackets or after *alias* as aliases."""
    bracketed = said["text"].str.contains(_OPENING)
    plain = _coded(said.with_columns(_outside(said["text"])) if bracketed.any() else said, False)
    if bracketed.any():
        inside = pl.col("text").str.extract_all(_BRACKETS).list.join(" ")
        plain = _both(plain, _coded(said.filter(bracketed).with_columns(inside), True))
    return _aliased(_respelt(plain))


def _outside(text: pl.Series) -> pl.Series:
    return text.str.replace_all(_BRACKETS, " ")


def _coded(said: pl.DataFrame, alias: bool) -> Tokens:
    parted = damage.whole(pl.Series(fold_column(said["text"].to_arrow()))).str.split(" ")
    times = parted.list.len().to_numpy()
    coded = parted.explode().to_arrow().cast(pa.string()).dictionary_encode()
    record, role = (np.repeat(said[name].to_numpy(), times) for name in ("record", "role"))
    words = tuple(str(word) for word in coded.dictionary.to_pylist())
    told = Tokens(words, coded.indices.to_numpy(), record.astype(np.int64), role, np.full(len(record), alias))
    return told.at(told.code != words.index("")) if "" in words else told


def _both(one: Tokens, other: Tokens) -> Tokens:
    """Two sets of tokens under one table of words, one after the other."""
    place = {word: code for code, word in enumerate(one.words)}
    codes = np.array([place.setdefault(word, len(place)) for word in other.words], np.int32)
    return Tokens(
        tuple(place),
        np.concatenate([one.code, codes[other.code] if len(codes) else other.code]),
        np.concatenate([one.record, other.record]),
        np.concatenate([one.role, other.role]),
        np.concatenate([one.alias, other.alias]),
    )


def _respelt(told: Tokens) -> Tokens:
    """Damaged words replaced; one that was two becomes two tokens."""
    often = dict(zip(told.words, np.bincount(told.code, minlength=len(told.words)).tolist(), strict=True))
    better = damage.respelt(often)
    if not better:
        return told
    place = {word: code for code, word in enumerate(told.words)}
    parts = [better.get(word, word).split(" ") for word in told.words]
    first = np.array([place.setdefault(one[0], len(place)) for one in parts], np.int32)
    second = np.array([place.setdefault(one[-1], len(place)) for one in parts], np.int32)
    two = np.array([len(one) - 1 for one in parts])[told.code]
    origin = np.repeat(np.arange(len(two)), two + 1)
    again, follows = told.at(origin), np.concatenate([[False], origin[1:] == origin[:-1]])
    return replace(again, words=tuple(place), code=np.where(follows, second[again.code], first[again.code]))


def _aliased(told: Tokens) -> Tokens:
    """Words after *alias* as aliases, without that word; in the order of record and alias."""
    marks = np.isin(told.words, words_of("alias"))[told.code] if told.words else told.alias
    if marks.any():
        some = np.isin(told.record, told.record[marks])
        frame = pl.DataFrame({"record": told.record[some], "alias": told.alias[some], "mark": marks[some]})
        told.alias[some] |= frame.select(pl.col("mark").cum_sum().over("record", "alias") > 0).to_series().to_numpy()
        told = told.at(~marks)
    return told.at(np.argsort(told.record * 2 + told.alias, kind="stable")) if told.alias.any() else told
