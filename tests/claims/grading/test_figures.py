from datetime import date
from pathlib import Path

import pytest

from tawthiq.claims.grading.conditions import Interval, timelines
from tawthiq.claims.grading.figures import derivation, grid, periods, timeline
from tawthiq.claims.grading.weighing import Weighed
from tawthiq.errors import BadInput
from tawthiq.typology import typology
from tests.claims.telling import account, claim, weighed

X = dict.fromkeys(("c-1", "c-2", "c-3"), "x")


@pytest.fixture
def told() -> Weighed:
    claims = [
        claim("1", "1"), claim("2", "2"), claim("3", "3", stance="denies"),
        claim("4", "1", "aid_let_in", days=(date(2031, 3, 1), date(2031, 3, 4)), place="Northquay"),
        claim("5", "2", "aid_cut_off", days=(date(2031, 3, 3), None), place="Northquay"),
    ]  # fmt: skip
    return weighed([account(one) for one in "123"], claims, labels=X)


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("ending", ["svg", "png"])
def test_every_picture_is_the_same_bytes_for_the_same_claims(
    told: Weighed, tmp_path: Path, lang: str, ending: str
) -> None:
    for n in (1, 2):
        folder = tmp_path / str(n)
        folder.mkdir()
        derivation(told, 0, folder / f"derivation.{ending}", lang=lang)
        grid(told, range(5), folder / f"grid.{ending}", lang=lang)
        timeline(timelines(told, typology()), folder / f"timeline.{ending}", lang=lang)
    for one in (tmp_path / "1").iterdir():
        assert one.read_bytes() == (tmp_path / "2" / one.name).read_bytes()
        assert one.stat().st_size > 2_000


def test_what_cannot_be_drawn_is_refused(told: Weighed, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no timeline"):
        timeline([], tmp_path / "x.svg")
    with pytest.raises(BadInput):
        derivation(told, 0, tmp_path / "x.gif")
    many = weighed([account(str(n)) for n in range(50)], [claim(str(n), str(n)) for n in range(50)],
                   labels={f"c-{n}": "x" for n in range(50)})  # fmt: skip
    with pytest.raises(BadInput, match="50 are too many"):
        derivation(many, 0, tmp_path / "x.svg")
    with pytest.raises(BadInput, match="50 are too many"):
        grid(many, range(50), tmp_path / "x.svg")


def test_what_happened_decades_apart_stands_side_by_side() -> None:
    def interval(start: date, end: date | None) -> Interval:
        return Interval("shut", start, end, (), (1, 1))

    spring = (date(1982, 2, 2), date(1982, 2, 20))
    found = periods([interval(date(2012, 2, 3), date(2012, 3, 1)), interval(*spring), interval(date(2012, 5, 9), None)])
    assert found == [spring, (date(2012, 2, 3), date(2012, 5, 9))]
    assert periods([]) == []
