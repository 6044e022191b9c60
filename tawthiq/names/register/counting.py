"""Counting: how many people the register has, how sure that is, and how sure each of them is, from the draws."""

from dataclasses import dataclass

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Count:
    """People who are counted, and the interval that holds a share of ``level`` of the drawn registers.

    ``outside`` tells that the register itself lay outside it: the scores are not right on average for these lists.
    """

    people: int
    low: int
    high: int
    level: float = LEVEL
    outside: bool = False


@dataclass(frozen=True, eq=False)
class Drawn:
    """Members of the register (``record``, ``person``) and the draws of it (``tables.DRAWS``), ``number`` of them."""

    members: pa.Table
    draws: pa.Table
    number: int

    def certainty(self) -> dict[str, float]:
        """By person that some draw changed, the share of draws in which exactly these records are one person."""
        if not self.number:
            return {}
        there = self._affected()
        whole = there.group_by("draw", "person").agg(
            pl.col("label").n_unique().alias("labels"), pl.col("label").first(), pl.len().alias("records")
        )
        held = there.group_by("draw", "label").agg(pl.len().alias("held"))
        broken = whole.join(held, on=["draw", "label"]).filter(
            (pl.col("labels") > 1) | (pl.col("records") < pl.col("held"))
        )
        times = broken.group_by("person").agg(pl.len().alias("times"))
        return {person: 1 - n / self.number for person, n in times.sort("person").iter_rows()}

    def counts(self, counted: pa.Table) -> NDArray[np.int64]:
        """How many people each draw counts (draws,); ``counted`` holds ``id`` and ``counted`` of the people.

        A person of a draw counts where one of their records is of a person who counts.
        """
        frame = pl.DataFrame(pl.from_arrow(counted.select(["id", "counted"])))
        base = int(frame["counted"].sum())
        there = self._affected().join(frame, left_on="person", right_on="id", how="left")
        there = there.filter(pl.col("counted"))
        change = there.group_by("draw").agg(
            (pl.col("label").n_unique().cast(pl.Int64) - pl.col("person").n_unique().cast(pl.Int64)).alias("change")
        )
        made = np.full(self.number, base, np.int64)
        made[change["draw"].to_numpy()] += change["change"].to_numpy()
        return made

    def count(self, counted: pa.Table) -> Count:
        """The people who count, with the interval of the draws, widened to hold the register itself."""
        base = int(pl.Series(counted["counted"]).sum())
        if not self.number:
            return Count(base, base, base)
        low, high = np.quantile(self.counts(counted), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        outside = not low <= base <= high
        return Count(base, min(int(np.floor(low)), base), max(int(np.ceil(high)), base), outside=outside)

    def _affected(self) -> pl.DataFrame:
        """The records of every person whom a draw changed, with their label in it: draw, record, person, label."""
        members = pl.DataFrame(pl.from_arrow(self.members.select(["record", "person"])))
        moved = pl.DataFrame(pl.from_arrow(self.draws)).rename({"person": "label"})
        people = pl.DataFrame({"person": members["person"].unique()})
        left = moved.join(members, on="record").select("draw", "person")
        joined = moved.select("draw", pl.col("label").alias("person")).join(people, on="person")
        touched = pl.concat([left, joined]).unique()
        there = touched.join(members, on="person").join(moved, on=["draw", "record"], how="left")
        return there.with_columns(pl.coalesce("label", "person").alias("label"))
