"""Our own linker. Everybody here is invented."""

from datetime import date

import numpy as np
import pytest

from tawthiq.names.scoring.comparisons import COMPARISONS
from tawthiq.names.scoring.fellegi_sunter import FellegiSunter, missed
from tawthiq.names.shape import Known
from tests.names.invented import lists_of, town


def test_few_records_give_no_pair() -> None:
    assert len(FellegiSunter().score(lists_of({"name": "Huda Omar"}), Known(), seed=1).a) == 0
    assert len(FellegiSunter().score(lists_of(), Known(), seed=1).a) == 0


def test_pairs_that_people_decided_are_always_scored() -> None:
    lists = lists_of(*({"name": f"{given} {family}"} for given, family in (
        ("Huda", "Omar"), ("Karim", "Saqr"), ("Lubna", "Taleb"), ("Ziad", "Hamdan"))))  # fmt: skip
    known = Known(same=np.array([[0, 3]], np.int32), different=np.array([[1, 2]], np.int32))
    scores = FellegiSunter().score(lists, known, seed=1)
    assert {(0, 3), (1, 2)} <= set(zip(scores.a.tolist(), scores.b.tolist(), strict=True))


def test_the_waterfall_adds_up_to_the_weight() -> None:
    lists, _ = town(80)
    scores = FellegiSunter().score(lists, Known(), seed=1)
    prior = scores.weight - np.sum(list(scores.bits.values()), axis=0)
    assert np.ptp(prior) < 1e-3
    assert list(scores.bits) == [*(one.name for one in COMPARISONS), "relatives", "rivals"]


def test_a_name_in_two_scripts_is_one_person() -> None:
    day = date(2012, 2, 3)
    latin = [f"{given} Nadim al-{family}" for given, family in (
        ("Khaled", "Barazi"), ("Omar", "Jandali"), ("Salma", "Dalati"), ("Huda", "Qasimi"))]  # fmt: skip
    arabic = ["خالد نديم البرازي", "عمر نديم الجندلي", "سلمى نديم الدالاتي", "هدى نديم القاسمي"]
    records = [{"name": name, "source": source, "date_from": day, "date_to": day}
               for source, names in (("one", latin), ("two", arabic)) for name in names]  # fmt: skip
    scores = FellegiSunter().score(lists_of(*records, once=frozenset({"one", "two"})), Known(), seed=1)
    best = {int(a): int(b) for a, b, p in zip(scores.a, scores.b, scores.probability, strict=True) if p > 0.5}
    assert best == {0: 4, 1: 5, 2: 6, 3: 7}


def test_missed_pairs_are_estimated_from_those_that_few_rules_found() -> None:
    by, sure = np.array([0b1, 0b1, 0b11, 0b11, 0b111], np.uint32), np.ones(5, np.float32)
    # Three rules; one found 2 pairs, two 2 pairs. Chao: 2² / (2 · 2) = 1 unseen; the jackknife: 2 · (1 - 1/3) = 4/3.
    assert missed(by, sure) == pytest.approx((4 / 3) / (5 + 4 / 3))
    # 2/3 of a pair were dropped by the rough look: 2 unseen beside 5
    assert missed(by, sure, dropped=2 / 3) == pytest.approx(2 / 7)
    # no more than six pairs can be true
    assert missed(by, sure, most=6) == pytest.approx(1 / 6)
    assert missed(np.zeros(3, np.uint32), np.ones(3, np.float32)) == 0
