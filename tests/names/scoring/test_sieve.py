"""A rough look at pairs. Everybody here is invented."""

from typing import Any

import numpy as np
import pytest

from tawthiq.names.scoring import sieve
from tawthiq.names.scoring.columns import columns
from tawthiq.names.scoring.sieve import sieved
from tawthiq.names.shape import Rows
from tests.names.invented import lists_of, town


def every_pair(n: int) -> tuple[Rows, Rows]:
    a, b = np.triu_indices(n, 1)
    return a.astype(np.int32), b.astype(np.int32)


def test_no_true_pair_of_the_town_is_lost_and_most_others_are() -> None:
    lists, truth = town(200)
    a, b = every_pair(len(lists))
    stays = sieved(columns(lists), a, b)
    kept = set(zip(a[stays].tolist(), b[stays].tolist(), strict=True))
    assert {(int(one), int(other)) for one, other in truth} <= kept
    assert stays.mean() < 0.5


def test_of_too_many_the_best_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sieve, "PER_RECORD", 0)
    monkeypatch.setattr(sieve, "AT_LEAST", 1)
    people: list[dict[str, Any]] = [
        {"name": "Huda Omar"},
        {"name": "Huda Omar"},
        {"name": "Huda Saqr"},
        {"name": "Ziad Taleb"},
    ]
    a, b = every_pair(4)
    stays = sieved(columns(lists_of(*people)), a, b)
    assert list(zip(a[stays], b[stays], strict=True)) == [(0, 1)]
