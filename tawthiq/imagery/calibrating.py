"""Calibrating: what a score is worth on places that were not trained on; and where it is worth nothing known."""

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from tawthiq.imagery.shape import Candidates, Floats
from tawthiq.messages import Sentence

LEVEL = 1.959964


@dataclass(frozen=True, slots=True)
class Calibration:
    """A method's probabilities and operating points, as measured out of fold on named places.

    The log-odds of a mark are ``intercept + slope · ln(score)``, with a pair of numbers for each polarity. ``spread``
    is the standard deviation, over the places, of ln(true count / expected count). ``crowd`` bounds the marks per
    assessable km² that the places had, ``bands`` are those that they were seen in: elsewhere nothing is known.
    ``points`` are the least scores of the operating points that the method reaches. ``weights`` is the SHA-256 of the
    trained weights that it holds for.
    """

    method: str
    version: str
    dark: tuple[float, float]
    bright: tuple[float, float]
    spread: float
    crowd: tuple[float, float]
    bands: tuple[str, ...]
    points: dict[str, float]
    places: int
    weights: str = ""

    def probability(self, found: Candidates) -> Floats:
        """The probability of each candidate, (n,)."""
        odds = np.where(found.polarity < 0, *(self._odds(found, one) for one in (self.dark, self.bright)))
        return np.asarray(1 / (1 + np.exp(-odds)), float)

    @staticmethod
    def _odds(found: Candidates, fitted: tuple[float, float]) -> Floats:
        return np.asarray(fitted[0] + fitted[1] * np.log(np.maximum(found.score, 1e-6)), float)

    def refusal(self, bands: tuple[str, ...], per_km2: float) -> Sentence | None:
        """Why it does not hold for a scene, or None."""
        if set(bands) != set(self.bands):
            return Sentence("imagery.other_bands", {"bands": ", ".join(bands), "known": ", ".join(self.bands)})
        if not self.crowd[0] <= per_km2 <= self.crowd[1]:
            low, high = (round(one) for one in self.crowd)
            return Sentence("imagery.other_ground", {"found": round(per_km2), "low": low, "high": high})
        return None

    def expected(self, probability: Floats) -> tuple[float, float, float]:
        """The expected count and its 95 % interval: chance of each mark, and how places differ."""
        total = float(probability.sum())
        if total <= 0:
            return 0.0, 0.0, 0.0
        apart = math.hypot(self.spread, math.sqrt(float((probability * (1 - probability)).sum())) / total)
        return total, total * math.exp(-LEVEL * apart), total * math.exp(LEVEL * apart)


@cache
def calibration(method: str, version: str, weights: str = "") -> Calibration | None:
    """The calibration that was measured for this version of a method, with these weights; None where there is none."""
    text = files(__package__).joinpath("calibrations.toml").read_text("utf-8")
    for one in tomllib.loads(text).get("calibration", []):
        if (one["method"], one["version"], one.get("weights", "")) == (method, version, weights):
            plain: dict[str, Any] = {key: tuple(held) if isinstance(held, list) else held for key, held in one.items()}
            return Calibration(**plain)
    return None
