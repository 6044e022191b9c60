"""Invented people killed in Homs in February and March 2012: the truth from which the lists are made."""

import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

WORDS: dict[str, dict[str, list[str]]] = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))
"""Arabic names by kind (``male``, ``female``, ``family``, ``area``, ``cause``), each with its transliterations."""

FIRST, DAYS = date(2012, 2, 1), 60
HOUSEHOLDS = (0.82, 0.09, 0.05, 0.03, 0.01)
MALE = 0.82
CAUSES = (0.62, 0.17, 0.12, 0.06, 0.03)
CENTRE = {"بابا عمرو": (34.7119, 36.6828)}
SPREAD = 0.004
EPOCH = date(1970, 1, 1).toordinal()

Rng = np.random.Generator
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def people(n: int, seed: int = 2012) -> pl.DataFrame:
    """Draw ``n`` invented people, the same for the same seed; a few million take seconds.

    Columns: ``person`` (0 … n-1), ``household`` (brothers and sisters killed together), ``sex``, the Arabic names
    ``given``, ``father``, ``grandfather``, ``family``, ``mother``, ``age`` (years) and ``born``, ``died``, ``area``
    and ``cause`` (Arabic), ``lat`` and ``lon`` (where the area's centre is known), and ``visibility``: a standard
    normal that no list says and on which being listed depends.
    """
    rng = np.random.default_rng(seed)
    home = np.repeat(np.arange(n), 1 + rng.choice(len(HOUSEHOLDS), n, p=HOUSEHOLDS))[:n]
    male = rng.random(n) < MALE
    lived = _days_lived(rng, home)
    died = FIRST.toordinal() + (DAYS * rng.beta(1.6, 2.2, n)).astype(int)[home]
    return pl.DataFrame(
        {
            "person": np.arange(n),
            "household": home,
            "sex": _named(["female", "male"], male.astype(int)),
            "given": _named(names("female") + names("male"), _given(rng, home, male)),
            "father": _named(names("male"), _draw(rng, names("male"), n)[home]),
            "grandfather": _named(names("male"), _draw(rng, names("male"), n)[home]),
            "family": _named(names("family"), _draw(rng, names("family"), n)[home]),
            "mother": _named(names("female"), _draw(rng, names("female"), n)[home]),
            "age": (lived / 365.25).astype(int),
            "born": _dates(died - lived),
            "died": _dates(died),
            "area": _named(names("area"), _draw(rng, names("area"), n)[home]),
            "cause": _named(names("cause"), rng.choice(len(CAUSES), n, p=CAUSES)),
            "visibility": rng.normal(size=n),
        }
    ).with_columns(_around("lat", 0, rng, n), _around("lon", 1, rng, n))


def names(kind: str) -> list[str]:
    """The Arabic names of a kind, the more common first."""
    return [*WORDS[kind]]


def _named(words: Sequence[str], codes: Ints) -> pl.Series:
    return pl.Series(words).gather(codes)


def _draw(rng: Rng, words: Sequence[str], n: int) -> Ints:
    """Words drawn by their place as unevenly as real names: the k-th most common in proportion to 1 / (k + 3)."""
    share = 1 / (np.arange(len(words)) + 4)
    return rng.choice(len(words), n, p=share / share.sum())


def _given(rng: Rng, home: Ints, male: Bools) -> Ints:
    """Given names, women's before men's, no two alike in a household: whoever has a taken name draws again."""
    given = np.empty_like(home)
    again = np.ones_like(male)
    while again.any():
        boy = male[again]
        drawn = [_draw(rng, names(kind), len(boy)) for kind in ("female", "male")]
        given[again] = np.where(boy, drawn[1] + len(names("female")), drawn[0])
        again = ~pl.DataFrame({"home": home, "given": given}).to_struct().is_first_distinct().to_numpy()
    return given


def _days_lived(rng: Rng, home: Ints) -> Ints:
    """Ages in days, alike among brothers and sisters."""
    years = rng.gamma(3.2, 9.0, len(home))[home] + rng.normal(0, 4, len(home))
    return (np.clip(np.abs(years), 0.02, 95) * 365.25).astype(int)


def _dates(ordinals: Ints) -> pl.Series:
    return pl.Series((ordinals - EPOCH).astype(np.int32)).cast(pl.Date)


def _around(name: str, axis: int, rng: Rng, n: int) -> pl.Expr:
    """Degrees near the centre of the area, where it is known."""
    centre = pl.col("area").replace_strict({k: at[axis] for k, at in CENTRE.items()}, default=None)
    return (centre + pl.Series(rng.normal(0, SPREAD, n))).round(5).alias(name)
