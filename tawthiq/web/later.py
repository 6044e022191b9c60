"""Later: what takes long in a large case is made beside the request, and its page comes back for it."""

from collections.abc import Callable, Hashable
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from tawthiq.errors import TawthiqError
from tawthiq.web.place import Place

if TYPE_CHECKING:
    from tawthiq.case import Case

T = TypeVar("T")
LARGE = 30_000
"""Records and marks from which a page waits for nothing."""

PATIENCE = 0.05
"""Seconds that a request waits for what has just been begun."""


class Later(Exception):
    """It is being made; the page asks again by itself."""


def large(case: "Case") -> bool:
    """Whether a case holds so much that some things take seconds."""
    held = case.shelves.current() + case.catalogue.findings(slots="marks/*", current=True)
    return sum(one.tables[name].rows for one in held for name in ("records", "marks") if name in one.tables) >= LARGE


def soon(place: Place, case: "Case", key: Hashable, make: "Callable[[Case], T]") -> T:
    """What ``make`` gives and keeps in the memory under a key: at once in a small case, else once it is there.

    Raises Later while it is being made, and what making it raised.
    """
    if not place.memory.has(key) and large(case):
        begin(place, key, make).join(PATIENCE)
        if error := place.failed.pop(key, None):
            raise error
        if not place.memory.has(key):
            raise Later
    return make(case)


def begin(place: Place, key: Hashable, make: "Callable[[Case], object]") -> Thread:
    """Begin to make something beside, unless that is under way."""
    with place.lock:
        thread = place.making.get(key)
        if thread is None or not thread.is_alive():
            thread = place.making[key] = Thread(target=_made, args=(place, key, make), daemon=True)
            thread.start()
    return thread


def _made(place: Place, key: Hashable, make: "Callable[[Case], object]") -> None:
    from tawthiq.case import Case  # noqa: PLC0415 (the start waits for no case)

    try:
        with Case.open(place.root, place.memory) as case:
            make(case)
    except TawthiqError as error:
        place.failed[key] = error
    finally:
        place.making.pop(key, None)
