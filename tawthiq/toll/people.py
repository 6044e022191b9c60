"""From the register to tables of counts: who of the counted is on which lists, in every drawn linkage and stratum."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tawthiq.errors import BadInput, Refused
from tawthiq.messages import Sentence
from tawthiq.toll.shape import MOST_LISTS, Counts, Overlap

AGES = ((0, 15), (15, 30), (30, 45), (45, 60), (60, 200))
STRATA = ("governorate", "place", "year", "month", "sex", "age", "status")
FEW_DOCUMENTED, FEW_SHARED = 50, 10
COMMON, KNOWN, LEANING = 0.1, 20, 0.2
UNSAID = ("inclusion.status_unsaid", "inclusion.no_date", "inclusion.no_place")


@dataclass(frozen=True, eq=False)
class Tables:
    """Counts (D, S, 2^K): each drawn linkage (the register itself is draw 0), each stratum, each pattern of lists.

    ``strata`` names the S strata by their values; the people whose stratum is not known fully stand in ``vague`` with
    the strata that they may belong to (V, S) and their counts (D, V, 2^K).
    """

    lists: tuple[str, ...]
    by: tuple[str, ...]
    strata: tuple[tuple[str, ...], ...]
    counts: Counts
    vague: Counts
    fits: NDArray[np.bool_]

    def overlaps(self, *, seed: int, least: int = 1) -> list[list[Overlap]]:
        """The overlap of every stratum (S) in every draw, those of vague stratum imputed; ``least`` draws at least.

        A person falls into one of the strata that fit with the share that each has among the people of the same pattern
        of lists in that draw; among all people where nobody shows the pattern there.
        """
        rng = np.random.default_rng(seed)
        draws = max(len(self.counts), least if self.vague.any() else 1)
        tables = [self._imputed(rng, draw % len(self.counts)) for draw in range(draws)]
        return [[Overlap.from_cells(self.lists, one[s]) for one in tables] for s in range(len(self.strata))]

    def _imputed(self, rng: np.random.Generator, draw: int) -> Counts:
        known = self.counts[draw]
        table = known.copy()
        for fits, cells in zip(self.fits, self.vague[draw], strict=True):
            for cell in np.flatnonzero(cells):
                shares = np.where(fits, known[:, cell], 0).astype(float)
                if not shares.any():
                    shares = np.where(fits, known.sum(axis=1), 0) + np.where(fits, 1e-9, 0.0)
                table[:, cell] += rng.multinomial(cells[cell], shares / shares.sum())
        return np.asarray(table)

    def whole(self) -> list[Overlap]:
        """The overlap of everybody counted, in every draw."""
        everybody = self.counts.sum(axis=1) + self.vague.sum(axis=1)
        return [Overlap.from_cells(self.lists, one) for one in everybody]

    def names(self) -> tuple[str, ...]:
        """The names of the strata: their values in the order in which they were asked for."""
        return tuple(" / ".join(one) for one in self.strata)

    def missing(self) -> int:
        """How many people of the register have no full stratum."""
        return int(self.vague[0].sum())


def merged(members: pl.DataFrame, pairs: Sequence[tuple[str, str]]) -> pl.DataFrame:
    """The members with each pair of lists counted as one, ``first+second``. Raises BadInput for an unknown list."""
    for first, second in pairs:
        known = sorted(set(members["source"]))
        for name in (first, second):
            if name not in known:
                raise BadInput("toll.no_such_list", value=name, lists=", ".join(known))
        members = members.with_columns(pl.col("source").replace([first, second], [f"{first}+{second}"] * 2))
    return members


def tabulate(
    people: pl.DataFrame, members: pl.DataFrame, draws: pl.DataFrame, by: Sequence[str], number: int = 0
) -> Tables:
    """The tables of a register (``tables.PEOPLE``, ``MEMBERS``, ``DRAWS``); each source is a list.

    ``number`` draws at least: those that change nothing have no row. Only ``counted`` people stand in the tables. A
    person of a draw counts where one of the records does in the register, and is in the stratum of the first record
    that tells one. Raises BadInput for a stratum that cannot be made, Refused for more than twelve lists or where
    nobody is counted.
    """
    told = people.filter(pl.col("counted")).select("id", *(_stratum(one).alias(one) for one in by))
    rows = members.sort("record").join(told.with_columns(counted=True), left_on="person", right_on="id", how="left")
    lists = tuple(sorted(set(rows.filter(pl.col("counted"))["source"])))
    if not lists:
        raise Refused("toll.nobody_counted")
    if len(lists) > MOST_LISTS:
        raise Refused("toll.many_lists", lists=len(lists), most=MOST_LISTS)
    bits = pl.DataFrame({"source": lists, "bit": [1 << k for k in range(len(lists))]})
    rows = rows.join(bits, on="source", how="left", maintain_order="left").with_columns(pl.col("bit").fill_null(0))
    counted = _persons(rows.with_columns(draw=pl.lit(0, pl.Int32)), "person", by)
    changes = _changes(rows, draws, by, counted)
    return _tables(lists, tuple(by), counted, changes, max(number, _draws(draws)))


def cautions(people: pl.DataFrame, members: pl.DataFrame) -> tuple[Sentence, ...]:
    """Where lists differ in time, place or definition: values common among all that a list of some size lacks."""
    counted = people.filter(pl.col("counted"))
    told = counted.select("id", *(_stratum(one).alias(one) for one in ("month", "governorate", "status")))
    on = members.select("person", "source").unique().join(told, left_on="person", right_on="id")
    found = []
    for column in ("month", "governorate", "status"):
        known = told[column].drop_nulls()
        shares = known.value_counts(sort=True).filter(pl.col("count") >= COMMON * max(len(known), 1))
        for source in sorted(set(on["source"])):
            here = on.filter((pl.col("source") == source) & pl.col(column).is_not_null())[column]
            lacks = sorted(set(shares[column]) - set(here))
            if len(here) >= KNOWN and lacks:
                facts = {"list": source, "what": column, "values": ", ".join(lacks)}
                found.append(Sentence(f"toll.differs_in_{column}", facts))
    return tuple(found)


def leaning(people: pl.DataFrame, members: pl.DataFrame) -> Sentence | None:
    """Why no toll can be estimated where a list's people count only when another list says what it leaves out.

    Of the people whom a list has alone, the share that does not count for want of a status, a date or a place is set
    against that of those whom it shares: where it is much larger, counting picks people by their being on two lists,
    and every method would take that for lists that see nearly everybody.
    """
    wanting = people.select("id", wanting=pl.col("reason").is_in(UNSAID).fill_null(value=False))
    on = members.select("person", "source").unique().join(wanting, left_on="person", right_on="id")
    on = on.with_columns(alone=pl.len().over("person") == 1)
    shares = on.group_by("source").agg(
        people=pl.col("alone").sum(),
        alone=pl.col("wanting").filter("alone").mean().fill_null(0.0),
        shared=pl.col("wanting").filter(~pl.col("alone")).mean().fill_null(0.0),
    )
    worst = shares.filter(pl.col("people") >= KNOWN).sort(pl.col("alone") - pl.col("shared"), "source").tail(1)
    for source, count, alone, shared in worst.iter_rows():
        if alone - shared > LEANING:
            told = {"list": source, "people": count, "alone": f"{alone:.0%}", "shared": f"{shared:.0%}"}
            return Sentence("toll.counted_by_others", told)
    return None


def small(stratum: str, overlap: Overlap) -> tuple[Sentence, ...]:
    """The warning that a stratum is small, if it is."""
    if overlap.documented >= FEW_DOCUMENTED and overlap.shared >= FEW_SHARED:
        return ()
    facts = {"stratum": stratum, "documented": overlap.documented, "shared": overlap.shared}
    return (Sentence("toll.small_stratum", facts),)


def _stratum(name: str) -> pl.Expr:
    """A stratum of a person as a word, null where it is not known."""
    path = pl.concat_list(pl.col("place_within").str.split(" / "), pl.col("place").fill_null(""))
    start, end = pl.col("date_from"), pl.col("date_to")
    whole_year, whole_month = start.dt.year() == end.dt.year(), start.dt.strftime("%Y-%m") == end.dt.strftime("%Y-%m")
    age = pl.lit(None, pl.String)
    for low, high in AGES:
        inside = (pl.col("age_from") >= low) & (pl.col("age_to") < high)
        age = pl.when(inside).then(pl.lit(f"{low}+" if high == AGES[-1][1] else f"{low}-{high - 1}")).otherwise(age)
    made = {
        "governorate": path.list.get(1, null_on_oob=True).replace("", None),
        "place": pl.col("place"),
        "year": pl.when(whole_year).then(start.dt.strftime("%Y")),
        "month": pl.when(whole_month).then(start.dt.strftime("%Y-%m")),
        "sex": pl.col("sex"),
        "age": age,
        "status": pl.col("status"),
    }
    if name not in made:
        raise BadInput("toll.no_such_stratum", value=name, known=", ".join(STRATA))
    return made[name]


def _persons(rows: pl.DataFrame, person: str, by: Sequence[str]) -> pl.DataFrame:
    """Each counted person of each draw: draw, person, the code of the lists, the stratum."""
    grouped = rows.group_by("draw", person, maintain_order=True).agg(
        pl.col("bit").unique().sum().alias("code"),
        pl.col("counted").any().fill_null(value=False),
        *(pl.col(one).drop_nulls().first() for one in by),
    )
    return grouped.filter(pl.col("counted") & (pl.col("code") > 0)).rename({person: "label"})


def _changes(rows: pl.DataFrame, draws: pl.DataFrame, by: Sequence[str], counted: pl.DataFrame) -> pl.DataFrame:
    """What a draw takes from the table of the register (−1) and puts into it (+1), a row a person."""
    moved = draws.rename({"person": "to"}).join(rows.select("record", "person"), on="record")
    touched = pl.concat([moved.select("draw", "person"), moved.select("draw", pl.col("to").alias("person"))]).unique()
    there = touched.join(rows, on="person").join(
        moved.select("draw", "record", "to"), on=["draw", "record"], how="left"
    )
    there = there.with_columns(now=pl.coalesce("to", "person")).sort("draw", "record")
    after = _persons(there, "now", by).with_columns(sign=pl.lit(1, pl.Int64))
    before = touched.join(counted.drop("draw"), left_on="person", right_on="label").with_columns(
        sign=pl.lit(-1, pl.Int64)
    )
    columns = ["draw", "code", *by, "sign"]
    return pl.concat([after.select(columns), before.select(columns)])


def _draws(draws: pl.DataFrame) -> int:
    return int(draws["draw"].max() or 0) + 1 if len(draws) else 0  # type: ignore[arg-type]


def _tables(
    lists: tuple[str, ...], by: tuple[str, ...], counted: pl.DataFrame, changes: pl.DataFrame, draws: int
) -> Tables:
    """Arrays: draw 0 is the register, the others are it with the changes of each draw."""
    register = counted.with_columns(sign=pl.lit(1, pl.Int64), draw=pl.lit(-1, pl.Int32))
    every = pl.concat([register.select("draw", "code", *by, "sign"), changes.select("draw", "code", *by, "sign")])
    present = set(every.select(by).unique().rows()) if by else {()}
    strata = tuple(sorted(row for row in present if None not in row))
    kinds = sorted((row for row in present if None in row), key=str)
    place = {one: n for n, one in enumerate([*strata, *kinds])}
    cells = np.zeros((draws + 1, len(place), 1 << len(lists)), np.int64)
    at = [place[row] for row in every.select(by).rows()] if by else [0] * len(every)
    np.add.at(
        cells, (every["draw"].to_numpy() + 1, np.array(at, int), every["code"].to_numpy()), every["sign"].to_numpy()
    )
    cells[1:] += cells[:1]
    fits = [[all(a in (None, b) for a, b in zip(kind, one, strict=True)) for one in strata] for kind in kinds]
    marks = np.array(fits, bool).reshape(len(kinds), len(strata))
    marks[~marks.any(axis=1)] = True
    known, vague = cells[:, : len(strata)], cells[:, len(strata) :]
    return Tables(lists, by, strata, known, vague, marks)
