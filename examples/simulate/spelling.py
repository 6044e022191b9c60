"""How list-keepers write and err: transliterations, lost hamzas, slips, gaps, chains of names, digits, Hijri dates."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl
from hijridate import Gregorian

from examples.simulate.people import WORDS, Rng

HAMZAS = {"أ": "ا", "إ": "ا", "آ": "ا"}
ENDINGS = {"ة": "ه", "ى": "ي"}
INDIC = dict(zip("0123456789", "٠١٢٣٤٥٦٧٨٩", strict=True))
LATIN = {name: spelt for kind in WORDS.values() for name, spelt in kind.items()}


def chance(rng: Rng, n: int, share: float) -> pl.Series:
    """True in about this share of ``n`` rows."""
    return pl.Series(rng.random(n) < share)


def choose(rng: Rng, options: Sequence[str], n: int, weights: Sequence[float] | None = None) -> pl.Series:
    """One of the options in each of ``n`` rows."""
    return pl.Series([*options], dtype=pl.String).gather(rng.choice(len(options), n, p=weights))


def either(mask: pl.Series, yes: pl.Series, no: pl.Series) -> pl.Series:
    """``yes`` where the mask holds, else ``no``."""
    return yes.zip_with(mask, no)


def latin(said: pl.Series, rng: Rng) -> pl.Series:
    """Each Arabic name or word of ``names.toml`` in one of its transliterations; raises for another word."""
    most = max(map(len, LATIN.values()))
    padded = {name: [spelt[i % len(spelt)] for i in range(most)] for name, spelt in LATIN.items()}
    rows = said.replace_strict([*padded], [*range(len(padded))]).to_numpy()
    flat = pl.Series([spelt for row in padded.values() for spelt in row])
    return flat.gather(rows * most + rng.integers(0, most, len(said)))


def careless(said: pl.Series, rng: Rng, share: float) -> pl.Series:
    """Arabic in which about this share of rows lost their hamzas, and as many wrote ه and ي for ة and ى at the end."""
    bare = either(chance(rng, len(said), share), said.str.replace_many(HAMZAS), said)
    ends = bare
    for letter, other in ENDINGS.items():
        ends = ends.str.replace_all(rf"{letter}\b", other)
    return either(chance(rng, len(said), share), ends, bare)


def slipped(said: pl.Series, rng: Rng, share: float) -> pl.Series:
    """Words of which about this share lost one letter that is neither the first nor the last."""
    frame = pl.DataFrame({"said": said, "u": rng.random(len(said))})
    at = (1 + pl.col("u") * (pl.col("said").str.len_chars() - 2)).cast(pl.Int64)
    short = frame.select(pl.col("said").str.slice(0, at) + pl.col("said").str.slice(at + 1)).to_series()
    return either(chance(rng, len(said), share) & (said.str.len_chars() > 3), short, said)


def gaps(said: pl.Series, rng: Rng, share: float) -> pl.Series:
    """The words without those of about this share of the rows."""
    return pl.select(pl.when(chance(rng, len(said), 1 - share)).then(said)).to_series()


def chain(parts: pl.DataFrame, rng: Rng, weights: Sequence[float]) -> pl.Series:
    """Names of two to four parts from the columns given, father, grandfather, family, in about these shares."""
    links = [["given", "family"], ["given", "father", "family"], ["given", "father", "grandfather", "family"]]
    count = pl.Series(rng.choice(3, parts.height, p=weights))
    two, three, four = (pl.concat_str(columns, separator=" ") for columns in links)
    return parts.select(pl.when(count == 0).then(two).when(count == 1).then(three).otherwise(four)).to_series()


def indic(said: pl.Series) -> pl.Series:
    """ASCII digits as Arabic-Indic ones."""
    return said.str.replace_many(INDIC)


def hijri(days: pl.Series) -> pl.Series:
    """Dates in the Umm al-Qura calendar, as ``22 ربيع الأول 1433 هـ``."""
    return days.replace_strict({day: _hijri(day) for day in days.unique()}, return_dtype=pl.String)


def _hijri(day: date) -> str:
    told = Gregorian.fromdate(day).to_hijri()
    return f"{told.day} {told.month_name('ar')} {told.year} هـ"


def ages(people: pl.DataFrame, months: str) -> pl.Series:
    """Ages in years, those under two in months (``{} months``)."""
    lived = (pl.col("died") - pl.col("born")).dt.total_days() / 30.44
    small = pl.format(months, lived.cast(pl.Int64))
    return people.select(pl.when(pl.col("age") < 2).then(small).otherwise(pl.col("age").cast(pl.String))).to_series()


def shifted(values: pl.Series, rng: Rng, share: float, steps: Sequence[int]) -> pl.Series:
    """Years or dates of which about this share is off by one of these steps (years, days)."""
    step = np.where(rng.random(len(values)) < share, rng.choice(steps, len(values)), 0)
    return (values.to_physical() + pl.Series(step)).abs().cast(values.dtype)
