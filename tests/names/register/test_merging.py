import numpy as np

from tawthiq.names.register.merging import Graph, agglomerate, gather


def graph(edges: dict[tuple[int, int], float], nodes: int, masks: list[int] | None = None) -> Graph:
    a, b = (np.array([pair[k] for pair in edges], np.int32) for k in (0, 1))
    bits = np.array(masks or [0] * nodes, np.uint64).reshape(-1, 1)
    return Graph(a, b, np.array(list(edges.values()), float), np.ones(len(edges)), np.ones(nodes), bits)


def test_edges_between_the_same_clusters_are_summed_and_those_inside_are_gone() -> None:
    whole = graph({(0, 1): 5.0, (0, 2): 1.0, (1, 2): -3.0, (2, 3): 0.5}, 4, [1, 2, 4, 8])
    small = gather(whole, np.array([0, 0, 1, 2], np.int32))
    assert small.a.tolist() == [0, 1] and small.b.tolist() == [1, 2]
    assert small.total.tolist() == [-2.0, 0.5] and small.count.tolist() == [2, 1]
    assert small.size.tolist() == [2, 1, 1] and small.masks[:, 0].tolist() == [3, 4, 8]


def test_what_nobody_compared_counts_by_the_pair() -> None:
    # {0, 1} and {2}: one pair of two was compared, +3; the other counts -1.
    small = gather(graph({(0, 1): 5.0, (1, 2): 3.0}, 3), np.array([0, 0, 1], np.int32))
    assert small.gain(-1.0).tolist() == [2.0]


def test_the_better_pair_merges_first() -> None:
    # 1 is drawn to 0 (2) and to 2 (3); 0 and 2 repel each other by 4: {1, 2} stand, then 0 gains (2 - 4) < 0.
    assert agglomerate(graph({(0, 1): 2.0, (1, 2): 3.0, (0, 2): -4.0}, 3), -1.0).tolist() == [0, 1, 1]


def test_sources_free_of_duplicates_clash() -> None:
    edges = {(0, 1): 2.0, (1, 2): 3.0}
    assert graph(edges, 3, [1, 2, 2]).clash().tolist() == [False, True]
    assert agglomerate(graph(edges, 3, [1, 2, 2]), 0.0).tolist() == [0, 0, 1]
