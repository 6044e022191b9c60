"""How list-keepers write and err, on words worked out by hand. All names are invented."""

from datetime import date

import numpy as np
import polars as pl

from examples.simulate import spelling

RNG = np.random.default_rng(1)


def test_a_transliteration_is_one_of_the_usual_ones() -> None:
    got = spelling.latin(pl.Series(["أحمد", "بسام"] * 50), RNG)
    assert set(got[::2]) == {"Ahmad", "Ahmed"}
    assert set(got[1::2]) == {"Bassam"}


def test_the_careless_drop_hamzas_and_write_other_endings() -> None:
    assert spelling.careless(pl.Series(["أسامة موسى"]), RNG, 1.0).to_list() == ["اسامه موسي"]
    assert spelling.careless(pl.Series(["أسامة موسى"]), RNG, 0.0).to_list() == ["أسامة موسى"]


def test_a_slip_loses_one_letter_inside() -> None:
    got = set(spelling.slipped(pl.Series(["Tariq"] * 50), RNG, 1.0))
    assert got == {"Triq", "Taiq", "Tarq"}
    assert spelling.slipped(pl.Series(["علي"]), RNG, 1.0).to_list() == ["علي"]


def test_gaps_take_about_their_share() -> None:
    assert abs(spelling.gaps(pl.Series(["a"] * 10_000), RNG, 0.3).null_count() - 3_000) < 4 * np.sqrt(10_000 * 0.21)


def test_a_chain_has_two_to_four_parts() -> None:
    parts = pl.DataFrame({"given": ["Rami"], "father": ["Anas"], "grandfather": ["Omar"], "family": ["Darwish"]})
    for n, whole in enumerate(["Rami Darwish", "Rami Anas Darwish", "Rami Anas Omar Darwish"]):
        assert spelling.chain(parts, RNG, np.eye(3)[n].tolist()).to_list() == [whole]


def test_digits_and_hijri_dates() -> None:
    assert spelling.indic(pl.Series(["20/02/2012"])).to_list() == ["٢٠/٠٢/٢٠١٢"]
    # 14 February 2012 was 22 Rabi al-Awwal 1433 (Umm al-Qura).
    assert spelling.hijri(pl.Series([date(2012, 2, 14)])).to_list() == ["22 ربيع الأول 1433 هـ"]


def test_ages_under_two_are_told_in_months() -> None:
    people = pl.DataFrame(
        {"age": [1, 40], "born": [date(2011, 1, 10), date(1972, 1, 1)], "died": [date(2012, 2, 14)] * 2}
    )
    assert spelling.ages(people, "{} months").to_list() == ["13 months", "40"]


def test_shifted_values_are_off_by_a_step_and_keep_their_kind() -> None:
    assert spelling.shifted(pl.Series([date(2012, 2, 28)]), RNG, 1.0, (2,)).to_list() == [date(2012, 3, 1)]
    assert spelling.shifted(pl.Series([30]), RNG, 1.0, (-2,)).to_list() == [28]
    assert spelling.shifted(pl.Series([30]), RNG, 0.0, (-2,)).to_list() == [30]
