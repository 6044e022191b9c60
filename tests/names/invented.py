"""Invented lists for the tests of linkers: records by fields, and a town of families with a known truth."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from tawthiq import tables
from tawthiq.names.shape import Lists, Rows

GIVEN = [
    "khaled",
    "omar",
    "huda",
    "salma",
    "rami",
    "nadim",
    "tarek",
    "lubna",
    "basel",
    "maha",
    "fadi",
    "rana",
    "ziad",
    "amal",
    "karim",
    "dima",
    "hazem",
    "nour",
    "samer",
    "hala",
]
SYLLABLES = [
    "bar",
    "dam",
    "fal",
    "gor",
    "han",
    "jab",
    "kas",
    "lam",
    "mur",
    "nad",
    "qas",
    "rif",
    "sab",
    "tal",
    "wal",
    "zar",
    "sham",
    "kher",
    "ghaz",
    "dow",
]


def lists_of(*records: dict[str, Any], once: frozenset[str] = frozenset()) -> Lists:
    """Records in the order given; ``source`` is ``one`` unless said."""
    plain = [{key: value for key, value in record.items() if key != "source"} for record in records]
    made = tables.rows(tables.RECORDS, [{"id": f"r-{k:06}", **record} for k, record in enumerate(plain)])
    sources = [record.get("source", "one") for record in records]
    return Lists(made.append_column("source", pa.array(sources, pa.string())), once)


def town(families: int = 400, seed: int = 3) -> tuple[Lists, Rows]:
    """Two lists, each free of duplicates, of families killed on one of few days: 70 % on both, a tenth misspelt there.

    Brothers and sisters share father, family, day and place. The truth is the pairs of rows of one person.
    """
    drawn = np.random.default_rng(seed)
    first: list[dict[str, Any]] = []
    second: list[dict[str, Any]] = []
    for _ in range(families):
        family = "al" + "".join(drawn.choice(SYLLABLES, 3))
        father, day = drawn.choice(GIVEN), date(2012, 1, 1) + timedelta(int(drawn.integers(0, 60)))
        for given in drawn.choice(GIVEN, int(drawn.integers(1, 5)), replace=False):
            birth = date(1950, 1, 1) + timedelta(int(drawn.integers(0, 20_000)))
            one = {"name": f"{given} {father} {family}", "birth_from": birth, "birth_to": birth, "date_from": day,
                   "date_to": day, "place": f"quarter {len(family)}", "source": "one"}  # fmt: skip
            first.append({**one, "truth": len(first)})
            if drawn.random() < 0.7:
                name = one["name"] if drawn.random() < 0.9 else _slip(str(one["name"]), drawn)
                second.append({**one, "name": name, "source": "two", "truth": len(first) - 1})
    truth = [record.pop("truth") for record in first + second]
    pairs = [(truth[k], k) for k in range(len(first), len(truth))]
    return lists_of(*first, *second, once=frozenset({"one", "two"})), np.array(pairs, np.int32)


def _slip(name: str, drawn: np.random.Generator) -> str:
    at = int(drawn.integers(1, len(name) - 1))
    return name[:at] + name[at + 1 :] if name[at] != " " else name


def found(pairs: set[tuple[int, int]], truth: Rows) -> tuple[float, float]:
    """Precision and recall of pairs of rows."""
    true = {(int(a), int(b)) for a, b in truth}
    right = len(pairs & true)
    return right / max(len(pairs), 1), right / len(true)
