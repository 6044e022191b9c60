import numpy as np
import pytest

from tawthiq.toll.linear.bootstrap import bca, leave_one_out, resample


def test_resampled_tables_have_as_many_people_and_no_new_patterns() -> None:
    tables = resample(np.array([0, 5, 0, 15]), 50, seed=1)
    assert tables.shape == (50, 4)
    assert (tables.sum(axis=1) == 20).all()
    assert (tables[:, [0, 2]] == 0).all()


def test_the_same_seed_gives_the_same_tables() -> None:
    cells = np.array([0, 5, 3, 15])
    assert (resample(cells, 5, seed=1) == resample(cells, 5, seed=1)).all()
    assert (resample(cells, 5, seed=1) != resample(cells, 5, seed=2)).any()


def test_one_person_of_each_pattern_is_left_out_in_turn() -> None:
    tables, people = leave_one_out(np.array([0, 5, 0, 2]))
    assert tables.tolist() == [[0, 4, 0, 2], [0, 5, 0, 1]]
    assert people.tolist() == [5, 2]


def test_without_bias_or_acceleration_it_is_the_percentile_interval() -> None:
    draws = np.arange(1001.0)  # median 500; as many below as above
    lower, upper = bca(500.5, draws, np.array([1.0, -1.0]), np.array([3, 3]), 0.9)
    assert lower == pytest.approx(50, abs=1.5)
    assert upper == pytest.approx(950, abs=1.5)


def test_where_most_draws_lie_above_the_point_both_limits_move_down() -> None:
    draws = np.arange(1001.0)
    level, even = np.array([1.0, -1.0]), np.array([3, 3])
    assert bca(300.5, draws, level, even, 0.9) < bca(500.5, draws, level, even, 0.9)


def test_draws_and_leave_outs_without_an_estimate_are_left_aside() -> None:
    draws, extra = np.arange(1001.0), np.append(np.arange(1001.0), np.nan)
    plain = bca(400.5, draws, np.array([1.0, 2.0]), np.array([3, 4]), 0.9)
    assert bca(400.5, extra, np.array([1.0, 2.0, np.nan]), np.array([3, 4, 9]), 0.9) == plain
