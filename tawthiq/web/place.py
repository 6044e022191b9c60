"""The place that the pages share: which case, which session, and what is worth keeping between two requests."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from tawthiq.errors import TawthiqError
from tawthiq.web.session import Session

if TYPE_CHECKING:
    from tawthiq.case import Memory


@dataclass
class Place:
    """One case in one browser.

    ``making`` are threads that make something beside a request, ``failed`` what they could not make
    (``web.later``); ``last`` is what a page showed last of something that is being made anew.
    """

    root: Path
    session: Session
    making: dict[Hashable, Thread] = field(default_factory=dict)
    failed: dict[Hashable, TawthiqError] = field(default_factory=dict)
    last: dict[str, Any] = field(default_factory=dict)
    lock: Any = field(default_factory=Lock)
    _kept: dict[str, Any] = field(default_factory=dict)

    @property
    def memory(self) -> "Memory":
        """What is kept between requests; the case itself reads by it (``Case.open``)."""
        from tawthiq.case import Memory  # noqa: PLC0415 (the start waits for no case)

        return self._kept.setdefault("memory", Memory())  # type: ignore[no-any-return]
