"""Names: many lists, two scripts, one register of the dead.

Lists of records (``Lists``) become scored pairs by a linker (``LINKERS``), and the pairs people. Every pair can be
explained, every decision of a person outweighs the score.
"""

from tawthiq.names.scoring.fellegi_sunter import FellegiSunter
from tawthiq.names.scoring.with_splink import Splink
from tawthiq.names.shape import Known, Linker, Lists, Scores

LINKERS: tuple[type[Linker], ...] = (FellegiSunter, Splink)
"""Our own first: it measured better (docs/benchmarks.md). Splink needs its package."""

__all__ = ["LINKERS", "FellegiSunter", "Known", "Linker", "Lists", "Scores", "Splink"]
