"""The artificial table of Chan, Silverman & Vincent (2021): A 40, B 30, C 20, AB 6; C meets nobody."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.toll.linear.existence import existence, exists
from tawthiq.toll.linear.fitting import fit
from tawthiq.toll.linear.hierarchy import every_model, parse

ABC = ("A", "B", "C")
#                      –   A   B AB   C AC BC ABC
ARTIFICIAL = np.array([0, 40, 30, 6, 20, 0, 0, 0])


@pytest.mark.parametrize(
    ("model", "verdict"),
    [  # table 3 of the paper
        ("[A.B, A.C, B.C]", "is not identified"),
        ("[A.B, C]", "does not exist"),
        ("[A.C, B.C]", "exists"),
    ],
)
def test_the_three_behaviours_of_the_paper(model: str, verdict: str) -> None:
    assert existence(parse(model, ABC), ARTIFICIAL) == verdict
    assert exists(parse(model, ABC), ARTIFICIAL) == (verdict == "exists")


def test_where_it_does_not_exist_the_fit_runs_off() -> None:
    unseen, _ = fit(parse("[A.B, C]", ABC)[None, :], ARTIFICIAL[None, :])
    assert not unseen[0, 0] < 1e6


def test_every_model_exists_where_no_cell_is_empty() -> None:
    assert all(exists(model, np.arange(16)) for model in every_model(4, 3))


def test_only_which_cells_are_empty_matters() -> None:
    model = parse("[A.B, C]", ABC)
    assert existence(model, ARTIFICIAL) == existence(model, ARTIFICIAL * 100)


@given(st.lists(st.booleans(), min_size=15, max_size=15), st.integers(0, 112))
@settings(max_examples=100, deadline=None)
def test_the_short_way_says_what_the_programme_says(filled: list[bool], index: int) -> None:
    model, table = every_model(4, 3)[index], np.array([0, *filled], np.int64)
    assert exists(model, table) == (existence(model, table) == "exists")


@given(st.lists(st.integers(0, 3), min_size=7, max_size=7), st.integers(0, 7))
@settings(max_examples=100, deadline=None)
def test_an_estimate_that_exists_keeps_its_margins_with_every_cell_positive(cells: list[int], index: int) -> None:
    model, table = every_model(3, 2)[index], np.array([0, *cells])
    if table.sum() and exists(model, table):
        unseen, deviance = fit(model[None, :], table[None, :])
        assert np.isfinite(unseen[0, 0])
        assert np.isfinite(deviance[0, 0])
