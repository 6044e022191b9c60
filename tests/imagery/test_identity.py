"""The id of a mark is made once."""

import numpy as np

from tawthiq.imagery.identity import named, pairs


def test_pairs_are_the_nearest_and_each_point_is_in_one() -> None:
    x, other = np.array([0.0, 3.0, 50.0]), np.array([1.0, 2.5, 90.0])
    zero = np.zeros(3)
    assert pairs(x, zero, other, zero, 5.0) == [(1, 1), (0, 0)]
    assert pairs(x, zero, np.zeros(0), np.zeros(0), 5.0) == []


def test_a_mark_within_five_metres_is_the_same_and_what_is_gone_is_kept() -> None:
    """Pixels of 0.5 m: 9 pixels away is 4.5 m, 11 are 5.5 m."""
    known = [("m-a", 100.0, 100.0), ("m-b", 300.0, 300.0)]
    ids, gone = named("i-1", np.array([109.0, 311.0]), np.array([100.0, 300.0]), known, 0.5)
    assert ids[0] == "m-a"
    assert ids[1].startswith("m-")
    assert ids[1] != "m-b"
    assert gone == [("m-b", 300.0, 300.0)]
    assert named("i-1", np.array([109.0, 311.0]), np.array([100.0, 300.0]), known, 0.5) == (ids, gone)
    assert named("i-2", np.array([311.0]), np.array([300.0]), [], 0.5)[0] != ids[1:]
