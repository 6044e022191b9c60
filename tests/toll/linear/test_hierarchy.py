import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.errors import BadInput, Refused
from tawthiq.toll.linear.hierarchy import every_model, facets, independence, parse, sizes, spell

ABCD = ("A", "B", "C", "D")


@pytest.mark.parametrize(("lists", "models"), [(3, 8), (4, 113), (5, 6893)])
def test_there_are_as_many_models_as_simplicial_complexes_less_the_saturated(lists: int, models: int) -> None:
    # Dedekind: 9, 114 and 6,894 complexes on 3, 4 and 5 labelled vertices.
    assert len(every_model(lists, lists - 1)) == models


@pytest.mark.parametrize(("lists", "models"), [(3, 8), (4, 64), (6, 2**15)])
def test_with_pairs_only_each_pair_is_in_or_out(lists: int, models: int) -> None:
    assert len(every_model(lists, 2)) == models


def test_every_model_holds_the_parts_of_its_terms_and_none_comes_twice() -> None:
    models = every_model(4, 3)
    assert len(np.unique(models, axis=0)) == len(models)
    for model in models:
        assert all(model[facets(int(term), 4)].all() for term in np.flatnonzero(model) if term)


def test_too_many_models_are_refused() -> None:
    with pytest.raises(Refused, match="40000"):
        every_model(7, 2)


def test_a_model_is_named_by_its_largest_terms() -> None:
    model = parse("[A.B.C, C.D]", ABCD)
    # nothing; A B AB C AC BC ABC; D; CD
    assert np.flatnonzero(model).tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 12]
    assert spell(model, ABCD) == "[A.B.C, C.D]"
    assert spell(independence(4), ABCD) == "[A, B, C, D]"


@given(st.integers(0, 112))
def test_what_is_spelt_is_parsed_back(index: int) -> None:
    model = every_model(4, 3)[index]
    assert (parse(spell(model, ABCD), ABCD) == model).all()


def test_a_list_that_the_table_lacks_is_named() -> None:
    with pytest.raises(BadInput, match="'E'"):
        parse("[A.E]", ABCD)


def test_sizes_count_the_lists_of_each_code() -> None:
    assert sizes(3).tolist() == [0, 1, 1, 2, 1, 2, 2, 3]
