"""The kernels against plain matrices; what they are for is tested in test_fitting.py and test_selection.py."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.toll.linear import kernels
from tawthiq.toll.linear.hierarchy import every_model, independence

FOUR = every_model(4, 3)
COUNTS = st.lists(st.integers(1, 200), min_size=15, max_size=15).map(lambda cells: np.array([0.0, *cells]))


def design(model: np.ndarray) -> np.ndarray:
    """The design matrix of a model on every cell but the unseen."""
    terms, cells = np.flatnonzero(model), np.arange(1, len(model))
    return ((cells[:, None] & terms) == terms).astype(float)


@given(COUNTS, st.integers(0, 112))
@settings(max_examples=30, deadline=None)
def test_a_fit_solves_the_likelihood_equations(table: np.ndarray, index: int) -> None:
    mu, deviance = kernels.fit_one(FOUR[index], table, kernels.UNSEEN)
    x = design(FOUR[index])
    assert x.T @ (table[1:] - mu[1:]) == pytest.approx(0, abs=1e-2)
    assert deviance == pytest.approx(2 * (table[1:] @ np.log(table[1:] / mu[1:]) - (table - mu)[1:].sum()), abs=1e-6)


@given(COUNTS, st.integers(0, 112))
@settings(max_examples=30, deadline=None)
def test_the_variance_is_the_first_entry_of_the_inverse_information(table: np.ndarray, index: int) -> None:
    mu = kernels.fit_one(FOUR[index], table, kernels.UNSEEN)[0]
    x = design(FOUR[index])
    information = x.T @ (mu[1:, None] * x)
    assert kernels.variance(FOUR[index], table) == pytest.approx(np.linalg.inv(information)[0, 0], rel=1e-3)


def test_pairs_are_fitted_row_by_row() -> None:
    tables = np.random.default_rng(1).poisson(20, (5, 16)).astype(float)
    cells, deviance = kernels.fit_pairs(FOUR[:5], tables)
    alone = [kernels.fit_one(model, table, kernels.UNSEEN) for model, table in zip(FOUR[:5], tables, strict=True)]
    assert cells == pytest.approx(np.array([mu for mu, _ in alone]))
    assert deviance == pytest.approx([one for _, one in alone])


def test_most_models_are_settled_without_a_programme() -> None:
    every = np.ones(16, np.bool_)
    assert {kernels.settle(model, every) for model in FOUR} == {kernels.YES}
    nobody_on_both = every & ~((np.arange(16) & 3) == 0)  # nobody off A and B at once
    assert kernels.settle(FOUR[-1], nobody_on_both) == kernels.NO


def test_a_model_that_is_barred_is_not_found() -> None:
    table = np.array([[0.0, 40, 30, 12, 20, 8, 6, 4]])
    models, order = every_model(3, 2), np.arange(8)
    (found,), _ = kernels.search(models, table, np.zeros((1, 8), np.bool_), order, 0)
    barred = (np.arange(8) == found)[None, :]
    (other,), _ = kernels.search(models, table, barred, order, 0)
    assert other not in (found, -1)


def test_an_unseen_that_is_counted_is_fitted_as_any_cell() -> None:
    # 8 cells of independent lists with even chances: every cell 10, the unseen too.
    mu, deviance = kernels.fit_one(independence(3), np.full(8, 10.0), 10.0)
    assert mu == pytest.approx(10)
    assert deviance == pytest.approx(0, abs=1e-8)
