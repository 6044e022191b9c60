"""A register in sum: how many people, how sure, what waits for a person, and what it changes."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from tawthiq.messages import Sentence
from tawthiq.names.register.changes import Changes, changes
from tawthiq.names.register.counting import Count, Drawn
from tawthiq.names.register.decided import Decided
from tawthiq.names.shape import Reals
from tawthiq.nouns import Finding

SURE = 0.95
OPEN = 0.05
"""A person is certain whom at least this share of the draws has so; a pair waits for a decision that is at least so
probable and so improbable, and that nobody decided."""

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking gave.

    ``finding`` is ``None`` for a dry run; ``already`` tells that this register stood in the case. ``count`` are the
    people who meet the inclusion rule, ``apart`` those who do not, by the key of the reason. ``certain`` of the people
    who count are the same in nearly every draw; ``waiting`` pairs wait for a decision. ``largest`` are the people with
    the most records, ``loosest`` the least certain of those with several, each with the number or share. ``told`` must
    be said with the result.
    """

    records: int
    count: Count
    apart: Mapping[str, int]
    certain: int
    waiting: int
    decided: Decided
    largest: tuple[tuple[str, float], ...]
    loosest: tuple[tuple[str, float], ...]
    told: tuple[Sentence, ...]
    changes: Changes | None = None
    finding: Finding | None = None
    already: bool = False


def summed_up(made: Mapping[str, pa.Table], said: Decided, earlier: pa.Table | None = None) -> Linked:
    """Sum up the tables of a register; ``earlier`` are the members of the register before."""
    people = pl.DataFrame(pl.from_arrow(made["people"]))
    counted = people.filter(pl.col("counted"))
    several = counted.filter((pl.col("records") > 1) & (pl.col("certainty") < SURE))
    told = tuple(Sentence(one["key"], json.loads(one["facts"])) for one in made["told"].to_pylist())
    count = Drawn(made["members"], made["draws"], number_of(made["model"])).count(made["people"])
    return Linked(
        records=made["members"].num_rows,
        count=count,
        apart=Counter(people.filter(~pl.col("counted"))["reason"].sort().to_list()),
        certain=counted.filter(pl.col("certainty") >= SURE).height,
        waiting=waiting(made["pairs"], said).num_rows,
        decided=said,
        largest=_first(counted.filter(pl.col("records") > 1), "records", descending=True),
        loosest=_first(several, "certainty", descending=False),
        told=(*told, Sentence("people.outside")) if count.outside else told,
        changes=changes(earlier, made["members"]) if earlier is not None else None,
    )


def waiting(pairs: pa.Table, said: Decided) -> pa.Table:
    """The pairs that wait for a decision: neither sure nor decided, or decided by people who disagree."""
    near = pairs.filter(pa.array(in_doubt(pairs["probability"].to_numpy())))
    done = said.same | said.different
    keys = zip(near["a"].to_pylist(), near["b"].to_pylist(), strict=True)
    return near.filter(pa.array(np.array([key not in done for key in keys], np.bool_)))


def in_doubt(probability: Reals) -> NDArray[np.bool_]:
    """Which pairs are neither sure to be one person nor sure to be two."""
    return np.asarray((probability >= OPEN) & (probability <= 1 - OPEN), np.bool_)


def number_of(model: pa.Table) -> int:
    """How many registers were drawn."""
    return next((int(str(one["value"])) for one in model.to_pylist() if one["key"] == "draws"), 0)


def _first(people: pl.DataFrame, column: str, *, descending: bool) -> tuple[tuple[str, float], ...]:
    ordered = people.sort(column, "id", descending=[descending, False]).head(SHOWN)
    return tuple(ordered.select("id", column).iter_rows())
