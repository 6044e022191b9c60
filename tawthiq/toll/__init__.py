"""The toll: how many died, with those on no list, and how far anyone can know.

From the overlaps of several lists (``Overlap``) many methods (``ESTIMATORS``) estimate how many people there
are in all. ``estimate`` sets them side by side, the documented count first; no number stands without its
interval.
"""

from tawthiq.messages import Sentence
from tawthiq.toll.estimate import ESTIMATORS, estimate
from tawthiq.toll.shape import Estimate, Estimator, Overlap

__all__ = ["ESTIMATORS", "Estimate", "Estimator", "Overlap", "Sentence", "estimate"]
