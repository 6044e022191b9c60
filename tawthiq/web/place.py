"""The place that the pages share: which case, which session, and what is worth keeping between two requests."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from tawthiq.web.session import Session

T = TypeVar("T")
KEPT = 32


@dataclass
class Memory:
    """Results that cost time, each under a key that names everything it depends on; the oldest go.

    A key begins with the name of what is kept and holds the ids of findings: a newer finding has another key, so
    nothing here can be out of date.
    """

    _kept: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    _locks: dict[Hashable, Lock] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under a key, made where it is not; two who ask at once wait for one making."""
        with self._lock:
            waits = self._locks.setdefault(key, Lock())
        with waits:
            if key not in self._kept:
                made = make()
                with self._lock:
                    self._kept[key] = made
                    self._trim()
            with self._lock:
                self._kept.move_to_end(key)
                return self._kept[key]  # type: ignore[no-any-return]

    def _trim(self) -> None:
        while len(self._kept) > KEPT:
            gone, _ = self._kept.popitem(last=False)
            self._locks.pop(gone, None)


@dataclass
class Place:
    """One case in one browser."""

    root: Path
    session: Session
    memory: Memory = field(default_factory=Memory)
