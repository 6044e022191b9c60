"""Circles: the ground that a reference names, by coordinates, by ``case.toml`` or by the place of a claim."""

import re

from tawthiq.coordinates import coordinates, metres_between
from tawthiq.errors import BadInput
from tawthiq.report.asking import Asked, Circle
from tawthiq.report.shape import Holdings
from tawthiq.skeletons import skeleton
from tawthiq.text import fold

NEAR_M = 1000.0
_WITHIN = re.compile(r"within\s+(?:(?P<metres>[\d.]+)\s*(?P<unit>k?m)\s+of\s+)?(?P<place>.+)$")
_PLACE = re.compile(r"(?P<at>.+?)(?:,?\s+(?P<metres>[\d.]+)\s*(?P<unit>k?m))?$")


def near(circle: Circle, lat: float, lon: float) -> bool:
    """Whether a position lies within a circle."""
    return metres_between(circle[0], circle[1], lat, lon) <= circle[2]


def place_name(asked: Asked) -> str:
    """The place that a reference names, as it was written."""
    found = _WITHIN.search(asked.rest)
    return found["place"].strip() if found else ""


def within(asked: Asked) -> Circle | None:
    """The circle that a reference names: coordinates, a place of case.toml, or one of a claim; ``None`` for no circle.

    Raises BadInput where the words after the reference mean nothing.
    """
    if not asked.rest:
        return None
    found = _WITHIN.search(asked.rest)
    if not found:
        if asked.rest.startswith("of "):
            return None
        raise BadInput("references.unknown", value=asked.words, known="within …, of …")
    name = found["place"].strip()
    circle = circle_of(asked.held, name)
    if circle and found["metres"]:
        return circle[0], circle[1], _metres(found["metres"], found["unit"])
    return circle


def circle_of(held: Holdings, name: str) -> Circle | None:
    """The circle of a name: by coordinates, by case.toml, or by a claim's place of that name (in any spelling)."""
    told = held.rules.get("report", {}).get("places", {})
    same = {_key(one): value for one, value in told.items()}
    said = _PLACE.fullmatch(str(same.get(_key(name), name)))
    try:
        place = coordinates(said["at"]) if said else None
    except BadInput:
        place = None
    if place and said and place.lat is not None and place.lon is not None:
        return place.lat, place.lon, _metres(said["metres"], said["unit"]) if said["metres"] else NEAR_M
    for one in held.claims.values():
        if one.row["lat"] is not None and _key(one.row["place"] or "") == _key(name):
            return one.row["lat"], one.row["lon"], one.row["radius_m"] or NEAR_M
    return None


def _key(name: str) -> str:
    return skeleton(fold(name.replace("-", " ")))


def _metres(value: str, unit: str) -> float:
    return float(value) * (1000 if unit == "km" else 1)


def places_known(held: Holdings) -> str:
    """The names of the places whose position the case knows."""
    told = held.rules.get("report", {}).get("places", {})
    claimed = {one.row["place"] for one in held.claims.values() if one.row["lat"] is not None}
    return ", ".join(sorted({*told, *filter(None, claimed)})) or "—"
