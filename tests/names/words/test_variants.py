"""The learnt costs say what a reader of both scripts would expect."""

import numpy as np
import pytest

from tawthiq.names.words.variants import NAMES, SYMBOLS, costs, encode


def cost(one: str, other: str) -> float:
    return float(costs().pair[NAMES.index(one), NAMES.index(other)])


def spelt(word: str) -> list[str]:
    return [SYMBOLS[code - 1] for code in encode(word)]


def test_letters_and_digraphs_are_symbols_and_doubling_goes() -> None:
    assert spelt("khalloud") == ["kh", "a", "l", "ou", "d"]
    assert spelt("fatimah") == ["f", "a", "t", "i", "m", "a"]
    assert spelt("احمد") == ["^ا", "ح", "م", "د"]
    assert spelt("فاطمه") == ["ف", "ا", "ط", "م", "ه$"]
    assert spelt("الصقر") == spelt("صقر")
    assert spelt("сокол") == []


@pytest.mark.parametrize(
    ("arabic", "usual", "unusual"), [("ق", "q", "m"), ("ش", "sh", "m"), ("خ", "kh", "m"), ("و", "ou", "i")]
)
def test_the_usual_letter_speaks_for_one_name_and_another_against(arabic: str, usual: str, unusual: str) -> None:
    assert cost(arabic, usual) < 0 < cost(arabic, unusual)
    assert cost(arabic, usual) == cost(usual, arabic)


def test_a_short_vowel_is_cheap_to_leave_out_in_arabic_and_a_consonant_is_not() -> None:
    no_symbol_in_arabic = NAMES[-1]
    assert cost("a", no_symbol_in_arabic) < cost("ou", no_symbol_in_arabic) < cost("k", no_symbol_in_arabic)


def test_costs_are_symmetric_and_finite() -> None:
    told = costs()
    assert np.isfinite(told.pair).all()
    assert (told.pair == told.pair.T).all()
    assert (np.diag(told.pair)[1:-1] < 0).all()
