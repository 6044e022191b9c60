"""The case: the only door to the disk, its four acts, and the chain of custody.

Open one with ``Case.open(folder)``, make one with ``Case.new(folder, title)``. Everything that a craft reads or makes
passes through it, so that every step leaves its trace.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tawthiq.case.case import Case
    from tawthiq.case.judging import Decision
    from tawthiq.case.keys import Signer
    from tawthiq.case.lookups import Memory

__all__ = ["Case", "Decision", "Memory", "Signer"]

_WHERE = {"Case": "case", "Decision": "judging", "Memory": "lookups", "Signer": "keys"}


def __getattr__(name: str) -> Any:
    """Import a class when it is first asked for: help and completion ask ``case.toml`` alone, at once."""
    if name not in _WHERE:
        raise AttributeError(name)
    globals()[name] = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    return globals()[name]
