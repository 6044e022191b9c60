"""Five lists of the dead of any length from simulated people, as ``tables.RECORDS``, with the person of each record.

Made to measure linking where truth is known and hard: families are killed together on one day, so that brothers and
sisters share everything but the given name; lists differ in script, spelling and completeness, and some list a person
twice. Whom a list reaches depends on the place and on a visibility that no list says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from examples.simulate.people import Rng
from examples.simulate.spelling import careless, chance, either, slipped
from examples.simulate.vocabulary import Vocabulary, Words, invented, measured
from tawthiq import tables

Ints = NDArray[np.int64]

HOUSEHOLDS = (0.78, 0.10, 0.06, 0.04, 0.02)
FATHERS = 0.3
"""In this share of the households of several the first is the father of the others."""

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Source:
    """Whom a list reaches and how it writes.

    A person of visibility v is listed with log-odds ``logit(rate) + pull·v``; in each province the odds differ besides
    by about ``local``. ``links`` are the shares of names of two, three and four links, ``parts`` whether they stand in
    columns of their own. ``own`` is the share of names in the list's usual spelling, ``typos`` that of names with a
    letter lost, ``twice`` that of people listed again; ``no_date``, ``no_age``, ``no_sex``, ``no_place`` those of
    values that are missing, ``off`` of ages and dates that are wrong, ``swapped`` of dates with day and month
    exchanged, ``coarse`` of places without their area.
    """

    name: str
    arabic: bool
    rate: float
    pull: float = 0.8
    local: float = 0.6
    links: tuple[float, float, float] = (0.25, 0.5, 0.25)
    parts: bool = False
    own: float = 0.7
    typos: float = 0.02
    twice: float = 0.0
    no_date: float = 0.0
    no_age: float = 0.5
    no_sex: float = 0.0
    no_place: float = 0.02
    off: float = 0.04
    swapped: float = 0.01
    coarse: float = 0.2


SOURCES = (
    Source("centre", False, 0.42, 0.9, links=(0.38, 0.47, 0.15), twice=0.02, no_date=0.01, no_age=0.75, coarse=0.1),
    Source("network", True, 0.48, 0.6, links=(0.10, 0.50, 0.40), no_date=0.05, no_age=0.4),
    Source("committees", True, 0.35, 1.1, typos=0.04, twice=0.03, no_date=0.3, no_age=0.6, coarse=0.3),
    Source("office", False, 0.16, 0.5, links=(0.15, 0.45, 0.40), parts=True, own=0.9, no_date=0.2, no_age=0.3),
    Source("press", False, 0.10, 1.4, links=(0.60, 0.35, 0.05), own=0.4, typos=0.05, no_date=0.3, no_sex=0.4, off=0.08),
)


def register(
    n: int, seed: int = 2012, path: Path | None = None, sources: Sequence[Source] = SOURCES
) -> tuple[pa.Table, Ints]:
    """``n`` records of the sources, in the order of source and id, with ``source``, and the person of each.

    The shares of names, spellings, days and places come from a file of the Violations Documentation Center where
    ``path`` names it, else from invented names. The same seed gives the same rows.
    """
    rng = np.random.default_rng([seed, 5])
    words = measured(path) if path else invented(rng)
    people = killed(_needed(n, rng, sources), words, rng)
    made = [_listed(people, words, source, np.random.default_rng([seed, 6, at])) for at, source in enumerate(sources)]
    return _together(made, n, rng)


def killed(n: int, words: Vocabulary, rng: Rng) -> pl.DataFrame:
    """``n`` people: words by their codes, in households that share father, family, day and place.

    Columns: ``person``, ``household``, ``woman``, ``given``, ``father``, ``grandfather``, ``family``, ``age``,
    ``event`` (a row of the vocabulary's events) and ``visibility``.
    """
    home = np.repeat(np.arange(n), 1 + rng.choice(len(HOUSEHOLDS), n, p=HOUSEHOLDS))[:n]
    first = np.concatenate([[True], home[1:] != home[:-1]])
    father = rng.random(n)[home] < FATHERS
    older = first & father & np.concatenate([home[1:] == home[:-1], [False]])
    woman = (rng.random(n) < words.women) & ~older
    male, grandfather = words.male.draw(rng, n)[home], words.male.draw(rng, n)[home]
    given = _unlike(home, woman, words, rng)
    age = np.clip(words.ages[rng.integers(0, len(words.ages), n)][home] + rng.normal(0, 5, n), 0, 95)
    return pl.DataFrame(
        {
            "person": np.arange(n),
            "household": home,
            "woman": woman,
            "given": np.where(older, male, given),
            "father": np.where(older, grandfather, male),
            "grandfather": np.where(older, words.male.draw(rng, n), grandfather),
            "family": words.family.draw(rng, n)[home],
            "age": np.where(older, np.clip(age + 25, 0, 95), age).astype(np.int16),
            "event": rng.integers(0, len(words.events), n)[home],
            "visibility": (0.6 * rng.normal(size=n)[home] + 0.8 * rng.normal(size=n)).astype(np.float32),
        }
    )


def _unlike(home: Ints, woman: NDArray[np.bool_], words: Vocabulary, rng: Rng) -> Ints:
    """Given names, no two alike in a household: whoever has a taken name draws again, a few times."""
    given = np.zeros(len(home), np.int64)
    again = np.ones(len(home), bool)
    for _ in range(8):
        count = int(again.sum())
        given[again] = np.where(woman[again], words.female.draw(rng, count), words.male.draw(rng, count))
        frame = pl.DataFrame({"home": home, "woman": woman, "given": given})
        again = ~frame.select(pl.struct("home", "woman", "given").is_first_distinct()).to_series().to_numpy()
        if not again.any():
            break
    return given


def _needed(n: int, rng: Rng, sources: Sequence[Source]) -> int:
    """About how many people it takes to have ``n`` records, a few more rather than fewer."""
    seen = rng.normal(size=50_000)
    each = sum(float(_odds(seen, one).mean()) * (1 + one.twice) for one in sources)
    return int(n / each * 1.08) + 60


def _odds(
    visibility: NDArray[np.floating], source: Source, local: NDArray[np.floating] | float = 0
) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-(np.log(source.rate / (1 - source.rate)) + source.pull * visibility + local)))


def _listed(people: pl.DataFrame, words: Vocabulary, source: Source, rng: Rng) -> pl.DataFrame:
    """The rows of one list: ``tables.RECORDS`` as far as it says anything, ``source`` and ``person``."""
    provinces = words.events["province"].rank("dense").cast(pl.Int64).to_numpy() - 1
    local = rng.normal(0, source.local, provinces.max() + 1)[provinces[people["event"].to_numpy()]]
    on = people.filter(pl.Series(rng.random(people.height) < _odds(people["visibility"].to_numpy(), source, local)))
    on = pl.concat([on, on.filter(chance(rng, on.height, source.twice))])
    order = rng.permutation(on.height)
    on = on[order]
    return pl.DataFrame(
        {
            **_names(on, words, source, rng),
            **_body(on, source, rng),
            **_when(on, words, source, rng),
            **_where(on, words, source, rng),
            "status": pl.Series(["killed"]).new_from_index(0, on.height),
            "source": pl.Series([source.name]).new_from_index(0, on.height),
            "person": on["person"],
        }
    )


def _names(on: pl.DataFrame, words: Vocabulary, source: Source, rng: Rng) -> dict[str, pl.Series]:
    men, women = (_written(on["given"], kind, source, rng) for kind in (words.male, words.female))
    parts = {
        "name_given": either(on["woman"], women, men),
        "name_father": _written(on["father"], words.male, source, rng),
        "name_grandfather": _written(on["grandfather"], words.male, source, rng),
        "name_family": _written(on["family"], words.family, source, rng),
    }
    count = rng.choice(3, on.height, p=source.links)
    parts["name_father"] = _kept(parts["name_father"], count > 0)
    parts["name_grandfather"] = _kept(parts["name_grandfather"], count > 1)
    if source.parts:
        return {"name": pl.Series("name", [None] * on.height, pl.String), **parts}
    none = pl.Series([None], dtype=pl.String).new_from_index(0, on.height)
    whole = pl.DataFrame(parts).select(pl.concat_str(pl.all(), separator=" ", ignore_nulls=True)).to_series()
    return {"name": whole, **dict.fromkeys(parts, none)}


def _written(codes: pl.Series, words: Words, source: Source, rng: Rng) -> pl.Series:
    """Words as the list spells them, with slips."""
    at = codes.to_numpy().clip(max=len(words) - 1)
    if source.arabic:
        return slipped(careless(words.arabic.gather(at), rng, 0.3), rng, source.typos)
    usual = np.random.default_rng(len(source.name)).random(len(words))[at]
    drawn = np.where(rng.random(len(at)) < source.own, usual, rng.random(len(at)))
    return slipped(words.latin.gather(words.spelt(at, drawn)), rng, source.typos)


def _kept(values: pl.Series, where: NDArray[np.bool_]) -> pl.Series:
    return pl.select(pl.when(pl.Series(where)).then(values)).to_series()


def _body(on: pl.DataFrame, source: Source, rng: Rng) -> dict[str, pl.Series]:
    n = on.height
    sex = either(on["woman"], *(pl.Series([word]).new_from_index(0, n) for word in ("female", "male")))
    off = np.where(rng.random(n) < source.off, rng.integers(-5, 6, n), 0)
    age = pl.Series(np.clip(on["age"].to_numpy() + off, 0, 99).astype(np.float32))
    age = _kept(age, rng.random(n) >= source.no_age)
    return {"sex": _kept(sex, rng.random(n) >= source.no_sex), "age_from": age, "age_to": age + 1}


def _when(on: pl.DataFrame, words: Vocabulary, source: Source, rng: Rng) -> dict[str, pl.Series]:
    n = on.height
    off = np.where(rng.random(n) < source.off, rng.choice([-7, -2, -1, 1, 2, 7, 30], n), 0)
    day = words.events["day"].gather(on["event"]) + pl.Series(off * DAY * 1_000_000).cast(pl.Duration("us"))
    swap = chance(rng, n, source.swapped) & (day.dt.day() <= 12)
    frame = pl.DataFrame({"day": day, "swap": swap})
    day = frame.select(
        pl.when("swap").then(pl.date(pl.col("day").dt.year(), pl.col("day").dt.day(), pl.col("day").dt.month()))
        .otherwise("day")
    ).to_series()  # fmt: skip
    day = _kept(day, rng.random(n) >= source.no_date)
    kind = _kept(pl.Series(["death"]).new_from_index(0, n), day.is_not_null().to_numpy())
    return {"date": day.cast(pl.String), "date_from": day, "date_to": day, "date_kind": kind}


def _where(on: pl.DataFrame, words: Vocabulary, source: Source, rng: Rng) -> dict[str, pl.Series]:
    n = on.height
    there = words.events[["province", "area", "cause"]][on["event"].to_numpy()]
    said = rng.random(n) >= source.no_place
    fine = said & (rng.random(n) >= source.coarse)
    province = _kept(there["province"], said)
    place = pl.DataFrame({"area": _kept(there["area"], fine), "province": province}).select(
        pl.coalesce("area", "province")
    )
    return {
        "place": place.to_series(),
        "place_within": province,
        "cause": _kept(there["cause"], rng.random(n) >= source.no_place * 5),
    }


def _together(made: Sequence[pl.DataFrame], n: int, rng: Rng) -> tuple[pa.Table, Ints]:
    """Exactly ``n`` of the rows, with ids that say nothing of the person."""
    everything = pl.concat(made)
    if everything.height < n:
        raise ValueError(f"{everything.height} rows for {n}")
    kept = np.sort(rng.permutation(everything.height)[:n])
    rows = everything[kept].with_columns(id=pl.Series(_ids(n, rng))).sort("source", "id")
    columns = {
        field.name: rows[field.name].to_arrow().cast(field.type)
        if field.name in rows.columns
        else pa.nulls(n, field.type)
        for field in tables.RECORDS
    } | {"row": pa.array(np.arange(n)), "kind": pa.repeat("person", n)}
    table = pa.table(columns, schema=tables.RECORDS)
    return table.append_column("source", rows["source"].to_arrow().cast(pa.string())), rows["person"].to_numpy()


def _ids(n: int, rng: Rng) -> pl.Series:
    numbers = pl.Series(rng.permutation(n) + 10_000_000_000)
    return "r-" + numbers.cast(pl.String).str.zfill(16)
