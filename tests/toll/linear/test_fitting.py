"""Three lists have fits by hand: under independence of A and B given C … the unseen is a ratio of cells."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.toll.linear.fitting import fit, fit_pairs, profile, spread
from tawthiq.toll.linear.hierarchy import every_model, independence, parse

ABC = ("A", "B", "C")
ALL_PAIRS = parse("[A.B, A.C, B.C]", ABC)

#                 –   A   B  AB   C  AC  BC ABC
TABLE = np.array([0, 40, 30, 12, 20, 8, 6, 4])


def test_with_every_pair_the_unseen_is_the_ratio_of_odd_to_even_cells() -> None:
    # No three-way interaction: unseen · AB · AC · BC = A · B · C · ABC (Fienberg 1972).
    unseen, deviance = fit(ALL_PAIRS[None, :], TABLE[None, :])
    assert unseen[0, 0] == pytest.approx(40 * 30 * 20 * 4 / (12 * 8 * 6))
    assert deviance[0, 0] == pytest.approx(0, abs=1e-8)


def test_with_two_pairs_the_third_pair_is_independent_given_the_list_they_share() -> None:
    # [A.B, A.C]: outside A, B and C are independent, so unseen = B · C / BC.
    unseen, _ = fit(parse("[A.B, A.C]", ABC)[None, :], TABLE[None, :])
    assert unseen[0, 0] == pytest.approx(30 * 20 / 6)


def test_a_pair_that_never_meets_goes_to_minus_infinity_and_takes_its_cells() -> None:
    # AC and ABC are empty: with A.C in the model only A, B, AB, C and BC are left.
    table = np.array([0, 40, 30, 12, 20, 0, 6, 0])
    with_pair, _ = fit(parse("[A.B, A.C, B.C]", ABC)[None, :], table[None, :])
    assert np.isnan(with_pair[0, 0])  # five cells left for six terms
    without_bc, _ = fit(parse("[A.B, A.C]", ABC)[None, :], table[None, :])
    assert without_bc[0, 0] == pytest.approx(30 * 20 / 6)


def test_the_spread_of_a_ratio_of_cells_is_the_root_of_the_sum_of_their_inverses() -> None:
    # log unseen = Σ ± log cell, each with variance 1/cell.
    cells = TABLE[1:]
    assert spread(ALL_PAIRS, TABLE) == pytest.approx(np.sqrt((1 / cells).sum()))


def test_counting_the_expected_unseen_changes_nothing() -> None:
    model = independence(3)
    unseen, deviance = fit(model[None, :], TABLE[None, :])
    assert profile(model, TABLE, unseen[0, 0]) == pytest.approx(deviance[0, 0])
    assert profile(model, TABLE, unseen[0, 0] * 2) > deviance[0, 0]


@given(st.lists(st.integers(1, 500), min_size=15, max_size=15), st.integers(0, 112))
@settings(max_examples=50, deadline=None)
def test_the_fit_keeps_the_margins_of_its_terms(cells: list[int], index: int) -> None:
    model, table = every_model(4, 3)[index], np.array([0, *cells])
    expected = fit_pairs(model[None, :], table[None, :])[0][0]
    codes = np.arange(1, 16)
    for term in np.flatnonzero(model):
        holds = codes[codes & term == term]
        assert expected[holds].sum() == pytest.approx(table[holds].sum(), rel=1e-4)


@given(st.lists(st.integers(1, 500), min_size=7, max_size=7))
@settings(max_examples=50, deadline=None)
def test_a_larger_model_never_fits_worse(cells: list[int]) -> None:
    table = np.array([[0, *cells]])
    small, large = parse("[A.B, C]", ABC), parse("[A.B, A.C]", ABC)
    assert fit(large[None, :], table)[1] <= fit(small[None, :], table)[1] + 1e-6
