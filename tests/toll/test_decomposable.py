import numpy as np
import pytest
from scipy.special import betaln, gammaln

from tawthiq.toll import Overlap
from tawthiq.toll.decomposable import Decomposable, _margins

ABC = ("A", "B", "C")
TABLE = Overlap.from_cells(ABC, np.array([0, 40, 30, 12, 20, 8, 6, 4]))
HEPATITIS = Overlap.from_cells(ABC, np.array([0, 69, 55, 21, 63, 17, 18, 28]))


def test_the_margin_of_one_list_is_a_beta_binomial() -> None:
    # List A: 64 on it, 56 + unseen not; prior weight one half on each side.
    unseen = np.array([0.0, 10.0])
    margin = _margins(TABLE, unseen, 1.0)[1]
    assert margin == pytest.approx(betaln(0.5 + 64, 0.5 + 56 + unseen) - betaln(0.5, 0.5))


def test_the_margin_of_no_list_is_the_toll_itself() -> None:
    unseen = np.array([7.0])
    prior_and_ways = gammaln(120 + 7 + 1) - gammaln(7 + 1) - np.log(120 + 7)
    assert _margins(TABLE, unseen, 1.0)[0] == pytest.approx(prior_and_ways)


def test_the_median_lies_in_its_interval_and_draws_follow_it() -> None:
    one = Decomposable().estimate(TABLE, seed=1)
    assert one.point is not None
    assert one.lower is not None
    assert one.upper is not None
    assert one.draws is not None
    assert 120 <= one.lower < one.point < one.upper
    assert np.mean(one.draws <= one.point) == pytest.approx(0.5, abs=0.05)


def test_the_weight_that_the_saturated_graph_would_have_had_is_told() -> None:
    without, with_it = (
        Decomposable().estimate(HEPATITIS, seed=1),
        Decomposable(saturated=True).estimate(HEPATITIS, seed=1),
    )
    assert without.details["saturated"] == pytest.approx(with_it.details["saturated"])
    assert without.details["saturated"] == pytest.approx(0.704, abs=0.001)  # as dga gives it
    assert (without.point, with_it.point) == (402, 291)


def test_an_interval_that_reaches_the_ceiling_says_so() -> None:
    sparse = Overlap.from_cells(ABC, np.array([0, 200, 200, 4, 200, 3, 4, 0]))
    assert "toll.ceiling" in [one.key for one in Decomposable().estimate(sparse, seed=1).warnings]


def test_an_answer_that_the_prior_sets_says_so() -> None:
    # One person on all three lists decides which graph is right, and the prior decides what one person is worth.
    table = Overlap.from_cells(ABC, np.array([0, 40, 30, 1, 20, 6, 5, 1]))
    one = Decomposable().estimate(table, seed=1)
    heavier = Decomposable(strength=4.0).estimate(table, seed=1)
    assert one.point is not None
    assert heavier.point is not None
    assert one.details["prior"] == pytest.approx((heavier.point - 103) / (one.point - 103), rel=0.1)


def test_seven_lists_get_a_reason_instead_of_a_week_of_graphs() -> None:
    many = Overlap.from_cells(tuple("ABCDEFG"), np.arange(128))
    why = Decomposable().estimate(many, seed=1).why
    assert why is not None
    assert why.key == "toll.too_many_for_graphs"
