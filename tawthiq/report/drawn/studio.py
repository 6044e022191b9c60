"""The studio: what every figure of a report needs: the holdings, a folder, and the pixels of scenes."""

import csv
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from tawthiq.messages import say
from tawthiq.rasters.ground import Picture as Raster
from tawthiq.report.edition import Picture
from tawthiq.report.shape import Holdings, Scene

Open = Callable[..., AbstractContextManager[Raster]]
"""Opens an item, with what a person said of it, and the grid of another (``work``) to lie on."""
Ground = Callable[[Scene], pl.DataFrame]
Drawn = tuple[Picture, tuple[str, ...]]
"""A picture, and the ids behind it."""


@dataclass(frozen=True, eq=False)
class Studio:
    """Where the figures of a draft are drawn; ``opened`` opens an image, ``ground`` what of a scene was assessed."""

    held: Holdings
    lang: str
    folder: Path
    opened: Open
    ground: Ground

    def say(self, name: str, /, **facts: Any) -> str:
        """A sentence of this module."""
        return say(f"figures.{name}", self.lang, **facts)

    def file(self, name: str, ending: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> tuple[Path, Path]:
        """Where a figure goes; its data is written beside it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        data = self.folder / f"{name}.csv"
        with data.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(head)
            writer.writerows(rows)
        return self.folder / f"{name}{ending}", data


def simulated(held: Holdings, sources: Iterable[str]) -> bool:
    """Whether what a figure shows was invented: the whole case, or one of its sources."""
    return held.all_simulated or bool(held.simulated & set(sources))
