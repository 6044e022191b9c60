import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.toll.linear.existence import exists
from tawthiq.toll.linear.fitting import fit
from tawthiq.toll.linear.hierarchy import every_model, spell
from tawthiq.toll.linear.selection import best

NO_HINT = np.empty(0, np.int64)


def by_hand(models: np.ndarray, table: np.ndarray) -> float:
    """The least BIC over every model that exists, all fitted."""
    deviance = fit(models, table[None, :])[1][:, 0]
    bic = deviance + models.sum(axis=1) * np.log(table.sum())
    return float(min(bic[m] for m in range(len(models)) if exists(models[m], table)))


@given(st.lists(st.integers(0, 30), min_size=15, max_size=15), st.permutations(range(113)))
@settings(max_examples=40, deadline=None)
def test_leaving_models_out_unfitted_finds_the_same_best(cells: list[int], hint: list[int]) -> None:
    models, table = every_model(4, 3), np.array([0, *cells])
    table[[1, 2, 4, 8, 3, 6, 12]] += 5  # every list meets another
    (chosen,), (unseen,) = best(models, table[None, :], np.array(hint[:10]))
    deviance = fit(models[chosen][None, :], table[None, :])[1][0, 0]
    bic = deviance + models[chosen].sum() * np.log(table.sum())
    assert bic == pytest.approx(by_hand(models, table), abs=1e-5)
    assert exists(models[chosen], table)
    assert np.isfinite(unseen)


def test_the_korean_table_of_the_users_guide() -> None:
    # In the guide to their package: [b.c, c.d], 157.1667 people.
    table = np.array([[0, 5, 5, 54, 41, 6, 0, 12]])
    models = every_model(3, 2)
    (chosen,), (unseen,) = best(models, table, NO_HINT)
    assert spell(models[chosen], ("b", "c", "d")) == "[b.c, c.d]"
    assert 123 + unseen == pytest.approx(157.1667, abs=1e-4)


def test_a_table_where_nothing_exists_has_no_model() -> None:
    (chosen,), (unseen,) = best(every_model(3, 2), np.array([[0, 40, 0, 0, 0, 0, 0, 0]]), NO_HINT)
    assert chosen == -1
    assert np.isnan(unseen)
