"""Numbers and positions in texts. The position is 34°42'43"N 36°40'58"E, that is 34.711944, 36.682778."""

import pytest

from tawthiq.errors import BadInput
from tawthiq.report.door.numerals import Numerals


@pytest.fixture
def known() -> Numerals:
    made = Numerals()
    made.add_number("phone", "+963 944 123 456")
    made.add_place("house", 34.711944, 36.682778, 0.0)
    return made


@pytest.mark.parametrize("said", ["0944-12-34-56", "٠٩٤٤١٢٣٤٥٦", "9 4 4 1 2 3 4 5 6"])
def test_a_number_is_found_by_its_last_nine_digits(known: Numerals, said: str) -> None:
    assert set(known.found_in(said)) == {"phone"}


def test_digits_further_apart_are_other_numbers(known: Numerals) -> None:
    assert set(known.found_in("944, 123, 456 and 944\n\n\n\n123456")) == set()


def test_a_position_is_two_decimals_two_pairs_or_two_threes(known: Numerals) -> None:
    """42'43" is 42.7166'; 40'58" is 40.9666'; 0.001° of latitude are 111 m, which is another house."""
    for said in ("34.7119 36.6828", "34 42.7166 36 40.9666", "36° 40' 58\" / 34° 42' 43\""):
        assert set(known.found_in(said)) == {"house"}
    assert set(known.found_in("34.7129 36.6828")) == set()


@pytest.mark.parametrize("said", ["34.7 36.7", "3a34f42e43 36b40c58", "f-0034424336405834", "34 72 43 36 40 58"])
def test_coarse_decimals_and_digits_of_hashes_are_no_position(known: Numerals, said: str) -> None:
    assert set(known.found_in(said)) == set()


def test_a_number_of_four_digits_is_everybodys(known: Numerals) -> None:
    with pytest.raises(BadInput):
        known.add_number("x", "1129")
