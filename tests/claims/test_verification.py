from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tawthiq.claims.verification import Analysis, KeyFrame, Sun, facts, record, sun, times
from tawthiq.errors import BadInput
from tawthiq.nouns import Judgement, Place

AT = datetime(2031, 4, 3, tzinfo=UTC)
HOMS = 34.73, 36.71


def judged(n: int, by: str, told: dict[str, object]) -> Judgement:
    return Judgement(f"j-{n}", "verify", ("i-1",), "because", by, AT, "", told)


def test_three_analyses_each_with_author_reasons_and_what_was_not_done() -> None:
    frame = KeyFrame("00:12", "a courtyard", Place("the infirmary", "Infirmary", 34.7, 36.7, 30.0))
    told = facts("content", "landmarks", "no weather data", {"seen": "a ward", "where": "roof, tower"}, [frame])
    found = record("i-1", [judged(1, "ana", told), judged(2, "basil", facts("source", "asked him", "", {}, []))])
    assert found.missing() == ["technical"]
    content = found.analyses[0]
    assert (content.by, content.reasons, content.not_done, content.frames) == (
        "ana", "because", "no weather data", (frame,),
    )  # fmt: skip
    assert content.open() == ["shadows", "weather", "events"]


def test_a_second_opinion_stands_beside_the_first() -> None:
    told = facts("source", "asked", "", {}, [])
    found = record("i-1", [judged(1, "ana", told), judged(2, "basil", told), judged(3, "ana", told)])
    assert [one.by for one in found.analyses] == ["ana", "basil", "ana"]
    assert record("i-2", [judged(1, "ana", told)]).analyses == ()


@pytest.mark.parametrize(
    ("kind", "reasons", "answers", "message"),
    [
        ("astral", "x", {}, "no analysis"),
        ("source", " ", {}, "no reasons"),
        ("source", "x", {"shadows": "long"}, "does not ask for: shadows"),
    ],
)
def test_what_is_no_analysis(kind: str, reasons: str, answers: dict[str, str], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        facts(kind, reasons, "", answers, [])


def test_at_true_noon_of_the_equinox_the_sun_stands_south_and_as_high_as_the_latitude_leaves() -> None:
    """20 March 2012, 34.73° N: elevation 90 - 34.73 = 55.3°, and a shadow of tan(34.73°) = 0.69 times the height."""
    noon = sun(*HOMS, datetime(2012, 3, 20, 9, 40, 30, tzinfo=UTC))
    assert noon.elevation == pytest.approx(55.3, abs=0.3)
    assert noon.azimuth == pytest.approx(180, abs=1)
    assert noon.shadow_towards == pytest.approx(0, abs=1) or noon.shadow_towards == pytest.approx(360, abs=1)
    assert noon.shadow_length == pytest.approx(0.69, abs=0.01)


def test_at_night_nothing_casts_a_shadow_and_a_clock_may_be_of_any_zone() -> None:
    at = datetime(2012, 3, 20, 0, tzinfo=timezone(timedelta(hours=2)))
    night = sun(*HOMS, at)
    assert (night.shadow_towards, night.shadow_length) == (None, None)
    with pytest.raises(BadInput, match="no zone"):
        sun(*HOMS, datetime(2012, 3, 20))


def test_a_measured_shadow_gives_back_the_time_at_which_it_fell() -> None:
    at = datetime(2012, 2, 20, 7, 30, tzinfo=UTC)
    seen = sun(*HOMS, at)
    assert seen.shadow_towards
    ((first, last),) = times(*HOMS, date(2012, 2, 20), towards=seen.shadow_towards, length=seen.shadow_length)
    assert first <= at <= last
    assert last - first < timedelta(hours=1)
    assert times(*HOMS, date(2012, 2, 20), towards=180) == []
    assert isinstance(seen, Sun)
    assert Analysis("source", "ana", AT, "x").open() == ["made_by", "passed_by", "motive"]
