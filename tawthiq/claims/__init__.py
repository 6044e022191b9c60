"""Claims: what is said, by whom, and how many independent origins stand behind it.

People enter accounts and claims, or confirm what rules propose; what they judge folds accounts into origins. ``weigh``
counts the origins behind every part of every claim, as a range where nobody judged, and grades no sentence above its
weakest part.
"""

from tawthiq.claims.edges.derivation import Derivation
from tawthiq.claims.edges.matching import Matching
from tawthiq.claims.grading.weighing import Weighed, Weighing
from tawthiq.claims.weigh import look, weigh

METHODS = (Derivation, Matching, Weighing)
"""Edges between accounts, pairs of claims about one act, and the counting of origins."""

__all__ = ["METHODS", "Derivation", "Matching", "Weighed", "Weighing", "look", "weigh"]
