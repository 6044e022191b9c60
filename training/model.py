"""The network: a U-Net with its stem and its heads at half the size, and its ONNX file by the package's contract.

`python -m training.model weights.pt weights.onnx --card card.json` writes kept weights as such a file.
"""

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

REACH = 96
WIDTHS = (24, 48, 80, 96)


class Layer(nn.Sequential):
    """A convolution with batch normalisation."""

    def __init__(self, inward: int, outward: int, side: int = 3, stride: int = 1) -> None:
        super().__init__(
            nn.Conv2d(inward, outward, side, stride, side // 2, bias=False),
            nn.BatchNorm2d(outward),
            nn.ReLU(inplace=True),
        )


class UNet(nn.Module):
    """A U-Net (Ronneberger, Fischer, Brox 2015) of some 0.4 M parameters with sums for ways across (Lin 2017).

    What it says of a place rests on what lies within 96 squares.
    """

    def __init__(self) -> None:
        super().__init__()
        first, *others = WIDTHS
        self.stem = Layer(6, first, 5, 2)
        pairs = list(zip(WIDTHS, others, strict=False))
        self.down = nn.ModuleList(nn.Sequential(Layer(a, b), Layer(b, b)) for a, b in pairs)
        self.across = nn.ModuleList(nn.Conv2d(b, a, 1) for a, b in reversed(pairs))
        self.up = nn.ModuleList(Layer(a, a) for a, _ in reversed(pairs))
        self.heat, self.size = nn.Conv2d(first, 2, 1), nn.Conv2d(first, 1, 1)
        nn.init.constant_(self.heat.bias, -4.0)  # type: ignore[arg-type]

    def forward(self, seen: Tensor) -> tuple[Tensor, Tensor]:
        """Log-odds (N, 2, H/2, W/2) and ln diameters (N, 1, H/2, W/2)."""
        held = [self.stem(seen)]
        for block in self.down:
            held.append(block(functional.max_pool2d(held[-1], 2)))
        told = held.pop()
        for across, block in zip(self.across, self.up, strict=True):
            told = block(held.pop() + functional.interpolate(across(told), scale_factor=2.0, mode="nearest"))
        return self.heat(told), self.size(told)


def loss(heat: Tensor, size: Tensor, told: dict[str, Tensor]) -> Tensor:
    """Focal loss of middles (Zhou, Wang, Krähenbühl 2019, equation 1), weighted by place, and of sizes."""
    p, middle = heat.sigmoid().clamp(1e-5, 1 - 1e-5), (told["heat"] >= 1).float()
    right = middle * (1 - p) ** 2 * p.log()
    wrong = (1 - middle) * (1 - told["heat"]) ** 4 * p**2 * (1 - p).log()
    focal = -((right + wrong) * told["weight"][:, None]).sum() / middle.sum().clamp(min=1)
    sizes = ((size[:, 0] - told["size"]).abs() * told["sized"]).sum() / told["sized"].sum().clamp(min=1)
    return focal + 0.3 * sizes


def export(network: UNet, path: Path, card: dict[str, object]) -> None:
    """Write the network by the contract of docs/imagery/network.md."""
    import onnx  # noqa: PLC0415 (only who exports needs it)

    axes = {"x": {2: "h", 3: "w"}, "heat": {2: "h2", 3: "w2"}, "size": {2: "h2", 3: "w2"}}
    names = {"input_names": ["x"], "output_names": ["heat", "size"], "dynamic_axes": axes}
    one = (torch.zeros(1, 6, 192, 192),)
    torch.onnx.export(network.eval(), one, str(path), **names, dynamo=False, opset_version=17)
    model = onnx.load(str(path))
    onnx.helper.set_model_props(model, {"reach": str(REACH), "card": json.dumps(card)})
    onnx.save(model, str(path))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kept", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--card", type=Path, help="the model card as JSON, which goes into the file")
    given = parser.parse_args()
    made = UNet()
    made.load_state_dict(torch.load(given.kept))
    export(made, given.out, json.loads(given.card.read_text("utf-8")) if given.card else {})
