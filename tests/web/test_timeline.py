"""Where bars and lines are drawn: ten days are a thousand units, so a day is a hundred."""

from datetime import date

import polars as pl

from tawthiq.web.gathering import SCHEMA, Bin
from tawthiq.web.timeline import timeline


def day(n: int) -> date:
    return date(2012, 3, n)


def lines(*ends: tuple[date | None, date | None]) -> pl.DataFrame:
    rows = [{"kind": "claims", "id": f"c-{n}", "date_from": a, "date_to": b} for n, (a, b) in enumerate(ends)]
    return pl.DataFrame(rows, schema=SCHEMA)


def test_bars_and_lines_share_one_scale() -> None:
    found = timeline([Bin(day(1), day(1), 3, 1.0), Bin(day(2), day(2), 2, 0)], lines((day(4), day(10))))
    assert found
    first, second = found.bars
    assert (first.x, first.width, first.certain, first.spread) == (0, 100, 90, 30)
    assert (second.x, second.certain) == (100, 60)
    assert found.most == 4
    assert (found.lines[0].x, found.lines[0].width) == (300, 700)
    assert found.named[0] == (0, day(1))


def test_a_line_without_an_end_runs_to_the_edge_and_says_so() -> None:
    found = timeline([], lines((day(1), day(2)), (day(6), None), (day(10), day(10))))
    assert found
    assert (found.lines[1].open, found.lines[1].x, found.lines[1].width) == ("end", 500, 500)
    assert [one.y for one in found.lines] == sorted({one.y for one in found.lines})


def test_nothing_with_a_day_is_no_timeline() -> None:
    assert timeline([], lines()) is None
