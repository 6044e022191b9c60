"""How the words of references are written, and how things are found by the beginning of their ids."""

from datetime import date

import pytest

from tawthiq.errors import BadInput, NotFound
from tawthiq.report.asking import Asked, Resolved, by_beginning, counted, day_words, no_part, number, source_name
from tests.report.invented import CLAIMS, HELD


def asked(id_: str) -> Asked:
    return Asked(f"claim:{id_}", "claim", "", id_, "", HELD, "en")


def test_days_are_written_as_people_write_them() -> None:
    day, later = date(2031, 4, 2), date(2031, 4, 5)
    assert day_words(day, day, "en") == "2 April 2031"
    assert day_words(day, later, "en") == "2 April 2031 to 5 April 2031"
    assert day_words(date(2031, 4, 1), date(2031, 4, 30), "en") == "April 2031"
    assert day_words(date(2031, 4, 1), date(2032, 2, 29), "en") == "April 2031 to February 2032"
    assert day_words(date(2031, 1, 1), date(2031, 12, 31), "ar") == "2031"
    assert day_words(day, day, "ar") == "2 نيسان 2031"
    assert day_words(day, None, "en", "after 2 April") == "after 2 April"


def test_numbers_have_their_thousands_apart() -> None:
    assert number(7500) == "7,500"
    assert counted(Resolved("x"), 7500).words == "7,500"


def test_an_id_is_found_by_its_beginning() -> None:
    assert by_beginning(asked("c-bo"), CLAIMS).id == "c-both"
    with pytest.raises(BadInput):
        by_beginning(asked("c-no"), CLAIMS)
    with pytest.raises(NotFound):
        by_beginning(asked("c-zz"), CLAIMS)
    assert "number, said" in str(no_part(asked("c-both"), ("number", "said")))


def test_a_person_who_is_a_source_has_a_number_and_no_name() -> None:
    assert source_name(HELD, "lcc", "en") == "Committees of the quays"
    assert source_name(HELD, "dana", "en") == "a person (source 3)"
    assert source_name(HELD, "gone", "en") == "gone"
