"""What simulated registers draw from."""

import numpy as np
import pytest

from examples.simulate.vocabulary import Words, arabic, invented, measured


def test_invented_words_are_drawn_by_their_shares_and_spelt_by_theirs() -> None:
    male = invented(np.random.default_rng(1)).male
    drawn = male.draw(np.random.default_rng(2), 5_000)
    assert np.bincount(drawn, minlength=len(male))[0] == pytest.approx(5_000 * male.often[0], rel=0.2)
    first = np.zeros(3, np.int64)
    spelt = male.latin.gather(male.spelt(first, np.array([0.0, 0.6, 0.999])))
    assert spelt.to_list() == ["Muhammad", "Mohammed", "Mohamed"]


def test_spellings_stay_with_their_word() -> None:
    words: Words = invented(np.random.default_rng(1)).family
    codes = np.repeat(np.arange(len(words)), 3)
    at = words.spelt(codes, np.tile([0.0, 0.5, 1.0], len(words)))
    assert ((words.start[codes] <= at) & (at < words.start[codes + 1])).all()


@pytest.mark.parametrize(
    ("latin", "expected"),
    [
        ("Muhammad", "محمد"),
        ("al Khaled", "الخالد"),
        ("Abdul Qadir", "عبد القادر"),
        ("Samir", "سامر"),
        ("Hatem", "حاتم"),
        ("Zakwan", "زكوان"),
        ("Abu al Ward", "ابو الورد"),
        ("Diab", "دياب"),
    ],
)
def test_a_latin_name_in_arabic(latin: str, expected: str) -> None:
    assert arabic(latin) == expected


def test_shares_are_measured_on_a_real_list(real_data) -> None:
    told = measured(real_data / "names/syria_vdc/vdc_records.parquet")
    for words in (told.male, told.female, told.family):
        assert words.often.sum() == pytest.approx(1)
        assert len(words) == len(words.arabic) == len(words.start) - 1
        assert words.start[-1] == len(words.latin) == len(words.usual)
    assert told.events.columns == ["day", "province", "area", "cause"]
    assert told.events["day"].null_count() == 0
    assert 0.05 < told.women < 0.2
