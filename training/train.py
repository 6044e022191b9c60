"""Train the network on kept grounds: `python -m training.train --grounds g --out weights.pt` (training/README.md)."""

import argparse
import math
import time
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from training import samples
from training.grounds import Ground, load
from training.model import UNet, export, loss

RATE, WARM, KEEP = 3e-3, 100, 100
DECAY = 0.995
SIDES = (112, 128, 128, 144)


def grounds(folder: Path, numbers: list[int], share: float) -> tuple[list[Ground], NDArray[np.float64]]:
    """Rendered grounds and the real scenes of these numbers, with the chance of each: by scars, ``share`` for real."""
    real = [load(folder / f"scene_{number:03d}") for number in numbers]
    drawn = [load(one.with_suffix("")) for one in sorted(folder.glob("rendered_*.npy"))]
    chance = np.array([len(one.scars) for one in real], float)
    flat = np.full(len(drawn), 1 / max(len(drawn), 1))
    if not real:
        return drawn, flat
    return real + drawn, np.concatenate([share * chance / chance.sum(), (1 - share) * flat])


def batch(
    rng: np.random.Generator, grounds: Sequence[Ground], chance: NDArray[np.float64], count: int
) -> dict[str, Tensor]:
    """So many samples of grounds drawn by chance, all of one scale; the crops as 128 × 128."""
    side = int(rng.choice(SIDES))
    drawn = [samples.sample(rng, grounds[n], side) for n in rng.choice(len(grounds), count, p=chance)]
    told = {name: np.stack([getattr(one, name) for one in drawn]) for name in samples.Sample.__dataclass_fields__}
    made = {name: torch.from_numpy(value) for name, value in told.items()}
    if side != samples.SIZE:
        made["seen"] = functional.interpolate(made["seen"], size=(samples.SIZE,) * 2, mode="bilinear", antialias=True)
    return made


def train(asked: argparse.Namespace) -> UNet:
    """The mean network (an exponential one of its last steps) after so many steps; kept every 100."""
    torch.manual_seed(asked.seed)
    torch.set_num_threads(asked.threads)
    rng = np.random.default_rng(asked.seed)
    held, chance = grounds(asked.grounds, asked.numbers, asked.share)
    network = UNet().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    if asked.start:
        network.load_state_dict(torch.load(asked.start))
    mean = deepcopy(network).eval()
    optimiser = torch.optim.AdamW(network.parameters(), lr=asked.rate, weight_decay=1e-3, fused=True)
    start, total = time.time(), 0.0
    for step in range(asked.steps):
        for group in optimiser.param_groups:
            group["lr"] = asked.rate * rate(step, asked.steps)
        told = batch(rng, held, chance, asked.batch)
        seen = told["seen"].contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16):
            heat, size = network(seen)
        value = loss(heat.float(), size.float(), told)
        optimiser.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        averaged(mean, network, min(DECAY, (step + 1) / (step + 20)))
        total += value.item()
        if step % KEEP == KEEP - 1 or step == asked.steps - 1:
            torch.save(mean.state_dict(), asked.out)
            print(step + 1, f"{total / KEEP:.4f} {time.time() - start:.0f} s", flush=True)
            total = 0.0
    return mean


def rate(step: int, steps: int) -> float:
    """The share of the rate of learning: up in 100 steps, down along a cosine."""
    return min(1.0, (step + 1) / WARM) * (0.5 + 0.5 * math.cos(math.pi * step / steps))


@torch.no_grad()
def averaged(mean: UNet, network: UNet, decay: float) -> None:
    """Move the mean towards the network."""
    for kept, new in zip(mean.state_dict().values(), network.state_dict().values(), strict=True):
        if kept.dtype.is_floating_point:
            kept.lerp_(new, 1 - decay)
        else:
            kept.copy_(new)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--grounds", type=Path, required=True, help="the folder that training.grounds made")
    parser.add_argument("--out", type=Path, required=True, help="where the weights are kept as they grow (.pt)")
    parser.add_argument("--onnx", type=Path, help="where the network goes in the end")
    parser.add_argument("--start", type=Path, help="weights to start from")
    parser.add_argument("--numbers", type=int, nargs="*", default=[], help="real scenes; none: open weights")
    parser.add_argument("--share", type=float, default=0.8, help="share of crops of real scenes")
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    made = train(given)
    about = {"steps": given.steps, "seed": given.seed, "scenes": given.numbers,
             "parameters": sum(one.numel() for one in made.parameters())}  # fmt: skip
    if given.onnx:
        export(made, given.onnx, about)
    print(about)
