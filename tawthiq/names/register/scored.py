"""Scored pairs as columns: kept apart from those plainly different, with each step of the score, for those who ask."""

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from tawthiq import tables
from tawthiq.names.register.clusters import log_odds
from tawthiq.names.shape import Known, Rows, Scores

PLAIN = 0.01
"""A pair less probable than this is plainly different, unless linking or people put it together."""

START, LEARNT = "start", "learnt"


def among(scores: Scores, rows: Rows) -> Scores:
    """Scores of a choice of records (their rows in the whole, ascending) as scores of the whole."""
    return replace(scores, a=rows[scores.a].astype(np.int32), b=rows[scores.b].astype(np.int32))


def taught(scores: Scores, learnt: Scores) -> Scores:
    """Scores whose probabilities were corrected, with the correction as a step of its own (``learnt``) in bits."""
    change = ((log_odds(learnt.probability) - log_odds(scores.probability)) / np.log(2)).astype(np.float32)
    if not change.any():
        return scores
    levels = {**scores.levels, LEARNT: np.zeros(len(change), np.int8)}
    return replace(learnt, weight=scores.weight + change, levels=levels, bits={**scores.bits, LEARNT: change})


def from_tables(members: pa.Table, pairs: pa.Table, model: pa.Table) -> tuple[Rows, list[str], Scores]:
    """A register as labels of rows, the id of each row's record, and the scored pairs that it keeps."""
    ids = [str(one) for one in members["record"].to_pylist()]
    labels = pl.Series(members["person"]).rank("dense").cast(pl.Int32).to_numpy() - 1
    row = {one: n for n, one in enumerate(ids)}
    a, b = (np.array([row[str(one)] for one in pairs[name].to_pylist()], np.int32) for name in ("a", "b"))
    weight, probability = (pairs[name].to_numpy() for name in ("weight", "probability"))
    missed = next((float(str(one["value"])) for one in model.to_pylist() if one["key"] == "missed"), 0.0)
    return labels.astype(np.int32), ids, Scores(a, b, weight, probability, {}, {}, missed)


def narrowed(known: Known, rows: Rows, n: int) -> Known:
    """Known pairs of the whole (n records) as those of a choice of records; pairs with another record are left out."""
    place = np.full(n, -1, np.int32)
    place[rows] = np.arange(len(rows), dtype=np.int32)
    same, different = (place[pairs] for pairs in (known.same, known.different))
    return Known(same[(same >= 0).all(axis=1)], different[(different >= 0).all(axis=1)])


def pairs_table(scores: Scores, ids: Any, labels: Rows) -> pa.Table:
    """``tables.PAIRS`` of the pairs that are not plainly different or are together, the smaller id first.

    ``why`` holds for each comparison ``[level, bits]``, and under ``start`` what the score began with, so that the bits
    of all add up to the weight.
    """
    keep = np.flatnonzero((scores.probability >= PLAIN) | (labels[scores.a] == labels[scores.b]))
    ends = pl.DataFrame(
        {k: pl.Series(ids.take(pa.array(rows[keep]))) for k, rows in (("a", scores.a), ("b", scores.b))}
    )
    a, b = (ends.select(side("a", "b")).to_series().to_arrow() for side in (pl.min_horizontal, pl.max_horizontal))
    weight = scores.weight[keep]
    columns: list[Any] = [
        a,
        b,
        pa.array(weight, pa.float32()),
        pa.array(scores.probability[keep], pa.float32()),
        _why(scores, keep),
    ]
    return pa.table(
        [one.cast(field.type) for one, field in zip(columns, tables.PAIRS, strict=True)], schema=tables.PAIRS
    )


def _why(scores: Scores, keep: NDArray[np.intp]) -> Any:
    added = {name: np.round(bits[keep].astype(np.float64), 2) for name, bits in scores.bits.items()}
    start = np.round(scores.weight[keep].astype(np.float64), 2) - sum(added.values(), np.zeros(len(keep)))
    frame = pl.DataFrame(
        {START: start} | added | {f"level {name}": scores.levels[name][keep] for name in added}, nan_to_null=True
    )
    steps = [pl.format('"' + START + '":[0,{}]', pl.col(START).round(2))]
    steps += [pl.format(f'"{name}":[{{}},{{}}]', pl.col(f"level {name}"), pl.col(name).round(2)) for name in added]
    made = frame.select(pl.format("{{{}}}", pl.concat_str(steps, separator=",")).alias("why"))
    return made["why"].to_arrow().cast(pa.string())
