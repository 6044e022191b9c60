"""Pictures: the figures that several rooms show, drawn by matplotlib, which shapes and turns Arabic itself (from 3.11).

The same numbers and words give the same bytes. Colour never stands alone: what speaks for goes up and has a plus sign.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, Literal, Protocol

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, StrMethodFormatter

from tawthiq.errors import BadInput
from tawthiq.messages import say

ENDINGS = (".svg", ".png")
FOR, AGAINST, SUM = "#0072b2", "#d55e00", "#555555"
"""Blue, vermilion and grey: told apart by the colour-blind (Wong 2011)."""

INK, PALE, MARK = "#222222", "#d0d0d0", "#a3262a"
MOST_PATTERNS = 40

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


class Told(Protocol):
    """What a method says of a toll, in people: an estimate with its limits, or none."""

    @property
    def method(self) -> str:
        """The name of the method."""

    @property
    def documented(self) -> int:
        """The people on the lists."""

    @property
    def point(self) -> float | None:
        """The estimate."""

    @property
    def lower(self) -> float | None:
        """Its lower limit."""

    @property
    def upper(self) -> float | None:
        """Its upper limit."""

    @property
    def bounds(self) -> str | None:
        """``below`` where it only bounds the toll from below."""


def upset(
    lists: Sequence[str], patterns: Sequence[Sequence[int]], counts: Sequence[int], *, lang: str = "en"
) -> Figure:
    """How many people show each combination of lists, largest first (Lex et al. 2014, IEEE TVCG 20:1983).

    ``patterns`` are rows of 0 and 1, one a list. The forty largest, where there are more.
    """
    order = sorted(range(len(counts)), key=lambda row: (-counts[row], row))[:MOST_PATTERNS]
    shown = [counts[row] for row in order]
    figure = Figure(figsize=(2 + 0.3 * len(order), 3 + 0.3 * len(lists)), layout="constrained")
    bars, dots = figure.subplots(2, 1, sharex=True, height_ratios=[3, 0.5 * len(lists)])
    bars.bar_label(bars.bar(range(len(shown)), shown, color=INK), fmt="{:,.0f}", fontsize=7, rotation=90, padding=2)
    bars.margins(y=0.2)
    people(bars, "y", say("toll_figures.people", lang))
    for place, row in enumerate(order):
        on = [n for n, held in enumerate(patterns[row]) if held]
        dots.plot([place] * len(lists), range(len(lists)), "o", color=PALE)
        dots.plot([place] * len(on), on, "o-", color=INK)
    dots.set_yticks(range(len(lists)), lists, parse_math=False)
    dots.set_xticks([])
    dots.spines[:].set_visible(False)
    return figure


def intervals(estimates: Sequence[Told], *, lang: str = "en") -> Figure:
    """The interval of every method side by side, first on top, on a logarithmic scale, with the documented count.

    ValueError without an estimate to draw.
    """
    if not estimates:
        raise ValueError("no estimate to draw")
    figure = Figure(figsize=(7, 1.2 + 0.4 * len(estimates)), layout="constrained")
    axes = figure.subplots()
    documented = estimates[0].documented
    for row, one in enumerate(estimates):
        if one.point is None or one.lower is None or one.upper is None:
            axes.text(documented, row, " " + say("toll_figures.no_estimate", lang), va="center", color=MARK)
        else:
            axes.plot([one.lower, one.upper], [row, row], "-", color=INK, linewidth=2)
            axes.plot(one.point, row, ">" if one.bounds else "o", color=INK)
    axes.set_yticks(range(len(estimates)), [one.method for one in estimates])
    axes.set_ylim(len(estimates) - 0.5, -0.5)
    axes.set_xscale("log")
    floor(axes.axvline, documented, axes, lang)
    people(axes, "x", say("toll_figures.toll", lang))
    return figure


def save(figure: Figure, path: Path) -> None:
    """Write a figure as SVG or PNG, by the ending of the path: the same bytes for the same figure."""
    with rc_context({"svg.hashsalt": "tawthiq", "svg.fonttype": "none"}):
        figure.savefig(path, dpi=150, metadata={"Date": None} if path.suffix == ".svg" else {"Software": None})


def floor(line: Callable[..., Any], documented: int, axes: Axes, lang: str) -> None:
    """A line at the documented count, with its words."""
    words = say("toll_figures.documented", lang, documented=f"{documented:,}")
    line(documented, color=MARK, linestyle="--", label=words)
    axes.legend(frameon=False)


def people(axes: Axes, axis: Literal["x", "y"], label: str) -> None:
    """Name an axis and write whole numbers with thousands apart on it."""
    (axes.set_xlabel if axis == "x" else axes.set_ylabel)(label)
    which = axes.xaxis if axis == "x" else axes.yaxis
    which.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    if which.get_scale() == "log":
        which.set_minor_locator(LogLocator(subs=(2.0, 5.0)))
        which.set_minor_formatter(StrMethodFormatter("{x:,.0f}"))
    axes.tick_params(axis=axis, which="both", labelsize=7)
