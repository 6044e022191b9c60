"""Searching the register: people by any of the names that their records have, in any spelling and either script."""

import polars as pl
import pyarrow as pa

from tawthiq.errors import BadInput
from tawthiq.skeletons import skeleton, skeleton_column
from tawthiq.text import fold, fold_column

START, END = "<", ">"
SHORT = 2
"""A skeleton of fewer consonants fits too many names: such a word is searched as it is written."""


def index(names: pa.Table) -> pl.DataFrame:
    """Who is called how, from a table of ``person`` and ``name`` (a person may have many): make it once, search often.

    One row a person: ``words`` as they fold, ``sounds`` their skeletons, ``family`` those of last names; each between
    ``<`` and ``>``.
    """
    said = pl.DataFrame({"person": pl.Series(names["person"]), "name": pl.Series(fold_column(names["name"]))})
    split = said.drop_nulls().unique().with_columns(pl.col("name").str.split(" ").alias("word"))
    last = split.select("person", pl.col("word").list.last().alias("word"))
    every = split.select("person", "word").explode("word").filter(pl.col("word") != "").unique()
    words = every["word"].unique()
    sounds = pl.DataFrame({"word": words, "sound": pl.Series(skeleton_column(words.to_arrow()))})
    told = every.join(sounds, on="word").group_by("person").agg(_joined("word", "words"), _joined("sound", "sounds"))
    families = last.join(sounds, on="word").group_by("person").agg(_joined("sound", "family"))
    return told.join(families, on="person", how="left").sort("person")


def search(index: pl.DataFrame, query: str) -> pl.DataFrame:
    """The ``person`` in whose names every word of a query stands, with ``rank``: how many stand just as it is written.

    A word fits where a name begins with it, or sounds like it in either script. Raises BadInput for no word.
    """
    words = fold(query).split()
    if not words:
        raise BadInput("text.no_word", value=query)
    sounds = map(skeleton, words)
    begins = [pl.col("words").str.contains(START + word, literal=True) for word in words]
    fits = [_fits(begun, sound) for begun, sound in zip(begins, sounds, strict=True)]
    rank = pl.sum_horizontal(pl.col("words").str.contains(START + word + END, literal=True) for word in words)
    found = index
    for fit in fits:
        found = found.filter(fit)
    return found.select("person", rank.alias("rank")).sort("rank", "person", descending=[True, False])


def _fits(begins: pl.Expr, sound: str) -> pl.Expr:
    if len(sound) < SHORT:
        return begins
    return begins | pl.col("sounds").str.contains(START + sound + END, literal=True)


def _joined(column: str, to: str) -> pl.Expr:
    return (START + pl.col(column).unique().sort() + END).str.join("").alias(to)
