"""Estimates on one scale: by hand for a small table, and as the demonstration stands."""

from pathlib import Path
from typing import Any

from tawthiq.case import Case
from tawthiq.web import tolls


def row(method: str, *numbers: float | None, why: str | None = None, bounds: str | None = None) -> dict[str, Any]:
    lower, point, upper = numbers or (None, None, None)
    return {"stratum": "Homs", "method": method, "documented": 300, "lower": lower, "estimate": point, "upper": upper,
            "level": 0.95, "bounds": bounds, "why": why, "facts": None}  # fmt: skip


def test_intervals_stand_on_one_scale_from_nothing() -> None:
    """Up to 1,200 the scale has marks every 200, and ends at 1,400: 600 is at 428.6 of 1,000."""
    found = tolls.drawn([row("combined", 400, 600, 1200), row("chao-bound", 500, 550, 700, bounds="below")], "en")
    assert [n for _, n in found.ticks] == [0, 200, 400, 600, 800, 1000, 1200, 1400]
    assert found.rows[0].x == (285.7, 428.6, 857.1)
    assert (found.documented, found.rows[1].bounds) == (214.3, True)


def test_a_method_that_did_not_pass_its_gate_has_its_reason() -> None:
    found = tolls.drawn([row("combined", why="toll.no_plan"), row("chao-bound", 500, 550, 700)], "en")
    assert found.rows[0].x is None
    assert "plan" in found.rows[0].why
    assert tolls.drawn([row("combined", 400, 600, 900)], "en", "stratum").rows[0].name == "Homs"


def test_overlaps_come_largest_first_and_small_ones_are_counted() -> None:
    told = [{"lists": "a + b", "people": 10}, {"lists": "a", "people": 40}]
    told += [{"lists": f"a + c + {n:02}", "people": 1} for n in range(40)]
    lists, shown, smaller = tolls.overlaps(told)
    assert (shown[0].on, shown[0].people, shown[0].share) == (frozenset({"a"}), 40, 1.0)
    assert shown[1].share == 0.25
    assert (lists[-3:], len(shown), smaller) == (["a", "b", "c"], tolls.PATTERNS, 42 - tolls.PATTERNS)


def test_swings_are_drawn_beside_the_documented_count() -> None:
    told = [{**row("decomposable", 400, 500, 700), "lists": "a", "change": "left out"},
            {**row("decomposable", why="toll.no_plan"), "lists": "a + b", "change": "merged"}]  # fmt: skip
    found = tolls.swings(told, 300, "en")
    assert found
    assert [one.name for one in found.rows] == ["without a", "a + b as one"]
    assert found.rows[1].x is None
    assert tolls.swings([], 300, "en") is None


def test_the_curve_is_drawn_from_a_tenth_to_ten_by_its_logarithm() -> None:
    """ξ of 0.1, 1 and 10 stand at 0, 500 and 1,000; the scale ends at 400, so that 200 is half way down of 260."""
    curve = [{"xi": xi, "lower": 100.0, "estimate": 200.0, "upper": 400.0} for xi in (0.01, 0.1, 1.0, 10.0)]
    curve.append({"xi": 5.0, "lower": None, "estimate": 200.0, "upper": None})
    found = tolls.over(curve)
    assert found
    assert found.middle == "0.0,130.0 500.0,130.0 1000.0,130.0"
    assert found.band.startswith("0.0,0.0 500.0,0.0")
    assert [one["xi"] for one in found.told] == [0.1, 0.1, 1.0, 1.0, 10.0]
    assert tolls.over(curve[:1]) is None


def test_what_must_be_told_is_told_once() -> None:
    assert len(tolls.cautions([{"key": "toll.no_plan", "facts": "{}"}] * 2, "ar")) == 1


def test_the_demonstration_has_a_range_and_no_strata(demonstration: Path) -> None:
    with Case.open(demonstration) as case:
        standing = case.current(tolls.SLOT)
        assert standing
        told = tolls.rows(case, standing, "estimates")
        assert (told[0]["method"], tolls.strata(case, standing)) == ("combined", [])
        people = sum(one["people"] for one in tolls.rows(case, standing, "overlaps"))
    assert people == told[0]["documented"]
