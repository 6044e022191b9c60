"""The pictures of the toll: overlaps, every method's interval, the curve over ξ, and the chains."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, StrMethodFormatter
from numpy.typing import NDArray
from scipy.stats import rankdata

from tawthiq.messages import say
from tawthiq.toll.identifying import Curve
from tawthiq.toll.shape import Estimate, Overlap

INK, PALE, MARK = "#222222", "#d0d0d0", "#a3262a"
MOST_PATTERNS, BINS, SHOWN_DRAWS = 40, 20, 200


def upset(overlap: Overlap, *, lang: str = "en") -> Figure:
    """How many people show each combination of lists, largest first (Lex et al. 2014, IEEE TVCG 20:1983).

    The forty largest, where there are more.
    """
    order = np.argsort(-overlap.counts, kind="stable")[:MOST_PATTERNS]
    patterns, counts = overlap.patterns[order], overlap.counts[order]
    figure = Figure(figsize=(2 + 0.3 * len(order), 3 + 0.3 * len(overlap.lists)), layout="constrained")
    bars, dots = figure.subplots(2, 1, sharex=True, height_ratios=[3, 0.5 * len(overlap.lists)])
    bars.bar_label(bars.bar(range(len(counts)), counts, color=INK), fmt="{:,.0f}", fontsize=7, rotation=90, padding=2)
    bars.margins(y=0.2)
    _people(bars, "y", say("toll_figures.people", lang))
    for place, pattern in enumerate(patterns):
        on = np.flatnonzero(pattern)
        dots.plot([place] * len(overlap.lists), range(len(overlap.lists)), "o", color=PALE)
        dots.plot([place] * len(on), on, "o-", color=INK)
    dots.set_yticks(range(len(overlap.lists)), overlap.lists)
    dots.set_xticks([])
    dots.spines[:].set_visible(False)
    return figure


def intervals(estimates: Sequence[Estimate], *, lang: str = "en") -> Figure:
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
    _floor(axes.axvline, documented, axes, lang)
    _people(axes, "x", say("toll_figures.toll", lang))
    return figure


def xi_curve(curve: Curve, documented: int, *, lang: str = "en") -> Figure:
    """The toll over ξ with its interval; ξ = 1 is marked."""
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    axes.fill_between(curve.xi, curve.lower, curve.upper, color=PALE)
    axes.plot(curve.xi, curve.point, color=INK)
    axes.axvline(1.0, color=INK, linewidth=0.5)
    axes.set(xscale="log", yscale="log", xlabel=say("toll_figures.xi", lang))
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    _floor(axes.axhline, documented, axes, lang)
    _people(axes, "y", say("toll_figures.people", lang))
    return figure


def strata(estimates: Mapping[str, Estimate], *, lang: str = "en") -> Figure:
    """Draws of each stratum in order, months as they follow one another, with the interval and the documented count."""
    figure = Figure(figsize=(2 + 0.5 * len(estimates), 4.5), layout="constrained")
    axes = figure.subplots()
    spread = np.random.default_rng(0).uniform(-0.3, 0.3, SHOWN_DRAWS)
    for place, one in enumerate(estimates.values()):
        label = say("toll_figures.documented_each", lang) if place == 0 else None
        axes.plot(place, one.documented, "_", color=MARK, markersize=14, label=label)
        if one.draws is None or one.point is None or one.lower is None or one.upper is None:
            axes.text(place, one.documented, say("toll_figures.no_estimate", lang), rotation=90, color=MARK)
            continue
        some = one.draws[np.linspace(0, len(one.draws) - 1, SHOWN_DRAWS).astype(int)]
        axes.plot(place + spread, some, ".", color=PALE, markersize=2, zorder=0)
        axes.plot([place, place], [one.lower, one.upper], "-", color=INK)
        axes.plot(place, one.point, "o", color=INK)
    axes.set_yscale("log")
    axes.set_xticks(range(len(estimates)), list(estimates), rotation=90, fontsize=7)
    _people(axes, "y", say("toll_figures.toll", lang))
    axes.legend(frameon=False)
    return figure


def traces(chains: NDArray[np.float64], *, lang: str = "en") -> Figure:
    """Every chain (chains × draws) along its draws."""
    figure = Figure(figsize=(8, 3), layout="constrained")
    axes = figure.subplots()
    axes.plot(chains.T, linewidth=0.4)
    axes.set(yscale="log", xlabel=say("toll_figures.draw", lang))
    _people(axes, "y", say("toll_figures.people", lang))
    return figure


def ranks(chains: NDArray[np.float64], *, lang: str = "en") -> Figure:
    """How the ranks of each chain's draws spread (Vehtari et al. 2021): flat where the chains agree."""
    among = rankdata(chains).reshape(chains.shape)
    figure = Figure(figsize=(8, 1.5 * -(-len(chains) // 4)), layout="constrained")
    panels = figure.subplots(-(-len(chains) // 4), 4, sharex=True, sharey=True, squeeze=False).ravel()
    for number, (axes, one) in enumerate(zip(panels, among, strict=False), 1):
        axes.hist(one, bins=BINS, range=(0, chains.size), color=INK)
        axes.axhline(chains.shape[1] / BINS, color=MARK)
        axes.set_title(say("toll_figures.chain", lang, chain=number), fontsize=8)
    figure.supxlabel(say("toll_figures.rank", lang))
    figure.supylabel(say("toll_figures.draws", lang))
    return figure


def save(figure: Figure, path: Path) -> None:
    """Write a figure as SVG or PNG, by the ending of the path: the same bytes for the same figure."""
    with mpl.rc_context({"svg.hashsalt": "tawthiq", "svg.fonttype": "none"}):
        figure.savefig(path, dpi=150, metadata={"Date": None} if path.suffix == ".svg" else {"Software": None})


def _floor(line: Callable[..., Any], documented: int, axes: Axes, lang: str) -> None:
    line(
        documented, color=MARK, linestyle="--", label=say("toll_figures.documented", lang, documented=f"{documented:,}")
    )
    axes.legend(frameon=False)


def _people(axes: Axes, axis: Literal["x", "y"], label: str) -> None:
    """Name an axis and write whole numbers with thousands apart on it."""
    (axes.set_xlabel if axis == "x" else axes.set_ylabel)(label)
    which = axes.xaxis if axis == "x" else axes.yaxis
    which.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    if which.get_scale() == "log":
        which.set_minor_locator(LogLocator(subs=(2.0, 5.0)))
        which.set_minor_formatter(StrMethodFormatter("{x:,.0f}"))
    axes.tick_params(axis=axis, which="both", labelsize=7)
