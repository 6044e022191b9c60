"""The charts: in both languages, the same bytes twice, their numbers beside them, and none of nothing."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tawthiq.errors import NotFound
from tawthiq.messages import LANGUAGES
from tawthiq.report.drawn.charts import intervals, origins_of, overlap, stretches, support, timeline
from tawthiq.report.drawn.figures import FIGURES, asked_of, draw
from tawthiq.report.drawn.studio import Studio
from tawthiq.report.shape import Holdings
from tests.report.invented import BARE, CLAIMS, HELD, REFUSED

SHELLING = "Shelling of an inhabited area, Northquay, 2 April 2031"
CHARTS = {"overlap": overlap, "intervals": intervals, "timeline": timeline, "support": support}


def never(*_: object) -> Any:
    raise AssertionError("a chart opens no scene")


def studio(folder: Path, held: Holdings = HELD, lang: str = "en") -> Studio:
    return Studio(held, lang, folder, never, never)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CHARTS)
def test_each_is_drawn_twice_the_same(tmp_path: Path, name: str, lang: str) -> None:
    first, ids = draw(studio(tmp_path / "a", lang=lang), f"figure:{name}")
    again, _ = draw(studio(tmp_path / "b", lang=lang), f"figure:{name}")
    assert first.file.read_bytes() == again.file.read_bytes()
    assert ElementTree.parse(first.file).getroot().tag.endswith("svg")
    assert first.alt and first.caption and ids
    assert FIGURES[name] is CHARTS[name]


def data(folder: Path, name: str) -> list[list[str]]:
    picture, _ = draw(studio(folder), f"figure:{name}")
    assert picture.data
    with picture.data.open(encoding="utf-8") as file:
        return list(csv.reader(file))


def test_the_data_are_the_numbers_that_are_drawn(tmp_path: Path) -> None:
    assert data(tmp_path, "overlap") == [["lcc", "vdc", "people"], ["1", "0", "1"], ["1", "1", "2"]]
    assert data(tmp_path, "intervals")[1] == ["combined", "3", "8.2", "12.4", "20.0", "0.95"]
    assert data(tmp_path, "timeline")[1] == [
        "c-both",
        SHELLING,
        "2031-04-02",
        "2031-04-02",
        "corroborated",
    ]
    assert data(tmp_path, "support")[:2] == [
        ["claim", "act", "a-1"],
        ["c-both", SHELLING, "certain"],
    ]


def test_the_words_tell_what_is_seen(tmp_path: Path) -> None:
    picture, _ = draw(studio(tmp_path), "figure:overlap")
    assert picture.alt == "Bars over dots: 3 people on 2 lists; 2 stand on more than one list."
    picture, _ = draw(studio(tmp_path), "figure:support")
    assert "2 acts rest on one origin at most" in picture.alt


def test_what_was_invented_is_marked(tmp_path: Path) -> None:
    assert not draw(studio(tmp_path), "figure:overlap")[0].simulated
    assert draw(studio(tmp_path, replace(HELD, simulated=frozenset({"vdc"}))), "figure:overlap")[0].simulated
    assert draw(studio(tmp_path, replace(HELD, title="SIMULATED: Northquay")), "figure:timeline")[0].simulated


@pytest.mark.parametrize("name", CHARTS)
def test_there_is_no_chart_of_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound):
        CHARTS[name](studio(tmp_path, BARE), asked_of(f"figure:{name}", BARE, "en"))


def test_there_are_no_intervals_where_no_method_has_one(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        draw(studio(tmp_path, REFUSED), "figure:intervals")


def test_the_origins_of_a_claim_that_nobody_weighed_are_none() -> None:
    assert origins_of(CLAIMS["c-one"], "origins") == ("a-1",)
    assert origins_of(CLAIMS["c-not"], "origins") == ()


def test_time_is_cut_where_nothing_happens_for_long() -> None:
    """Days 0 to 20; then nothing for 400 days; 420 to 430, and a month later 460 to 461."""
    assert stretches([(460.0, 461.0), (0.0, 20.0), (420.0, 430.0)]) == [(0.0, 20.0), (420.0, 461.0)]
    assert stretches([(0.0, 400.0), (900.0, 901.0)]) == [(0.0, 901.0)], "the gap is short beside what happened"
