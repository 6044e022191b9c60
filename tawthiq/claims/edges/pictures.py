"""Whether two pictures show the same photograph or frame: whole, turned or mirrored by prints, cropped by keypoints.

Prints are PDQ hashes (Meta 2019) in the eight turns. A crop has another print; it is found by ORB keypoints (Rublee et
al. 2011) that lie in both under one affine map (turned, shifted, stretched; RANSAC, Fischler and Bolles 1981), and
believed only where the pixels of the common part agree too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage import feature, measure, transform

from tawthiq.claims.edges.footage import distance
from tawthiq.messages import Sentence
from tawthiq.prints import TURNS, prints

_feature: Any = feature
_measure: Any = measure
_transform: Any = transform

Pixels = NDArray[np.float64]

ALIKE, QUALITY = 31, 50
"""Bits that may differ, and the least quality of either print (Meta 2019)."""
SIDE = 480
"""Keypoints are sought in pictures of so many pixels on the longer side."""
KEYPOINTS, LEAST_INLIERS, WITHIN = 700, 14, 3.0
"""Keypoints a picture; those that must agree on one map; within so many pixels."""
THRESHOLDS, ENOUGH = (0.05, 0.015), 150
"""Thresholds of contrast for keypoints; the next where so many are not found."""
ZOOM = 3.0
"""The most by which one picture is larger than the other, or smaller, in any direction."""
STRETCH = 2.0
"""The most by which a picture is stretched in one direction more than in the other."""
LEAST_COMMON, CORRELATION = 0.1, 0.8
"""The least share of either picture that lies in the other, and how far the pixels there agree (Pearson)."""
SEED = 0


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two pictures that are held to be of one photograph: by ``print`` or ``keypoints``, with the words for it.

    ``score`` is the number of bits that differ for a print, of keypoints that agree for keypoints.
    """

    a: str
    b: str
    by: str
    score: int
    words: Sentence


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture that is to be compared, under its name."""

    name: str
    image: Image.Image

    @cached_property
    def prints(self) -> tuple[tuple[str, ...], int]:
        """The hashes in the order of ``tawthiq.prints.TURNS``, and their quality."""
        told = prints(self.image, 0, "")
        return tuple(str(one) for one in told["hash"].to_pylist()), int(told["quality"][0].as_py() or 0)

    @cached_property
    def grey(self) -> Pixels:
        """The picture in grey, 0 to 1, its longer side ``SIDE`` pixels, small pictures enlarged."""
        zoom = SIDE / max(self.image.size)
        size = [max(1, round(side * zoom)) for side in self.image.size]
        return (
            np.asarray(self.image.convert("L").resize((size[0], size[1]), Image.Resampling.LANCZOS), np.float64) / 255
        )

    @cached_property
    def keypoints(self) -> tuple[Pixels, NDArray[np.bool_]]:
        """Places of keypoints as (x, y) of pixels and their descriptors; none for an even picture."""
        return _keypoints(self.grey)

    @cached_property
    def mirrored(self) -> tuple[Pixels, NDArray[np.bool_]]:
        """The same of the picture seen in a mirror."""
        return _keypoints(self.grey[:, ::-1])

    @property
    def plain(self) -> bool:
        """Whether it has too little texture to be compared at all: a sky, a wall, a black frame."""
        return self.prints[1] < QUALITY and len(self.keypoints[0]) < ENOUGH


def alike(pictures: Mapping[str, Image.Image]) -> list[Likeness]:
    """Every pair of pictures that is held to be of one photograph, in the order of their names."""
    kept = [Picture(name, image) for name, image in sorted(pictures.items())]
    found = (compare(a, b) for a, b in combinations(kept, 2))
    return [one for one in found if one]


def compare(a: Picture, b: Picture) -> Likeness | None:
    """Whether two pictures are of one photograph, and by what; ``None`` where nothing says so.

    A ``plain`` picture has no keypoints and a poor print: nothing is said of it. A strong change of
    perspective, or less than a tenth in common, is missed.
    """
    (hashes, quality), (others, other_quality) = a.prints, b.prints
    if min(quality, other_quality) >= QUALITY:
        apart = [distance(hashes[0], other) for other in others]
        turn = int(np.argmin(apart))
        if apart[turn] <= ALIKE:
            facts = {"a": a.name, "b": b.name, "bits": apart[turn], "turn": TURNS[turn]}
            return Likeness(a.name, b.name, "print", apart[turn], Sentence("likeness.print", facts))
    inliers = max(_agreeing(a, b, False), _agreeing(a, b, True))
    if inliers < LEAST_INLIERS:
        return None
    told = Sentence("likeness.keypoints", {"a": a.name, "b": b.name, "count": inliers})
    return Likeness(a.name, b.name, "keypoints", inliers, told)


def _keypoints(grey: Pixels) -> tuple[Pixels, NDArray[np.bool_]]:
    """Keypoints of a picture, of a faint one at a lower threshold."""
    for threshold in THRESHOLDS:
        finder = _feature.ORB(n_keypoints=KEYPOINTS, fast_threshold=threshold)
        try:
            finder.detect_and_extract(grey)
        except (RuntimeError, IndexError, ValueError):
            continue
        if len(finder.keypoints) >= ENOUGH or threshold == THRESHOLDS[-1]:
            return finder.keypoints[:, ::-1], finder.descriptors
    return np.empty((0, 2)), np.empty((0, 256), bool)


def _agreeing(a: Picture, b: Picture, mirror: bool) -> int:
    """How many keypoints of two pictures agree on one similarity under which their pixels agree too."""
    (places, seen), (others, known) = a.keypoints, b.mirrored if mirror else b.keypoints
    if min(len(places), len(others)) < LEAST_INLIERS:
        return 0
    pairs = _feature.match_descriptors(seen, known, cross_check=True, max_ratio=0.92)
    if len(pairs) < LEAST_INLIERS:
        return 0
    model, inliers = _measure.ransac(
        (places[pairs[:, 0]], others[pairs[:, 1]]), transform.AffineTransform, min_samples=3,
        residual_threshold=WITHIN, max_trials=1500, rng=SEED,
    )  # fmt: skip
    if inliers is None or inliers.sum() < LEAST_INLIERS or not _sound(model.params):
        return 0
    there = b.grey[:, ::-1] if mirror else b.grey
    return int(inliers.sum()) if _same_pixels(a.grey, there, model) else 0


def _sound(map_: Pixels) -> bool:
    """Whether a picture of paper or screen may be so enlarged and stretched."""
    least, most = sorted(np.linalg.svd(map_[:2, :2], compute_uv=False))
    return bool(least >= 1 / ZOOM and most <= ZOOM and most <= STRETCH * least)


def _same_pixels(one: Pixels, other: Pixels, model: Any) -> bool:
    """Whether the part that both show has the same pixels, as far as light and compression allow."""
    moved = _transform.warp(other, model, output_shape=one.shape, cval=np.nan, order=1)
    common = ~np.isnan(moved)
    area = abs(float(np.linalg.det(model.params[:2, :2]))) * common.sum() / other.size
    if max(common.mean(), area) < LEAST_COMMON or common.sum() < 400:
        return False
    x, y = one[common], moved[common]
    if x.std() < 0.01 or y.std() < 0.01:
        return False
    return bool(np.corrcoef(x, y)[0, 1] >= CORRELATION)


def groups(found: Sequence[Likeness]) -> list[set[str]]:
    """The pictures of one photograph together, over several steps (a crop of a mirrored copy)."""
    made: list[set[str]] = []
    for one in found:
        touched = [group for group in made if {one.a, one.b} & group]
        made = [group for group in made if group not in touched] + [{one.a, one.b}.union(*touched)]
    return made
