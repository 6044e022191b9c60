"""Tables as they leave: claims, people, counts, the toll, marks, scenes, each cut to what its audience may have."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from tawthiq.report.door.withholding import Rules, happened, is_force, is_sheltered
from tawthiq.report.shape import SIMULATED, Holdings, Interval, Scene

Row = dict[str, Any]

CLAIMS = ("id", "act", "stance", "place", "place_within", "lat", "lon", "radius_m", "date", "date_from", "date_to",
          "alleged", "observed", "numbers", "grade", "weakest", "low", "high", "against_low", "against_high",
          "contested", "withdrawn", "event", "account")  # fmt: skip
PEOPLE = ("id", "name", "counted", "reason", "certainty", "status", "sex", "age_from", "age_to", "date_from", "date_to",
          "place", "place_within", "lat", "lon", "radius_m", "records", "sources")  # fmt: skip
PUBLIC_PEOPLE = ("id", "name", "counted", "status", "sex", "month", "place_within", "lat", "lon", "radius_m")
DEAD = frozenset({"killed", "died in custody"})
SUPPRESSED = -1
"""Stands for a count that is too small to be told; ``counts.csv`` writes ``<5``."""


@dataclass(frozen=True, slots=True)
class Offset:
    """A displacement that was drawn once for a person who lives, in metres, and by how much it may be wrong."""

    east_m: float
    north_m: float
    radius_m: float


def tables(held: Holdings) -> dict[str, list[Row]]:
    """Everything for a court: whole rows, suppressing nothing but what people protected (elsewhere)."""
    return _marked(held, {
        "claims": [{name: one.row[name] for name in CLAIMS} for one in held.claims.values()],
        "people": _whole(held.register.people) if held.register else [],
        "toll": [*_toll(held)],
        "marks": [_mark(one.fields, one.verdict, scene) for scene in held.scenes for one in scene.marks],
        "scenes": [_scene(one) for one in held.scenes],
    })  # fmt: skip


def public(
    held: Holdings, rules: Rules, today: date, permitted: Collection[str], offsets: Mapping[str, Offset]
) -> dict[str, list[Row]]:
    """What the public may have: only these columns, only what is out of its embargo, only those who were permitted."""
    since = today - timedelta(days=rules.embargo_days)
    scenes = [one for one in held.scenes if _is_out(one.item.id, held, since, rules)]
    return _marked(held, {
        "claims": [
            _public_claim(one.row, rules) for one in held.claims.values() if _is_out(one.id, held, since, rules)
        ],
        "people": [*_public_people(held, permitted, offsets)],
        "counts": [*_counts(held, rules, since)],
        "toll": [*_suppressed(_toll(held), rules)],
        "marks": [_mark(one.fields, one.verdict, scene) for scene in scenes for one in scene.shown],
        "scenes": [_scene(one) for one in scenes],
    })  # fmt: skip


def _marked(held: Holdings, made: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The tables, every row of a case that holds anything invented called so: a table travels without its report."""
    if not held.all_simulated and not held.simulated:
        return made
    return {name: [{**row, "handling": SIMULATED} for row in rows] for name, rows in made.items()}


def _is_out(id_: str, held: Holdings, since: date, rules: Rules) -> bool:
    when = happened(id_, held)
    return not rules.embargo_days or (when is not None and when <= since)


def _public_claim(row: Mapping[str, Any], rules: Rules) -> Row:
    """A claim without the position of a shelter, without any name of a person who is said to have done it."""
    told = {name: row[name] for name in CLAIMS}
    if is_sheltered(row["place"] or "", rules):
        told |= {"place": None, "lat": None, "lon": None, "radius_m": None}
    for name in ("alleged", "observed"):
        listed = (one.strip() for one in (row[name] or "").split(";"))
        told[name] = "; ".join(one for one in listed if one in rules.actors or is_force(one)) or None
    told["numbers"] = _bare_numbers(row["numbers"])
    return told


def _bare_numbers(told: str | None) -> str | None:
    """The numbers without the words in which they were said."""
    listed = json.loads(told) if told else []
    kept = ("low", "high", "sense", "of", "standing")
    return json.dumps([{key: one[key] for key in kept if key in one} for one in listed]) if listed else None


def _whole(people: pl.DataFrame) -> list[Row]:
    return people.select([name for name in PEOPLE if name in people.columns]).to_dicts()


def _public_people(held: Holdings, permitted: Collection[str], offsets: Mapping[str, Offset]) -> Iterator[Row]:
    if not held.register:
        return
    chosen = held.register.people.filter(pl.col("id").is_in(sorted(permitted)))
    for row in chosen.to_dicts():
        day = row.get("date_to") or row.get("date_from")
        told = {**row, "month": day.strftime("%Y-%m") if day else None, **_blurred(row, offsets.get(row["id"]))}
        yield {name: told.get(name) for name in PUBLIC_PEOPLE}


def _blurred(row: Mapping[str, Any], offset: Offset | None) -> Row:
    """The position of somebody who may live, moved by the offset that was drawn for them; none without one."""
    if row.get("status") in DEAD:
        return {}
    if row.get("lat") is None or offset is None:
        return {"lat": None, "lon": None, "radius_m": None}
    lat = row["lat"] + offset.north_m / 111_320
    lon = row["lon"] + offset.east_m / (111_320 * max(0.01, _cos(row["lat"])))
    return {"lat": round(lat, 4), "lon": round(lon, 4), "radius_m": offset.radius_m}


def _cos(degrees: float) -> float:
    return float(pl.select(pl.lit(degrees).radians().cos()).item())


def living(held: Holdings, permitted: Collection[str]) -> list[str]:
    """Those of the people to be told whose position must be blurred: they are not known to be dead, and have one."""
    if not held.register:
        return []
    chosen = held.register.people.filter(pl.col("id").is_in(sorted(permitted)) & pl.col("lat").is_not_null())
    return [row["id"] for row in chosen.to_dicts() if row.get("status") not in DEAD]


def _counts(held: Holdings, rules: Rules, since: date) -> Iterator[Row]:
    """Counted people by month and settlement, without small counts; where one alone is small, the next goes with it.

    Otherwise the total would give it away.
    """
    if not held.register:
        return
    counted = held.register.counted.with_columns(day=pl.coalesce("date_to", "date_from"))
    if rules.embargo_days:
        counted = counted.filter(pl.col("day") <= since)
    month = pl.col("day").dt.strftime("%Y-%m").alias("month")
    cells = counted.group_by(month, "place_within").len("people").sort("month", "place_within")
    sizes = sorted(cells["people"].to_list())
    small = sum(size < rules.smallest_cell for size in sizes)
    least = sizes[1] + 1 if small == 1 and len(sizes) > 1 else rules.smallest_cell
    for row in cells.to_dicts():
        kept = row["people"] >= least
        yield {**row, "people": row["people"] if kept else None, "suppressed": not kept}


def _toll(held: Holdings) -> Iterator[Row]:
    tolls = {"": held.toll, **held.strata} if held.toll else dict(held.strata)
    for stratum, toll in tolls.items():
        for one in toll.methods if toll else ():
            yield _interval(stratum, one)


def _interval(stratum: str, one: Interval) -> Row:
    return {
        "stratum": stratum, "method": one.method, "documented": one.documented, "estimate": one.point,
        "lower": one.lower, "upper": one.upper, "level": one.level, "why": one.why.say("en") if one.why else None,
    }  # fmt: skip


def _suppressed(rows: Iterable[Row], rules: Rules) -> Iterator[Row]:
    """The toll of strata without those in which too few people were counted."""
    for row in rows:
        if not row["stratum"] or row["documented"] >= rules.smallest_cell:
            yield row


def _mark(told: Mapping[str, Any], verdict: str, scene: Scene) -> Row:
    kept = ("id", "kind", "lon", "lat", "score", "probability", "diameter_m", "diameter_low_m", "diameter_high_m")
    about = {"scene": scene.item.id, "scene_sha256": scene.item.sha256, "finding": scene.finding.id}
    owner = {"owner": scene.told.get("owner", ""), "date": scene.told.get("date", "")}
    return {**{name: told.get(name) for name in kept}, "verdict": verdict, **about, **owner}


def _scene(one: Scene) -> Row:
    places = [(mark.fields["lon"], mark.fields["lat"]) for mark in one.marks if mark.fields["lon"] is not None]
    box: Sequence[float | None] = [None] * 4
    if places:
        lons, lats = zip(*places, strict=True)
        box = [min(lons), min(lats), max(lons), max(lats)]
    kept = ("ground_m2", "assessable_m2", "pixel_m", "bands", "marks", "expected", "expected_low", "expected_high")
    return {
        "id": one.item.id, "sha256": one.item.sha256,
        "owner": one.told.get("owner", ""), "date": one.told.get("date", ""),
        **{name: one.coverage.get(name) for name in kept},
        "west": box[0], "south": box[1], "east": box[2], "north": box[3],
    }  # fmt: skip
