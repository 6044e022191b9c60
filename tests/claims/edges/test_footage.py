from hypothesis import given
from hypothesis import strategies as st

from tawthiq.claims.edges.footage import distance, footage
from tests.claims.accounts import account

PRINT = "0f" * 32
PRINTS = st.integers(0, 2**256 - 1).map(lambda bits: f"{bits:064x}")


def flipped(bits: int) -> str:
    return f"{int(PRINT, 16) ^ ((1 << bits) - 1):064x}"


def test_thirty_one_bits_may_differ() -> None:
    one = account("a", "", prints=(PRINT,))
    assert [found.words.facts["bits"] for found in footage(one, account("b", "", prints=(flipped(31),)))] == [31]
    assert [*footage(one, account("b", "", prints=(flipped(32),)))] == []
    assert [*footage(one, account("b", ""))] == []


@given(PRINTS, PRINTS)
def test_the_distance_counts_the_bits_that_differ(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
