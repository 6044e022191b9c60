"""A network that was trained to see craters, run by ONNX Runtime on the processor.

The contract of the weights: an ONNX file with one input, float32 (1, 6, H, W), H and W multiples of 16, in squares of
0.5 m: the mean of all bands, red, green, blue, near infrared, and 1 where the ground is known; each in deviations from
its surroundings, 0 where the scene lacks it. Two outputs at half the size: ``heat`` (1, 2, H/2, W/2), the log-odds that
the middle of a dark and of a bright scar lies there, and ``size`` (1, 1, H/2, W/2), the logarithm of the diameter in
metres. The file's metadata ``reach`` is how many squares around a place its answer depends on, ``card`` its card.
"""

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from tawthiq.errors import BadInput, NotFound, Refused
from tawthiq.imagery.kernels import peaks
from tawthiq.imagery.normalising import RADIUS_M, deviations, halo_squares
from tawthiq.imagery.outlines import outlined
from tawthiq.imagery.shape import Candidates, Floats, Grey, View

CHANNELS = ("grey", "red", "green", "blue", "nir", "known")
BLOCK, STRIDE, ALIGN, FINE = 512, 2, 32, 4_096
SOFT, TRUNCATE = 1.0, 3.0
OUTPUTS = ["heat", "size"]
POINTS = ("screening", "balanced", "evidence")


@dataclass(frozen=True)
class Network:
    """A small fully convolutional network (U-Net: Ronneberger, Fischer, Brox 2015) with a heat map of middles.

    Assumes ground and scars like those of its model card; on other ground it is confidently wrong, which is why its
    probabilities hold only where they were calibrated. ``weights`` is the name of a set in the package or a file;
    ``sha256`` its hash, so that a recipe names the very weights. ``threshold`` is the least odds of a candidate; of
    the candidates those are marks that reach the operating ``point``, where one was measured for the weights:
    screening (recall of 0.9), balanced, or evidence (precision of 0.9).
    """

    name: ClassVar[str] = "network"
    version: ClassVar[str] = "1"

    weights: str = "default"
    sha256: str = ""
    threshold: float = 0.15
    point: str = "balanced"

    def __post_init__(self) -> None:
        if self.point not in POINTS:
            raise BadInput("imagery.no_point", value=self.point, known=", ".join(POINTS))

    def named(self) -> "Network":
        """The same with the hash of its weights. Raises NotFound where there are none, Refused for another hash."""
        held = sha256(_file(self.weights).read_bytes()).hexdigest()
        if self.sha256 not in ("", held):
            raise Refused("imagery.other_weights", value=self.weights, held=held[:16], asked=self.sha256[:16])
        return replace(self, sha256=held)

    @property
    def halo_m(self) -> float:
        """Reach of the local statistics and of the network."""
        return (halo_squares(RADIUS_M, 0.5) + _session(self.named())[1]) * 0.5

    def candidates(self, view: View) -> Candidates:
        """Marks whose middle lies in the core; in blocks of 512 squares, fixed to the grid, so that sums agree."""
        session, reach = _session(self.named())
        seen, soft = _channels(view), _soft(view)
        core, box = view.core, view.layer.box
        if any(one % BLOCK for one in core):
            raise BadInput("imagery.not_blocks", size=BLOCK)
        parts = []
        for y0, x0 in product(range(core.y0, core.y1, BLOCK), range(core.x0, core.x1, BLOCK)):
            top, left, side = y0 - reach - box.y0, x0 - reach - box.x0, BLOCK + 2 * reach
            if not view.told.assessable[top + reach : top + reach + BLOCK, left + reach : left + reach + BLOCK].any():
                continue
            cut = (slice(top, top + side), slice(left, left + side))
            heat, size = session.run(OUTPUTS, {session.get_inputs()[0].name: _stacked(seen, cut)})
            parts.append(self._found(view, soft, (heat[0], size[0, 0]), (top, left)))
        return Candidates.joined(parts)

    def _found(self, view: View, soft: Grey, said: tuple[Grey, Grey], corner: tuple[int, int]) -> Candidates:
        """The peaks of one block's heat maps, measured in the picture."""
        (heat, size), (top, left) = said, corner
        edge = (heat.shape[1] - BLOCK // STRIDE) // 2
        sign, row, col = peaks(heat, math.log(self.threshold), edge).T
        known = view.told.assessable[row * STRIDE + top, col * STRIDE + left]
        sign, row, col = sign[known], row[known], col[known]
        if not len(row):
            return Candidates.none()
        off = np.round(_offsets(heat, sign, row, col) * FINE) / FINE * STRIDE + STRIDE / 2 - 0.5
        at = np.column_stack([row * STRIDE + top, col * STRIDE + left])
        radius = np.exp(np.clip(size[row, col].astype(np.float64), 0, 4)) / 2 / view.step
        found = outlined(soft, at, off, radius)
        y, x = (at + off).T
        spread = view.told.spread[at[:, 0], at[:, 1]].astype(np.float64)
        return Candidates(
            x=x + view.layer.box.x0 + 0.5, y=y + view.layer.box.y0 + 0.5,
            score=np.exp(np.clip(heat[sign, row, col].astype(np.float64), -50, 50)),
            polarity=np.where(sign == 0, -1.0, 1.0), contrast=found.contrast * spread,
            diameter=found.diameter * view.step, low=found.low * view.step, high=found.high * view.step,
            outline=found.radii * view.step,
        )  # fmt: skip


def channels(view: View) -> NDArray[np.float32]:
    """What the network sees of a view, (6, H, W)."""
    high, wide = view.layer.valid.shape
    return np.asarray(_stacked(_channels(view), (slice(0, high), slice(0, wide)))[0])


def _channels(view: View) -> list[Any]:
    """The channels that a view has, (H, W) each, and None for the others."""
    told: list[Any] = [view.told.values, None, None, None, None, view.layer.valid]
    for name, band in zip(view.bands, view.layer.pixels, strict=True):
        if name in CHANNELS[1:5]:
            told[CHANNELS.index(name)] = deviations(band, view.layer.valid, view.step)
    return told


def _stacked(seen: list[Any], cut: tuple[slice, slice]) -> NDArray[np.float32]:
    """A cut of all channels, (1, 6, h, w)."""
    out = np.zeros((1, len(seen), cut[0].stop - cut[0].start, cut[1].stop - cut[1].start), np.float32)
    for n, one in enumerate(seen):
        if one is not None:
            out[0, n] = one[cut]
    return out


def _soft(view: View) -> Grey:
    return np.asarray(ndimage.gaussian_filter(view.told.values, SOFT, truncate=TRUNCATE, mode="nearest"), np.float32)


def _offsets(heat: Grey, sign: NDArray[Any], row: NDArray[Any], col: NDArray[Any]) -> Floats:
    """Rows and columns from the middle of a peak's cell to its top, by a parabola along each axis, (n, 2)."""
    middle = heat[sign, row, col].astype(np.float64)
    out = []
    for dy, dx in ((1, 0), (0, 1)):
        before = heat[sign, row - dy, col - dx].astype(np.float64)
        after = heat[sign, row + dy, col + dx].astype(np.float64)
        bend = before - 2 * middle + after
        out.append(np.divide(before - after, 2 * bend, out=np.zeros_like(middle), where=bend < 0))
    return np.asarray(np.clip(np.column_stack(out), -0.5, 0.5), float)


def _file(weights: str) -> Path:
    """The file of a set of weights. Raises NotFound and says how to make one."""
    held = Path(str(files(__package__).joinpath(f"weights-{weights}.onnx")))
    path = held if held.is_file() else Path(weights)
    if not path.is_file():
        raise NotFound("imagery.no_weights", value=weights)
    return path


@lru_cache(maxsize=4)
def _session(network: Network) -> tuple[Any, int]:
    """The session of named weights, and their reach rounded up so that blocks keep to the grid."""
    import onnxruntime  # noqa: PLC0415 (heavy; only who uses the network pays for it)

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    path = str(_file(network.weights))
    try:
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        reach = int(session.get_modelmeta().custom_metadata_map["reach"])
    except Exception as error:  # ONNX Runtime's errors have no common class
        raise BadInput("imagery.bad_weights", value=network.weights, detail=str(error)) from error
    if {one.name for one in session.get_outputs()} != set(OUTPUTS):
        raise BadInput("imagery.bad_weights", value=network.weights, detail=", ".join(OUTPUTS))
    return session, ALIGN * math.ceil(reach / ALIGN)
