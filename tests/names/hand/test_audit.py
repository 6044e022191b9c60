"""An audit drawn and judged by invented reviewers of whom the truth is known."""

import numpy as np
import pytest

from tawthiq.names.hand.audit import DIFFERENT, SAME, UNSURE, Sample, estimate, sample
from tawthiq.names.shape import Rows, Scores
from tests.names.scored import scored


def world(seed: int, people: int = 2000) -> tuple[Rows, Rows, Scores]:
    """People of two records; most pairs have a score near what they are, some do not. The register joins above 0.5."""
    rng = np.random.default_rng(seed)
    truth = np.repeat(np.arange(people, dtype=np.int32), 2)
    near = np.stack([np.arange(0, 2 * people, 2), np.arange(1, 2 * people, 2)], axis=1)
    wrong = np.stack([np.arange(0, 2 * people - 2, 2), np.arange(3, 2 * people, 2)], axis=1)
    pairs = np.concatenate([near, wrong])
    p = np.concatenate([rng.beta(6, 1, len(near)), rng.beta(1, 12, len(wrong))]).astype(np.float32)
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    a, b = pairs[order].T.astype(np.int32)
    scores = Scores(a, b, np.log2(p[order] / (1 - p[order])), p[order], {}, {})
    labels = np.arange(2 * people, dtype=np.int32)
    for one, two in pairs[p > 0.5]:
        labels[labels == labels[two]] = labels[one]
    return truth, labels, scores


def test_every_kind_of_pair_is_drawn() -> None:
    # 0-1 joined, 1-2 joined, 0-2 joined though never compared, 2-3 below the threshold, 3-4 from a wider search.
    labels = np.array([0, 0, 0, 1, 2, *range(3, 38)], np.int32)
    scores = scored({(0, 1): 0.9999, (1, 2): 0.95, (2, 3): 0.3}, missed=0.1)
    drawn = sample(labels, scores, size=60, seed=1, wider=np.array([[4, 3]], np.int32))
    reached = drawn.reached[drawn.stratum]
    found = {(a, b) for a, b in zip(drawn.a[reached].tolist(), drawn.b[reached].tolist(), strict=True)}
    assert found == {(0, 1), (0, 2), (1, 2), (2, 3), (3, 4)}
    assert drawn.pairs.sum() == 40 * 39 / 2
    assert drawn.linked[drawn.stratum[(drawn.a == 0) & (drawn.b == 2)]].all()
    assert (~reached).sum() == 8


def test_the_same_seed_draws_the_same_pairs() -> None:
    _, labels, scores = world(1, 100)
    one, two, other = (sample(labels, scores, size=50, seed=seed) for seed in (1, 1, 2))
    assert one.a.tolist() == two.a.tolist() != other.a.tolist()


def drawn_by_hand() -> Sample:
    # 100 joined pairs of which four were judged, 1,000 others of which four were.
    return Sample(
        np.arange(8, dtype=np.int32), np.arange(1, 9, dtype=np.int32), np.array([0, 0, 0, 0, 1, 1, 1, 1], np.int32),
        np.array([100.0, 1000.0, 0.0]), np.array([True, False, False]), np.array([0.9, 0.01, 0.0]),
        np.array([True, True, False]),
    )  # fmt: skip


def test_strata_weigh_by_their_pairs() -> None:
    both = np.array([SAME, SAME, SAME, DIFFERENT, SAME, DIFFERENT, DIFFERENT, DIFFERENT], np.int8)
    found = estimate(drawn_by_hand(), np.stack([both, both], axis=1), seed=1)
    assert found.precision.value == pytest.approx(0.75)
    assert found.recall.value == pytest.approx(75 / (75 + 250))
    assert (found.agreement, found.disputed, found.beyond) == (1.0, 0, 0.0)


def test_what_two_people_dispute_counts_half_and_is_told() -> None:
    one = np.array([SAME, SAME, SAME, SAME, 0, 0, 0, 0], np.int8)
    two = np.array([SAME, SAME, DIFFERENT, UNSURE, 0, 0, 0, 0], np.int8)
    found = estimate(drawn_by_hand(), np.stack([one, two], axis=1), seed=1)
    assert found.precision.value == pytest.approx(0.75)
    assert (found.lowest, found.highest) == (0.5, 1.0)
    assert (found.disputed, found.agreement) == (2, 6 / 7)


def test_all_right_is_not_certainty() -> None:
    both = np.array([1, 1, 1, 1, 0, 0, 0, 0], np.int8)
    found = estimate(drawn_by_hand(), np.stack([both, both], axis=1), seed=1)
    assert found.precision.value == 1.0 and found.precision.lower is not None and found.precision.lower < 0.95


def test_without_a_joined_pair_there_is_no_precision() -> None:
    drawn = sample(np.arange(30, dtype=np.int32), scored({(0, 1): 0.4}), size=30, seed=1)
    found = estimate(drawn, np.zeros((len(drawn.a), 2), np.int8), seed=1)
    assert found.precision.value is None
    assert found.beyond == pytest.approx(434 * (1 - 0.05 ** (1 / 8)))


def test_the_intervals_cover_what_is_true() -> None:
    inside = np.zeros(2)
    for seed in range(60):
        truth, labels, scores = world(seed, 500)
        joined = labels[:, None] == labels[None, :]
        same = truth[:, None] == truth[None, :]
        right = (joined & same).sum() - len(truth)
        exact = right / (joined.sum() - len(truth)), right / (same.sum() - len(truth))
        drawn = sample(labels, scores, size=200, seed=seed)
        verdict = (truth[drawn.a] == truth[drawn.b]).astype(np.int8)
        found = estimate(drawn, np.stack([verdict, verdict], axis=1), seed=seed)
        for k, one in enumerate((found.precision, found.recall)):
            assert one.lower is not None and one.upper is not None
            inside[k] += one.lower <= exact[k] <= one.upper
    assert (inside >= 53).all(), "95 % of 60 is 57; fewer than 53 has a chance of 2 %"
