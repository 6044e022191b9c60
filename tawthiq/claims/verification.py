"""The verification record of an item (Berkeley Protocol 2022, VI.E): three analyses, key frames, and the sun."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from pvlib import solarposition

from tawthiq.claims.plain import date_of, place_of, plain
from tawthiq.errors import BadInput
from tawthiq.nouns import Date, Judgement, Place

Kind = Literal["source", "technical", "content"]
KINDS: tuple[Kind, ...] = get_args(Kind)
ASKED: Mapping[Kind, tuple[str, ...]] = {
    "source": ("made_by", "passed_by", "motive"),
    "technical": ("metadata", "alteration", "earlier_copies"),
    "content": ("seen", "where", "shadows", "weather", "events"),
}
"""What each analysis answers; an answer that is missing was not looked for, and the record says so."""


@dataclass(frozen=True, slots=True)
class KeyFrame:
    """A frame of a film, each placed and dated for itself: ``at`` is its time code, ``seen`` what it shows."""

    at: str
    seen: str = ""
    where: Place | None = None
    when: Date | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """One analysis by one person: its answers, its reasons, and what was not done."""

    kind: Kind
    by: str
    at: datetime
    reasons: str
    not_done: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    frames: tuple[KeyFrame, ...] = ()
    judgement: str = ""

    def open(self) -> list[str]:
        """The questions that it leaves unanswered."""
        return [one for one in ASKED[self.kind] if not self.answers.get(one)]


@dataclass(frozen=True, slots=True)
class Record:
    """The analyses of one item, oldest first: a second opinion stands beside the first, it does not replace it."""

    item: str
    analyses: tuple[Analysis, ...]

    def missing(self) -> list[Kind]:
        """The analyses that nobody made."""
        made = {one.kind for one in self.analyses}
        return [one for one in KINDS if one not in made]


@dataclass(frozen=True, slots=True)
class Sun:
    """The sun at a time: azimuth (degrees from north, clockwise) and apparent elevation (degrees above the horizon)."""

    at: datetime
    azimuth: float
    elevation: float

    @property
    def shadow_towards(self) -> float | None:
        """The direction in which shadows fall, in degrees from north; ``None`` while the sun is down."""
        return (self.azimuth + 180) % 360 if self.elevation > 0 else None

    @property
    def shadow_length(self) -> float | None:
        """The length of a shadow on level ground as a multiple of the height; ``None`` while the sun is down."""
        return float(1 / np.tan(np.radians(self.elevation))) if self.elevation > 0 else None


def facts(
    kind: str, reasons: str, not_done: str, answers: Mapping[str, str], frames: Iterable[KeyFrame]
) -> dict[str, Any]:
    """What a judgement ``verify`` holds. Raises BadInput for an unknown analysis or question, or without reasons."""
    if kind not in KINDS:
        raise BadInput("verification.no_analysis", value=kind, known=", ".join(KINDS))
    unknown = set(answers) - set(ASKED[kind])
    if unknown:
        raise BadInput("verification.no_question", value=", ".join(sorted(unknown)), known=", ".join(ASKED[kind]))
    if not reasons.strip():
        raise BadInput("verification.no_reasons", value=kind)
    told = {"analysis": kind, "not_done": not_done, "answers": dict(answers), "frames": [plain(one) for one in frames]}
    return {name: value for name, value in told.items() if value}


def record(item: str, judgements: Iterable[Judgement]) -> Record:
    """The record of an item from the judgements on it, oldest first."""
    made = [_analysis(one) for one in judgements if one.verdict == "verify" and item in one.subjects]
    return Record(item, tuple(made))


def sun(lat: float, lon: float, at: datetime) -> Sun:
    """The sun over a place (WGS 84 degrees) at a time that names its zone (NREL SPA, Reda and Andreas 2004, by pvlib).

    Raises BadInput for a time without a zone.
    """
    return _suns(lat, lon, [at])[0]


def times(
    lat: float, lon: float, day: date, *, towards: float, tolerance: float = 5.0, length: float | None = None
) -> list[tuple[datetime, datetime]]:
    """When on a day (UTC), to the minute, shadows fell in a direction (degrees, give or take a tolerance).

    ``length`` is their length as a multiple of the height, within a fifth. No time fits where nothing is given back:
    then the place, the day or the measurement is wrong. Each pair is the first and the last minute of a stretch.
    """
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    suns = _suns(lat, lon, [midnight + timedelta(minutes=n) for n in range(24 * 60)])
    fitting = [one.at for one in suns if _fits(one, towards, tolerance, length)]
    stretches: list[tuple[datetime, datetime]] = []
    for at in fitting:
        if stretches and at - stretches[-1][1] == timedelta(minutes=1):
            stretches[-1] = stretches[-1][0], at
        else:
            stretches.append((at, at))
    return stretches


def _fits(one: Sun, towards: float, tolerance: float, length: float | None) -> bool:
    direction, ratio = one.shadow_towards, one.shadow_length
    if direction is None or ratio is None:
        return False
    off = abs((direction - towards + 180) % 360 - 180)
    return off <= tolerance and (length is None or 0.8 * length <= ratio <= 1.2 * length)


def _suns(lat: float, lon: float, moments: list[datetime]) -> list[Sun]:
    if any(one.tzinfo is None for one in moments):
        raise BadInput("verification.no_zone", value=str(moments[0]))
    found = solarposition.get_solarposition(pd.DatetimeIndex(moments).tz_convert("UTC"), lat, lon)
    pairs = zip(moments, found["azimuth"], found["apparent_elevation"], strict=True)
    return [Sun(at, float(azimuth), float(elevation)) for at, azimuth, elevation in pairs]


def _analysis(one: Judgement) -> Analysis:
    told = one.facts
    frames = tuple(
        KeyFrame(each["at"], each.get("seen", ""), place_of(each.get("where")), date_of(each.get("when")))
        for each in told.get("frames", ())
    )
    return Analysis(
        told["analysis"], one.by, one.at, one.why, told.get("not_done", ""), told.get("answers", {}), frames, one.id
    )  # fmt: skip
