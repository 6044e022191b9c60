"""Which pairs are compared. Everybody here is invented."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from tawthiq.names.scoring import blocking
from tawthiq.names.scoring.blocking import RULES, block
from tawthiq.names.scoring.columns import columns
from tawthiq.names.scoring.numbers import PREFIX
from tawthiq.names.scoring.pairing import Keyed
from tawthiq.names.shape import Lists
from tests.names.invented import lists_of

DAY = date(2012, 2, 3)


def pairs_by(rule: str, *records: dict[str, object]) -> set[tuple[int, int]]:
    keyed = RULES[rule](columns(lists_of(*records)))
    return {
        (int(a), int(b))
        for key in set(keyed.key.tolist())
        for a in keyed.row[keyed.key == key]
        for b in keyed.row[keyed.key == key]
        if a < b
    }


@pytest.mark.parametrize(
    ("rule", "one", "other"),
    [
        ("given and another", {"name": "Khaled Nadim Saqr"}, {"name": "خالد صقر"}),
        ("given misspelt", {"name": "Khaled Saqr"}, {"name": "Khaed Saqr"}),
        ("another misspelt", {"name": "Khaled Barazi"}, {"name": "Khaled Barzini"}),
        ("two others", {"name": "Huda Nadim Barazi"}, {"name": "Salma Nadim Barazi"}),
        (
            "name and birth",
            {"name": "Huda Omar", "birth_from": date(1980, 3, 4), "birth_to": date(1980, 3, 4)},
            {"name": "Huda Saqr", "birth_from": date(1980, 4, 3), "birth_to": date(1980, 4, 3)},
        ),
        (
            "name and day",
            {"name": "Huda Omar", "date_from": DAY, "date_to": DAY},
            {"name": "Lubna Omar", "date_from": DAY, "date_to": DAY},
        ),
        ("name and place", {"name": "Huda Omar", "place": "Baba Amr"}, {"name": "Lubna Omar", "place": "baba amr"}),
        ("rare name", {"name": "Huda Omar"}, {"name": "Lubna Omar"}),
        (
            "same birth",
            {"name": "Huda", "birth_from": DAY, "birth_to": DAY},
            {"name": "Lubna", "birth_from": DAY, "birth_to": DAY},
        ),
    ],
)
def test_a_rule_finds(rule: str, one: dict[str, object], other: dict[str, object]) -> None:
    assert pairs_by(rule, one, other) == {(0, 1)}


def test_every_rule_is_tried_above() -> None:
    assert len(RULES) == 10


def test_few_records_are_all_compared_but_within_a_list_free_of_duplicates() -> None:
    told = columns(lists_of({"name": "a"}, {"name": "b"}, {"name": "c", "source": "two"}, once=frozenset({"one"})))
    found = block(told)
    assert list(zip(found.a.tolist(), found.b.tolist(), strict=True)) == [(0, 2), (1, 2)]
    assert found.left == {}


def test_what_is_too_common_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocking, "ALL", 10)
    monkeypatch.setattr(blocking, "AT_LEAST", 0)
    told = columns(lists_of(*({"name": "Omar Saqr"} for _ in range(60))))
    found = block(told, per_record=20, biggest=100)
    assert len(found.a) == 0
    assert found.left["given and another"] == 60 * 59 // 2


def test_a_block_that_is_too_big_is_divided_by_the_year_of_birth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocking, "ALL", 10)
    monkeypatch.setattr(blocking, "AT_LEAST", 0)
    born = [date(1900 + 4 * (k // 2), 6, 1 + k % 2) for k in range(40)]
    told = columns(lists_of(*({"name": "Omar Saqr", "birth_from": day, "birth_to": day} for day in born)))
    found = block(told, per_record=20, biggest=100)
    assert {(2 * k, 2 * k + 1) for k in range(20)} <= set(zip(found.a.tolist(), found.b.tolist(), strict=True))


def test_what_people_decided_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocking, "ALL", 0)
    told = columns(lists_of({"name": "Omar Saqr"}, {"name": "Lubna Taleb"}))
    found = block(told, also=np.array([[0, 1]], np.int32))
    assert (found.a.tolist(), found.b.tolist(), found.by.tolist()) == ([0], [1], [0])


def test_keys_are_columns() -> None:
    assert isinstance(RULES["rare name"](columns(lists_of({"name": "Omar"}))), Keyed)


def test_the_same_number_is_a_rule() -> None:
    lists = lists_of({"name": "Huda Saqr"}, {"name": "Rami Omar"}, {"name": "Ziad Taleb"})
    records = lists.records.append_column(f"{PREFIX}card", pa.array(["80-417", "80417", None]))
    keyed = RULES["same number"](columns(Lists(records)))
    assert (keyed.row.tolist(), len(set(keyed.key.tolist()))) == ([0, 1], 1)
