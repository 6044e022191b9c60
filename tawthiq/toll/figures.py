"""The pictures of the toll: overlaps, every method's interval, the curve over ξ, and the chains."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter
from numpy.typing import NDArray
from scipy.stats import rankdata

from tawthiq import pictures
from tawthiq.messages import say
from tawthiq.pictures import INK, MARK, PALE, floor, intervals, people, save
from tawthiq.toll.identifying import Curve
from tawthiq.toll.shape import Estimate, Overlap

__all__ = ["intervals", "ranks", "save", "strata", "traces", "upset", "xi_curve"]

BINS, SHOWN_DRAWS = 20, 200


def upset(overlap: Overlap, *, lang: str = "en") -> Figure:
    """How many people show each combination of lists (``pictures.upset``)."""
    return pictures.upset(overlap.lists, overlap.patterns.tolist(), overlap.counts.tolist(), lang=lang)


def xi_curve(curve: Curve, documented: int, *, lang: str = "en") -> Figure:
    """The toll over ξ with its interval; ξ = 1 is marked."""
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    axes.fill_between(curve.xi, curve.lower, curve.upper, color=PALE)
    axes.plot(curve.xi, curve.point, color=INK)
    axes.axvline(1.0, color=INK, linewidth=0.5)
    axes.set(xscale="log", yscale="log", xlabel=say("toll_figures.xi", lang))
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    floor(axes.axhline, documented, axes, lang)
    people(axes, "y", say("toll_figures.people", lang))
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
    people(axes, "y", say("toll_figures.toll", lang))
    axes.legend(frameon=False)
    return figure


def traces(chains: NDArray[np.float64], *, lang: str = "en") -> Figure:
    """Every chain (chains × draws) along its draws."""
    figure = Figure(figsize=(8, 3), layout="constrained")
    axes = figure.subplots()
    axes.plot(chains.T, linewidth=0.4)
    axes.set(yscale="log", xlabel=say("toll_figures.draw", lang))
    people(axes, "y", say("toll_figures.people", lang))
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
