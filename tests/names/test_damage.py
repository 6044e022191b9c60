"""Arabic names out of PDF files. The names are common words, of nobody."""

import polars as pl
import pytest

from tawthiq.names.damage import is_damaged, respelt, whole


def words(**counts: int) -> pl.Series:
    return pl.Series("word", [word for word, count in counts.items() for _ in range(count)])


@pytest.mark.parametrize(
    ("said", "mended"),
    [
        ("عبدهللا صقر", "عبدالله صقر"),
        ("عبد هللا صقر", "عبد الله صقر"),
        ("خالد االسعد", "خالد الاسعد"),
        ("حسي ن صقر", "حسين صقر"),
        ("صقر حسي ن", "صقر حسين"),
        ("احمد م صقر", "احمد م صقر"),
        ("سالم صالح", "سالم صالح"),
        ("khaled saqr", "khaled saqr"),
    ],
)
def test_what_can_mean_nothing_else_is_mended(said: str, mended: str) -> None:
    assert whole(pl.Series([said])).to_list() == [mended]


def test_lam_and_alef_are_put_in_order_where_the_list_knows_the_word_much_better() -> None:
    said = words(علاء=10, عالء=2, سالم=9, سلام=8, صالحه=2, صلاحه=9)
    assert respelt(said, damaged=True) == {"عالء": "علاء"}
    assert respelt(said, damaged=False) == {}


def test_two_common_words_written_together_are_parted() -> None:
    said = words(محمد=50, كمال=40, محمدكمال=2, محمدكحيل=1, كحيل=5, نور=50, الدين=60, نورالدين=30)
    assert respelt(said, damaged=False) == {"محمدكمال": "محمد كمال"}


def test_compounds_are_never_parted() -> None:
    assert respelt(words(ابو=90, بكر=90, ابوبكر=1, عبد=90, السلام=90, عبدالسلام=1), damaged=True) == {}


def test_a_list_is_damaged_if_its_names_show_it_more_than_by_chance() -> None:
    clean = pl.Series(["خالد صقر"] * 3_000)
    assert not is_damaged(clean)
    assert not is_damaged(clean.append(pl.Series(["عبدهللا صقر"] * 2)))
    assert is_damaged(pl.Series(["خالد صقر"] * 2_000 + ["عبدهللا صقر"] * 3))
