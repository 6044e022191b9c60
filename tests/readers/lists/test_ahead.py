"""Results come in order, and no more is begun than a few."""

from collections.abc import Iterator
from time import sleep

import pytest

from tawthiq.readers.lists.ahead import THREADS, in_order


def test_results_come_in_the_order_of_the_things() -> None:
    def work(number: int) -> int:
        sleep(0.01 * (number % 3))
        return number * 2

    assert list(in_order(work, range(20))) == [number * 2 for number in range(20)]
    assert list(in_order(work, [])) == []


def test_only_a_few_are_begun_ahead() -> None:
    begun: list[int] = []

    def things() -> Iterator[int]:
        for thing in range(100):
            begun.append(thing)
            yield thing

    results = in_order(lambda thing: thing, things())
    assert next(results) == 0
    assert len(begun) <= THREADS + 2  # one more is fetched meanwhile


def test_what_goes_wrong_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_order(lambda thing: 1 // thing, [1, 0, 1]))
