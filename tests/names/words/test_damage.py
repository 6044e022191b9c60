"""Arabic names out of PDF files. The names are common words, of nobody."""

import polars as pl
import pytest

from tawthiq.names.words.damage import respelt, whole

BROKEN = {"عبدهللا": 5}


@pytest.mark.parametrize(
    ("said", "mended"),
    [
        ("حسي ن صقر", "حسين صقر"),
        ("صقر حسي ن", "صقر حسين"),
        ("احمد ن صقر", "احمد ن صقر"),
        ("khaled saqr", "khaled saqr"),
    ],
)
def test_a_nun_that_stands_alone_is_put_back(said: str, mended: str) -> None:
    assert whole(pl.Series([said])).to_list() == [mended]


def test_what_can_mean_nothing_else_is_mended_wherever_it_stands() -> None:
    assert respelt({"عبدهللا": 1, "هللا": 1, "االسعد": 1, "خالد": 9_000, "هلال": 1, "saqr": 1}) == {
        "عبدهللا": "عبدالله", "هللا": "الله", "االسعد": "الاسعد",
    }  # fmt: skip


def test_lam_and_alef_are_put_in_order_where_the_list_is_damaged_and_knows_the_word_much_better() -> None:
    said = {"علاء": 10, "عالء": 2, "سالم": 9, "سلام": 8}
    assert respelt(said) == {}
    assert respelt(said | BROKEN) == {"عبدهللا": "عبدالله", "عالء": "علاء"}
    assert respelt(said | BROKEN | {"خالد": 90_000}) == {"عبدهللا": "عبدالله"}


def test_two_common_words_written_together_are_parted() -> None:
    assert respelt({"محمد": 50, "كمال": 40, "محمدكمال": 2, "محمدكحيل": 1, "كحيل": 5}) == {"محمدكمال": "محمد كمال"}


def test_what_was_mended_counts_with_what_was_right() -> None:
    told = respelt({"جاد": 30, "الله": 15, "هللا": 10, "جادهللا": 1})
    assert told == {"هللا": "الله", "جادهللا": "جاد الله"}


def test_compounds_are_never_parted() -> None:
    assert respelt({"ابو": 90, "بكر": 90, "ابوبكر": 1, "عبد": 90, "السلام": 90, "عبدالسلام": 1}) == {}
