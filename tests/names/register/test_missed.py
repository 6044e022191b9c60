import numpy as np
import pyarrow as pa
import pytest

from tawthiq.names.register.clusters import masks_of
from tawthiq.names.register.missed import add_missed, strata
from tawthiq.names.shape import Rows

NONE = np.empty((0, 2), np.int32)


def pairs(labels: Rows) -> int:
    sizes = np.bincount(labels)
    return int((sizes * (sizes - 1) // 2).sum())


def couples(n: int) -> Rows:
    """Two records each."""
    return np.repeat(np.arange(n // 2, dtype=np.int32), 2)


def test_strata_are_of_one_source_and_one_kind() -> None:
    source, alike = pa.chunked_array([["b", "a", "b", "a"]]), np.array([0, 0, 0, 1], np.int32)
    among = strata(4, source, alike)
    assert among.of[0] == among.of[2] and len(set(among.of.tolist())) == 3
    rows = np.array([0, 1, 3] * 50, np.int32)
    assert (among.of[among.like(rows, np.random.default_rng(1))] == among.of[rows]).all()


def test_as_many_pairs_are_added_as_were_missed() -> None:
    # 500 couples and 1,000 single records; half of all pairs were missed, so that there are to be 1,000.
    labels = np.concatenate([couples(1000), np.arange(500, 1500, dtype=np.int32)])
    matched = np.arange(1000, dtype=np.int32).reshape(-1, 2)
    rng = np.random.default_rng(1)
    one = add_missed(labels, matched, 0.5, masks=masks_of(2000, set(), None), apart=NONE, among=strata(2000), rng=rng)
    assert pairs(one) == pytest.approx(1000, abs=70)


def test_pairs_joined_without_having_been_compared_count_already() -> None:
    # Triples of which two pairs were compared: a third of the pairs is not, and a third was missed.
    labels = np.repeat(np.arange(100, dtype=np.int32), 3)
    matched = np.array([(3 * k, 3 * k + j) for k in range(100) for j in (1, 2)], np.int32)
    add = [
        add_missed(
            labels, matched, 1 / 3, masks=masks_of(300, set(), None), apart=NONE, among=strata(300),
            rng=np.random.default_rng(seed),
        )
        for seed in range(10)
    ]  # fmt: skip
    assert np.mean([pairs(one) - 300 for one in add]) < 20


def test_nothing_is_added_across_what_must_stay_apart() -> None:
    source = pa.chunked_array([["a", "b"] * 4])
    matched = np.array([[0, 1]], np.int32)
    labels = np.array([0, 0, 1, 2, 3, 4, 5, 6], np.int32)
    apart = np.array([(2, 3), (4, 5), (6, 7)], np.int32)
    for seed in range(30):
        rng, among = np.random.default_rng(seed), strata(8, source)
        found = add_missed(
            labels, matched, 0.7, masks=masks_of(8, {"a", "b"}, source), apart=apart, among=among, rng=rng
        )
        assert all(found[one] != found[two] for one, two in apart)
        assert all(len(set(found[k::2].tolist())) == 4 for k in (0, 1)), "each list has each person once"
