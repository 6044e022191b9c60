"""The network's contract, with an ONNX file made here by hand: darkness of a box against its surroundings."""

from pathlib import Path

import numpy as np
import pytest

from tawthiq.errors import BadInput, NotFound, Refused
from tawthiq.imagery.network import CHANNELS, Network, channels
from tawthiq.imagery.shape import Candidates, View
from tawthiq.imagery.windows import scan, single
from tawthiq.rasters.ground import Box, Layer, picture
from tests.imagery.scenes import ground, tiff

onnx = pytest.importorskip("onnx", reason="onnx, a package for development, is not installed")

SOME = [(100.3, 120.6, 11.0, -40.0), (300.0, 160.0, 8.0, -40.0), (520.0, 500.4, 10.0, 40.0)]


def weights(path: Path, **changes: str) -> str:
    """Heat: 2 × (mean of 9 × 9 squares, dark or bright) − 6, less the mean of 33 × 33; size: always ln 6."""
    inner, outer = np.zeros((33, 33), np.float32), np.full((33, 33), 1 / 33**2, np.float32)
    inner[12:21, 12:21] = 1 / 81
    kernel = np.zeros((2, 6, 33, 33), np.float32)
    kernel[0, 0], kernel[1, 0] = -8 * (inner - outer), 8 * (inner - outer)
    made, helper = onnx.numpy_helper.from_array, onnx.helper
    kind = onnx.TensorProto.FLOAT
    nodes = [
        helper.make_node("Conv", ["x", "k", "b"], ["heat"], strides=[2, 2], pads=[15, 15, 16, 16]),
        helper.make_node("Conv", ["x", "z", "s"], ["size"], strides=[2, 2], pads=[0, 0, 0, 0]),
    ]
    graph = helper.make_graph(
        nodes, "by hand",
        [helper.make_tensor_value_info("x", kind, [1, 6, "h", "w"])],
        [helper.make_tensor_value_info(one, kind, None) for one in ("heat", changes.get("size", "size"))],
        [made(kernel, "k"), made(np.full(2, -6, np.float32), "b"), made(np.zeros((1, 6, 1, 1), np.float32), "z"),
         made(np.full(1, np.log(6), np.float32), "s")],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    if "reach" not in changes:
        helper.set_model_props(model, {"reach": "24", "card": "made by hand in a test"})
    onnx.save(model, str(path))
    return str(path)


def found(path: Path, method: Network, size: int = 512) -> Candidates:
    with picture(path, path.name) as scene:
        parts = [one.found for one in scan(scene, method, scene.windows(size))]
    return single(Candidates.joined(parts), 0.5)


def test_the_heat_map_becomes_marks_at_their_places(tmp_path: Path) -> None:
    method = Network(weights(tmp_path / "w.onnx"), threshold=0.5)
    marks = found(tiff(tmp_path / "a.tif", ground(640, SOME)), method)
    for x, y, _, contrast in SOME:
        at = int(np.argmin(np.hypot(marks.x - 580_000 - x, marks.y + 7_688_000 - y)))
        assert (marks.x[at] - 580_000, marks.y[at] + 7_688_000) == (
            pytest.approx(x, abs=1.2),
            pytest.approx(y, abs=1.2),
        )
        assert marks.polarity[at] == np.sign(contrast)
        assert marks.contrast[at] == pytest.approx(contrast, rel=0.3)


def test_where_nothing_is_known_there_are_no_marks(tmp_path: Path) -> None:
    """Over fill the heat is −6 everywhere, odds of 0.0025: more than asked for, and yet no ground."""
    pixels = ground(640, SOME)
    pixels[..., 200:] = 0
    marks = found(tiff(tmp_path / "a.tif", pixels), Network(weights(tmp_path / "w.onnx"), threshold=0.002))
    assert len(marks)
    assert (marks.x - 580_000 < 200).all()


def test_windows_of_any_size_give_the_same_marks(tmp_path: Path) -> None:
    method = Network(weights(tmp_path / "w.onnx"), threshold=0.05)
    path = tiff(tmp_path / "a.tif", ground(640, SOME, noise=20))
    small, large = found(path, method), found(path, method, 1024)
    assert len(small) >= 3
    assert small.x.tolist() == large.x.tolist()
    assert small.score.tolist() == large.score.tolist()
    with pytest.raises(BadInput, match="512"):
        found(path, method, 256)


def test_a_scene_fills_the_channels_that_it_has() -> None:
    pixels = np.random.default_rng(1).normal(100, 9, (3, 64, 64)).astype(np.float32)
    view = View(Box(0, 0, 64, 64), Layer(Box(0, 0, 64, 64), pixels, np.ones((64, 64), bool)), ("nir", "red", "x"), 0.5)
    seen = channels(view)
    assert seen.shape == (6, 64, 64)
    assert [bool(one.any()) for one in seen] == [True, True, False, False, True, True]
    assert CHANNELS[4] == "nir"


def test_a_recipe_names_the_very_weights(tmp_path: Path) -> None:
    named = Network(weights(tmp_path / "w.onnx")).named()
    assert len(named.sha256) == 64
    assert named.named() == named
    with pytest.raises(Refused):
        Network(named.weights, sha256="0" * 64).named()


def test_without_weights_it_says_so() -> None:
    with pytest.raises(NotFound, match="Train them"):
        Network("none of that name").named()


@pytest.mark.parametrize("changes", [{"reach": ""}, {"size": "heat"}])
def test_weights_that_do_not_keep_to_the_contract_are_refused(tmp_path: Path, changes: dict[str, str]) -> None:
    path = weights(tmp_path / "w.onnx", **changes)
    with pytest.raises(BadInput):
        _ = Network(path).halo_m


def test_what_is_no_onnx_is_refused(tmp_path: Path) -> None:
    (tmp_path / "w.onnx").write_bytes(b"words")
    with pytest.raises(BadInput):
        _ = Network(str(tmp_path / "w.onnx")).halo_m
