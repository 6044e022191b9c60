from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.claims.grading.independent import largest, less

Pairs = list[tuple[int, int]]
PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] != pair[1]), max_size=8)


@pytest.mark.parametrize("size", [5, 30])
def test_the_largest_set_that_goes_together(size: int) -> None:
    """Odd goes with odd, 0 with all: 0 and the odd ones."""
    found = largest(range(size), lambda a, b: 0 in (a, b) or bool(a % 2 and b % 2))
    assert sorted(found) == [0, *range(1, size, 2)]


@given(PAIRS)
def test_the_largest_set_is_the_one_that_trying_all_would_find(pairs: Pairs) -> None:
    near = {frozenset(pair) for pair in pairs}
    sets = (one for size in range(1, 7) for one in combinations(range(6), size))
    tried = max(len(one) for one in sets if all(frozenset(pair) in near for pair in combinations(one, 2)))
    assert len(largest(range(6), lambda a, b: frozenset((a, b)) in near)) == tried


def test_without_one_of_the_set_another_set_may_be_as_large() -> None:
    """0–1 and 2–3 go together: without 0, 2 and 3 do."""
    near = {frozenset((0, 1)), frozenset((2, 3))}

    def together(a: int, b: int) -> bool:
        return frozenset((a, b)) in near

    assert less((0, 1), 0, (1, 2, 3), together) == (2, 3)
    assert less((0, 1), 3, (0, 1, 2), together) == (0, 1)
