"""What a detector sees and gives: a window of a scene with a halo, and candidates for marks as columns."""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, ClassVar, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from tawthiq.imagery.normalising import Grey, Mask, Normalised, normalised
from tawthiq.rasters.ground import Box, Layer

Floats = NDArray[np.float64]

RAYS = 16


@dataclass(frozen=True, eq=False)
class View:
    """A window of a scene: the pixels of ``layer`` (a halo around ``core``), the names of its bands, the step in m."""

    core: Box
    layer: Layer
    bands: tuple[str, ...]
    step: float

    @cached_property
    def told(self) -> Normalised:
        """The grey told by its surroundings."""
        return normalised(self.grey, self.layer.valid, self.step)

    @cached_property
    def grey(self) -> Grey:
        """The mean of all bands, (H, W), as the file's numbers: what a panchromatic sensor would have seen."""
        pixels = self.layer.pixels
        total: Grey = pixels[0].copy()
        for band in pixels[1:]:
            total += band
        total /= np.float32(len(pixels))
        return total


@dataclass(frozen=True, eq=False)
class Candidates:
    """Marks that a detector proposes, one row each: n rows, or (n, 16) for the outline.

    ``x`` and ``y`` are places on the scene's grid in squares (the middle of square 7 is 7.5); ``score`` grows with the
    evidence; ``polarity`` is −1 for dark and +1 for bright; ``contrast`` is that to the surroundings, in the file's
    numbers; ``diameter``, ``low``, ``high`` in metres; ``outline`` are 16 radii in metres, from north to east and on.
    """

    x: Floats
    y: Floats
    score: Floats
    polarity: Floats
    contrast: Floats
    diameter: Floats
    low: Floats
    high: Floats
    outline: Floats

    def __len__(self) -> int:
        return len(self.x)

    def take(self, rows: NDArray[Any]) -> Self:
        """These rows, by a mask or by their numbers."""
        return type(self)(*(getattr(self, one.name)[rows] for one in fields(self)))

    @classmethod
    def none(cls) -> Self:
        """No candidates."""
        return cls(*(np.zeros((0, RAYS)) if one.name == "outline" else np.zeros(0) for one in fields(cls)))

    @classmethod
    def joined(cls, parts: "list[Self]") -> Self:
        """All rows, one part after the other."""
        if not parts:
            return cls.none()
        return cls(*(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(cls)))


__all__ = ["RAYS", "Candidates", "Detector", "Floats", "Grey", "Mask", "View"]


class Detector(Protocol):
    """A method of this craft: a frozen dataclass whose fields are its parameters."""

    name: ClassVar[str]
    version: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def halo_m(self) -> float:
        """How far around a mark the detector looks, in metres."""

    def candidates(self, view: View) -> Candidates:
        """Marks whose middle lies in the core of the view; the same ones whatever window they are seen in."""
