"""Train the network and write it as ONNX: `python -m training.train --out weights.onnx` (training/README.md)."""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn
from torch.nn import functional

from training import samples

REACH = 64
WIDTHS = (16, 32, 64, 96)


class Block(nn.Sequential):
    """Two convolutions of 3 × 3 with group normalisation."""

    def __init__(self, inward: int, outward: int) -> None:
        parts: list[nn.Module] = []
        for start in (inward, outward):
            parts += [
                nn.Conv2d(start, outward, 3, padding=1, bias=False),
                nn.BatchNorm2d(outward),
                nn.ReLU(inplace=True),
            ]
        super().__init__(*parts)


class UNet(nn.Module):
    """A U-Net (Ronneberger, Fischer, Brox 2015) of some 0.4 M parameters, with heads at half the size."""

    def __init__(self) -> None:
        super().__init__()
        self.down = nn.ModuleList(Block(a, b) for a, b in zip((6, *WIDTHS), WIDTHS, strict=False))
        self.up = nn.ModuleList(Block(a + b, b) for a, b in zip(WIDTHS[:1:-1], WIDTHS[-2:0:-1], strict=True))
        self.heat, self.size = nn.Conv2d(WIDTHS[1], 2, 1), nn.Conv2d(WIDTHS[1], 1, 1)
        nn.init.constant_(self.heat.bias, -6.0)  # type: ignore[arg-type]

    def forward(self, seen: Tensor) -> tuple[Tensor, Tensor]:
        """Log-odds (N, 2, H/2, W/2) and ln diameters (N, 1, H/2, W/2)."""
        held = []
        for n, block in enumerate(self.down):
            seen = block(seen if n == 0 else functional.max_pool2d(seen, 2))
            held.append(seen)
        for block, skip in zip(self.up, held[-2:0:-1], strict=True):
            seen = block(torch.cat([functional.interpolate(seen, scale_factor=2.0, mode="nearest"), skip], 1))
        return self.heat(seen), self.size(seen)


def loss(heat: Tensor, size: Tensor, told: dict[str, Tensor]) -> Tensor:
    """Focal loss of middles (Zhou, Wang, Krähenbühl 2019, equation 1) where somebody looked, and of sizes."""
    p, middle = heat.sigmoid().clamp(1e-5, 1 - 1e-5), (told["heat"] >= 1).float()
    right = middle * (1 - p) ** 2 * p.log()
    wrong = (1 - middle) * (1 - told["heat"]) ** 4 * p**2 * (1 - p).log()
    focal = -((right + wrong) * told["known"][:, None]).sum() / middle.sum().clamp(min=1)
    sizes = ((size[:, 0] - told["size"]).abs() * told["sized"]).sum() / told["sized"].sum().clamp(min=1)
    return focal + 0.3 * sizes


def batch(rng: np.random.Generator, grounds: list[samples.Ground], count: int) -> dict[str, Tensor]:
    """Samples of random grounds."""
    drawn = [samples.sample(rng, grounds[rng.integers(len(grounds))]) for _ in range(count)]
    names = ("seen", "heat", "size", "sized", "known")
    return {name: torch.from_numpy(np.stack([getattr(one, name) for one in drawn])) for name in names}


def train(asked: argparse.Namespace) -> UNet:
    """The network after so many steps; the pool of rendered grounds is renewed as it goes, hard ones stay."""
    torch.manual_seed(asked.seed)
    rng = np.random.default_rng(asked.seed)
    real = list(samples.scenes(asked.scenes, asked.numbers)) if asked.scenes else []
    pool = [samples.rendered(rng) for _ in range(asked.pool)]
    network = UNet()
    optimiser = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=1e-4)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=asked.steps)
    for step in range(asked.steps):
        told = batch(rng, pool + real, asked.batch)
        value = loss(*network(told["seen"]), told)
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
        rate.step()
        if step % 20 == 19:
            pool = renewed(rng, network, pool)
            print(step + 1, f"{value.item():.4f}", flush=True)
    return network.eval()


@torch.no_grad()
def renewed(rng: np.random.Generator, network: UNet, pool: list[samples.Ground]) -> list[samples.Ground]:
    """The pool with its easiest quarter replaced: grounds where the network sees most that is not there are kept."""
    network.eval()
    false = []
    for one in pool:
        heat = network(torch.from_numpy(one.seen[None]))[0].sigmoid()[0].numpy()
        spots = np.ones(heat.shape[1:], bool)
        for x, y in one.scars[:, :2]:
            row, col = int(y // 2), int(x // 2)
            spots[max(0, row - 5) : row + 6, max(0, col - 5) : col + 6] = False
        false.append(float((heat.max(0) * spots).max()))
    network.train()
    easy = np.argsort(false)[: max(1, len(pool) // 4)]
    return [samples.rendered(rng) if n in easy else one for n, one in enumerate(pool)]


def export(network: UNet, path: Path, card: dict[str, object]) -> None:
    """Write the network by the contract of docs/imagery/network.md."""
    axes = {"x": {2: "h", 3: "w"}, "heat": {2: "h2", 3: "w2"}, "size": {2: "h2", 3: "w2"}}
    names = {"input_names": ["x"], "output_names": ["heat", "size"], "dynamic_axes": axes}
    torch.onnx.export(network, (torch.zeros(1, 6, 192, 192),), str(path), **names, dynamo=False, opset_version=17)
    model = onnx.load(str(path))
    onnx.helper.set_model_props(model, {"reach": str(REACH), "card": json.dumps(card)})
    onnx.save(model, str(path))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--scenes", type=Path, help="the folder of the real scenes; without it: open weights")
    parser.add_argument(
        "--numbers", type=int, nargs="*", default=[], help="scenes to train on, the others are held out"
    )
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--pool", type=int, default=48)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    made = train(given)
    count = sum(one.numel() for one in made.parameters())
    about = {"steps": given.steps, "seed": given.seed, "scenes": given.numbers, "parameters": count}
    export(made, given.out, about)
    print(f"{given.out}: {about}")
