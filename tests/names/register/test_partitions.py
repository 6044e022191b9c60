import numpy as np

from tawthiq.names.register.partitions import Web, move, split


def web(edges: dict[tuple[int, int], float], nodes: int) -> Web:
    both = sorted([(a, b, v) for (a, b), v in edges.items()] + [(b, a, v) for (a, b), v in edges.items()])
    start = np.searchsorted([a for a, _, _ in both], np.arange(nodes + 1)).astype(np.int64)
    to, total = np.array([b for _, b, _ in both], np.int64), np.array([v for _, _, v in both])
    return Web(start, to, total, np.ones(len(both)), np.ones(nodes), np.zeros((nodes, 1), np.uint64))


def test_a_node_moves_to_where_it_is_drawn_most() -> None:
    # 2 sits with 0 and 1 (+1 in all) but is drawn to 3 by 4.
    labels = np.array([0, 0, 0, 1])
    move(labels, web({(0, 1): 5.0, (0, 2): 2.0, (1, 2): -1.0, (2, 3): 4.0}, 4), -1.0, 10)
    assert labels[0] == labels[1] != labels[2] == labels[3]


def test_a_node_that_is_drawn_nowhere_goes_alone() -> None:
    labels = np.array([0, 0])
    move(labels, web({(0, 1): -1.0}, 2), -1.0, 10)
    assert labels[0] != labels[1]


def test_two_pairs_that_repel_each_other_are_parted_though_no_single_move_helps() -> None:
    # Each node gains by staying (+5 - 4), the halves are better apart (-8).
    edges = {(0, 1): 5.0, (2, 3): 5.0, (0, 2): -2.0, (1, 3): -2.0, (0, 3): -2.0, (1, 2): -2.0}
    labels = np.zeros(4, np.int64)
    move(labels, web(edges, 4), -1.0, 10)
    assert labels.tolist() == [0, 0, 0, 0]
    assert split(labels, web(edges, 4), -1.0) == 1
    assert labels[0] == labels[1] != labels[2] == labels[3]


def test_what_holds_together_is_not_parted() -> None:
    labels = np.zeros(3, np.int64)
    assert split(labels, web({(0, 1): 3.0, (1, 2): 3.0, (0, 2): -1.0}, 3), -1.0) == 0
