"""The largest set of origins of which every two were judged independent."""

from collections.abc import Callable, Mapping, Sequence

EXACT = 20
"""Up to so many origins the largest set of mutually independent ones is found exactly; above, one perhaps smaller."""

FIRST = 100
"""Above ``EXACT`` it is sought among so many origins, the earliest."""


def largest(origins: Sequence[int], together: Callable[[int, int], bool]) -> tuple[int, ...]:
    """The largest set of origins of which every two go together; one alone is such a set.

    Above ``EXACT`` origins it is sought greedily, among the first ``FIRST``, and may be smaller than the largest.
    """
    among = origins[:FIRST]
    if len(among) < 2:
        return tuple(among)
    near = {one: {other for other in among if other != one and together(one, other)} for one in among}
    if not any(near.values()):
        return (among[0],)
    return _exact(near, set(among)) if len(among) <= EXACT else _greedy(near)


def less(
    apart: tuple[int, ...], without: int, left: Sequence[int], together: Callable[[int, int], bool]
) -> tuple[int, ...]:
    """What is left of a largest set without one origin; among many no other set is sought."""
    if without not in apart:
        return apart
    again = largest(left, together) if len(left) <= EXACT else ()
    return max(again, tuple(one for one in apart if one != without), key=len)


def _exact(near: Mapping[int, set[int]], left: set[int]) -> tuple[int, ...]:
    """With the origin of most neighbours, or without it."""
    if not left:
        return ()
    node = max(left, key=lambda one: (len(near[one] & left), -one))
    found = (node, *_exact(near, near[node] & left))
    if near[node] >= left - {node}:
        return found
    return max(found, _exact(near, left - {node}), key=len)


def _greedy(near: Mapping[int, set[int]]) -> tuple[int, ...]:
    best: tuple[int, ...] = ()
    for start in near:
        found: tuple[int, ...] = (start,)
        left = near[start]
        while left:
            node = max(left, key=lambda one: (len(near[one] & left), -one))
            left, found = left & near[node], (*found, node)
        best = max(best, found, key=len)
    return best
