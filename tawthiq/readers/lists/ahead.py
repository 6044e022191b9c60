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

    For work that mostly leaves Python's lock alone (Arrow, Polars). Raises what ``work`` or the things raise.
    """
    with ThreadPoolExecutor(THREADS) as pool:
        underway: deque[Future[Result]] = deque()
        for thing in things:
            underway.append(pool.submit(work, thing))
            if len(underway) > THREADS:
                yield underway.popleft().result()
        while underway:
            yield underway.popleft().result()
