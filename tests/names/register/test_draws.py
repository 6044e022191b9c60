"""Draws of registers: what a draw says, and that the truth lies in the interval as often as promised."""

import numpy as np
import pyarrow as pa
import pytest

from tawthiq import tables
from tawthiq.names.register.clusters import partition
from tawthiq.names.register.draws import Draws, certainty, counts, draw, interval, table
from tawthiq.names.shape import Scores
from tests.names.scored import judged, scored

NOTHING = judged()


def test_a_draw_names_only_what_differs() -> None:
    # The register: {0, 1} and {2}. Draw 0: 1 with 2. Draw 1: all apart. Draw 2: all together. Draw 3: as it is.
    drawn = Draws(np.array([0, 0, 1], np.int32), 4, *(np.array(x, np.int32) for x in ([0, 1, 2], [2, 1, 2], [3, 3, 0])))
    assert [drawn.register(k).tolist() for k in range(4)] == [[0, 0, 1], [0, 1, 2], [0, 0, 0], [0, 0, 1]]
    assert counts(drawn).tolist() == [2, 3, 1, 2]
    assert counts(drawn, np.array([True, False, False])).tolist() == [1, 1, 1, 1]
    assert certainty(drawn).tolist() == [0.5, 0.5]


def test_the_table_names_new_people_by_their_first_record() -> None:
    drawn = Draws(np.array([0, 0, 1], np.int32), 1, *(np.array(x, np.int32) for x in ([0], [1], [2 + 1])))
    made = table(drawn, ["r-a", "r-b", "r-c"], ["p-a", "p-c"])
    assert made.schema == tables.DRAWS
    assert made.to_pylist() == [{"draw": 0, "record": "r-b", "person": "r-b"}]


def test_a_pair_is_together_as_often_as_its_probability_says() -> None:
    pairs = {(2 * k, 2 * k + 1): 0.7 for k in range(500)}
    labels = partition(1000, scored(pairs), NOTHING)
    drawn = draw(labels, scored(pairs), NOTHING, seed=3, number=40, doubt=0.0)
    assert 1000 - counts(drawn).mean() == pytest.approx(350, abs=10)
    assert counts(drawn).std() == pytest.approx(np.sqrt(500 * 0.3 * 0.7), rel=0.35)
    assert certainty(drawn).mean() == pytest.approx(0.7, abs=0.03)


def test_a_doubt_that_all_pairs_share_widens_the_interval() -> None:
    pairs = {(2 * k, 2 * k + 1): 0.5 for k in range(500)}
    labels = partition(1000, scored(pairs), NOTHING)
    narrow, wide = (counts(draw(labels, scored(pairs), NOTHING, seed=3, number=40, doubt=d)).std() for d in (0, 0.5))
    assert wide > 3 * narrow


def test_judgements_may_be_wrong_and_missed_pairs_are_added() -> None:
    known = judged(same=[(2 * k, 2 * k + 1) for k in range(500)])
    labels = partition(1000, scored({}), known)
    drawn = draw(labels, scored({}), known, seed=1, number=20, error=0.1, doubt=0.0)
    assert 1000 - counts(drawn).mean() == pytest.approx(450, abs=10)
    sure = {(2 * k, 2 * k + 1): 0.99999 for k in range(500)}
    drawn = draw(np.repeat(np.arange(500, dtype=np.int32), 2), scored(sure, missed=0.2), NOTHING, seed=1, number=20)
    assert 500 - counts(drawn).mean() == pytest.approx(32, abs=8), "a pair between two couples makes four of 125"


def test_the_same_seed_draws_the_same_registers() -> None:
    pairs = {(k, k + 1): 0.5 for k in range(40)}
    labels = partition(41, scored(pairs), NOTHING)
    one, two = (draw(labels, scored(pairs), NOTHING, seed=5, number=5) for _ in range(2))
    assert (one.draw.tolist(), one.row.tolist(), one.label.tolist()) == (
        two.draw.tolist(), two.row.tolist(), two.label.tolist(),
    )  # fmt: skip


def test_an_interval_over_the_draws() -> None:
    assert interval(np.arange(101), 0.9) == pytest.approx((5.0, 50.0, 95.0))


def lists(seed: int, people: int = 120) -> tuple[pa.ChunkedArray, Scores, int]:
    """Four lists that name each of some people with a chance of 0.4, in six columns of 30 words, 15 % of them replaced.

    The score of a pair is its exact probability given which columns agree on which word. Gives also how many people
    are on any list.
    """
    rng = np.random.default_rng(seed)
    words = 1 / np.arange(1, 31)
    words /= words.sum()
    persons = rng.choice(30, (people, 6), p=words)
    who = np.concatenate([np.flatnonzero(rng.random(people) < 0.4) for _ in range(4)])
    ends = np.flatnonzero(np.diff(who) < 0) + 1
    source = np.searchsorted(ends, np.arange(len(who)), side="right")
    said = np.where(rng.random((len(who), 6)) < 0.15, rng.choice(30, (len(who), 6), p=words), persons[who])
    a, b = np.triu_indices(len(who), 1)
    across = source[a] != source[b]
    a, b = a[across], b[across]
    kept, agree, often = 0.85**2, said[a] == said[b], words[said[a]]
    weight = np.where(agree, np.log((kept + (1 - kept) * often) / often), np.log(1 - kept)).sum(axis=1)
    weight += np.log(1 / people / (1 - 1 / people))
    probability = (1 / (1 + np.exp(-weight))).astype(np.float32)
    scores = Scores(a.astype(np.int32), b.astype(np.int32), weight.astype(np.float32), probability, {}, {})
    return pa.chunked_array([[f"list {one}" for one in source]]), scores, len(np.unique(who))


def test_the_truth_lies_in_the_interval() -> None:
    inside = []
    for seed in range(8):
        source, scores, truth = lists(seed)
        once = {f"list {k}" for k in range(4)}
        labels = partition(len(source), scores, NOTHING, once=once, source=source)
        drawn = draw(labels, scores, NOTHING, seed=seed, number=40, once=once, source=source)
        lower, _, upper = interval(counts(drawn), 0.95)
        inside.append(lower <= truth <= upper)
    assert sum(inside) >= 7, "95 % of 8 is 7.6; fewer than 7 has a chance of 6 %, and the seeds are fixed"
