"""The case: the only door to the disk, its four acts, and the chain of custody.

Open one with ``Case.open(folder)``, make one with ``Case.new(folder, title)``. Everything that a craft reads or makes
passes through it, so that every step leaves its trace.
"""

from tawthiq.case.case import Case
from tawthiq.case.judging import Decision
from tawthiq.case.keys import Signer

__all__ = ["Case", "Decision", "Signer"]
