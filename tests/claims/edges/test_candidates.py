import pytest

from tawthiq.claims.edges.candidates import candidates
from tawthiq.claims.shape import Known
from tawthiq.claims.texts.corpus import corpus
from tests.claims.accounts import COPY, ORIGINAL, account

POST = Known({"post": ("River Post",)})
NAMING = "River Post has an account of it."


def test_pairs_that_share_something_uncommon_are_compared() -> None:
    read = corpus([account("a", ORIGINAL), account("b", COPY), account("c", "Rain fell in the south.")])
    assert candidates(read) == [(0, 1)]


def test_a_source_that_is_named_is_compared_though_nothing_else_is_shared() -> None:
    read = corpus([account("a", ORIGINAL, source="post"), account("b", NAMING)], POST)
    assert candidates(read) == [(0, 1)]
    assert [one.handle for one in read.read[1].mentions] == ["post"]


def test_who_names_a_source_is_compared_with_what_it_told_before_not_after() -> None:
    told = [account("a", "Rain.", 9, "post"), account("b", "Snow fell.", 12, "post"), account("c", NAMING, 10)]
    assert candidates(corpus(told, POST)) == [(0, 2)]


def test_the_pairs_of_what_very_many_share_grow_with_them_and_not_with_their_square() -> None:
    """300 copies: all pairs are 44,850; each with at most ten first and ten before it, less than 6,000."""
    found = candidates(corpus([account(f"a{n}", ORIGINAL) for n in range(300)]))
    assert {(0, 299), (298, 299)} <= {*found}
    assert len(found) < 6_000


@pytest.mark.parametrize(("bits", "met"), [(31, True), (32, False)])
def test_prints_that_differ_in_few_bits_are_compared(bits: int, met: bool) -> None:
    prints = ("0" * 64, f"{(1 << bits) - 1:064x}")
    told = [account(f"a{n}", f"Text {n}", prints=(one,)) for n, one in enumerate(prints)]
    assert candidates(corpus(told)) == ([(0, 1)] if met else [])


def test_different_days_of_one_quarter_are_not_compared() -> None:
    first, other = "On 2 March 2012 they shelled the mill of Karim Haddan.", "5 March 2012: Karim Haddan was arrested."
    assert candidates(corpus([account("a", first, 3), account("b", other, 6)])) == []
    assert candidates(corpus([account("a", first, 3), account("b", other.replace("5", "2"), 6)])) == [(0, 1)]
