import numpy as np
import pytest

from tawthiq.toll import Estimate, Overlap, Sentence
from tawthiq.toll.chao import ChaoBound
from tawthiq.toll.combine import Combined, swings


def posterior(method: str, *draws: float) -> Estimate:
    return Estimate(method, 100, float(np.median(draws)), min(draws), max(draws), draws=np.array(draws))


def test_each_assumption_has_half_the_weight_however_many_draws_it_has() -> None:
    # The classes say 200 or 300, the graphs 1,000 eight times over: a quarter, a quarter and a half.
    given = [posterior("latent-classes", 200, 300), posterior("decomposable", *[1_000] * 8)]
    one = Combined(level=0.5).of(given)
    # The unseen of the upper limit, 900, is moved up 1.7 times.
    assert (one.lower, one.point, one.upper) == (200, 300, 100 + 1.7 * 900)
    assert one.details["methods"] == ["latent-classes", "decomposable"]
    assert one.draws is not None
    assert [(one.draws == value).mean() for value in (200, 300, 1_630)] == [0.25, 0.25, 0.5]


def test_whom_no_list_could_reach_is_always_named() -> None:
    one = Combined().of([posterior("latent-classes", 200, 300), posterior("decomposable", 250, 260)])
    assert "toll.unreachable" in [sentence.key for sentence in one.warnings]


def test_when_the_chains_do_not_agree_there_is_no_headline_but_their_reason() -> None:
    why = Sentence("toll.two_answers", {"first": "200", "second": "900"})
    one = Combined().of([Estimate("latent-classes", 100, why=why), posterior("decomposable", 250, 260)])
    assert one.point is None
    assert one.why is why


def test_classes_alone_are_told_to_be_alone() -> None:
    none = Estimate("decomposable", 100, why=Sentence("toll.too_many_for_graphs", {"lists": 7, "most": 6}))
    one = Combined().of([posterior("latent-classes", 200, 300), none])
    assert "toll.one_assumption" in [sentence.key for sentence in one.warnings]


def test_swings_leave_out_each_list_and_merge_each_pair() -> None:
    overlap = Overlap.from_cells(tuple("ABCD"), np.array([0, *[20] * 15]))
    given = swings(overlap, ChaoBound(), seed=1)
    assert [one.lists for one in given] == [
        ("A",), ("B",), ("C",), ("D",),
        ("A", "B"), ("A", "C"), ("A", "D"), ("B", "C"), ("B", "D"), ("C", "D"),
    ]  # fmt: skip
    assert given[0].estimate.point == pytest.approx(ChaoBound().estimate(overlap.without("A"), seed=1).point)


def test_linkages_that_find_fewer_people_stay_as_they_are() -> None:
    """The register documents 100 people, and two drawn linkages only 94 and 97: nothing of them is unseen."""
    given = [posterior("latent-classes", 94, 97), posterior("decomposable", 94, 97)]
    one = Combined(level=0.5).of(given)
    assert (one.lower, one.point, one.upper) == (94, 94, 97)
