"""Everything with a place or a day in one table: filtered, put together by place, laid on a scale of days."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tawthiq.case import Case
from tawthiq.web import gathering
from tawthiq.web.gathering import Asked, Bin


@pytest.fixture(scope="module")
def table(demonstration: Path) -> Iterator[pl.DataFrame]:
    with Case.open(demonstration) as case:
        yield gathering.judged(case, gathering.gathered(case))


def test_the_demonstration_has_people_records_claims_accounts_marks_and_scenes(table: pl.DataFrame) -> None:
    counts = dict(table.group_by("kind").len().iter_rows())
    assert set(counts) == set(gathering.KINDS)
    assert counts["scenes"] == 2
    assert min(counts.values()) > 1
    assert table["id"].n_unique() == table.height


def test_a_rejected_mark_is_not_there(demonstration: Path, table: pl.DataFrame) -> None:
    with Case.open(demonstration) as case:
        rejected = [one.subjects[0] for one in case.judgements() if one.verdict == "reject"]
    assert rejected
    assert not set(rejected) & set(table["id"])


def small() -> pl.DataFrame:
    """Three people: on 1 March, in the first ten days of March, on no known day; and a claim of 5 March."""
    day = {1: date(2012, 3, 1), 5: date(2012, 3, 5), 10: date(2012, 3, 10)}
    rows = [
        {"kind": "people", "id": "p-1", "label": "حسن", "place": "Homs", "lat": 34.7, "lon": 36.7, "radius_m": 500.0,
         "date_from": day[1], "date_to": day[1]},
        {"kind": "people", "id": "p-2", "label": "Ali", "place": "Homs", "lat": 34.7, "lon": 36.7, "radius_m": 500.0,
         "date_from": day[1], "date_to": day[10]},
        {"kind": "people", "id": "p-3", "label": "Sami", "place": "Hama"},
        {"kind": "claims", "id": "c-1", "label": "shelling", "place": "Homs", "date_from": day[5], "date_to": day[5]},
    ]  # fmt: skip
    table = pl.DataFrame(rows, schema=gathering.SCHEMA)
    return table.with_columns(folded=pl.Series(["حسن homs", "ali homs", "sami hama", "shelling homs"]))


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (Asked(), ["p-1", "p-2", "p-3", "c-1"]),
        (Asked(kinds=("claims",)), ["c-1"]),
        (Asked(since=date(2012, 3, 6)), ["p-2"]),
        (Asked(until=date(2012, 3, 1)), ["p-1", "p-2"]),
        (Asked(words="HOMS"), ["p-1", "p-2", "c-1"]),
        (Asked(words="حَسَن"), ["p-1"]),
    ],
)
def test_what_may_overlap_the_days_and_has_the_words_is_shown(asked: Asked, ids: list[str]) -> None:
    assert gathering.filtered(small(), asked)["id"].to_list() == ids


def test_places_with_coordinates_become_points_with_their_radius() -> None:
    found = gathering.places(small())
    assert found["count"].to_list() == [2, 1, 1]
    (point,) = gathering.features(found)["features"]
    assert point["geometry"]["coordinates"] == [36.7, 34.7]
    assert (point["properties"]["count"], point["properties"]["radius_m"]) == (2, 500.0)
    assert (point["properties"]["date_from"], point["properties"]["date_to"]) == ("2012-03-01", "2012-03-10")


def test_what_may_be_of_ten_days_is_spread_over_them_and_adds_up() -> None:
    """One certain on 1 March; the other a tenth on each day."""
    found = gathering.bins(small())
    assert len(found) == 10
    assert found[0] == Bin(date(2012, 3, 1), date(2012, 3, 1), 1, pytest.approx(0.1))
    assert sum(one.certain + one.spread for one in found) == pytest.approx(2)


def test_long_times_are_told_by_months_and_longer_ones_by_years() -> None:
    def spans(last: date) -> list[Bin]:
        row = {"kind": "people", "id": "p", "date_from": date(2011, 3, 15), "date_to": last}
        return gathering.bins(pl.DataFrame([row], schema=gathering.SCHEMA))

    assert spans(date(2012, 3, 14))[0].start == date(2011, 3, 1)
    assert len(spans(date(2012, 3, 14))) == 13
    assert [one.start.year for one in spans(date(2031, 1, 1))][:2] == [2011, 2012]
    assert sum(one.spread for one in spans(date(2031, 1, 1))) == pytest.approx(1)


def test_claims_accounts_and_scenes_are_lines() -> None:
    assert gathering.lines(small())["id"].to_list() == ["c-1"]


def test_the_table_stands_while_its_findings_stand(demonstration: Path) -> None:
    with Case.open(demonstration) as case:
        slots = {one.slot.split("/")[0] for one in gathering.findings(case)}
    assert slots == {"people", "support", "records", "marks"}


def test_marks_beyond_number_are_put_together_by_cells_that_their_radius_reaches_across() -> None:
    """Eleven by four hundred marks a thousandth of a degree apart; cells of 0.0025° leave 5 × 160 places of them."""
    rows = [{"kind": "marks", "id": f"m-{x}-{y}", "label": "scene", "lat": 34 + y / 1000, "lon": 36 + x / 1000,
             "radius_m": 3.0} for x in range(400) for y in range(11)]  # fmt: skip
    marks = pl.DataFrame(rows, schema=gathering.SCHEMA).with_columns(folded=pl.lit("scene"))
    assert gathering.places(marks).height == 4_400
    found = gathering.places(gathering.together(marks))
    assert found.height <= gathering.MOST
    assert found["count"].sum() == 4_400
    assert found["radius_m"].unique().to_list() == pytest.approx([3 + 0.0025 * 111_320 / 2**0.5], abs=0.1)
    assert gathering.together(marks.head(10)).equals(marks.head(10))
