from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from tawthiq.toll import Estimate, Overlap, Sentence
from tawthiq.toll import figures as drawn
from tawthiq.toll.identifying import Curve

OVERLAP = Overlap.from_cells(("A", "B", "C"), np.array([0, 40, 30, 12, 20, 8, 6, 4]))
WITHOUT = Estimate("invented-too", 120, why=Sentence("toll.no_overlap"))
ESTIMATES = (Estimate("invented", 120, 200.0, 150.0, 400.0), WITHOUT)
CURVE = Curve(
    np.array([0.5, 1, 2]), np.array([150.0, 200, 300]), np.array([140.0, 170, 240]), np.array([170.0, 260, 410])
)
CHAINS = np.random.default_rng(0).lognormal(5, 0.2, (8, 100))


def words(figure: Figure) -> str:
    return " ".join(text.get_text() for text in figure.findobj(match=lambda part: hasattr(part, "get_text")))


def test_the_overlaps_stand_from_the_largest_to_the_smallest() -> None:
    bars = drawn.upset(OVERLAP).axes[0].patches
    assert [bar.get_height() for bar in bars] == [40, 30, 20, 12, 8, 6, 4]


def test_every_interval_stands_beside_the_documented_and_a_refusal_says_so() -> None:
    said = words(drawn.intervals(ESTIMATES))
    assert "documented: 120" in said
    assert "invented" in said
    assert "no estimate" in said


def test_no_picture_of_nothing() -> None:
    with pytest.raises(ValueError, match="no estimate"):
        drawn.intervals([])


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("ending", ["svg", "png"])
def test_every_figure_is_the_same_bytes_twice(tmp_path: Path, lang: str, ending: str) -> None:
    for name in ("first", "second"):
        figures = (
            drawn.upset(OVERLAP, lang=lang),
            drawn.intervals(ESTIMATES, lang=lang),
            drawn.xi_curve(CURVE, 120, lang=lang),
            drawn.traces(CHAINS, lang=lang),
            drawn.ranks(CHAINS, lang=lang),
        )
        for number, figure in enumerate(figures):
            drawn.save(figure, tmp_path / f"{name}{number}.{ending}")
    for number in range(5):
        first, second = (tmp_path / f"{name}{number}.{ending}" for name in ("first", "second"))
        assert first.read_bytes() == second.read_bytes()
        assert first.stat().st_size > 1_000


def test_strata_stand_in_their_order_with_their_draws() -> None:
    draws = np.linspace(150, 250, 4_000)
    months = {f"2012-0{n}": Estimate("combined", 100, 200.0, 155.0, 245.0, draws=draws) for n in (1, 2)}
    none = Estimate("combined", 30, why=Sentence("toll.no_overlap"))
    (axes,) = drawn.strata({**months, "2012-03": none}).axes
    assert [label.get_text() for label in axes.get_xticklabels()] == ["2012-01", "2012-02", "2012-03"]
    assert [text.get_text() for text in axes.texts] == ["no estimate"]
