"""Rendered scars have the sizes and contrasts that they say."""

import numpy as np
import pytest

from examples.simulate.craters import Sun, ground, picture, scars, strike


def test_sizes_and_polarity_are_those_that_experts_marked() -> None:
    told = scars(np.random.default_rng(1), 20_000, 512)
    assert told["diameter_m"].median() == pytest.approx(5.5, rel=0.02)
    assert (told["polarity"] < 0).mean() == pytest.approx(0.85, abs=0.01)
    assert told["grey"].mean() == pytest.approx(20, rel=0.05)


@pytest.mark.parametrize("polarity", [-1.0, 1.0])
def test_a_scar_is_as_dark_and_as_wide_as_it_says(polarity: float) -> None:
    rng = np.random.default_rng(2)
    told = scars(rng, 1, 200).with_columns(x=100.0, y=100.0, diameter_m=7.0, polarity=polarity, grey=30.0)
    struck = strike(rng, np.full((3, 200, 200), 120.0), told)[0] - 120
    assert struck[98:102, 98:102].mean() == pytest.approx(30 * polarity, rel=0.15)
    assert (np.abs(struck) > 15).sum() * 0.25 == pytest.approx(np.pi * 3.5**2, rel=0.35)
    assert np.abs(struck[:40]).max() < 1


def test_a_large_scar_has_a_sunny_and_a_shaded_side() -> None:
    """Light from the east (90°) falls on the western wall."""
    rng = np.random.default_rng(3)
    told = scars(rng, 1, 200).with_columns(x=100.0, y=100.0, diameter_m=12.0, polarity=-1.0, grey=30.0)
    struck = strike(rng, np.full((1, 200, 200), 120.0), told, Sun(90.0, 0.8))[0]
    assert struck[95:105, 92:97].mean() > struck[95:105, 103:108].mean() + 10


def test_where_plants_grew_near_infrared_falls_most() -> None:
    rng = np.random.default_rng(4)
    told = scars(rng, 1, 200).with_columns(x=100.0, y=100.0, diameter_m=6.0, polarity=-1.0, grey=20.0)
    struck = 180 - strike(rng, np.full((4, 200, 200), 180.0), told, nir=3)[:, 99:101, 99:101].mean(axis=(1, 2))
    assert struck[3] > 1.5 * struck[0]


def test_the_same_seed_gives_the_same_pixels() -> None:
    one, two = picture(5, 128, 4), picture(5, 128, 4)
    assert np.array_equal(one[0], two[0])
    assert one[1].equals(two[1])
    assert not np.array_equal(one[0], picture(6, 128, 4)[0])
    assert ground(np.random.default_rng(1), 64, 4).shape == (4, 64, 64)
