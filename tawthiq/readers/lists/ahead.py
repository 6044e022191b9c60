"""Work on several things at once, with the results in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

THREADS = 2

Thing = TypeVar("Thing")
Result = TypeVar("Result")


def in_order(work: Callable[[Thing], Result], things: Iterable[Thing]) -> Iterator[Result]:
    """``work`` of each thing, in their order; a few are worked on ahead, so that memory stays bounded.

    For work that mostly leaves Python's lock alone (Arrow, Polars); the next thing is fetched in a thread of its own.
    Raises what ``work`` or the things raise.
    """
    with ThreadPoolExecutor(1) as fetching, ThreadPoolExecutor(THREADS) as pool:
        underway: deque[Future[Result]] = deque()
        for thing in _fetched(fetching, iter(things)):
            underway.append(pool.submit(work, thing))
            if len(underway) > THREADS:
                yield underway.popleft().result()
        while underway:
            yield underway.popleft().result()


def _fetched(pool: ThreadPoolExecutor, things: Iterator[Thing]) -> Iterator[Thing]:
    """The things, the next one being fetched while the last is used."""
    coming = pool.submit(_next, things)
    while fetched := coming.result():
        coming = pool.submit(_next, things)
        yield fetched[0]


def _next(things: Iterator[Thing]) -> tuple[Thing] | None:
    return next(((thing,) for thing in things), None)
