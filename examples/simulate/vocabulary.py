"""What simulated registers draw from: names in both scripts with their spellings, days, places, causes and ages.

``invented()`` is made of the invented names of ``names.toml``; ``measured(path)`` takes the shares of names, spellings,
days, places, causes and ages from a file of records as the Violations Documentation Center publishes them. Nothing of
such a file is shipped.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from examples.simulate.people import CAUSES, DAYS, FIRST, WORDS, Rng

Ints = NDArray[np.int64]

_JOINING = re.compile(r"\b(abd|abdul|abdel|abu|abo|abou|um|umm|bin|al|el)[ -]+(?=\w)", re.IGNORECASE)
_UNNAMED = r"(?i)unidentified|unknown|family|son of|daughter|wife|child|infant|baby|[0-9(]|'s\b"
_ALIKE = str.maketrans({"o": "u", "y": "i", "e": "a", "q": "k", "c": "k"})
_LONG = re.compile(r"^([^aeiou]{1,2})a([^aeiou]{1,2})[ei]([^aeiou]{1,2})$")
_ARABIC = [
    ("sh", "ش"), ("kh", "خ"), ("gh", "غ"), ("th", "ث"), ("dh", "ذ"), ("ch", "ش"), ("aa", "ا"), ("ou", "و"),
    ("oo", "و"), ("ia", "يا"), ("ua", "وا"), ("ee", "ي"), ("ai", "ي"), ("ei", "ي"), ("ay", "ي"), ("b", "ب"),
    ("p", "ب"), ("t", "ت"), ("j", "ج"), ("h", "ح"), ("d", "د"), ("r", "ر"), ("z", "ز"), ("s", "س"), ("f", "ف"),
    ("v", "ف"), ("q", "ق"), ("k", "ك"), ("c", "ك"), ("g", "غ"), ("x", "كس"), ("l", "ل"), ("m", "م"),
    ("n", "ن"), ("w", "و"), ("y", "ي"), ("u", "و"), ("i", "ي"),
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Words:
    """Names of one kind: ``arabic`` (w,), how ``often`` each is drawn (sums to 1), and its Latin spellings.

    Spellings of word w stand in ``latin`` from ``start[w]`` to ``start[w + 1]``, with their shares in ``usual``.
    """

    arabic: pl.Series
    often: NDArray[np.float64]
    latin: pl.Series
    start: Ints
    usual: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.arabic)

    def draw(self, rng: Rng, n: int) -> Ints:
        """``n`` words by their shares."""
        return np.searchsorted(np.cumsum(self.often), rng.random(n)).clip(max=len(self) - 1)

    def spelt(self, words: Ints, chance: NDArray[np.float64]) -> Ints:
        """The Latin spelling of each word that its chance (0 to 1) falls on."""
        total = np.concatenate([[0], np.cumsum(self.usual)])
        at = np.searchsorted(total, total[self.start[words]] + chance * 0.999999, "right") - 1
        return at.clip(self.start[words], self.start[words + 1] - 1)


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Names by kind, and events to draw as wholes: columns ``day``, ``province``, ``area`` and ``cause``."""

    male: Words
    female: Words
    family: Words
    events: pl.DataFrame
    ages: Ints
    women: float


def invented(rng: Rng) -> Vocabulary:
    """Invented names, two months in Homs."""
    kinds = {kind: _listed(WORDS[kind]) for kind in ("male", "female", "family")}
    n = 2_000
    days = FIRST.toordinal() - date(1970, 1, 1).toordinal() + (DAYS * rng.beta(1.6, 2.2, n)).astype(int)
    areas = [*WORDS["area"]]
    events = pl.DataFrame(
        {
            "day": pl.Series(days, dtype=pl.Int32).cast(pl.Date),
            "province": ["حمص"] * n,
            "area": pl.Series(areas).gather(rng.integers(0, len(areas), n)),
            "cause": pl.Series([*WORDS["cause"]]).gather(rng.choice(len(CAUSES), n, p=CAUSES)),
        }
    )
    return Vocabulary(**kinds, events=events, ages=rng.gamma(3.2, 9.0, n).astype(int), women=0.18)


def measured(path: Path) -> Vocabulary:
    """The shares in a file of records (Parquet) of the Violations Documentation Center."""
    said = pl.read_parquet(path).filter(pl.col("Name").is_not_null() & ~pl.col("Name").str.contains(_UNNAMED))
    said = said.filter(pl.col("Name").str.contains(r"^[A-Za-z' .\-]+$"))
    joined = pl.Series([_JOINING.sub(r"\1_", name) for name in said["Name"]])
    parts = joined.str.replace_all("[.']", "").str.split(" ").list.eval(pl.element().filter(pl.element() != ""))
    woman = said["Sex"].fill_null("").str.contains("Female")
    several = parts.list.len() > 1
    age = said["Age"].cast(pl.Int64, strict=False)
    day = said["Date of death"].str.to_date("%Y-%m-%d", strict=False)
    area = pl.coalesce("Martyrdom location", "Area \\ Place of birth")
    events = said.select(day=day, province="Province", area=area, cause="Cause of Death").drop_nulls(
        ["day", "province"]
    )
    middle = parts.filter(parts.list.len() > 2).list.slice(1).list.head(1).list.first()
    return Vocabulary(
        male=_grouped(pl.concat([parts.filter(several & ~woman).list.first(), middle])),
        female=_grouped(parts.filter(several & woman).list.first()),
        family=_grouped(parts.filter(several).list.last()),
        events=events,
        ages=age.filter((age > 0) & (age < 100)).to_numpy(),
        women=float(woman.mean()),
    )


def _listed(words: dict[str, list[str]]) -> Words:
    often = 1 / (np.arange(len(words)) + 4)
    spelt = [[1 / (at + 1) for at in range(len(one))] for one in words.values()]
    return Words(
        pl.Series([*words]),
        often / often.sum(),
        pl.Series([one for spellings in words.values() for one in spellings]),
        np.concatenate([[0], np.cumsum([len(one) for one in spelt])]),
        np.array([share / sum(one) for one in spelt for share in one]),
    )


def _grouped(said: pl.Series) -> Words:
    """Spellings grouped by a crude rule that knows nothing of what links them later; the commonest speaks Arabic."""
    counts = said.rename("latin").value_counts(name="count").with_columns(pl.col("latin").str.replace_all("_", " "))
    counts = counts.with_columns(key=pl.Series([_key(one) for one in counts["latin"]]))
    counts = counts.filter(pl.col("key").str.len_chars() > 1)
    total = counts.group_by("key").agg(total=pl.col("count").sum()).sort("total", "key", descending=[True, False])
    ordered = total.join(counts, "key", maintain_order="left").sort(
        ["total", "key", "count", "latin"], descending=[True, False, True, False]
    )
    first = ordered.filter(pl.col("key").is_first_distinct())
    sizes = ordered.group_by("key", maintain_order=True).len()["len"].to_numpy()
    return Words(
        pl.Series([arabic(one) for one in first["latin"]]),
        (first["total"] / first["total"].sum()).to_numpy(),
        ordered["latin"],
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        (ordered["count"] / ordered["total"]).to_numpy(),
    )


def _key(latin: str) -> str:
    plain = re.sub(r"^(al|el)[ -]|[^a-z]", "", latin.lower()).removeprefix("al")
    plain = plain.replace("ou", "u").replace("oo", "u").replace("ee", "i").replace("ei", "ai").replace("kh", "x")
    plain = re.sub(r"(?<=[a-z])h$", "", plain.translate(_ALIKE))
    return re.sub(r"(.)\1+", r"\1", plain)


def arabic(latin: str) -> str:
    """A Latin name in Arabic: as ``names.toml`` has it, else letter by letter with most short vowels left out."""
    plain = re.sub(r"[^a-z ]", " ", latin.lower()).strip()
    bare = re.sub(r"^(al|el) ", "", plain)
    known = _known().get(_key(bare))
    if known:
        return f"ال{known}" if bare != plain and not known.startswith("ال") else known
    if servant := re.match(r"abd(?: ?[aeou]l)? ?(?=\w{3})", bare):
        return f"عبد ال{_spelt(bare[servant.end() :].replace(' ', ''))}"
    words = re.sub(r"\b(al|el) ", "-", bare).split()
    return "ال" * (bare != plain) + " ".join("ال" * (word[0] == "-") + _spelt(word.strip("-")) for word in words)


@cache
def _known() -> dict[str, str]:
    return {
        _key(latin): name.removeprefix("ال") if kind == "family" else name
        for kind in ("family", "female", "male")
        for name, spelt in WORDS[kind].items()
        for latin in spelt
    }


def _spelt(word: str) -> str:
    word = _LONG.sub(r"\1aa\2e\3", word)
    out, at = ("ا", 1) if word[0] in "aeiou" else ("", 0)
    while at < len(word):
        letter = next((pair for pair in _ARABIC if word.startswith(pair[0], at)), None)
        rest = word[at + 1 :]
        if letter is None or (letter[0] in ("u", "i") and len(rest) > 1):
            out += (
                "ة" if word[at] == "a" and rest in ("", "h") else "ا" if word[at] == "a" and rest in ("n", "m") else ""
            )
            at += 2 if word[at] == "a" and rest == "h" else 1
        else:
            double = len(letter[0]) == 1 and word.startswith(letter[0] * 2, at)
            out, at = out + letter[1], at + len(letter[0]) * (2 if double else 1)
    return out
