"""What a small invented case holds, made by hand: three sources, four acts of every grade, a toll, a register, a scene.

All people, places and events in it are invented.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from tawthiq import tables
from tawthiq.messages import Sentence
from tawthiq.nouns import Finding, Item, Judgement, Mark, Recipe, Source, Table
from tawthiq.report.shape import Change, Consent, Holdings, Interval, Number, Register, Said, Scene, Support, Toll

AT = datetime(2031, 4, 2, tzinfo=UTC)
DAY = date(2031, 4, 2)


def item(id_: str, name: str, source: str) -> Item:
    return Item(id_, id_[-1] * 64, "b" * 64, 100, name, "text/plain", source, "by hand", AT)


def finding(id_: str, slot: str, *inputs: str, seed: int | None = None, **parameters: Any) -> Finding:
    recipe = Recipe(f"invented.{slot.split('/', maxsplit=1)[0]}", "3", parameters, seed, inputs)
    return Finding(id_, slot, recipe, {"records": Table("c" * 64, 7), "rejected": Table("d" * 64, 2)}, "ana", AT)


def claim(id_: str, grade: str, low: int, high: int, **told: Any) -> Said:
    numbers: tuple[Number, ...] = told.pop("numbers", ())
    row: dict[str, Any] = dict.fromkeys(tables.CLAIMS.names)
    row |= {
        "id": id_, "account": "a-1", "event": id_, "act": "killing", "stance": "affirms", "place": "Northquay",
        "date": "2031-04-02", "date_from": DAY, "date_to": DAY, "alleged": "", "observed": "", "grade": grade,
        "low": low, "high": high, "contested": False, "withdrawn": False, "lat": 34.7, "lon": 36.7, "radius_m": 500.0,
    }  # fmt: skip
    words = told.pop("words", "nine people died at the quay")
    parts = dict.fromkeys(("what", "where", "when"), Support(grade, low, high, 0, ("a-1",), ("a-1",)))
    parts |= {"how many": parts["what"]} if numbers else {}
    return Said(id_, row | told, words, numbers, {} if told.get("stance", "affirms") != "affirms" else parts, ("a-1",))


CLAIMS: Mapping[str, Said] = {
    one.id: one
    for one in (
        claim("c-both", "corroborated", 2, 3, act="shelling"),
        claim("c-some", "consistent", 1, 2, words="shells fell near the quay"),
        claim("c-one", "one origin", 1, 1, numbers=(Number(9, 9, "exact", "nine people"),)),
        claim("c-over", "one origin", 1, 1, numbers=(Number(7500, None, "lower", "over 7,500"),), account="a-2"),
        claim("c-none", "unsupported", 0, 1, place=None, date=None, date_from=None, date_to=None, lat=None, lon=None),
        claim("c-not", "", 0, 0, event="c-one", stance="denies", account="a-2", words="nobody died there"),
    )
}


def account(id_: str, source: str, item_: str) -> Mapping[str, Any]:
    row: dict[str, Any] = dict.fromkeys(tables.ACCOUNTS.names)
    days = {"published": "2031-04-03", "published_from": date(2031, 4, 3), "published_to": date(2031, 4, 3)}
    return row | {"id": id_, "source": source, "item": item_, "title": f"Account of {source}"} | days


PEOPLE = pl.DataFrame(
    {
        "id": ["p-1", "p-2", "p-3", "p-4"],
        "name": ["Salim Nawwar", "Rana Bahri", None, "Adel Sahil"],
        "counted": [True, True, True, False],
        "reason": [None, None, None, "inclusion.no_date"],
        "certainty": [1.0, 0.5, 0.99, 1.0],
        "place": ["Northquay", "الرصيف", "Southquay", "Northquay"],
        "place_within": ["Harbour", None, None, "Harbour"],
        "lat": [None, 34.7, None, None],
        "lon": [None, 36.7, None, None],
        "radius_m": [None, 500.0, None, None],
    },
    schema_overrides={"lat": pl.Float64, "lon": pl.Float64, "radius_m": pl.Float64},
)

TOLL = Toll(
    finding("f-toll", "toll", "f-people", seed=1),
    (
        Interval("combined", 3, 12.4, 8.2, 20.0, 0.95),
        Interval("chao", 3, None, None, None, 0.95, Sentence("toll.no_overlap")),
    ),
    (("lcc", 1), ("lcc + vdc", 2)),
    (Sentence("toll.no_plan"),),
)  # fmt: skip


def mark(id_: str, lat: float, verdict: str = "") -> Mark:
    told = {"lat": lat, "lon": 36.7, "x_px": 10.0, "y_px": 20.0, "diameter_m": 4.0, "score": 3.0, "probability": None}
    return Mark(id_, "i-3", told, "f-marks", verdict)


COVERAGE = {
    "ground_m2": 1000.0, "assessable_m2": 900.0, "expected": None, "expected_low": None, "expected_high": None,
    "uncalibrated": '["imagery.no_marks", {}]',
}  # fmt: skip

SCENE = Scene(
    item("i-3", "scene.tif", "satellite"),
    finding("f-marks", "marks/i-3", "i-3"),
    (mark("m-1", 34.7, "accept"), mark("m-2", 34.7), mark("m-3", 34.7, "reject"), mark("m-4", 35.7)),
    COVERAGE,
    {"owner": "© Nobody", "date": "2031-04-02"},
    Change(
        finding("f-change", "change/i-3", "i-3", "i-4", "f-marks"),
        item("i-4", "earlier.tif", "satellite"),
        {"owner": "© Nobody", "date": "2031-03-02"},
        {"m-1": "new", "m-2": "already there", "m-3": "new", "m-4": "not assessable"},
    ),
)

SOURCES = {
    one.handle: one
    for one in (
        Source("lcc", "Committees of the quays", "organisation", "B"),
        Source("vdc", "A centre", "list-keeper", "C", ("lcc",)),
        Source("dana", "Dana Q., interviewer", "person", "B"),
        Source("satellite", "A satellite", "sensor", "A"),
    )
}

HELD = Holdings(
    title="Northquay, April 2031",
    head="e" * 64,
    acts=42,
    day="2031-04-05",
    rules={"report": {"places": {"north-quay": "34.7, 36.7 2km"}}},
    sources=SOURCES,
    items={
        one.id: one
        for one in (
            item("i-1", "account.txt", "lcc"),
            item("i-2", "interview.txt", "dana"),
            SCENE.item,
            item("i-4", "earlier.tif", "satellite"),
        )
    },
    lists=(finding("f-list", "records/lcc", "i-1"),),
    findings={
        one.id: one
        for one in (
            finding("f-list", "records/lcc", "i-1"),
            finding("f-people", "people", "f-list", seed=7),
            finding("f-support", "support", origins=2, kinds_where_grave=2),
            TOLL.finding,
            SCENE.finding,
            finding("f-change", "change/i-3", "i-3", "i-4", "f-marks"),
        )
    },
    judgements=(Judgement("j-1", "accept", ("m-1",), "round, with ejecta", "ana", AT),),
    claims=CLAIMS,
    accounts={"a-1": account("a-1", "lcc", "i-1"), "a-2": account("a-2", "dana", "i-2")},
    scenes=(SCENE,),
    register=Register(finding("f-people", "people", "f-list", seed=7), PEOPLE, 9),
    toll=TOLL,
    support=finding("f-support", "support", origins=2, kinds_where_grave=2),
    rejected=2,
    passages={("i-1", "¶ 2"): "The committee said that over 7,500 people had died.", ("i-1", "row 3"): "Salim, 34"},
    consents={"i-2": Consent("analysis, publication without the name", "investigators, public", date(2041, 1, 1))},
)

BARE = Holdings("Bare", "e" * 64, 0, "", {}, {}, {}, (), {}, (), {}, {}, ())

REFUSED = replace(HELD, toll=replace(TOLL, methods=TOLL.methods[1:]))
"""The same with a toll that has no estimate."""
