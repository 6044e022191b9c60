import numpy as np
import pytest

from tawthiq.toll import Overlap
from tawthiq.toll.linear.hierarchy import every_model
from tawthiq.toll.linear.loglinear import criterion, usual_order, weights_of

KOREA = Overlap.from_cells(("b", "c", "d"), np.array([0, 5, 5, 54, 41, 6, 0, 12]))


def test_bic_differs_between_models_as_in_the_users_guide() -> None:
    # [b.c, c.d] 57.14081 and [b.c, d] 58.96860 (package of Silverman, Chan & Vincent).
    _, bic = criterion("BIC", every_model(3, 2), KOREA)
    assert np.sort(bic)[1] - np.sort(bic)[0] == pytest.approx(58.96860 - 57.14081, abs=1e-5)


def test_weights_fall_with_half_the_criterion_and_sum_to_one() -> None:
    models = every_model(3, 2)
    _, bic = criterion("BIC", models, KOREA)
    kept, weights = weights_of(models, KOREA, bic)
    assert weights.sum() == pytest.approx(1)
    assert weights[1] / weights[0] == pytest.approx(np.exp((bic[kept[0]] - bic[kept[1]]) / 2))


def test_up_to_five_lists_all_but_one_may_interact_then_pairs() -> None:
    for lists, order in ((3, 2), (5, 4), (6, 2)):
        assert usual_order(Overlap.from_cells(tuple("ABCDEF"[:lists]), np.ones(1 << lists))) == order
