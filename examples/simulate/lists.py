"""Four lists of the dead from the same invented people: who is on which, twice, copied, misspelt; and an update."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from examples.simulate import layouts
from examples.simulate.people import Rng
from examples.simulate.spelling import chance, choose, either, shifted

UNREADABLE = ("؟", "31/02/2012", "يوم الجمعة", "00/00/2012")
OFF_YEARS, OFF_DAYS = (-2, -1, 1, 2), (-1, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who keeps a list, whom it reaches and how well.

    A person of visibility v is listed with log-odds ``logit(rate) + pull·v``; of whoever stands on another list,
    the share in ``copies`` is taken over from it besides. ``twice`` is the share listed twice, ``wrong`` that of ages
    and of dates that are off, ``unreadable`` that of dates that nobody can read. ``number`` is the header of the list's
    own numbers, empty where it has none, ``date`` the header of the date.
    """

    name: str
    layout: Callable[[pl.DataFrame, Rng], pl.DataFrame]
    rate: float
    pull: float = 0.0
    copies: Mapping[str, float] = field(default_factory=dict)
    twice: float = 0.0
    wrong: float = 0.0
    unreadable: float = 0.0
    number: str = ""
    date: str = ""


KEEPERS = (
    Keeper("committees", layouts.committees, 0.45, 0.8, {}, 0.02, 0.06, 0.01, "رقم السجل", "تاريخ الوفاة"),
    Keeper("hospital", layouts.hospital, 0.20, -0.4, {}, 0.01, 0.05, 0.02, "", "تاريخ الوفاة"),
    Keeper("archive", layouts.archive, 0.25, 0.8, {"committees": 0.3}, 0.01, 0.05, 0.01, "Ref", "Date of death"),
    Keeper("monitor", layouts.monitor, 0.15, 1.2, {"archive": 0.1}, 0.02, 0.08, 0.02, "", "date_of_death"),
)


def captures(people: pl.DataFrame, seed: int = 2012, keepers: Sequence[Keeper] = KEEPERS) -> pl.DataFrame:
    """Who is on which list: ``person`` and one column of true and false a keeper."""
    rng = np.random.default_rng([seed, 1])
    caught: dict[str, pl.Series] = {"person": people["person"]}
    for keeper in keepers:
        on = pl.Series(rng.random(people.height) < reached(people, keeper).to_numpy())
        for other, share in keeper.copies.items():
            on |= caught[other] & chance(rng, people.height, share)
        caught[keeper.name] = on
    return pl.DataFrame(caught)


def reached(people: pl.DataFrame, keeper: Keeper) -> pl.Series:
    """The probability that a keeper lists each person without copying."""
    odds: pl.Series = math.log(keeper.rate / (1 - keeper.rate)) + keeper.pull * people["visibility"]
    return 1 / (1 + (-odds).exp())


def lists(people: pl.DataFrame, seed: int = 2012, keepers: Sequence[Keeper] = KEEPERS) -> dict[str, pl.DataFrame]:
    """Each list as its file holds it, columns of strings, and first the truth: the ``person`` of each row."""
    caught = captures(people, seed, keepers)
    made = {}
    for n, keeper in enumerate(keepers):
        rng = np.random.default_rng([seed, 2, n])
        on = people.filter(caught[keeper.name])
        made[keeper.name] = _written(pl.concat([on, on.filter(chance(rng, on.height, keeper.twice))]), keeper, rng)
    return made


def newer(old: pl.DataFrame, people: pl.DataFrame, seed: int = 2012, keeper: Keeper = KEEPERS[0]) -> pl.DataFrame:
    """A newer version of the committees' list: some rows withdrawn, some of the missing found dead, some people new."""
    rng = np.random.default_rng([seed, 3])
    kept = old.filter(~chance(rng, old.height, 0.04))
    found = chance(rng, kept.height, 0.5) & (kept["الحالة"] == "مفقود")
    dead = pl.Series(["شهيد"]).new_from_index(0, kept.height)
    changed = kept.with_columns(either(found, dead, kept["الحالة"]).alias("الحالة"))
    others = people.filter(~pl.col("person").is_in(old["person"].implode()))
    new = others.filter(chance(rng, others.height, 0.12))
    return pl.concat([changed, _written(new, keeper, rng, first=old.height + 1)])


def _written(on: pl.DataFrame, keeper: Keeper, rng: Rng, first: int = 1) -> pl.DataFrame:
    """Rows in the order in which a list would have them: by date."""
    on = on.sort("died", "person")
    told = on.with_columns(
        shifted(on["age"], rng, keeper.wrong, OFF_YEARS), shifted(on["died"], rng, keeper.wrong, OFF_DAYS)
    )
    written = keeper.layout(told, rng)
    unreadable = choose(rng, UNREADABLE, told.height)
    date = either(chance(rng, told.height, keeper.unreadable), unreadable, written[keeper.date])
    numbers = pl.int_range(first, first + told.height).cast(pl.String).str.zfill(4)
    own = [("S-" + numbers).alias(keeper.number)] if keeper.number else []
    return written.with_columns(date.alias(keeper.date)).select(told["person"], *own, pl.all())
