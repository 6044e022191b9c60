"""Pictures: the figures that several rooms show, drawn by matplotlib, which shapes and turns Arabic itself (from 3.11).

The same numbers and words give the same bytes. Colour never stands alone: what speaks for goes up and has a plus sign.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tawthiq.errors import BadInput

ENDINGS = (".svg", ".png")
FOR, AGAINST, SUM = "#0072b2", "#d55e00", "#555555"
"""Blue, vermilion and grey: told apart by the colour-blind (Wong 2011)."""

LEFT_TO_RIGHT = "\u200e"
"""Keeps the sign of a number before it, whatever the direction of the text around."""

STEADY: Any = {
    "svg.hashsalt": "tawthiq",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a waterfall: its label and what it adds."""

    label: str
    value: float


def waterfall(
    steps: Sequence[Step], file: Path, *, title: str, total: str, unit: str, right_to_left: bool = False
) -> Path:
    """Draw how a score comes about, step by step from nothing to its sum, as SVG or PNG by the name of the file.

    ``total`` labels the sum, ``unit`` the axis. Right to left, steps grow to the left and are named on the right.
    Raises BadInput for another kind of file, or no steps.
    """
    if file.suffix.lower() not in ENDINGS:
        raise BadInput("pictures.ending", file=str(file), known=", ".join(ENDINGS))
    if not steps:
        raise BadInput("pictures.nothing", file=str(file))
    with rc_context(STEADY):
        figure = Figure(figsize=(8, 1.3 + 0.42 * (len(steps) + 1)), layout="constrained")
        axes = figure.add_subplot()
        _bars(axes, steps, total, right_to_left)
        _dress(axes, title, unit, right_to_left)
        told: dict[str, Any] = {"Date": None} if file.suffix.lower() == ".svg" else {}
        figure.savefig(file, dpi=150, metadata={**told, "Title": title})
    return file


def _bars(axes: Axes, steps: Sequence[Step], total: str, right_to_left: bool) -> None:
    ends = [*accumulate(one.value for one in steps)]
    starts = [0.0, *ends[:-1]]
    for row, (one, start, end) in enumerate(zip(steps, starts, ends, strict=True)):
        axes.barh(row, one.value, left=start, height=0.62, color=FOR if one.value >= 0 else AGAINST)
        axes.plot([end, end], [row + 0.31, row + 0.69], color=SUM, linewidth=0.8)
        _number(axes, row, max(start, end), one.value, right_to_left)
    axes.barh(len(steps), ends[-1], height=0.62, color=SUM)
    _number(axes, len(steps), max(0.0, ends[-1]), ends[-1], right_to_left)
    axes.set_yticks(range(len(steps) + 1), [*(one.label for one in steps), total], parse_math=False)
    axes.axvline(0, color="black", linewidth=0.8)
    low, high = min(0.0, *ends), max(0.0, *ends)
    room = 0.12 * (high - low or 1.0)
    axes.set_xlim(low - room / 3, high + room)


def _number(axes: Axes, row: int, at: float, value: float, right_to_left: bool) -> None:
    beside, side = (-4, "right") if right_to_left else (4, "left")
    axes.annotate(
        signed(value), (at, row), xytext=(beside, 0), textcoords="offset points", va="center", ha=side, fontsize=9
    )


def signed(value: float) -> str:
    """A number with its sign and one place, in its own direction: ``+4.2``, ``−1.5``, ``0.0``."""
    rounded = round(value, 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{LEFT_TO_RIGHT}{sign}{abs(rounded):.1f}"


def _dress(axes: Axes, title: str, unit: str, right_to_left: bool) -> None:
    axes.invert_yaxis()
    axes.set_title(title, loc="right" if right_to_left else "left", fontsize=11, parse_math=False)
    axes.set_xlabel(unit, parse_math=False)
    for side in ("top", "left" if right_to_left else "right"):
        axes.spines[side].set_visible(False)
    if right_to_left:
        axes.invert_xaxis()
        axes.yaxis.tick_right()
