import pytest

from tawthiq.toll.graphs import decomposable


@pytest.mark.parametrize(("lists", "graphs"), [(3, 8), (4, 61), (5, 822), (6, 18154)])
def test_there_are_as_many_as_labelled_chordal_graphs(lists: int, graphs: int) -> None:
    # OEIS A058862.
    assert len(decomposable(lists)) == graphs


def test_independence_is_the_product_of_single_lists_and_the_last_is_saturated() -> None:
    graphs = decomposable(3)
    #                                 N  A  B AB  C AC BC ABC
    assert graphs[0].tolist() == [1, 1, 1, 0, 1, 0, 0, 0]
    assert graphs[-1].tolist() == [1, 0, 0, 0, 0, 0, 0, 1]


def test_a_chain_has_two_cliques_over_their_separator() -> None:
    chains = [row for row in decomposable(3).tolist() if row[3] == row[6] == 1]
    assert chains == [[1, 0, -1, 1, 0, 0, 1, 0]]  # AB · BC / B


def test_every_list_is_accounted_for_once_in_every_graph() -> None:
    graphs = decomposable(5)
    for k in range(5):
        assert (graphs[:, [code for code in range(32) if code >> k & 1]].sum(axis=1) == 1).all()
