"""Splink behind our shape. Everybody here is invented."""

from datetime import date

import pytest

from tawthiq.names.scoring.columns import columns
from tests.names.invented import lists_of

pytest.importorskip("splink")

from tawthiq.names.scoring.with_splink import fed


def test_it_is_fed_with_skeletons_and_whole_days() -> None:
    day = date(1980, 3, 4)
    told = fed(columns(lists_of(
        {"name": "Khaled Nadim Barazi", "sex": "male", "birth_from": day, "birth_to": day, "place": "Homs"},
        {"name": "خالد البرازي"},
    )))  # fmt: skip
    one, other = told.to_dicts()
    assert (one["given_sound"], one["family_sound"]) == (other["given_sound"], other["family_sound"])
    assert (one["father"], other["father"]) == ("nadim", None)
    assert (one["birth"], one["birth_year"], one["place"], one["sex"]) == ("1980-03-04", 1980, "homs", "m")
    assert (other["birth"], other["day"], other["sex"]) == (None, None, None)
