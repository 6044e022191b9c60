import numpy as np

from tawthiq.toll import Overlap
from tawthiq.toll.latent.ladder import model_of, start

OVERLAP = Overlap.from_cells(("A", "B", "C"), np.array([0, 400, 300, 120, 200, 80, 60, 40]))


def test_the_lowest_level_is_the_table_and_each_further_one_six_tenths_of_it() -> None:
    # 1,200 people: 1,200 · 0.6² = 432 is the last level above 350.
    tables = model_of(OVERLAP).tables
    assert tables.tolist()[0] == OVERLAP.counts.tolist()
    assert tables.sum(axis=1).tolist() == [1_200, 720, 432]


def test_a_small_table_has_one_level() -> None:
    assert len(model_of(Overlap.from_cells(("A", "B", "C"), np.array([0, 40, 30, 12, 20, 8, 6, 4]))).tables) == 1


def test_chains_start_with_rates_below_the_one_named_and_sticks_that_end() -> None:
    state = start(np.random.default_rng(1), model_of(OVERLAP), 5, 0.02)
    assert state.rates.shape == (3, 5, 3)
    assert 0 < state.rates.min() < state.rates.max() < 0.02
    assert (state.log_left[:, -1] == -np.inf).all()
