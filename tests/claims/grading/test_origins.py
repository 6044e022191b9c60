"""Accounts are numbers in the order of time."""

from hypothesis import given
from hypothesis import strategies as st

from tawthiq.claims.grading.origins import fold

Pairs = list[tuple[int, int]]
PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=12)


def kept(pairs: Pairs) -> Pairs:
    return [(a, b) for a, b in pairs if a != b]


def test_copies_of_copies_fold_into_the_first() -> None:
    """2 copies 1, 1 copies 0; 3 stands alone."""
    folding = fold(4, derives=[(2, 1), (1, 0)])
    assert list(folding.roots) == [(0,), (0,), (0,), (3,)]


def test_a_digest_has_the_origins_of_all_that_it_draws_on() -> None:
    assert fold(3, derives=[(2, 0), (2, 1)]).roots[2] == (0, 1)


def test_two_who_share_a_film_that_is_not_here_meet_in_one_origin_named_by_the_earliest() -> None:
    """1 and 2 show the same footage; 2 also cites 0: the film and 0 stand behind it, and only the film behind 1."""
    folding = fold(3, derives=[(2, 0)], ties=[(1, 2)])
    assert list(folding.roots) == [(0,), (3,), (0, 3)]
    assert folding.stands_for(3) == 1


def test_a_circle_is_one_origin() -> None:
    assert list(fold(3, derives=[(0, 1), (1, 0), (2, 1)]).roots) == [(0,), (0,), (0,)]


def test_independence_is_of_origins_and_unknown_unless_judged() -> None:
    """1 copies 0 and was judged independent of 2: then 0 is."""
    folding = fold(4, derives=[(1, 0)], independent=[(1, 2)])
    assert folding.independent(0, 2)
    assert folding.independent(2, 0)
    assert not folding.independent(0, 3)


def test_what_two_share_outweighs_that_they_were_called_independent() -> None:
    folding = fold(2, derives=[(1, 0)], independent=[(0, 1)])
    assert folding.apart == frozenset()


def test_sources_judged_independent_part_their_accounts() -> None:
    folding = fold(3, sources=[7, 8, 9], independent_sources=[(8, 7)])
    assert folding.independent(0, 1)
    assert not folding.independent(0, 2)
    assert folding.sources_judged([0], [1, 2])


def test_a_judgement_on_sources_parts_only_accounts_of_which_it_is_known_how_they_know() -> None:
    folding = fold(3, sources=[7, 8, 8], independent_sources=[(7, 8)], knows=[True, True, False])
    assert folding.independent(0, 1)
    assert not folding.independent(0, 2)


def test_a_long_chain_needs_no_recursion() -> None:
    assert fold(5000, derives=[(n, n - 1) for n in range(1, 5000)]).roots[4999] == (0,)


@given(PAIRS, PAIRS)
def test_every_account_has_an_origin_that_derives_from_nothing(derives: Pairs, ties: Pairs) -> None:
    folding = fold(8, derives=kept(derives), ties=kept(ties))
    for roots in folding.roots:
        assert roots
        for root in roots:
            assert root >= 8 or folding.roots[root] == (root,)
            assert folding.members[root]


@given(PAIRS, PAIRS, st.tuples(st.integers(0, 7), st.integers(0, 7)))
def test_another_edge_never_makes_more_origins_in_all(derives: Pairs, ties: Pairs, edge: tuple[int, int]) -> None:
    def origins(edges: Pairs) -> int:
        return len(fold(8, derives=kept(edges), ties=kept(ties)).members)

    assert origins([*derives, edge]) <= origins(derives)
