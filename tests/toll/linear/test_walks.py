import numpy as np
import pytest

from tawthiq.toll.linear.existence import exists
from tawthiq.toll.linear.hierarchy import spell
from tawthiq.toll.linear.walks import downhill, stepwise

KOREA = np.array([[0, 5, 5, 54, 41, 6, 0, 12]])
BCD = ("b", "c", "d")


def test_stepwise_adds_the_pair_that_surprises_most_and_stops() -> None:
    # The paper's package on the Korean table: [b.c, d] at threshold 0.02, 268.7778 people.
    models, unseen = stepwise(KOREA, 0.02)
    assert spell(models[0], BCD) == "[b.c, d]"
    assert 123 + unseen[0] == pytest.approx(268.7778, abs=1e-4)


def test_with_threshold_zero_it_stays_at_independence() -> None:
    models, unseen = stepwise(KOREA, 0.0)
    assert spell(models[0], BCD) == "[b, c, d]"
    assert 123 + unseen[0] == pytest.approx(141.9926, abs=1e-4)


def test_downhill_ends_where_no_step_lowers_bic() -> None:
    models, unseen = downhill(KOREA, 2)
    assert spell(models[0], BCD) == "[b.c, c.d]"
    assert 123 + unseen[0] == pytest.approx(157.1667, abs=1e-4)


def test_many_tables_walk_as_each_would_alone() -> None:
    tables = np.random.default_rng(3).poisson(8, (20, 16))
    tables[:, 0] = 0
    together, unseen = stepwise(tables, 0.1)
    for row, table in enumerate(tables):
        alone, value = stepwise(table[None, :], 0.1)
        assert (alone[0] == together[row]).all()
        assert value[0] == pytest.approx(unseen[row])
        assert exists(together[row], table)


def test_a_table_where_independence_does_not_exist_has_no_estimate() -> None:
    assert np.isnan(stepwise(np.array([[0, 40, 0, 0, 0, 0, 0, 0]]), 0.02)[1][0])
