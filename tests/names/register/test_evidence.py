import numpy as np
import pytest

from tawthiq.names.register.clusters import masks_of
from tawthiq.names.register.evidence import Evidence, chains, gather_evidence, settle
from tests.names.scored import judged, scored


def gathered(pairs: dict[tuple[int, int], float], n: int, **words: list[tuple[int, int]]) -> Evidence:
    return gather_evidence(scored(pairs), judged(**words), masks_of(n, set(), None), error=0.1)


def test_a_judgement_is_worth_its_odds_or_the_scores_where_they_agree_and_say_more() -> None:
    # An error of 0.1 is log odds of 2.2; a probability of 0.99 has 4.6.
    pairs = {(0, 1): 0.99, (1, 2): 0.99, (2, 3): 0.5}
    found = gathered(pairs, 5, same=[(0, 1), (0, 4)], different=[(1, 2)])
    assert list(zip(found.a.tolist(), found.b.tolist(), strict=True)) == [(0, 1), (0, 4), (1, 2), (2, 3)]
    assert found.judged.tolist() == [1, 1, -1, 0]
    assert found.odds == pytest.approx([np.log(99), np.log(9), -np.log(9), 0], abs=1e-5)


def test_only_records_in_doubt_are_open() -> None:
    found = gathered({(0, 1): 0.99999, (1, 2): 0.5, (3, 4): 0.00001}, 5)
    assert found.where.active.tolist() == [1, 2]
    assert found.where.links.tolist() == [[0, 1], [1, 2]]


def test_settled_pairs_are_together_as_often_as_their_scores_state() -> None:
    # 200 triples whose three pairs have 0.3 each. Summed as they are, two or three rarely go together: 0.28 as often.
    pairs = {(3 * k + i, 3 * k + j): 0.3 for k in range(200) for i, j in ((0, 1), (0, 2), (1, 2))}
    raw, labels = gathered(pairs, 600), np.arange(600, dtype=np.int32)

    def share(found: Evidence) -> float:
        states = chains(found, [labels] * 20, np.arange(20), sweeps=20)
        return float(np.mean([found.together(one) for one in states]))

    settled, states = settle(raw, labels, seed=1)
    assert raw.shift == 0 < settled.shift
    assert share(settled) == pytest.approx(0.3, abs=0.03)
    assert abs(share(raw) - 0.3) > 0.05
    assert all(len(one) == 600 for one in states)


def test_the_same_seed_walks_the_same_way() -> None:
    found, labels = gathered({(k, k + 1): 0.5 for k in range(50)}, 51), np.arange(51, dtype=np.int32)
    one, two, other = (found.walk(labels, sweeps=5, seed=seed) for seed in (1, 1, 2))
    assert one.tolist() == two.tolist() != other.tolist()
