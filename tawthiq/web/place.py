"""The place that the pages share: which case, which session, and what is worth keeping between two requests."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tawthiq.web.session import Session

if TYPE_CHECKING:
    from tawthiq.case import Memory


@dataclass
class Place:
    """One case in one browser."""

    root: Path
    session: Session
    _kept: dict[str, Any] = field(default_factory=dict)

    @property
    def memory(self) -> "Memory":
        """What is kept between requests; the case itself reads by it (``Case.open``)."""
        from tawthiq.case import Memory  # noqa: PLC0415 (the start waits for no case)

        return self._kept.setdefault("memory", Memory())  # type: ignore[no-any-return]
