"""What a new register changes against the one before: who is new, gone, split, merged, or the same."""

from dataclasses import dataclass

import polars as pl
import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Changes:
    """Counts of people.

    ``same`` have the very same records, ``grown`` more or fewer; ``new`` have no record that the earlier register
    had; ``merged`` earlier people are one now with another, ``split`` earlier people are several now, ``gone`` earlier
    people have no record left (their lists withdrew them).
    """

    same: int
    grown: int
    new: int
    merged: int
    split: int
    gone: int


def changes(earlier: pa.Table, members: pa.Table) -> Changes:
    """Compare the members (``record``, ``person``) of two registers."""
    old = _frame(earlier).rename({"person": "old"})
    both = old.join(_frame(members), on="record", how="full", coalesce=True)
    now = (
        both.drop_nulls("person")
        .group_by("person")
        .agg(
            pl.len().alias("records"),
            pl.col("old").drop_nulls().n_unique().alias("olds"),
            pl.col("old").drop_nulls().first().alias("old"),
            pl.col("old").is_null().any().alias("more"),
        )
    )
    was = (
        both.drop_nulls("old")
        .group_by("old")
        .agg(
            pl.len().alias("records"),
            pl.col("person").drop_nulls().n_unique().alias("people"),
            pl.col("person").drop_nulls().first().alias("person"),
            pl.col("person").is_null().any().alias("fewer"),
        )
    )
    one = now.filter(pl.col("olds") == 1).join(was.filter(pl.col("people") == 1), on=["person", "old"])
    same = one.filter(~pl.col("more") & ~pl.col("fewer")).height
    mixed = now.filter(pl.col("olds") > 1)
    return Changes(
        same=same,
        grown=one.height - same,
        new=now.filter(pl.col("olds") == 0).height,
        merged=both.drop_nulls("old").join(mixed.select("person"), on="person")["old"].n_unique(),
        split=was.filter(pl.col("people") > 1).height,
        gone=was.filter(pl.col("people") == 0).height,
    )


def _frame(members: pa.Table) -> pl.DataFrame:
    return pl.DataFrame(pl.from_arrow(members.select(["record", "person"])))
