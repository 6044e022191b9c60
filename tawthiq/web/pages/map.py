"""Map and timeline: everything that has a place or a day, with its uncertainty, filtered together, without network."""

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

import polars as pl
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, JSONResponse, Response

from tawthiq.errors import BadInput
from tawthiq.typology import typology
from tawthiq.web import gathering, kept
from tawthiq.web.gathering import KINDS, STANDING, Asked
from tawthiq.web.page import Page, View
from tawthiq.web.timeline import timeline

page = Page("map")

LISTED = 20
BASES = ("base.pmtiles", "base.geojson")
"""What a person may put into the folder ``maps`` of the case as the ground of the map."""


@page.get("/map")
def shown(view: View) -> Response:
    """The map, the timeline and the places as a list."""
    return view.show("_map.html" if view.in_part else "map.html", **_about(view))


def _about(view: View) -> dict[str, Any]:
    asked, table = _asked(view), _table(view)
    found = gathering.filtered(table, asked)
    by_place = gathering.places(found)
    located = by_place.filter(pl.col("lat").is_not_null())
    counts = dict(found.group_by("kind").len().iter_rows())
    return {
        "asked": asked, "kinds": KINDS, "counts": counts, "base": _base(view),
        "line": timeline(gathering.bins(found), gathering.lines(found)),
        "places": by_place.filter(pl.col("place").is_not_null() | pl.col("lat").is_not_null()).head(LISTED).to_dicts(),
        "nowhere": found.height - int(located["count"].sum()),
        "undated": found.filter(pl.col("date_from").is_null(), pl.col("date_to").is_null()).height,
        "query": _query(asked), "within": lambda told: _query(replace(asked, since=told.start, until=told.end)),
        "href": _href, "label": lambda row: _label(view, row),
    }  # fmt: skip


def _query(asked: Asked) -> str:
    days = [("since", asked.since or ""), ("until", asked.until or "")]
    return urlencode([*(("kind", kind) for kind in asked.kinds), *days, ("q", asked.words)])


def _table(view: View) -> pl.DataFrame:
    return gathering.judged(view.case, view.soon(kept.gathered_key(view.case), kept.gathered))


def _asked(view: View) -> Asked:
    kinds = tuple(one for one in view.request.query_params.getlist("kind") if one in KINDS)
    return Asked(kinds or STANDING, _day(view, "since"), _day(view, "until"), view.ask("q").strip())


def _day(view: View, name: str) -> date | None:
    said = view.ask(name)
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as error:
        raise BadInput("web_map.no_day", value=said) from error


def _href(row: dict[str, Any]) -> str:
    """Where one thing is looked at; of several people, the register at their place."""
    if row["kind"] == "people":
        return (
            f"/register/{row['id']}"
            if row.get("count", 1) == 1
            else f"/register?{urlencode({'place': row['place'] or ''})}"
        )
    if row["kind"] == "claims":
        return f"/claims/{row['id']}"
    return "/scenes" if row["kind"] in {"marks", "scenes"} else f"/trace/{row['id']}"


@page.get("/map/things.json")
def things(view: View) -> Response:
    """The places with coordinates as GeoJSON."""
    found = gathering.filtered(_table(view), _asked(view))
    made = gathering.features(gathering.places(gathering.together(found)))
    for one in made["features"]:
        one["properties"]["href"] = _href(one["properties"])
        one["properties"]["label"] = _label(view, one["properties"])
        one["properties"]["said"] = view.say(f"web_map.kind_{one['properties']['kind']}")
    return JSONResponse(made)


def _label(view: View, row: dict[str, Any]) -> str:
    """What a thing is called: a claim by its act."""
    if row["kind"] == "claims" and row["label"] in (acts := typology(view.case.casefile.rules.get("acts"))):
        return acts[row["label"]].label(view.lang)
    return str(row["label"] or row["place"] or row["id"])


def _base(view: View) -> str:
    return next((name for name in BASES if (view.case.root / "maps" / name).is_file()), "")


@page.get("/map/base/{name}")
def ground(view: View) -> Response:
    """The person's own ground of the map."""
    name = view.part("name")
    if name not in BASES or name != _base(view):
        raise HTTPException(404)
    kind = "application/geo+json" if name.endswith(".geojson") else "application/octet-stream"
    return FileResponse(view.case.root / "maps" / name, media_type=kind)
