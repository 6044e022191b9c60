"""How good a register is, against a truth: precision and recall of pairs, of whole people and of records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tawthiq.names.shape import Rows

Reals64 = NDArray[np.float64]
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Figure:
    """A share with its limits; ``None`` where there is nothing to divide by."""

    value: float | None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """Precision, recall and their harmonic mean, with ``wrong`` and ``lost``: what was joined, or parted, by mistake.

    ``wrong`` and ``lost`` are estimated numbers, of pairs or of people.
    """

    precision: Figure
    recall: Figure
    f1: Figure
    wrong: float
    lost: float


def evaluate(
    labels: Rows, entity: Rows, *, seed: int, weight: Reals64 | None = None, level: float = 0.95
) -> Mapping[str, Quality]:
    """The quality of a register ``labels`` (n,) by ``pairs``, ``people`` (found whole) and ``records`` (B-cubed).

    ``entity`` (n,) is the true person of each record, -1 where the truth is not known. Where the truth is a sample, all
    records of each sampled person must be known, and ``weight`` (n,) is one over the chance with which their person
    was sampled (Binette et al. 2022, arXiv:2210.01230): a record of unknown person is then another's. Intervals are a
    bootstrap over true people, not over pairs: the pairs of one person stand or fall together. ``people`` counts
    people and clusters of two records or more.
    """
    cells = _cells(labels, entity, weight)
    m, c, e, w = (cells[k].to_numpy() for k in ("both", "cluster_size", "entity_size", "weight"))
    whole = ((m == c) & (m == e) & (e > 1)).astype(float)
    several = np.where(c > 1, m / c, 0.0)
    parts = {
        "pairs": (m * (m - 1), m * (c - 1), m * (m - 1), m * (e - 1)),
        "people": (whole, several, whole, (e > 1) * m / e),
        "records": (m * m / c, m, m * m / e, m),
    }
    rng = np.random.default_rng(seed)
    units = {"pairs": 0.5, "people": 1.0, "records": 1.0}
    owner = cells["entity"].to_numpy()
    return {
        name: _quality(_by_person(owner, np.column_stack(part) * w[:, None]), units[name], rng, level)
        for name, part in parts.items()
    }


def by_groups(
    labels: Rows, entity: Rows, group: Sequence[str | None], *, seed: int, level: float = 0.95
) -> Mapping[tuple[str, str], Quality]:
    """The quality of pairs by the groups of their records (two lists, two scripts); records without one are out."""
    rows = pl.DataFrame({"entity": entity, "cluster": labels, "group": pl.Series(group, dtype=pl.String)})
    rows = rows.filter(pl.col("group").is_not_null())
    sampled = rows.filter(pl.col("entity") >= 0)
    both = _across(sampled, sampled, ["entity", "cluster"]).rename({"pairs": "both"})
    joined = _across(sampled, rows, ["cluster"]).rename({"pairs": "joined"})
    true = _across(sampled, sampled, ["entity"]).rename({"pairs": "true"})
    keys = ["entity", "one", "two"]
    table = joined.join(true, on=keys, how="full", coalesce=True).join(both, on=keys, how="left").fill_null(0)
    rng, found = np.random.default_rng(seed), {}
    for (one, two), part in sorted(table.partition_by("one", "two", as_dict=True).items()):
        sums = part.select("both", "joined", both_again="both", true="true").to_numpy().astype(float)
        found[str(one), str(two)] = _quality(sums, 0.5, rng, level)
    return found


def by_record(
    labels: Rows, entity: Rows, group: Sequence[str | None], *, seed: int, level: float = 0.95
) -> Mapping[str, Quality]:
    """The quality of the pairs of each group's records (a year, a place): a pair counts for each of its records."""
    rows = pl.DataFrame({"entity": entity, "cluster": labels, "group": pl.Series(group, dtype=pl.String)})
    rows = rows.with_columns(
        c=pl.len().over("cluster"), e=pl.len().over("entity"), m=pl.len().over("entity", "cluster")
    )
    rows = rows.filter((pl.col("entity") >= 0) & pl.col("group").is_not_null())
    sums = rows.group_by("group", "entity", maintain_order=True).agg(
        both=(pl.col("m") - 1).sum(), joined=(pl.col("c") - 1).sum(), true=(pl.col("e") - 1).sum()
    )
    rng, found = np.random.default_rng(seed), {}
    for (name,), part in sorted(sums.partition_by("group", as_dict=True).items()):
        columns = part.select("both", "joined", both_again="both", true="true").to_numpy().astype(float)
        found[str(name)] = _quality(columns, 0.5, rng, level)
    return found


def _cells(labels: Rows, entity: Rows, weight: Reals64 | None) -> pl.DataFrame:
    """One row for each true person and cluster that share records: how many, the size of either, the weight."""
    given = np.ones(len(labels)) if weight is None else weight
    rows = pl.DataFrame({"entity": entity, "cluster": labels, "weight": given})
    rows = rows.with_columns(cluster_size=pl.len().over("cluster"), entity_size=pl.len().over("entity"))
    cells = rows.filter(pl.col("entity") >= 0).group_by("entity", "cluster", maintain_order=True)
    columns = [pl.col(k).first() for k in ("cluster_size", "entity_size", "weight")]
    return cells.agg(pl.len().alias("both"), *columns).with_columns(pl.exclude("entity", "cluster").cast(pl.Float64))


def _across(ones: pl.DataFrame, twos: pl.DataFrame, on: list[str]) -> pl.DataFrame:
    """For each true person the ordered pairs of records that share ``on``, by the groups of the two, in order."""
    left = ones.group_by([*dict.fromkeys(["entity", *on]), "group"]).len("left")
    right = twos.group_by([*on, "group"]).len("right")
    pairs = left.join(right, on=on).with_columns(
        pairs=pl.col("left") * (pl.col("right").cast(pl.Int64) - (pl.col("group") == pl.col("group_right"))),
        one=pl.min_horizontal("group", "group_right"),
        two=pl.max_horizontal("group", "group_right"),
    )
    return pairs.group_by("entity", "one", "two").agg(pl.col("pairs").sum()).sort("entity", "one", "two")


def _by_person(owner: NDArray[np.int64], sums: Reals64) -> Reals64:
    """Sums (people, 4) over the cells of each true person."""
    place = np.unique(owner, return_inverse=True)[1]
    return np.column_stack([np.bincount(place, column) for column in sums.T])


def _quality(sums: Reals64, unit: float, rng: np.random.Generator, level: float) -> Quality:
    """From (people, 4): what is right of what was joined, all joined, what is right of what is true, all true."""
    kinds, number = np.unique(sums, axis=0, return_counts=True)
    drawn = rng.multinomial(len(sums), number / max(len(sums), 1), RESAMPLES) if len(sums) else np.zeros((1, 0))
    point, spread = _shares(number[None, :] @ kinds), _shares(drawn @ kinds)
    right, joined, found, true = (float(one) for one in sums.sum(axis=0))
    precision, recall, both = (_figure(point[k][0], spread[k], level) for k in range(3))
    return Quality(precision, recall, both, wrong=(joined - right) * unit, lost=(true - found) * unit)


def _shares(totals: Reals64) -> tuple[Reals64, Reals64, Reals64]:
    """Precision, recall and F1 (k,) from totals (k, 4), nan where there is nothing to divide by."""
    right, joined, found, true = totals.T
    with np.errstate(divide="ignore", invalid="ignore"):
        precision, recall = right / joined, found / true
        return precision, recall, 2 * precision * recall / (precision + recall)


def _figure(value: float, spread: Reals64, level: float) -> Figure:
    known = spread[~np.isnan(spread)]
    if np.isnan(value) or not len(known):
        return Figure(None)
    lower, upper = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return Figure(float(value), float(lower), float(upper))
