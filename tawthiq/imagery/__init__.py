"""The small black marks: impact craters and changes in satellite scenes.

A detector is a method: it proposes marks window by window, the same ones whatever the windows. The verb ``detect`` puts
them into the case; people accept or reject them, and what they decide outweighs any score.
"""

from tawthiq.imagery.craters import LaplacianOfGaussian
from tawthiq.imagery.detect import Detected, detect, marks, rerun, scene
from tawthiq.imagery.network import Network
from tawthiq.imagery.scenes import Said

DETECTORS = (LaplacianOfGaussian, Network)

__all__ = ["DETECTORS", "Detected", "Said", "detect", "marks", "rerun", "scene"]
